/// Makes Markdown of the HTML that other programs keep comments in.
///
/// Paragraphs, line ends, emphasis, code, lists, quotes and links have a meaning; of everything else the text stays. What
/// comes out is read as any reader's comment is, so nothing here has to be safe: it has to say what was said.
package struct MarkdownFromHTML {
  private let keepsLines: Bool
  private var blocks = MarkdownBlocks()
  /// The Markdown of the paragraph that is being written.
  private var line = MarkdownLine()
  /// What stands in the code that is open, and whether that is a block.
  private var code: (text: String, isBlock: Bool)?
  /// The element whose text nobody sees.
  private var hidden: String?

  /// - Parameter keepsLines: whether line ends count, as in WordPress: one ends a line, two a paragraph.
  package static func converted(_ html: String, keepsLines: Bool = false) -> String {
    var converter = MarkdownFromHTML(keepsLines: keepsLines)
    var pieces = HTMLPieces(html)
    while let piece = pieces.next() { converter.add(piece) }
    converter.endCode()
    converter.endParagraph()
    return converter.blocks.finished()
  }

  private init(keepsLines: Bool) {
    self.keepsLines = keepsLines
  }

  private mutating func add(_ piece: HTMLPieces.Piece) {
    if let hidden {
      if piece == .end(hidden) { self.hidden = nil }
      return
    }
    switch piece {
    case .text(let text): add(text)
    case .start(let name, let attributes): code == nil ? start(name, attributes) : startInCode(name)
    case .end(let name): end(name)
    }
  }

  private mutating func add(_ text: String) {
    if code != nil {
      code?.text += HTMLEntity.decoded(text)
    } else if keepsLines {
      addLines(text)
    } else {
      line.add(HTMLEntity.decoded(text))
    }
  }

  private mutating func addLines(_ text: String) {
    let lines = HTMLEntity.decoded(text).split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, part) in lines.enumerated() {
      if index > 0 { endLine() }
      line.add(String(part))
    }
  }

  private mutating func startInCode(_ name: String) {
    if name == "br" { code?.text += "\n" }
  }

  private mutating func start(_ name: String, _ attributes: [String: String]) {
    switch name {
    case "br": endLine()
    case "em", "i", "dfn": line.begin("*", name)
    case "strong", "b": line.begin("**", name)
    case "a": line.beginLink(to: Self.address(attributes["href"]))
    case "img":
      line.beginLink(to: Self.address(attributes["src"]))
      line.add(attributes["alt"] ?? "")
      line.end("a")
    case "code", "tt", "kbd", "samp": code = ("", false)
    case "pre":
      endParagraph()
      code = ("", true)
    case "blockquote":
      endParagraph()
      blocks.beginQuote()
    case "ul", "ol":
      endParagraph()
      blocks.beginList(from: name == "ol" ? attributes["start"].flatMap { Int($0) } ?? 1 : nil)
    case "li":
      endParagraph()
      blocks.beginItem()
    case "td", "th": line.add(" ")
    case "script", "style", "title", "template": hidden = name
    case let name where Self.standAlone.contains(name): endParagraph()
    default: break
    }
  }

  private mutating func end(_ name: String) {
    switch name {
    case "code", "tt", "kbd", "samp": if code?.isBlock == false { endCode() }
    case "pre": endCode()
    case let name where code != nil && code?.isBlock == false && Self.standAlone.contains(name):
      endCode()
      endParagraph()
    case _ where code != nil: break
    case "em", "i", "dfn", "strong", "b", "a": line.end(name)
    case "blockquote":
      endParagraph()
      blocks.endQuote()
    case "ul", "ol":
      endParagraph()
      blocks.endList()
    case "li":
      endParagraph()
      blocks.endItem()
    case let name where Self.standAlone.contains(name): endParagraph()
    default: break
    }
  }

  /// Elements before and behind which a paragraph ends.
  private static let standAlone: Set<String> = [
    "address", "article", "aside", "caption", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption", "figure",
    "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "main", "nav", "p", "section", "summary",
    "table", "tbody", "thead", "tr",
  ]

  /// A second line end in a row ends the paragraph.
  private mutating func endLine() {
    if line.endLine() { return }
    endParagraph()
  }

  private mutating func endParagraph() {
    if let text = line.finished() { blocks.add(text) }
  }

  private mutating func endCode() {
    guard let (text, isBlock) = code else { return }
    code = nil
    if isBlock || keepsLines && text.contains(where: \.isNewline) {
      endParagraph()
      blocks.addCode(text)
    } else {
      line.addCode(text)
    }
  }

  /// What `text` leads to; nil where it leads nowhere that a comment may link to.
  private static func address(_ text: String?) -> LinkAddress? {
    let line = VisibleText.line(text ?? "")
    return LinkAddress(behindRedirect(line) ?? line)
  }

  /// Disqus leads all links over a host of its own, which counts who follows them: `http://disq.us/url?url=…%3AHASH&…`.
  private static func behindRedirect(_ link: String) -> String? {
    guard let mark = ["http://disq.us/url?url=", "https://disq.us/url?url="].first(where: link.hasPrefix) else {
      return nil
    }
    let value = link.dropFirst(mark.count).prefix { $0 != "&" }
    let address = PageMap.decoded(value)
    guard let colon = address.lastIndex(of: ":"), address[colon...].dropFirst().allSatisfy({ $0 != "/" }) else {
      return address
    }
    return String(address[..<colon])
  }
}
