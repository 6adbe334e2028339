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
    /// What a template calls it; without a dot.
    public var name: String
    /// What it stands for.
    public var schema: Schema

    /// A field `name` of the kind `schema`.
    public init(name: String, schema: Schema) {
      self.name = name
      self.schema = schema
    }
  }

  /// In the order of the values; empty for a `named` one.
  public var fields: [Field]
  /// For a schema that is looked up by name among those given to `TemplateSet.compile`.
  let reference: String?

  /// A record with `fields`, names unique.
  public init(_ fields: KeyValuePairs<String, Schema>) {
    self.init(fields.map { Field(name: $0.key, schema: $0.value) })
  }

  /// A record with `fields`, names unique.
  public init(_ fields: [Field]) {
    self.fields = fields
    reference = nil
  }

  /// The schema that `TemplateSet.compile` is given under `name`: for records that hold records of their own kind,
  /// such as a navigation's entries, and for records that stand in many places.
  public static func named(_ name: String) -> RecordSchema {
    RecordSchema(reference: name)
  }

  private init(reference: String) {
    fields = []
    self.reference = reference
  }
}
