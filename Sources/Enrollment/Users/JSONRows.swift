import Diagnostics
import YAML

/// The users of a JSON file: a list of objects, or Microsoft Graph's answer, which has the list under `value`.
///
/// JSON is read as the YAML that it is (YAML 1.2, section 1.3), which gives each value its place.
struct JSONRows {
  struct Row {
    var place: Place
    var values: [UserField: UserList.Value] = [:]
    var unusedKeys: [String] = []
    var diagnostics: [Diagnostic] = []
  }

  /// Reads a whole file.
  static func parse(_ bytes: [UInt8], file: String) -> (rows: [Row], diagnostics: [Diagnostic]) {
    let (node, diagnostics) = YAMLNode.parse(joiningSurrogates(bytes)[...], file: file)
    guard diagnostics.isEmpty, let node else { return ([], diagnostics) }
    var list = node
    if case .mapping(let entries) = node.value, let inner = entries.first(where: { $0.key == "value" }) {
      list = inner.value
    }
    guard case .sequence(let items) = list.value else {
      return (
        [],
        [
          .error(
            "the list is not a list of users", at: list.place, hint: #"write [{"userPrincipalName": "jo@example.com"}]"#
          )
        ]
      )
    }
    return (items.map(row), [])
  }

  private static func row(_ node: YAMLNode) -> Row {
    var row = Row(place: node.place)
    guard case .mapping(let entries) = node.value else {
      row.diagnostics = [
        .error("this is not a user", at: node.place, hint: #"write {"userPrincipalName": "jo@example.com"}"#)
      ]
      return row
    }
    for entry in entries {
      if case .scalar(let text, _) = entry.value.value, let address = CredentialAddress(text) {
        row.diagnostics.append(address.diagnostic(at: entry.value.place))
        continue
      }
      guard let field = UserField(heading: entry.key) else {
        row.unusedKeys.append(entry.key)
        continue
      }
      guard row.values[field] == nil else {
        row.diagnostics.append(
          .error(
            #"the key "\#(entry.key)" means the same as one before it"#, at: entry.keyPlace,
            hint: "remove one of them"))
        continue
      }
      if let text = text(of: entry.value) {
        row.values[field] = (text, entry.value.place)
      } else {
        row.diagnostics.append(
          .error(#""\#(entry.key)" must be text"#, at: entry.value.place, hint: "put it in quotes"))
      }
    }
    return row
  }

  /// A text, or a list of lines.
  private static func text(of node: YAMLNode) -> String? {
    switch node.value {
    case .null: ""
    case .scalar(let text, _): text
    case .sequence(let items):
      items.reduce("" as String?) { text, item in
        guard case .scalar(let line, _) = item.value, let text else { return nil }
        return text.isEmpty ? line : text + "\n" + line
      }
    case .mapping: nil
    }
  }

  /// `bytes` with pairs such as `\uD83D\uDE00`, which YAML has not, as the character that they stand for.
  private static func joiningSurrogates(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var position = 0
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\\"), let high = unit(bytes, at: position), 0xD800..<0xDC00 ~= high,
        let low = unit(bytes, at: position + 6), 0xDC00..<0xE000 ~= low,
        let scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
      {
        result += Array(String(Character(scalar)).utf8)
        position += 12
      } else if byte == UInt8(ascii: "\\"), position + 1 < bytes.count {
        // The backslash of `\\` begins no other escape.
        result += bytes[position...(position + 1)]
        position += 2
      } else {
        result.append(byte)
        position += 1
      }
    }
    return result
  }

  /// The UTF-16 code unit that an escape of four hexadecimal digits at `position` stands for; nil where there is none.
  private static func unit(_ bytes: [UInt8], at position: Int) -> UInt32? {
    guard position + 6 <= bytes.count, bytes[position] == UInt8(ascii: "\\"), bytes[position + 1] == UInt8(ascii: "u")
    else { return nil }
    return UInt32(String(decoding: bytes[(position + 2)..<(position + 6)], as: UTF8.self), radix: 16)
  }
}
