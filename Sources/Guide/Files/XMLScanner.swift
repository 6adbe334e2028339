/// Walks once through an SVG file and stops where a browser would give it up. What a file declares of its own (a DOCTYPE
/// in brackets) is believed.
struct XMLScanner {
  typealias Mistake = SVGFile.Mistake

  private(set) var rootAttributes: [String: String] = [:]

  private let file: [UInt8]
  private var index = 0
  /// The elements that have begun and not ended: their names, and how many prefixes were known before each.
  private var open: [(name: Range<Int>, prefixes: Int)] = []
  /// Namespace prefixes that are known here.
  private var prefixes: [String] = ["xml", "xmlns"]
  private var hasRoot = false
  private var declaresEntities = false

  private static let namespace = "http://www.w3.org/2000/svg"

  init(_ file: [UInt8]) {
    self.file = file
    if file.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
  }

  /// Reads to the end.
  mutating func run() throws(Mistake) {
    while index < file.count {
      switch file[index] {
      case UInt8(ascii: "<"): try readMarkup()
      case UInt8(ascii: "&"): try readReference()
      case let byte where open.isEmpty && byte > UInt8(ascii: " "):
        throw Mistake(reason: "text stands outside of <svg>", at: index)
      default: index += 1
      }
    }
    if let last = open.last { throw Mistake(reason: "<\(text(last.name))> does not end", at: last.name.lowerBound) }
    if !hasRoot { throw Mistake(reason: "there is no <svg>", at: 0) }
  }

  private mutating func readMarkup() throws(Mistake) {
    if starts("<!--") {
      try skip(past: "-->", "a comment")
    } else if starts("<![CDATA["), !open.isEmpty {
      try skip(past: "]]>", "CDATA")
    } else if starts("<?") {
      try skip(past: "?>", "<?")
    } else if starts("<!DOCTYPE"), !hasRoot {
      try skipDoctype()
    } else if starts("</") {
      try readEnd()
    } else {
      try readStart()
    }
  }

  private mutating func skip(past end: StaticString, _ what: String) throws(Mistake) {
    guard let rest = file[index...].after(end) else { throw Mistake(reason: "\(what) does not end", at: index) }
    index = rest.startIndex
  }

