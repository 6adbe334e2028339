/// A value for a template.
public enum Value: Sendable {
  /// Nothing: an empty text, a record that is not there, or false.
  case none
  /// True or false, for sections alone.
  case flag(Bool)
  /// Escaped where it is written.
  case text([UInt8])
  /// Written as it is.
  case html([UInt8])
  /// What a section repeats for; items are records, or any values in templates without a schema.
  case list([Value])
  /// In the order of its `RecordSchema`.
  case record([Value])
  /// By name, for templates that were compiled without a schema.
  case object([String: Value])
}
