/// JSON as it is written: an object on one line, member by member. Source: RFC 8259.
package struct JSONText: Sendable {
  private var members: [UInt8] = []

  package init() {}

  /// `{…}`.
  package var bytes: [UInt8] { [UInt8(ascii: "{")] + members + [UInt8(ascii: "}")] }

  package mutating func add(_ name: StaticString, _ value: String) {
    begin(name)
    members.appendJSON(value)
  }

  /// Nothing where there is no value.
  package mutating func add(_ name: StaticString, _ value: String?) {
    if let value { add(name, value) }
  }

  package mutating func add(_ name: StaticString, _ value: Int) {
    begin(name)
    members += String(value).utf8
  }

  package mutating func add(_ name: StaticString, _ value: Bool) {
    begin(name)
    members += value ? "true".utf8 : "false".utf8
  }

  /// All members of `other`.
  package mutating func add(_ other: JSONText) {
    if !members.isEmpty, !other.members.isEmpty { members.append(UInt8(ascii: ",")) }
    members += other.members
  }

  /// JSON that is written already.
  package mutating func add(_ name: StaticString, json value: [UInt8]) {
    begin(name)
    members += value
  }

  package mutating func add(_ name: StaticString, _ values: [JSONText]) {
    begin(name)
    members.append(UInt8(ascii: "["))
    for (index, value) in values.enumerated() {
      if index > 0 { members.append(UInt8(ascii: ",")) }
      members.append(UInt8(ascii: "{"))
      members += value.members
      members.append(UInt8(ascii: "}"))
    }
    members.append(UInt8(ascii: "]"))
  }

  /// A member whose name is not known beforehand.
  package mutating func add(named name: String, _ value: Int) {
    if !members.isEmpty { members.append(UInt8(ascii: ",")) }
    members.appendJSON(name)
    members.append(UInt8(ascii: ":"))
    members += String(value).utf8
  }

  private mutating func begin(_ name: StaticString) {
    if !members.isEmpty { members.append(UInt8(ascii: ",")) }
    members.append(UInt8(ascii: "\""))
    name.withUTF8Buffer { members += $0 }
    members.append(UInt8(ascii: "\""))
    members.append(UInt8(ascii: ":"))
  }
}

extension [UInt8] {
  /// Adds `text` as a JSON string, quotes included.
  mutating func appendJSON(_ text: String) {
    var text = text
    append(UInt8(ascii: "\""))
    text.withUTF8 { bytes in
      var start = 0
      for (index, byte) in bytes.enumerated() {
        guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { continue }
        self += bytes[start..<index]
        start = index + 1
        appendEscaped(byte)
      }
      self += bytes[start...]
    }
    append(UInt8(ascii: "\""))
  }

  private mutating func appendEscaped(_ byte: UInt8) {
    switch byte {
    case 0x0A: self += "\\n".utf8
    case 0x0D: self += "\\r".utf8
    case 0x09: self += "\\t".utf8
    case 0..<0x20:
      self += (byte < 16 ? "\\u000" : "\\u00").utf8
      self += String(byte, radix: 16).utf8
    default: self += [UInt8(ascii: "\\"), byte]
    }
  }
}
