/// A value for a template.
public enum Value: Sendable {
  case none
  case flag(Bool)
  /// Escaped where it is written.
  case text([UInt8])
  /// Written as it is.
  case html([UInt8])
  case list([Value])
  /// In the order of its `RecordSchema`.
  case record([Value])
  /// By name, for templates that were compiled without a schema.
  case object([String: Value])
}
