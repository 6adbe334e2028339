/// The Markdown of one paragraph, as it grows.
struct MarkdownLine {
  private var scalars: [Unicode.Scalar] = []
  private var open: [Mark] = []

  /// An element that is open within the paragraph.
  private struct Mark {
    /// Of HTML.
    var element: String
    /// What stands before and behind; empty for nothing.
    var sign: String
    /// Of a link.
    var address: LinkAddress?
    /// Where what stands in it begins.
    var start: Int
  }

  /// Elements that are open at once.
  private static let deepest = 16

  /// Adds `text`, which means just itself; spaces and line ends in a row are one space.
  mutating func add(_ text: String) {
    let text = Array(text.unicodeScalars)
    for (index, scalar) in text.enumerated() {
      if scalar.properties.isWhitespace, scalar != "\u{A0}" {
        if let last = scalars.last, last != " ", last != "\n" { scalars.append(" ") }
        continue
      }
      let before = index > 0 ? text[index - 1] : scalars.last
      if Self.isEscaped(scalar, after: before, before: text[(index + 1)...]) { scalars.append("\\") }
      scalars.append(scalar)
    }
  }

  /// Ends the line; returns false where that is done already, or there is none.
  mutating func endLine() -> Bool {
    while scalars.last == " " { scalars.removeLast() }
    guard let last = scalars.last, last != "\n" else { return scalars.isEmpty }
    scalars.append("\n")
    return true
  }

  /// Begins an element that stands between two `sign`s; nothing where those are open already.
  mutating func begin(_ sign: String, _ element: String) {
    guard open.count < Self.deepest else { return }
    let isOpen = open.contains { $0.sign == sign }
    open.append(Mark(element: element, sign: isOpen ? "" : sign, start: scalars.count))
  }

  /// Begins a link; where `address` is nil, only its text stays.
  mutating func beginLink(to address: LinkAddress?) {
    end("a")
    guard open.count < Self.deepest else { return }
    open.append(Mark(element: "a", sign: "", address: address, start: scalars.count))
  }

  /// Ends the last `element` that is open, with all in it.
  mutating func end(_ element: String) {
    guard let index = open.lastIndex(where: { $0.element == element }) else { return }
    while open.count > index, let mark = open.popLast() { close(mark) }
  }

  /// Adds code, on one line.
  mutating func addCode(_ text: String) {
    let text = VisibleText.line(text)
    guard !text.isEmpty else { return }
    let fence = String(repeating: "`", count: text.longestRun(of: "`") + 1)
    let space = text.hasPrefix("`") || text.hasSuffix("`") ? " " : ""
    scalars += "\(fence)\(space)\(text)\(space)\(fence)".unicodeScalars
  }

  /// The paragraph; nil where there is nothing in it. What is open goes on in the next one.
  mutating func finished() -> String? {
    let marks = open
    while let mark = open.popLast() { close(mark) }
    let lines = scalars.split(separator: "\n").map { Self.trimmed($0) }.filter { !$0.isEmpty }
    scalars = []
    open = marks.map { Mark(element: $0.element, sign: $0.sign, address: $0.address, start: 0) }
    return lines.isEmpty ? nil : lines.map(Self.withoutMarker).joined(separator: "\n")
  }

  private mutating func close(_ mark: Mark) {
    // A copy: a slice would make the array copy itself when it is changed.
    let whole = Array(scalars[min(mark.start, scalars.count)...])
    let leading = whole.prefix(while: Self.isSpace)
    let trailing = whole.dropFirst(leading.count).reversed().prefix(while: Self.isSpace).reversed()
    let inner = whole.dropFirst(leading.count).dropLast(trailing.count)
    var replaced: [Unicode.Scalar]
    if let address = mark.address {
      replaced = Self.link(inner, to: address.text)
    } else {
      guard !inner.isEmpty, !mark.sign.isEmpty else { return }
      let sign = Array(mark.sign.unicodeScalars)
      replaced = sign + Array(inner) + sign
    }
    replaced = Array(leading) + replaced + Array(trailing)
    scalars.removeSubrange(min(mark.start, scalars.count)...)
    scalars += replaced
  }

  private static func link(_ inner: ArraySlice<Unicode.Scalar>, to address: String) -> [Unicode.Scalar] {
    var shown = MarkdownLine()
    shown.add(address)
    if inner.isEmpty || inner.elementsEqual(shown.scalars) { return Array("<\(address)>".unicodeScalars) }
    let text = inner.map { $0 == "\n" ? " " : $0 }
    // An ampersand could begin the name of a character there.
    let target = address.split(separator: "&", omittingEmptySubsequences: false).joined(separator: "&amp;")
    return ["["] + text + Array("](<\(target)>)".unicodeScalars)
  }

  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\n" }

  private static func trimmed(_ line: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: line.drop(while: isSpace))
    while let last = view.last, isSpace(last) { view.removeLast() }
    return String(view)
  }

  /// Whether Markdown would see more in `scalar` than itself.
  private static func isEscaped(
    _ scalar: Unicode.Scalar, after last: Unicode.Scalar?, before rest: ArraySlice<Unicode.Scalar>
  ) -> Bool {
    switch scalar {
    case "\\", "`", "*", "[", "]", "<": return true
    // Within a word it means nothing.
    case "_": return !(isWord(last) && isWord(rest.first))
    case "&":
      let name = rest.prefix(32).prefix { isWord($0) || $0 == "#" }
      return !name.isEmpty && rest.dropFirst(name.count).first == ";"
    default: return false
    }
  }

  private static func isWord(_ scalar: Unicode.Scalar?) -> Bool {
    scalar.map { $0.properties.isAlphabetic || $0.properties.numericType == .decimal } ?? false
  }

  /// `line` without a meaning for how it begins: as a heading, a list, a quote.
  private static func withoutMarker(_ line: String) -> String {
    guard let first = line.unicodeScalars.first else { return line }
    if "#+-=>~".unicodeScalars.contains(first) { return "\\" + line }
    let digits = line.prefix { $0.isASCII && $0.isNumber }
    let next = line.dropFirst(digits.count)
    guard 1...9 ~= digits.count, let sign = next.first, sign == "." || sign == ")",
      next.count == 1 || next.dropFirst().first == " "
    else { return line }
    return "\(digits)\\\(next)"
  }
}

extension String {
  /// How many of `character` stand in a row at most.
  func longestRun(of character: Character) -> Int {
    var (longest, run) = (0, 0)
    for each in self {
      run = each == character ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }
}
