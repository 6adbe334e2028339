import Diagnostics

/// The raw HTML elements of an article that are not yet closed.
struct OpenTags {
  struct Tag {
    var name: String
    /// The node that the tag stands in: it must end there.
    var parent: Int32
    var place: Place
  }

  var tags: [Tag] = []
}

extension TreeBuilder {
  /// Adds an HTML block of an article: harmless tags pass, comments go, all else is an error.
  mutating func addCheckedHTML(_ node: Node, _ literal: [UInt8]) {
    var html: [UInt8] = []
    let substitutions = substitutions
    literal.withUnsafeBufferPointer { substitutions.appendVerbatim($0, to: &html) }
    let place = place(ofBlock: node)
    let kept = checked(html, under: parent) { offset in
      let before = html[..<offset]
      guard let lineEnd = before.lastIndex(of: ASCII.lineFeed) else {
        return Place(file: place.file, line: place.line, column: place.column + offset)
      }
      let lines = before.reduce(0) { $0 + ($1 == ASCII.lineFeed ? 1 : 0) }
      return Place(file: place.file, line: place.line + lines, column: offset - lineEnd)
    }
    guard !kept[...].trimmed.isEmpty else { return }
    var block = node
    block.value = 0
    block.text = append { $1.append(contentsOf: kept) }
    emit(block: block)
  }

  /// Adds one tag amid text.
  mutating func addCheckedTag(_ node: Node, under parent: Int32) {
    let html = Array(document.bytes(node.text))
    let line = Int(inlines.fixedLine > 0 ? inlines.fixedLine : fileLine(node.line))
    let column = column(of: html, line: line)
    let place = Place(file: source.file, line: line, column: column)
    let kept = checked(html, under: parent) { _ in place }
    guard !kept.isEmpty else { return }
    var inline = node
    inline.line = Int32(truncatingIfNeeded: line)
    inline.column = 0
    inline.text = append { $1.append(contentsOf: kept) }
    _ = emit(inline, under: parent)
  }

  /// Where `html` stands on `line` of the file; 0 where it isn't found, or spreads over lines.
  private func column(of html: [UInt8], line: Int) -> Int {
    let range = source.range(ofLine: line - source.firstLine)
    var position = max(range.lowerBound, inlines.cursor)
    while let found = source.bytes.firstIndex(ofByte: ASCII.less, from: position), found < range.upperBound {
      if source.bytes[found...].starts(with: html) { return found - range.lowerBound + 1 }
      position = found + 1
    }
    return 0
  }

  /// `html` less comments and what is not allowed, which is reported.
  private mutating func checked(_ html: [UInt8], under parent: Int32, place: (Int) -> Place) -> [UInt8] {
    var kept: [UInt8] = []
    var position = 0
    while let start = html.firstIndex(ofByte: ASCII.less, from: position) {
      kept.append(contentsOf: html[position..<start])
      let tag = HTMLTag(html, at: start)
      position = tag.end
      if tag.kind == .comment { continue }
      let written = html[start..<tag.end]
      if let problem = problem(with: tag, written, under: parent, at: place(start)) {
        diagnostics.append(problem)
      } else {
        kept.append(contentsOf: written)
      }
    }
    kept.append(contentsOf: html[position...])
    return kept
  }

  private mutating func problem(
    with tag: HTMLTag, _ written: ArraySlice<UInt8>, under parent: Int32, at place: Place
  ) -> Diagnostic? {
    let words = String(decoding: written.prefix(60), as: UTF8.self)
    guard tag.kind != .other, HTMLTag.allowed.contains(tag.name) else {
      return .error(
        "raw HTML \"\(words)\" is not allowed", at: place,
        hint: "write it as Markdown or as a directive, or as code if it is an example")
    }
    guard tag.hasAllowedAttributes else {
      return .error(
        "the attributes of \"\(words)\" are not allowed", at: place, hint: "write <\(tag.name)> without attributes")
    }
    guard !HTMLTag.unpaired.contains(tag.name) else { return nil }
    if tag.kind == .opening {
      tags.tags.append(OpenTags.Tag(name: tag.name, parent: parent, place: place))
      return nil
    }
    guard let open = tags.tags.last, open.parent == parent, open.name == tag.name else {
      return .error("\"\(words)\" closes nothing", at: place, hint: "remove it, or write <\(tag.name)> before it")
    }
    tags.tags.removeLast()
    return nil
  }

  /// Reports the tags that `parent`, which ends here, leaves open.
  mutating func closeTags(under parent: Int32) {
    guard !tags.tags.isEmpty else { return }
    while let open = tags.tags.last, open.parent == parent {
      tags.tags.removeLast()
      diagnostics.append(
        .error(
          "\"<\(open.name)>\" is never closed", at: open.place,
          hint: "write </\(open.name)> in the same paragraph, item or quote"))
    }
  }
}
