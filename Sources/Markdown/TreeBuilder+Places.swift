extension TreeBuilder {
  /// How far a construct is searched for from where the last one was found: so the whole stays linear.
  private static let searchLimit = 4096

  /// Sets line and column of an inline by finding how it begins in the source: libcmark's own columns are wrong after the
  /// first line of a paragraph, and its lines after a link over two lines. Column 0 where it is not found.
  mutating func locate(_ node: inout Node) {
    let index = Int(node.line) - source.firstLine
    let start = max(inlines.cursor, source.range(ofLine: index).lowerBound)
    let end = min(source.bytes.count, start + Self.searchLimit)
    node.column = 0
    setNeedle(node)
    node.value = node.kind == .link ? 0 : node.value
    let isBracketed = node.kind == .image || node.kind == .link && !node.flags.contains(.autolink)
    let found =
      variableStart(node)
      ?? (start < end ? find(in: start..<end, asLink: isBracketed) : nil)
      ?? (start < end && isBracketed ? find(in: start..<end, asLink: false) : nil)
    guard let found else { return }
    inlines.cursor = max(inlines.cursor, found + inlines.needle.count)
    let place = source.place(at: found)
    node.line = Int32(truncatingIfNeeded: place.line)
    node.column = Int32(truncatingIfNeeded: place.column)
  }

  /// Sets `inlines.needle` to the first bytes of `node` as they must stand in the source.
  private mutating func setNeedle(_ node: Node) {
    inlines.needle.removeAll(keepingCapacity: true)
    switch node.kind {
    case .wikiLink:
      inlines.needle.append("[[")
      appendPlain(node.text)
    case .footnoteReference: inlines.needle.append("[^")
    case .textDirective:
      inlines.needle.append(ASCII.colon)
      inlines.needle.append(contentsOf: document.bytes(node.text))
      inlines.needle.append(ASCII.openBracket)
    case .image:
      inlines.needle.append("![")
      appendFirstWords(of: node)
    default:
      if !node.flags.contains(.autolink) {
        inlines.needle.append(ASCII.openBracket)
        appendFirstWords(of: node)
      } else if node.firstChild < 0 {
        // A bare address: `value` bytes of its destination were not written.
        inlines.needle.append(contentsOf: document.bytes(node.text).dropFirst(Int(node.value)).prefix(24))
      } else {
        inlines.needle.append(ASCII.less)
        appendFirstWords(of: node)
      }
    }
  }

  private mutating func appendFirstWords(of node: Node) {
    guard node.firstChild >= 0, raw[Int(node.firstChild)].kind == .text else { return }
    appendPlain(raw[Int(node.firstChild)].text)
  }

  /// Appends the bytes of `span` that can't have been written otherwise than they are, up to the first that can.
  private mutating func appendPlain(_ span: Node.Span) {
    for byte in document.bytes(span).prefix(24) {
      guard ASCII.isAlphanumeric(byte) || byte == ASCII.space || byte == ASCII.hyphen else { return }
      inlines.needle.append(byte)
    }
  }

  /// Where `<{{name}}>` stands, if `node` is that.
  private func variableStart(_ node: Node) -> Int? {
    guard node.kind == .link, node.flags.contains(.autolink), node.firstChild >= 0 else { return nil }
    let span = raw[Int(node.firstChild)].text
    let mark = document.text.withUnsafeBufferPointer { text in
      text[span].starts(with: "gv:\u{7F}a".utf8)
        ? substitutions.mark(in: text, at: Int(span.start) + 3, from: Int(span.start), to: Int(span.start + span.count))
        : nil
    }
    guard case .autolinkedVariable(let number) = mark?.mark else { return nil }
    return substitutions.variables[number].range.lowerBound
  }

  /// The first place of the needle; with `asLink` one whose bracket is closed and followed by `(` or `[`.
  private func find(in range: Range<Int>, asLink: Bool) -> Int? {
    guard let first = inlines.needle.first else { return nil }
    var position = range.lowerBound
    while let found = source.bytes.firstIndex(ofByte: first, from: position), found < range.upperBound {
      position = found + 1
      guard source.bytes[found...].starts(with: inlines.needle) else { continue }
      guard asLink else { return found }
      let open = first == ASCII.exclamation ? found + 1 : found
      let close = DirectiveSyntax.closingBracket(source.bytes, from: open, to: min(range.upperBound, open + 400))
      guard let close, close + 1 < source.bytes.count else { continue }
      if source.bytes[close + 1] == ASCII.openParenthesis || source.bytes[close + 1] == ASCII.openBracket {
        return found
      }
    }
    return nil
  }
}
