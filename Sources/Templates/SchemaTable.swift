/// Schemas with a number each, so that records which hold records of their own kind are finite.
struct SchemaTable {
  /// What a field holds, its record by number.
  enum Kind {
    case text
    case html
    case flag
    case record(Int)
    case list(Int)
  }

  /// The fields of one record.
  struct Record {
    /// In the order of the values.
    var names: [String]
    var kinds: [Kind]
    /// By name.
    var slots: [String: Int]
  }

  /// By number.
  private(set) var records: [Record] = []
  private let schemas: [String: RecordSchema]
  private var numbers: [String: Int] = [:]

  /// An empty table; `schemas` are those that others refer to by name.
  init(named schemas: [String: RecordSchema]) {
    self.schemas = schemas
  }

  /// The number of `schema`: a new one, but for a named schema always the same.
  mutating func number(of schema: RecordSchema) -> Int {
    guard let name = schema.reference else { return add(schema, as: nil) }
    if let number = numbers[name] { return number }
    guard let schema = schemas[name] else { preconditionFailure("no schema is called \"\(name)\"") }
    return add(schema, as: name)
  }

  private mutating func add(_ schema: RecordSchema, as name: String?) -> Int {
    let number = records.count
    let names = schema.fields.map(\.name)
    let slots = Dictionary(names.enumerated().map { ($1, $0) }) { _, _ in
      preconditionFailure("a name stands twice in the schema of \(names)")
    }
    records.append(Record(names: names, kinds: [], slots: slots))
    if let name { numbers[name] = number }
    let kinds = schema.fields.map { kind(of: $0.schema) }
    records[number].kinds = kinds
    return number
  }

  private mutating func kind(of schema: Schema) -> Kind {
    switch schema {
    case .text: .text
    case .html: .html
    case .flag: .flag
    case .record(let record): .record(number(of: record))
    case .list(let record): .list(number(of: record))
    }
  }

  // MARK: Checking values

  /// The first value that a record of the schema `number` could not hold, in words that begin with `path`; nil where
  /// `value` fits.
  func mismatch(_ value: Value, record number: Int, path: String) -> String? {
    guard case .record(let values) = value else { return "\(path) is no record" }
    let record = records[number]
    guard values.count == record.names.count else {
      return "\(path) has \(values.count) values for \(record.names.count) names"
    }
    for (index, value) in values.enumerated() {
      if let found = mismatch(value, record.kinds[index], path: "\(path).\(record.names[index])") { return found }
    }
    return nil
  }

  private func mismatch(_ value: Value, _ kind: Kind, path: String) -> String? {
    switch (kind, value) {
    case (_, .none), (.text, .text), (.html, .html), (.flag, .flag): return nil
    case (.record(let number), .record): return mismatch(value, record: number, path: path)
    case (.list(let number), .list(let items)):
      for (index, item) in items.enumerated() {
        if let found = mismatch(item, record: number, path: "\(path)[\(index)]") { return found }
      }
      return nil
    case (.text, _): return "\(path) is no text"
    case (.html, _): return "\(path) is no HTML"
    case (.flag, _): return "\(path) is no flag"
    case (.record, _): return "\(path) is no record"
    case (.list, _): return "\(path) is no list"
    }
  }
}
