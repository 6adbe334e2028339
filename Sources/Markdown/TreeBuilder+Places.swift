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
    let beginning = beginning(of: node)
    node.value = node.kind == .link ? 0 : node.value
    let isBracketed = node.kind == .image || node.kind == .link && !node.flags.contains(.autolink)
    let found =
      variableStart(node)
      ?? (start < end ? find(beginning, in: start..<end, asLink: isBracketed) : nil)
      ?? (start < end && isBracketed ? find(beginning, in: start..<end, asLink: false) : nil)
    guard let found else { return }
    inlines.cursor = max(inlines.cursor, found + beginning.count)
    let place = source.place(at: found)
    node.line = Int32(truncatingIfNeeded: place.line)
    node.column = Int32(truncatingIfNeeded: place.column)
  }

  /// The first bytes of `node` as they must stand in the source.
  private func beginning(of node: Node) -> [UInt8] {
    switch node.kind {
    case .wikiLink: [ASCII.openBracket, ASCII.openBracket] + plainBytes(node.text)
    case .footnoteReference: [ASCII.openBracket, ASCII.caret]
    case .textDirective: [ASCII.colon] + document.bytes(node.text) + [ASCII.openBracket]
    case .image: [ASCII.exclamation, ASCII.openBracket] + firstWords(of: node)
    default:
      if !node.flags.contains(.autolink) {
        [ASCII.openBracket] + firstWords(of: node)
      } else if node.firstChild < 0 {
        // A bare address: `value` bytes of its destination were not written.
        Array(document.bytes(node.text).dropFirst(Int(node.value)).prefix(24))
      } else {
        [ASCII.less] + firstWords(of: node)
      }
    }
  }

  private func firstWords(of node: Node) -> [UInt8] {
    guard node.firstChild >= 0 else { return [] }
    let child = raw[Int(node.firstChild)]
    return child.kind == .text ? plainBytes(child.text) : []
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

  /// The bytes of `span` that can't have been written otherwise than they are, up to the first that can.
  private func plainBytes(_ span: Node.Span) -> [UInt8] {
    Array(
      document.bytes(span).prefix(24).prefix { ASCII.isAlphanumeric($0) || $0 == ASCII.space || $0 == ASCII.hyphen })
  }

  /// The first place of `needle`; with `asLink` one whose bracket is closed and followed by `(` or `[`.
  private func find(_ needle: [UInt8], in range: Range<Int>, asLink: Bool) -> Int? {
    guard let first = needle.first else { return nil }
    var position = range.lowerBound
    while let found = source.bytes.firstIndex(ofByte: first, from: position), found < range.upperBound {
      position = found + 1
      guard source.bytes[found...].starts(with: needle) else { continue }
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
