import Diagnostics

/// Compiled templates.
public struct TemplateSet: Sendable {
  /// A template as it was written.
  public struct Source: Sendable {
    /// What `{{> name}}` and `render` call it: `article`, `parts/header`.
    public var name: String
    /// For places.
    public var file: String
    public var bytes: [UInt8]

    public init(name: String, file: String, bytes: [UInt8]) {
      self.name = name
      self.file = file
      self.bytes = bytes
    }
  }

  /// A template that is rendered by itself, and what it is given.
  public struct Root: Sendable {
    public var name: String
    public var schema: RecordSchema

    public init(name: String, schema: RecordSchema) {
      self.name = name
      self.schema = schema
    }
  }

  /// Compiles `sources` strictly: every name is looked up in the schemas of `roots`, through sections, partials and
  /// parents; all errors come at once, and a set with errors must not be rendered.
  public static func compile(_ sources: [Source], roots: [Root]) -> (set: TemplateSet, diagnostics: [Diagnostic]) {
    (TemplateSet(), [])
  }

  /// Appends the template `name`, one of the roots, rendered with `record`.
  public func render(_ name: String, _ record: Value, into output: inout [UInt8]) {}
}
