import Diagnostics

/// What the reading of inlines reports.
extension TreeBuilder {
  /// The place of an inline of libcmark's, with the column at which `beginning` stands on its line; 0 where it does not.
  private func place(of node: Node, beginning: [UInt8]) -> Place {
    let line = Int(inlines.fixedLine > 0 ? inlines.fixedLine : fileLine(node.line))
    let range = source.range(ofLine: line - source.firstLine)
    var position = range.lowerBound
    while let first = beginning.first, let found = source.bytes.firstIndex(ofByte: first, from: position),
      found < range.upperBound
    {
      if source.bytes[found...].starts(with: beginning) {
        return Place(file: source.file, line: line, column: found - range.lowerBound + 1)
      }
      position = found + 1
    }
    return Place(file: source.file, line: line)
  }

  /// A `:name[` or `[[target|` without end; `node` is its text.
  mutating func reportOpenBracket(_ node: Node) {
    let written = Array(document.bytes(node.text))
    let isLink = written.first == ASCII.openBracket
    let words = String(decoding: written, as: UTF8.self)
    diagnostics.append(
      .error(
        "\"\(words)\" has no end", at: place(of: node, beginning: written),
        hint: isLink
          ? "close it with ]] in the same paragraph, or write \\[[ for brackets"
          : "close it with ] in the same paragraph, or write \\: for a colon"))
  }

  mutating func reportOpenAttributes(_ name: String, _ node: Node) {
    diagnostics.append(
      .error(
        "the attributes of directive \":\(name)\" have no end",
        at: place(of: node, beginning: Array(":\(name)[".utf8)), hint: "close them with } on the same line"))
  }

  /// Colons at the start of a line of a paragraph, which is no place for a directive.
  mutating func reportIndentedDirective(_ node: Node) {
    diagnostics.append(
      .error(
        "a directive is indented too far to be one",
        at: place(of: node, beginning: [ASCII.colon, ASCII.colon, ASCII.colon]),
        hint: "indent it as the paragraphs around it, or write \\: for a colon"))
  }

  mutating func reportUnknownFootnote(_ label: Range<Int>, _ node: Node) {
    let words = String(decoding: document.text[label], as: UTF8.self)
    let near = nearestName(to: words, among: footnotes.labels)
    diagnostics.append(
      .error(
        "unknown footnote \"\(words)\"", at: place(of: node, beginning: [ASCII.openBracket, ASCII.caret] + words.utf8),
        hint: near.map { "write [^\($0)]" } ?? "define it on a line of its own: [^\(words)]: …"))
  }
}
