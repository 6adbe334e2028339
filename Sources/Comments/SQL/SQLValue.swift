/// What a statement is given and what it answers with. Both databases have exactly these.
package enum SQLValue: Sendable, Equatable {
  case null
  case integer(Int64)
  /// Never with a zero byte, which PostgreSQL does not store.
  case text(String)
}

/// A row of an answer.
package struct SQLRow: Sendable, Equatable {
  package var values: [SQLValue]

  package init(_ values: [SQLValue]) {
    self.values = values
  }

  /// The text in `column`, counted from 0; empty where there is none.
  func text(_ column: Int) -> String { optionalText(column) ?? "" }

  /// The text in `column`, counted from 0; nil where there is none.
  func optionalText(_ column: Int) -> String? {
    guard values.indices.contains(column), case .text(let text) = values[column] else { return nil }
    return text
  }

  /// The number in `column`, counted from 0; 0 where there is none.
  func integer(_ column: Int) -> Int { optionalInteger(column) ?? 0 }

  /// The number in `column`, counted from 0; nil where there is none.
  func optionalInteger(_ column: Int) -> Int? {
    guard values.indices.contains(column), case .integer(let number) = values[column] else { return nil }
    return Int(number)
  }
}

extension SQLValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
  package init(stringLiteral value: String) { self = .text(value) }
  package init(integerLiteral value: Int64) { self = .integer(value) }
}

extension SQLValue {
  init(_ number: Int) { self = .integer(Int64(number)) }
  init(_ text: String?) { self = text.map(SQLValue.text) ?? .null }
  init(_ number: Int?) { self = number.map { .integer(Int64($0)) } ?? .null }
}
