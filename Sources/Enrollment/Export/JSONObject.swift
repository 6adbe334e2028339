import Diagnostics

/// An object of JSON, written member by member. Source: RFC 8259.
struct JSONObject {
  private var members: [UInt8] = []

  /// `{…}` on one line.
  var bytes: [UInt8] { [UInt8(ascii: "{")] + members + [UInt8(ascii: "}")] }

  /// The same as text, for systems that want JSON inside a JSON string.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  mutating func add(_ name: String, _ value: String) {
    begin(name)
    members.appendJSONString(value)
  }

  mutating func add(_ name: String, _ value: Int) {
    begin(name)
    members += Array(String(value).utf8)
  }

  mutating func add(_ name: String, _ value: JSONObject) {
    begin(name)
    members += value.bytes
  }

  mutating func add(_ name: String, _ values: [JSONObject]) {
    begin(name)
    members += [UInt8(ascii: "[")] + values.map(\.bytes).joined(separator: [UInt8(ascii: ",")]) + [UInt8(ascii: "]")]
  }

  private mutating func begin(_ name: String) {
    if !members.isEmpty { members.append(UInt8(ascii: ",")) }
    members.appendJSONString(name)
    members.append(UInt8(ascii: ":"))
  }
}
