extension HTMLWriter {
  /// Writes what comes before the children of `index`; false: all of it is written, the children too.
  mutating func open(_ index: Int) -> Bool {
    let node = document.nodes[index]
    switch node.kind {
    case .document: return true
    case .paragraph: return openParagraph(index, node)
    case .heading: openHeading(index, node)
    case .thematicBreak: return block(document.isPlain ? "<hr />\n" : "<hr>\n")
    case .blockQuote: openBlock("<blockquote>\n")
    case .list: openList(node)
    case .item: openItem(node)
    case .codeBlock: return writeCodeBlock(node)
    case .htmlBlock:
      startLine()
      append(node.text)
      startLine()
      return false
    case .table: openTable(node)
    case .tableRow: openRow(index, node)
    case .tableCell: openCell(node)
    case .callout: openCallout(index, node)
    case .footnoteDefinition: return false
    case .containerDirective, .leafDirective, .textDirective: return openDirective(index, node)
    default: return openInline(index, node)
    }
    return true
  }

  /// Writes what comes after the children of `index`.
  mutating func close(_ index: Int) {
    let node = document.nodes[index]
    switch node.kind {
    case .document: writeFootnotes()
    case .paragraph: if !isTight(node) { output.append("</p>\n") }
    case .heading: closeHeading(node)
    case .blockQuote: closeBlock("</blockquote>\n")
    case .list: closeBlock(node.flags.contains(.ordered) ? "</ol>\n" : "</ul>\n")
    case .item: output.append("</li>\n")
    case .table: closeTable(index, node)
    case .tableRow: closeRow(index, node)
    case .tableCell: output.append(node.flags.contains(.head) ? "</th>\n" : "</td>\n")
    case .callout: closeBlock("</aside>\n")
    default: closeInline(node)
    }
  }

  private mutating func openBlock(_ tag: StaticString) {
    startLine()
    output.append(tag)
  }

  private mutating func closeBlock(_ tag: StaticString) {
    startLine()
    output.append(tag)
  }

  private mutating func block(_ html: StaticString) -> Bool {
    openBlock(html)
    return false
  }

  /// Whether `paragraph` stands directly in an item of a tight list.
  private func isTight(_ paragraph: Node) -> Bool {
    let parent = document.nodes[Int(paragraph.parent)]
    guard parent.kind == .item, parent.parent >= 0 else { return false }
    return document.nodes[Int(parent.parent)].flags.contains(.tight)
  }

  private mutating func openParagraph(_ index: Int, _ node: Node) -> Bool {
    if writeFigure(node) { return false }
    if isTight(node) { return true }
    openBlock("<p>")
    return true
  }

  /// Writes an image that is alone in its paragraph and has a title as a figure, the title as its caption.
  private mutating func writeFigure(_ paragraph: Node) -> Bool {
    guard !document.isPlain, let image = document.captionedImage(in: paragraph) else { return false }
    openBlock("<figure>\n")
    writeImage(Int(image), withTitle: false)
    output.append("\n<figcaption>")
    escape(document.nodes[Int(image)].title)
    output.append("</figcaption>\n</figure>\n")
    return true
  }

  private mutating func openHeading(_ index: Int, _ node: Node) {
    startLine()
    output.append("<h")
    output.append(UInt8(ascii: "0") + node.level)
    if let heading = document.heading(of: index) {
      lastHeading = node.value
      output.append(" id=\"")
      escape(heading.identifier.utf8)
      output.append("\">")
      for former in context.formerIdentifiers(of: index, in: document) {
        output.append("<a id=\"")
        escape(former.utf8)
        output.append("\"></a>")
      }
    } else {
      output.append(">")
    }
  }

  private mutating func closeHeading(_ node: Node) {
    output.append("</h")
    output.append(UInt8(ascii: "0") + node.level)
    output.append(">\n")
  }

  private mutating func openList(_ node: Node) {
    startLine()
    guard node.flags.contains(.ordered) else { return output.append("<ul>\n") }
    guard node.value != 1 else { return output.append("<ol>\n") }
    output.append("<ol start=\"")
    output.append(decimal: node.value)
    output.append("\">\n")
  }

  private mutating func openItem(_ node: Node) {
    startLine()
    guard node.flags.contains(.task) else { return output.append("<li>") }
    let isDone = node.flags.contains(.checked)
    if document.isPlain {
      output.append("<li><input type=\"checkbox\" ")
      output.append(isDone ? "checked=\"\" disabled=\"\" /> " : "disabled=\"\" /> ")
    } else {
      output.append("<li class=\"task\"><input type=\"checkbox\" disabled aria-label=\"")
      escape((isDone ? words.done : words.toDo).utf8)
      output.append(isDone ? "\" checked> " : "\"> ")
    }
  }

  private mutating func writeCodeBlock(_ node: Node) -> Bool {
    startLine()
    let language = document.bytes(node.title).prefix { $0 != 0x20 && !(0x09...0x0D).contains($0) }
    if language.isEmpty {
      output.append("<pre><code>")
    } else {
      output.append("<pre><code class=\"language-")
      escape(language)
      output.append("\">")
    }
    escape(node.text)
    output.append("</code></pre>\n")
    return false
  }

  private mutating func openCallout(_ index: Int, _ node: Node) {
    let kind = String(decoding: document.bytes(node.text), as: UTF8.self)
    let title = words.callouts[kind] ?? kind
    startLine()
    output.append("<aside class=\"callout callout-")
    escape(kind.utf8)
    // A note, not a landmark: a page has many.
    output.append("\" role=\"note\">\n<p class=\"callout-title\">")
    escape(title.utf8)
    output.append("</p>\n")
  }

  private mutating func openDirective(_ index: Int, _ node: Node) -> Bool {
    if context.writeDirective(index, in: document, with: &self) { return false }
    if node.kind == .textDirective, writeKeys(index, node) { return false }
    return true
  }
}
