/// What a name stands for in a template.
public indirect enum Schema: Sendable {
  /// Text, escaped where it is written; as a section, true where it is not empty.
  case text
  /// HTML that is safe to write as it is: `{{{name}}}`; as a section, true where it is not empty.
  case html
  /// Only for sections.
  case flag
  /// Pushed as a context by a section; `Value.none` where there is none.
  case record(RecordSchema)
  /// A section for each; the list's name with `?` never exists: ask `{{#items}}` itself.
  case list(RecordSchema)
}

/// The fields of a record in a fixed order: `Value.record` holds their values in the same order.
public struct RecordSchema: Sendable {
  /// One name and what it stands for.
  public struct Field: Sendable {
    public var name: String
    public var schema: Schema
    public init(name: String, schema: Schema) { self.name = name; self.schema = schema }
  }

  /// In the order of the values.
  public var fields: [Field]

  /// A record with `fields`, names unique.
  public init(_ fields: [Field]) { self.fields = fields }
  public init(_ fields: KeyValuePairs<String, Schema>) {
    self.fields = fields.map { Field(name: $0.key, schema: $0.value) }
  }
}
