import Templates

/// What templates may know of a `Subject`: each name once, with what it stands for and where its value comes from.
struct View<Subject>: Sendable {
  /// One name.
  struct Field: Sendable {
    let name: String
    let schema: Schema
    let value: @Sendable (Subject) -> Value

    /// Text, escaped by the template.
    static func text(_ name: String, _ value: @escaping @Sendable (Subject) -> String) -> Field {
      Field(name: name, schema: .text) { .text(Array(value($0).utf8)) }
    }

    /// Text that is at hand as bytes.
    static func bytes(_ name: String, _ value: @escaping @Sendable (Subject) -> [UInt8]) -> Field {
      Field(name: name, schema: .text) { .text(value($0)) }
    }

    /// HTML that is safe as it is.
    static func html(_ name: String, _ value: @escaping @Sendable (Subject) -> [UInt8]) -> Field {
      Field(name: name, schema: .html) { .html(value($0)) }
    }

    /// A yes or no for sections.
    static func flag(_ name: String, _ value: @escaping @Sendable (Subject) -> Bool) -> Field {
      Field(name: name, schema: .flag) { .flag(value($0)) }
    }

    /// A record that may be missing.
    static func record<Part>(
      _ name: String, _ view: View<Part>, _ part: @escaping @Sendable (Subject) -> Part?
    ) -> Field {
      Field(name: name, schema: .record(view.schema)) { part($0).map(view.record) ?? .none }
    }

    /// A record for each part.
    static func list<Part>(
      _ name: String, _ view: View<Part>, _ parts: @escaping @Sendable (Subject) -> [Part]
    ) -> Field {
      Field(name: name, schema: .list(view.schema)) { .list(parts($0).map(view.record)) }
    }

    /// Records whose schema `TemplateSchemas` has under `kind`, for what holds records of its own kind.
    static func list(
      _ name: String, named kind: String, _ records: @escaping @Sendable (Subject) -> [Value]
    ) -> Field {
      Field(name: name, schema: .list(.named(kind))) { .list(records($0)) }
    }
  }

  let schema: RecordSchema
  private let values: [@Sendable (Subject) -> Value]

  init(_ fields: [Field]) {
    schema = RecordSchema(fields.map { RecordSchema.Field(name: $0.name, schema: $0.schema) })
    values = fields.map(\.value)
  }

  /// The record of `subject`, in the order of the schema.
  func record(_ subject: Subject) -> Value {
    .record(values.map { $0(subject) })
  }
}
