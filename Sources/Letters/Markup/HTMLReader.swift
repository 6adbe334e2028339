/// Reads HTML into elements.
///
/// For what guidegen's templates and its Markdown writer make, where every element is closed. Of other HTML it makes
/// something, and never fails: an end without a beginning is passed over, and what is nested deeper than letters can
/// show stands in the last element that they can.
struct HTMLReader {
  private let bytes: [UInt8]
  private var position = 0
  private var open = [Element(name: "")]
  /// How many elements are open that were too deep to be kept, by name.
  private var tooDeep: [String] = []

  private static let deepest = 60
  private static let void: Set<String> = ["br", "hr", "img", "input", "link", "meta", "wbr", "source"]
  /// Elements whose text is no text.
  private static let unread: Set<String> = ["script", "style", "template", "svg", "img"]

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The element without a name that holds all of `html`.
  static func read(_ html: [UInt8]) -> Element {
    var reader = HTMLReader(html)
    reader.run()
    return reader.open[0]
  }

  private mutating func run() {
    while position < bytes.count {
      if bytes[position] == UInt8(ascii: "<"), readTag() { continue }
      readText()
    }
    while open.count > 1 { close() }
  }

  private mutating func readText() {
    let start = position
    repeat { position += 1 } while position < bytes.count && bytes[position] != UInt8(ascii: "<")
    let text = Self.decoded(bytes[start..<position])
    open[open.count - 1].children.append(.text(text))
  }

  /// Whether there was a tag, a comment or a declaration.
  private mutating func readTag() -> Bool {
    let next = position + 1 < bytes.count ? bytes[position + 1] : 0
    if next == UInt8(ascii: "!") || next == UInt8(ascii: "?") {
      skip(past: bytes[position...].starts(with: "<!--".utf8) ? Array("-->".utf8) : [UInt8(ascii: ">")])
      return true
    }
    if next == UInt8(ascii: "/") {
      position += 2
      let name = readName()
      skip(past: [UInt8(ascii: ">")])
      end(name)
      return true
    }
    guard Self.isLetter(next) else { return false }
    position += 1
    begin(readName(), readAttributes())
    return true
  }

  private mutating func begin(_ name: String, _ tag: (attributes: [String: String], isClosed: Bool)) {
    if Self.unread.contains(name) {
      if !tag.isClosed, !Self.void.contains(name) { skip(past: Array("</\(name)>".utf8)) }
      return
    }
    let isEmpty = tag.isClosed || Self.void.contains(name)
    guard open.count < Self.deepest else {
      if !isEmpty { tooDeep.append(name) }
      return
    }
    open.append(Element(name: name, attributes: tag.attributes))
    if isEmpty { close() }
  }

  private mutating func end(_ name: String) {
    if tooDeep.last == name {
      tooDeep.removeLast()
      return
    }
    guard let index = open.lastIndex(where: { $0.name == name }), index > 0 else { return }
    while open.count > index { close() }
  }

  private mutating func close() {
    let element = open.removeLast()
    open[open.count - 1].children.append(.element(element))
  }

  private mutating func readName() -> String {
    let start = position
    while position < bytes.count, Self.isLetter(bytes[position]) || Self.isInName(bytes[position]) { position += 1 }
    return String(decoding: bytes[start..<position], as: UTF8.self).lowercased()
  }

  private mutating func readAttributes() -> (attributes: [String: String], isClosed: Bool) {
    var attributes: [String: String] = [:]
    var isClosed = false
    while position < bytes.count, bytes[position] != UInt8(ascii: ">") {
      let byte = bytes[position]
      guard Self.isLetter(byte) else {
        isClosed = byte == UInt8(ascii: "/")
        position += 1
        continue
      }
      let name = readName()
      attributes[name] = ""
      guard position < bytes.count, bytes[position] == UInt8(ascii: "=") else { continue }
      position += 1
      attributes[name] = readValue()
    }
    position = min(bytes.count, position + 1)
    return (attributes, isClosed)
  }

  private mutating func readValue() -> String {
    guard position < bytes.count else { return "" }
    let quote = bytes[position]
    let isQuoted = quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
    if isQuoted { position += 1 }
    let start = position
    while position < bytes.count {
      let byte = bytes[position]
      if isQuoted ? byte == quote : byte == UInt8(ascii: ">") || Self.isSpace(byte) { break }
      position += 1
    }
    defer { if isQuoted { position = min(bytes.count, position + 1) } }
    return Self.decoded(bytes[start..<position])
  }

  private mutating func skip(past end: [UInt8]) {
    while position < bytes.count, !bytes[position...].starts(with: end) { position += 1 }
    position = min(bytes.count, position + end.count)
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  private static func isInName(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
  }

  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  /// `text` with its character references resolved; one that is unknown stands as it was written.
  ///
  /// The named ones are those that templates and the Markdown writer make.
  static func decoded(_ text: ArraySlice<UInt8>) -> String {
    guard text.contains(UInt8(ascii: "&")) else { return String(decoding: text, as: UTF8.self) }
    var result = ""
    var rest = text
    while let ampersand = rest.firstIndex(of: UInt8(ascii: "&")) {
      result += String(decoding: rest[..<ampersand], as: UTF8.self)
      rest = rest[ampersand...]
      let end = rest.prefix(12).firstIndex(of: UInt8(ascii: ";"))
      if let end, let scalar = character(String(decoding: rest[(ampersand + 1)..<end], as: UTF8.self)) {
        result.unicodeScalars.append(scalar)
        rest = rest[(end + 1)...]
      } else {
        result += "&"
        rest = rest.dropFirst()
      }
    }
    return result + String(decoding: rest, as: UTF8.self)
  }

  private static func character(_ name: String) -> Unicode.Scalar? {
    if name.hasPrefix("#x") || name.hasPrefix("#X") {
      return UInt32(name.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init)
    }
    if name.hasPrefix("#") { return UInt32(name.dropFirst()).flatMap(Unicode.Scalar.init) }
    return ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}"][name]
  }
}
