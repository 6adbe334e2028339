/// The examples that are written otherwise on purpose, each with its reason.
enum KnownDifferences {
  /// Why the example with this `markdown` in `file` differs; nil where it must not.
  static func reason(file: String, markdown: String) -> String? {
    guard file.hasPrefix("gfm/"), markdown.contains("<xmp>") else { return nil }
    return """
      GitHub's tag filter is not done: in an article every tag that is not on a short list of harmless ones is an \
      error, and plain mode writes what was read
      """
  }
}
