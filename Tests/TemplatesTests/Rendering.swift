import Diagnostics
import Templates

/// Templates by name as sources; the file of `page` is `page.mustache`.
func sources(_ templates: [String: String]) -> [TemplateSet.Source] {
  templates.map { TemplateSet.Source(name: $0.key, file: "\($0.key).mustache", bytes: Array($0.value.utf8)) }
}

/// What the template `page` gives for `value`, its names looked up as it is rendered; the findings where it has any.
func rendered(_ templates: [String: String], _ value: Value) -> String {
  let (set, diagnostics) = TemplateSet.compile(sources(templates))
  return diagnostics.isEmpty ? rendered(set, value) : diagnostics.map(\.description).joined(separator: "\n")
}

/// What the strictly compiled template `page` gives for `record`; the findings where it has any.
func rendered(
  _ templates: [String: String], _ schema: RecordSchema, _ record: Value, schemas: [String: RecordSchema] = [:]
) -> String {
  let (set, diagnostics) = TemplateSet.compile(
    sources(templates), roots: [TemplateSet.Root(name: "page", schema: schema)], schemas: schemas)
  return diagnostics.isEmpty ? rendered(set, record) : diagnostics.map(\.description).joined(separator: "\n")
}

private func rendered(_ set: TemplateSet, _ value: Value) -> String {
  var output: [UInt8] = []
  set.render("page", value, into: &output)
  return String(decoding: output, as: UTF8.self)
}

/// A text value.
func text(_ text: String) -> Value { .text(Array(text.utf8)) }

/// An HTML value.
func html(_ text: String) -> Value { .html(Array(text.utf8)) }
