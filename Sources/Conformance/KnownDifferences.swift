/// The examples that are written otherwise on purpose, each with its reason.
enum KnownDifferences {
  /// Why the example with this `markdown` in `file` differs; nil where it must not.
  static func reason(file: String, markdown: String) -> String? { nil }
}
