/// A JSON value and where it stands (RFC 8259).
package struct JSONValue: Sendable, Equatable {
  /// What a value can be.
  package enum Kind: Sendable, Equatable {
    case null
    case bool(Bool)
    /// A number without fraction and exponent that `Int` holds.
    case integer(Int)
    /// Any other number.
    case number(Double)
    case string(String)
    case array([JSONValue])
    /// No two members have the same name.
    case object([Member])
  }

  /// One name of an object, and its value.
  package struct Member: Sendable, Equatable {
    package var name: String
    package var value: JSONValue
  }

  /// What it is.
  package var kind: Kind
  /// Its first byte in the text that was read, from 0.
  package var offset: Int

  /// The value that an object has under `name`; nil where this is no object or has no such member.
  package subscript(name: String) -> JSONValue? {
    members?.first { $0.name.utf8.elementsEqual(name.utf8) }?.value
  }

  /// The members of an object; nil for any other value.
  package var members: [Member]? {
    guard case .object(let members) = kind else { return nil }
    return members
  }

  /// The items of an array; nil for any other value.
  package var items: [JSONValue]? {
    guard case .array(let items) = kind else { return nil }
    return items
  }

  /// The text of a string; nil for any other value.
  package var string: String? {
    guard case .string(let text) = kind else { return nil }
    return text
  }

  /// The number, where it is an integer; nil for any other value.
  package var integer: Int? {
    guard case .integer(let number) = kind else { return nil }
    return number
  }

  /// True or false; nil for any other value.
  package var bool: Bool? {
    guard case .bool(let value) = kind else { return nil }
    return value
  }
}

/// Why a text is not the JSON that was asked for.
package struct JSONError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Where it is noticed: a byte of the text, from 0.
  package var offset: Int
  /// What is wrong: `a string without an end`.
  package var description: String
}
