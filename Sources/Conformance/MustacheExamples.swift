import Foundation
import Templates

/// Mustache's official examples, run through our template engine.
enum MustacheExamples {
  /// Renders each example in `directory`/*.json.
  ///
  /// Names are looked up as the specification says; besides, where an example's data has one shape and no name is
  /// unknown, the templates are compiled strictly, which must give the same.
  ///
  /// - Returns: how many examples came out as expected, and what the others gave instead; neither where there is no
  ///   such directory.
  static func run(directory: String) -> (passed: Int, differences: [String]) {
    let folder = URL(fileURLWithPath: directory)
    guard FileManager.default.fileExists(atPath: folder.path) else { return (0, []) }
    var passed = 0
    var differences: [String] = []
    do {
      let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        .filter { $0.pathExtension == "json" }.sorted { $0.path < $1.path }
      if files.isEmpty { differences.append("\(folder.path) holds no example") }
      for file in files {
        let module = file.deletingPathExtension().lastPathComponent
        for example in try JSONDecoder().decode(Module.self, from: Data(contentsOf: file)).tests {
          let found = example.differences()
          passed += found.isEmpty ? 1 : 0
          differences += found.map { "mustache/\(module) \"\(example.name)\": \($0)" }
        }
      }
    } catch {
      differences.append("\(folder.path): \(error)")
    }
    return (passed, differences)
  }
}

private struct Module: Decodable {
  var tests: [Example]
}

private struct Example: Decodable {
  var name: String
  var data: JSON
  var template: String
  var partials: [String: String]?
  var expected: String

  private var sources: [TemplateSet.Source] {
    let all = (partials ?? [:]).merging(["": template]) { partial, _ in partial }
    return all.map { TemplateSet.Source(name: $0.key, file: $0.key, bytes: Array($0.value.utf8)) }
  }

  func differences() -> [String] {
    var differences: [String] = []
    let (set, diagnostics) = TemplateSet.compile(sources)
    differences += diagnostics.map { "\($0)" }
    if diagnostics.isEmpty { compare(set, data.named, "", &differences) }
    for isHTML in [false, true] {
      guard let (schema, value) = data.record(isHTML: isHTML) else { continue }
      let (set, diagnostics) = TemplateSet.compile(sources, roots: [TemplateSet.Root(name: "", schema: schema)])
      if diagnostics.isEmpty { compare(set, value, "strictly ", &differences) }
    }
    return differences
  }

  private func compare(_ set: TemplateSet, _ value: Value, _ manner: String, _ differences: inout [String]) {
    var output: [UInt8] = []
    set.render("", value, into: &output)
    let text = String(decoding: output, as: UTF8.self)
    if text != expected { differences.append("\(manner)\(text.debugDescription), not \(expected.debugDescription)") }
  }
}

/// An example's data.
private enum JSON: Decodable {
  case null
  case bool(Bool)
  case text(String)
  case list([JSON])
  case object([String: JSON])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let bool = try? container.decode(Bool.self) {
      self = .bool(bool)
    } else if let number = try? container.decode(Int.self) {
      self = .text("\(number)")
    } else if let number = try? container.decode(Double.self) {
      self = .text("\(number)")
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let list = try? container.decode([JSON].self) {
      self = .list(list)
    } else {
      self = .object(try container.decode([String: JSON].self))
    }
  }

  /// With names in it.
  var named: Value {
    switch self {
    case .null: .none
    case .bool(let bool): .flag(bool)
    case .text(let text): .text(Array(text.utf8))
    case .list(let items): .list(items.map(\.named))
    case .object(let fields): .object(fields.mapValues(\.named))
    }
  }

  /// As a record and its schema, texts as HTML where `isHTML`; nil for what has no one shape.
  func record(isHTML: Bool) -> (RecordSchema, Value)? {
    guard case .object(let fields) = self else { return nil }
    var schema: [RecordSchema.Field] = []
    var values: [Value] = []
    for (name, field) in fields.sorted(by: { $0.key < $1.key }) where !name.contains(".") {
      guard let (kind, value) = field.field(isHTML: isHTML) else { return nil }
      schema.append(RecordSchema.Field(name: name, schema: kind))
      values.append(value)
    }
    return (RecordSchema(schema), .record(values))
  }

  private func field(isHTML: Bool) -> (Schema, Value)? {
    switch self {
    case .null: return (.text, .none)
    case .bool(let bool): return (.flag, .flag(bool))
    case .text(let text): return isHTML ? (.html, .html(Array(text.utf8))) : (.text, .text(Array(text.utf8)))
    case .object: return record(isHTML: isHTML).map { (.record($0.0), $0.1) }
    case .list(let items):
      let records = items.compactMap { $0.record(isHTML: isHTML) }
      guard records.count == items.count else { return nil }
      guard let first = records.first?.0 else { return (.list(RecordSchema([])), .list([])) }
      guard records.allSatisfy({ $0.0.fields.map(\.name) == first.fields.map(\.name) }) else { return nil }
      return (.list(first), .list(records.map(\.1)))
    }
  }
}
