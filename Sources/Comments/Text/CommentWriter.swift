import Markdown

/// Writes a comment's document as HTML of few elements.
///
/// Each tag stands in this file; nothing of the document gets into the HTML but escaped text and checked addresses. So
/// whatever the reader of Markdown makes of a text, no other element and no other attribute can come of it.
struct CommentWriter {
  /// The HTML.
  var html: String { String(decoding: writer.output, as: UTF8.self) }
  /// The addresses that were written as links.
  private(set) var links: [LinkAddress] = []
  /// How deep quotes, lists, emphasis and links nest.
  private(set) var depth = 0
  /// Whether there is nothing to be seen.
  private(set) var isEmpty = true

  /// What ends a node.
  private enum End {
    case nothing
    case tag(StaticString)
    case block(StaticString)
    case link
    /// Of an image, or of a link that may be none: its address as it was written.
    case address
  }

  private let document: Document
  private var writer: HTMLWriter
  /// By node that is open, from the outside.
  private var ends: [End] = []
  private var level = 0
  /// Whether a link is open: browsers know none within another.
  private var isInLink = false

  /// Writes all of `document`, which is plain CommonMark.
  init(_ document: Document) {
    self.document = document
    writer = HTMLWriter(document, context: PlainContext())
    write()
  }

  /// By the links between nodes, without recursion: a text can nest as deep as it is long.
  private mutating func write() {
    var current = 0
    while document.nodes.indices.contains(current) {
      open(document.nodes[current])
      let child = Int(document.nodes[current].firstChild)
      if child >= 0 {
        current = child
        continue
      }
      close(document.nodes[current])
      while current != 0, document.nodes[current].next < 0 {
        current = Int(document.nodes[current].parent)
        close(document.nodes[current])
      }
      if current == 0 { return }
      current = Int(document.nodes[current].next)
    }
  }

  private mutating func open(_ node: Node) {
    if nests(node) {
      level += 1
      depth = max(depth, level)
    }
    switch node.kind {
    case .paragraph: if isTight(node) { ends.append(.nothing) } else { begin("<p>", .tag("</p>\n"), startsLine: true) }
    case .heading:
      begin("<p>", .tag("</p>\n"), startsLine: true)
      write("\(String(repeating: "#", count: Int(node.level))) ")
    case .blockQuote: begin("<blockquote>\n", .block("</blockquote>\n"), startsLine: true)
    case .list: openList(node)
    case .item: begin("<li>", .tag("</li>\n"), startsLine: true)
    case .emphasis: begin("<em>", .tag("</em>"))
    case .strong: begin("<strong>", .tag("</strong>"))
    case .link: openLink(node)
    case .image:
      write("![")
      ends.append(.address)
    default:
      ends.append(.nothing)
      writeLeaf(node)
    }
  }

  private mutating func close(_ node: Node) {
    if nests(node) { level -= 1 }
    switch ends.popLast() {
    case .tag(let tag): add(tag)
    case .block(let tag):
      writer.startLine()
      add(tag)
    case .link:
      add("</a>")
      isInLink = false
    case .address:
      write("](")
      write(node.text)
      write(")")
    case .nothing, nil: break
    }
  }

  private mutating func writeLeaf(_ node: Node) {
    switch node.kind {
    case .text, .html: write(node.text)
    case .softBreak, .lineBreak: add("<br>\n")
    case .code:
      add("<code>")
      write(node.text)
      add("</code>")
    case .codeBlock:
      writer.startLine()
      add("<pre><code>")
      write(node.text)
      add("</code></pre>\n")
    case .thematicBreak:
      writer.startLine()
      add("<p>")
      write("---")
      add("</p>\n")
    case .htmlBlock: writeLines(of: node)
    // The document itself. Plain CommonMark has no other kinds.
    default: break
    }
  }

  /// What begins each level that counts.
  private func nests(_ node: Node) -> Bool {
    [.blockQuote, .list, .emphasis, .strong, .link, .image].contains(node.kind)
  }

  /// Whether `paragraph` stands directly in an item of a tight list.
  private func isTight(_ paragraph: Node) -> Bool {
    guard let item = node(paragraph.parent), item.kind == .item, let list = node(item.parent) else { return false }
    return list.flags.contains(.tight)
  }

  private func node(_ index: Int32) -> Node? {
    document.nodes.indices.contains(Int(index)) ? document.nodes[Int(index)] : nil
  }

  private mutating func openList(_ list: Node) {
    guard list.flags.contains(.ordered) else { return begin("<ul>\n", .block("</ul>\n"), startsLine: true) }
    begin("<ol", .block("</ol>\n"), startsLine: true)
    if list.value != 1 {
      add(" start=\"")
      writer.output += Array(String(list.value).utf8)
      add("\"")
    }
    add(">\n")
  }

  private mutating func openLink(_ node: Node) {
    let text = String(decoding: document.bytes(node.text), as: UTF8.self)
    if !isInLink, let address = LinkAddress(text) {
      isInLink = true
      links.append(address)
      add("<a href=\"")
      writer.escape(address.text.utf8)
      add("\" rel=\"nofollow ugc noopener\">")
      ends.append(.link)
    } else if node.flags.contains(.autolink) {
      // Its words are the address.
      ends.append(.nothing)
    } else {
      write("[")
      ends.append(.address)
    }
  }

  /// Adds HTML that stands in lines of its own, as text in lines.
  private mutating func writeLines(of node: Node) {
    writer.startLine()
    add("<p>")
    let text = VisibleText.cleaned(String(decoding: document.bytes(node.text), as: UTF8.self))
    for (index, line) in text.split(separator: "\n").enumerated() {
      if index > 0 { add("<br>\n") }
      write(String(line))
    }
    add("</p>\n")
  }

  private mutating func begin(_ start: StaticString, _ end: End, startsLine: Bool = false) {
    if startsLine { writer.startLine() }
    add(start)
    ends.append(end)
  }

  private mutating func add(_ html: StaticString) {
    writer.output.append(contentsOf: UnsafeBufferPointer(start: html.utf8Start, count: html.utf8CodeUnitCount))
  }

  private mutating func write(_ span: Node.Span) {
    write(String(decoding: document.bytes(span), as: UTF8.self))
  }

  /// Adds `text`, escaped and without what entities brought in that cannot be seen.
  private mutating func write(_ text: String) {
    let shown = VisibleText.cleaned(text)
    isEmpty = isEmpty && shown.unicodeScalars.allSatisfy(\.properties.isWhitespace)
    writer.escape(shown.utf8)
  }
}