  private mutating func skipDoctype() throws(Mistake) {
    let start = index
    var quote: UInt8?
    var depth = 0
    while index < file.count {
      let byte = file[index]
      index += 1
      switch byte {
      case _ where quote != nil: if byte == quote { quote = nil }
      case UInt8(ascii: "\""), UInt8(ascii: "'"): quote = byte
      case UInt8(ascii: "["):
        declaresEntities = true
        depth += 1
      case UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: ">") where depth <= 0: return
      default: break
      }
    }
    throw Mistake(reason: "<!DOCTYPE does not end", at: start)
  }

  private mutating func readEnd() throws(Mistake) {
    let start = index
    index += 2
    let name = readName()
    skipSpace()
    guard let last = open.popLast() else { throw Mistake(reason: "</\(text(name))> ends nothing", at: start) }
    guard file[last.name] == file[name] else {
      throw Mistake(reason: "</\(text(name))> stands where <\(text(last.name))> should end", at: start)
    }
    guard index < file.count, file[index] == UInt8(ascii: ">") else {
      throw Mistake(reason: "</\(text(name)) has no >", at: start)
    }
    index += 1
    prefixes.removeLast(prefixes.count - last.prefixes)
  }

  private mutating func readStart() throws(Mistake) {
    let start = index
    index += 1
    let name = readName()
    guard !name.isEmpty else { throw Mistake(reason: "< stands where it has to be &lt;", at: start) }
    if open.isEmpty, hasRoot { throw Mistake(reason: "<\(text(name))> stands outside of <svg>", at: start) }
    let known = prefixes.count
    var attributes: [(name: Range<Int>, value: Range<Int>)] = []
    while let attribute = try readAttribute(of: name) {
      if attributes.contains(where: { file[$0.name] == file[attribute.name] }) {
        throw Mistake(reason: "<\(text(name))> has \(text(attribute.name)) twice", at: attribute.name.lowerBound)
      }
      attributes.append(attribute)
      if file[attribute.name].starts(with: "xmlns:".utf8) {
        prefixes.append(text(attribute.name.dropFirst("xmlns:".utf8.count)))
      }
    }
    for name in [name] + attributes.map(\.name) { try checkPrefix(of: name) }
    if !hasRoot { try readRoot(name, attributes) }
    hasRoot = true
    if file[index] == UInt8(ascii: "/") {
      index += 2
      prefixes.removeLast(prefixes.count - known)
    } else {
      index += 1
      open.append((name, known))
    }
  }

  /// Reads one attribute of the element `name`; nil at its end, `>` or `/>`.
  private mutating func readAttribute(of element: Range<Int>) throws(Mistake) -> (name: Range<Int>, value: Range<Int>)?
  {
    let before = index
    skipSpace()
    if starts(">") || starts("/>") { return nil }
    let name = index < file.count ? readName() : index..<index
    let ill = Mistake(reason: "<\(text(element)) has no >, or an attribute without quotes", at: before)
    guard !name.isEmpty, name.lowerBound > before else { throw ill }
    skipSpace()
    guard starts("=") else { throw ill }
    index += 1
    skipSpace()
    guard starts("\"") || starts("'") else { throw ill }
    let quote = file[index]
    let start = index + 1
    index = start
    while index < file.count, file[index] != quote {
      switch file[index] {
      case UInt8(ascii: "<"): throw ill
      case UInt8(ascii: "&"): try readReference()
      default: index += 1
      }
    }
    guard index < file.count else { throw ill }
    index += 1
    return (name, start..<(index - 1))
  }

  private func checkPrefix(of name: Range<Int>) throws(Mistake) {
    guard let colon = file[name].firstIndex(of: UInt8(ascii: ":")) else { return }
    let prefix = text(name.lowerBound..<colon)
    guard !prefixes.contains(prefix), !declaresEntities else { return }
    throw Mistake(
      reason: "\(text(name)) needs xmlns:\(prefix)=\"…\" at <svg>", at: name.lowerBound)
  }

  private mutating func readRoot(
    _ name: Range<Int>, _ attributes: [(name: Range<Int>, value: Range<Int>)]
  ) throws(Mistake) {
    rootAttributes = Dictionary(attributes.map { (text($0.name), text($0.value)) }) { first, _ in first }
    let prefix = text(name).split(separator: ":").dropLast().first.map { ":" + $0 } ?? ""
    let namespace = rootAttributes["xmlns" + prefix]
    guard declaresEntities || namespace == Self.namespace else {
      throw Mistake(reason: "<\(text(name))> does not say xmlns\(prefix)=\"\(Self.namespace)\"", at: name.lowerBound)
    }
  }

  /// XML 1.0, 4.1 and 4.6: the entities that are there without being declared.
  private mutating func readReference() throws(Mistake) {
    let name = file[(index + 1)...].prefix(64).prefix {
      Self.isInName($0) && $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: "&")
    }
    let isKnown = name.first == UInt8(ascii: "#") || declaresEntities || Self.entities.contains(text(name.indices))
    guard !name.isEmpty, name.endIndex < file.count, file[name.endIndex] == UInt8(ascii: ";"), isKnown else {
      throw Mistake(reason: "&\(text(name.indices)) means nothing in SVG, and & has to be &amp;", at: index)
    }
    index = name.endIndex + 1
  }

  private static let entities = ["amp", "lt", "gt", "quot", "apos"]

  private mutating func readName() -> Range<Int> {
    let start = index
    while index < file.count, Self.isInName(file[index]) { index += 1 }
    return start..<index
  }

  private static func isInName(_ byte: UInt8) -> Bool {
    switch byte {
    case 0...UInt8(ascii: " "), UInt8(ascii: "/"), UInt8(ascii: ">"), UInt8(ascii: "="), UInt8(ascii: "<"),
      UInt8(ascii: "\""), UInt8(ascii: "'"):
      false
    default: true
    }
  }

  private mutating func skipSpace() {
    while index < file.count, file[index] <= UInt8(ascii: " ") { index += 1 }
  }

  private func starts(_ text: StaticString) -> Bool {
    text.withUTF8Buffer { file[index...].starts(with: $0) }
  }

  private func text(_ range: Range<Int>) -> String { String(decoding: file[range], as: UTF8.self) }
}
