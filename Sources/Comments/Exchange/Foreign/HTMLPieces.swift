/// The tags and texts of HTML that anybody may have written, in their order. Comments and declarations are left out, and what
/// is no tag is text.
struct HTMLPieces {
  enum Piece: Equatable {
    /// As it stands, with its entities.
    case text(String)
    /// Names are in small letters; values have their entities decoded.
    case start(String, attributes: [String: String])
    case end(String)
  }

  private let bytes: [UInt8]
  private var position = 0
  /// The element that is open, if there is no markup in it.
  private var raw: String?

  /// Elements without markup: `<` is a sign in them. Source: HTML Living Standard, 13.1.2.
  private static let rawElements: Set<String> = ["script", "style", "textarea", "title"]

  init(_ html: String) {
    bytes = Array(html.utf8)
  }

  /// The next piece; nil after the last one.
  mutating func next() -> Piece? {
    if let text = rawText() { return .text(text) }
    while position < bytes.count {
      let start = position
      guard bytes[position] == UInt8(ascii: "<") else { return .text(text(from: start)) }
      switch byte(at: position + 1) {
      case UInt8(ascii: "!"), UInt8(ascii: "?"): skipDeclaration()
      case UInt8(ascii: "/") where Self.isLetter(byte(at: position + 2)):
        position += 2
        let name = name()
        skip(past: UInt8(ascii: ">"))
        return .end(name)
      case let next where Self.isLetter(next):
        position += 1
        return tag()
      default:
        position += 1
        return .text(text(from: start))
      }
    }
    return nil
  }

  /// What stands before the end of the element that has no markup; nil where there is nothing, or no such element.
  private mutating func rawText() -> String? {
    guard let element = raw else { return nil }
    raw = nil
    let start = position
    while position < bytes.count, !endsHere(element) { position += 1 }
    return position > start ? string(start..<position) : nil
  }

  private func endsHere(_ element: String) -> Bool {
    guard bytes[position] == UInt8(ascii: "<"), byte(at: position + 1) == UInt8(ascii: "/") else { return false }
    let name = bytes[(position + 2)...].prefix(element.utf8.count)
    return name.map { $0 | 0x20 }.elementsEqual(element.utf8) && !Self.isLetter(byte(at: name.endIndex))
  }

  private func byte(at index: Int) -> UInt8 { index < bytes.count ? bytes[index] : 0 }

  private static func isLetter(_ byte: UInt8) -> Bool { 0x61...0x7A ~= byte | 0x20 }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || 0x09...0x0D ~= byte }

  private func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  private mutating func text(from start: Int) -> String {
    while position < bytes.count, bytes[position] != UInt8(ascii: "<") { position += 1 }
    return string(start..<position)
  }

  private mutating func skip(past end: UInt8) {
    while position < bytes.count, bytes[position] != end { position += 1 }
    position = min(position + 1, bytes.count)
  }

  private mutating func skipDeclaration() {
    guard bytes[position...].starts(with: "<!--".utf8) else { return skip(past: UInt8(ascii: ">")) }
    position += 4
    while position < bytes.count, !bytes[position...].starts(with: "-->".utf8) { position += 1 }
    position = min(position + 3, bytes.count)
  }

  private mutating func name() -> String {
    let start = position
    while position < bytes.count, !Self.isSpace(bytes[position]),
      bytes[position] != UInt8(ascii: ">"), bytes[position] != UInt8(ascii: "/"), bytes[position] != UInt8(ascii: "=")
    { position += 1 }
    return string(start..<position).lowercased()
  }

  private mutating func tag() -> Piece {
    let element = name()
    var attributes: [String: String] = [:]
    while position < bytes.count, bytes[position] != UInt8(ascii: ">") {
      let start = position
      let attribute = name()
      skipSpace()
      if byte(at: position) == UInt8(ascii: "="), !attribute.isEmpty {
        position += 1
        skipSpace()
        // Browsers take the first of two that have one name.
        let value = value()
        if attributes[attribute] == nil { attributes[attribute] = value }
      }
      if position == start { position += 1 }
    }
    position = min(position + 1, bytes.count)
    if Self.rawElements.contains(element) { raw = element }
    return .start(element, attributes: attributes)
  }

  private mutating func skipSpace() {
    while position < bytes.count, Self.isSpace(bytes[position]) { position += 1 }
  }

  private mutating func value() -> String {
    let quote = byte(at: position)
    let isQuoted = quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
    if isQuoted { position += 1 }
    let start = position
    while position < bytes.count,
      isQuoted ? bytes[position] != quote : !Self.isSpace(bytes[position]) && bytes[position] != UInt8(ascii: ">")
    { position += 1 }
    let value = HTMLEntity.decoded(string(start..<position))
    if isQuoted { position = min(position + 1, bytes.count) }
    return value
  }
}
