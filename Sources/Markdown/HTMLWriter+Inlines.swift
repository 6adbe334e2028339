extension HTMLWriter {
  /// Writes what comes before the children of the inline at `index`; false: all of it is written.
  mutating func openInline(_ index: Int, _ node: Node) -> Bool {
    switch node.kind {
    case .text: escape(node.text)
    case .softBreak: output.append("\n")
    case .lineBreak: output.append(document.isPlain ? "<br />\n" : "<br>\n")
    case .code:
      output.append("<code>")
      escape(node.text)
      output.append("</code>")
    case .html: append(node.text)
    case .emphasis: output.append("<em>")
    case .strong: output.append("<strong>")
    case .strikethrough: output.append("<del>")
    case .link, .wikiLink: openLink(index, node)
    case .image: writeImage(index)
    case .footnoteReference: writeReference(node)
    default: break
    }
    return node.firstChild >= 0 && node.kind != .image
      || [.emphasis, .strong, .strikethrough, .link, .wikiLink].contains(node.kind)
  }

  /// Writes what comes after the children of an inline.
  mutating func closeInline(_ node: Node) {
    switch node.kind {
    case .emphasis: output.append("</em>")
    case .strong: output.append("</strong>")
    case .strikethrough: output.append("</del>")
    case .link, .wikiLink: output.append("</a>")
    default: break
    }
  }

  private mutating func openLink(_ index: Int, _ node: Node) {
    output.append(isAddress(node) ? "<a class=\"address\" href=\"" : "<a href=\"")
    if let destination = context.destination(of: index, in: document) {
      escape(address: destination)
    } else {
      escape(address: node.text)
    }
    writeTitle(node)
    output.append("\">")
    guard node.kind == .wikiLink, node.firstChild < 0 else { return }
    escape(context.title(of: index, in: document) ?? Array(document.bytes(node.text)))
  }

  /// Whether a link says nothing but its address.
  private func isAddress(_ node: Node) -> Bool {
    guard context.marksAddresses, node.kind == .link, node.firstChild >= 0 else { return false }
    let words = document.nodes[Int(node.firstChild)]
    return words.next < 0 && words.kind == .text && document.bytes(words.text).elementsEqual(document.bytes(node.text))
  }

  private mutating func writeTitle(_ node: Node) {
    guard node.title.count > 0 else { return }
    output.append("\" title=\"")
    escape(node.title)
  }

  /// Writes the image at `index`; in a figure the title is the caption, so the tag has none.
  mutating func writeImage(_ index: Int, withTitle: Bool = true) {
    let node = document.nodes[index]
    if context.writeImage(index, in: document, with: &self) { return }
    output.append("<img src=\"")
    if let source = context.destination(of: index, in: document) {
      escape(address: source)
    } else {
      escape(address: node.text)
    }
    output.append("\" alt=\"")
    writePlainText(of: index)
    if withTitle { writeTitle(node) }
    output.append(document.isPlain ? "\" />" : "\">")
  }

  /// Adds the words that `index` holds, without markup and escaped: an image's alternative text.
  public mutating func writePlainText(of index: Int) {
    escape(document.plainTextBytes(of: index))
  }

  /// Writes `:kbd[Ctrl+N]` as one `<kbd>` a key within a `<kbd>`; false: another directive.
  mutating func writeKeys(_ index: Int, _ node: Node) -> Bool {
    guard document.directives.indices.contains(Int(node.value)),
      document.directives[Int(node.value)].name == "kbd"
    else { return false }
    let keys = Keys.split(document.plainTextBytes(of: index))
    output.append("<kbd>")
    for (position, key) in keys.enumerated() {
      if position > 0 { output.append("+") }
      if keys.count > 1 { output.append("<kbd>") }
      escape(key)
      if keys.count > 1 { output.append("</kbd>") }
    }
    output.append("</kbd>")
    return true
  }
}

/// The keys of a shortcut.
enum Keys {
  /// `Ctrl+Shift+N` at its plus signs; a plus sign that is a key itself (`Ctrl++`) stays one.
  static func split(_ shortcut: [UInt8]) -> [ArraySlice<UInt8>] {
    var keys: [ArraySlice<UInt8>] = []
    var start = 0
    for (index, byte) in shortcut.enumerated() where byte == UInt8(ascii: "+") && index > start {
      keys.append(shortcut[start..<index].trimmed)
      start = index + 1
    }
    if start < shortcut.count { keys.append(shortcut[start...].trimmed) }
    return keys
  }
}

extension ArraySlice<UInt8> {
  /// Without spaces, tabs and line ends on both sides.
  var trimmed: ArraySlice<UInt8> {
    var slice = self
    while let first = slice.first, first == 0x20 || (0x09...0x0D).contains(first) { slice.removeFirst() }
    while let last = slice.last, last == 0x20 || (0x09...0x0D).contains(last) { slice.removeLast() }
    return slice
  }
}
