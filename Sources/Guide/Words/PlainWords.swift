/// A file of words in which each text stands on a line of its own, plain or in double quotes without a backslash, as the
/// theme's do.
///
/// Every build reads one: this takes a thirtieth of the time that a whole YAML reader takes, which would be a fifth of a
/// build after an edit. A test holds it to what the YAML reader makes of the same files.
struct PlainWords {
  private(set) var texts: [String: String] = [:]
  private(set) var months: [String] = []
  private(set) var datePattern = ""

  /// nil where a line is none of these.
  init?(_ file: [UInt8]) {
    texts.reserveCapacity(256)
    for line in file.split(separator: UInt8(ascii: "\n")) {
      let indent = line.prefix { $0 == UInt8(ascii: " ") }.count
      let rest = line.dropFirst(indent)
      if rest.isEmpty || rest.first == UInt8(ascii: "#") { continue }
      guard let colon = rest.firstIndex(of: UInt8(ascii: ":")) else { return nil }
      let key = String(decoding: rest[..<colon], as: UTF8.self)
      let value = rest[(colon + 1)...].drop { $0 == UInt8(ascii: " ") }
      switch (indent, key) {
      case (2, _): guard let text = Self.text(value), texts.updateValue(text, forKey: key) == nil else { return nil }
      case (0, "words"): guard value.isEmpty else { return nil }
      case (0, "date"): guard let text = Self.text(value) else { return nil }; datePattern = text
      case (0, "months"):
        guard value.first == UInt8(ascii: "["), value.last == UInt8(ascii: "]") else { return nil }
        for name in value.dropFirst().dropLast().split(separator: UInt8(ascii: ",")) {
          guard let month = Self.text(name.drop { $0 == UInt8(ascii: " ") }) else { return nil }
          months.append(month)
        }
      default: return nil
      }
    }
  }

  /// The text that a value stands for; nil where only YAML knows.
  private static func text(_ value: ArraySlice<UInt8>) -> String? {
    guard let first = value.first, let last = value.last else { return nil }
    if first == UInt8(ascii: "\"") {
      let inside = value.dropFirst().dropLast()
      guard value.count > 1, last == first, !inside.contains(where: { $0 == first || $0 == UInt8(ascii: "\\") }) else {
        return nil
      }
      return String(decoding: inside, as: UTF8.self)
    }
    guard !"'[]{}&*!|>%@`#,?-".utf8.contains(first), last != UInt8(ascii: " "), last != UInt8(ascii: ":") else {
      return nil
    }
    var previous: UInt8 = 0
    for byte in value {
      if previous == UInt8(ascii: ":") && byte == UInt8(ascii: " ")
        || previous == UInt8(ascii: " ") && byte == UInt8(ascii: "#")
      {
        return nil
      }
      previous = byte
    }
    return String(decoding: value, as: UTF8.self)
  }
}
