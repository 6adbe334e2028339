/// Applies the rules about whitespace: which tags stand alone on a line, so that the line itself is not written, and
/// how far blocks and partials are indented.
///
/// Source: the Mustache specification; for blocks and parents, the examples of its inheritance module.
struct Lines {
  private let bytes: [UInt8]
  private(set) var tokens: [Token]

  /// Sections, parents and blocks that are open where `arrange` is.
  private struct Open {
    var index: Int
    /// Nothing but blanks stands before it on its line.
    var isFirst: Bool
    var line: Int
  }
  private var open: [Open] = []

  init(_ tokens: [Token], of bytes: [UInt8]) {
    self.tokens = tokens
    self.bytes = bytes
  }

  /// Applies all rules.
  mutating func arrange() {
    var start = 0
    var number = 0
    while start < tokens.count {
      var end = start
      while end < tokens.count, !endsLine(tokens[end]) { end += 1 }
      end = min(end + 1, tokens.count)
      arrangeLine(start..<end, number: number)
      start = end
      number += 1
    }
    for index in tokens.indices where tokens[index].contentStartsLine { indentBlock(index) }
    for index in tokens.indices.dropLast() where tokens[index].kind == .text {
      if tokens[index].startsLine, tokens[index].range.isEmpty {
        tokens[index].startsLine = false
        tokens[index + 1].startsLine = true
      }
    }
  }

  // MARK: One line

  private mutating func arrangeLine(_ line: Range<Int>, number: Int) {
    tokens[line.lowerBound].startsLine = true
    let tags = line.filter { tokens[$0].kind != .text }
    let isBlankAside = line.allSatisfy { tokens[$0].kind != .text || isBlankText($0) }
    if tags.count == 1, isBlankAside, let tag = tags.first, canStandAlone(tag) {
      standAlone(tag, on: line)
      track(tags, on: line, number: number)
      return
    }
    let closed = track(tags, on: line, number: number)
    guard let last = tags.last, isBlank(behind: last, on: line) else { return }
    switch tokens[last].kind {
    case .block:
      let isRun = tags.allSatisfy { tokens[$0].kind == .block || tokens[$0].kind == .parent }
      if isRun, isBlankAside {
        tokens[last].contentStartsLine = true
        drop(last + 1..<line.upperBound)
      }
    case .close:
      let isRun = closed.count == tags.count && closed.allSatisfy { isInheritance($0.index) }
      if isRun, isBlankAside {
        tokens[line.lowerBound].startsLine = false
        drop(line)
      }
      if let element = closed.last, element.isFirst {
        closeAtEnd(last, of: element, line: line, isOnOneLine: element.line == number)
      }
    default: break
    }
  }

  /// A tag alone on its line: the line is not written.
  private mutating func standAlone(_ tag: Int, on line: Range<Int>) {
    tokens[line.lowerBound].startsLine = false
    tokens[tag].isStandalone = true
    tokens[tag].indent = blank(before: tag, on: line)
    tokens[tag].contentStartsLine = tokens[tag].kind == .block
    drop(line.lowerBound..<tag)
    drop(tag + 1..<line.upperBound)
  }

  /// The closing tag `close` ends its line, and `element` starts its own: it may stand alone.
  private mutating func closeAtEnd(_ close: Int, of element: Open, line: Range<Int>, isOnOneLine: Bool) {
    switch tokens[element.index].kind {
    case .parent:
      if !tokens[element.index].isStandalone { indentFromLine(element.index) }
      drop(close + 1..<line.upperBound)
    case .block where isOnOneLine:
      indentFromLine(element.index)
    default: break
    }
  }

  /// Makes the blank before the tag `index`, the first on its line, the indentation of what replaces it.
  private mutating func indentFromLine(_ index: Int) {
    tokens[index].isStandalone = true
    tokens[index].startsLine = false
    guard index > 0, tokens[index - 1].kind == .text, !endsLine(tokens[index - 1]) else { return }
    tokens[index].indent = tokens[index - 1].range
    tokens[index - 1].startsLine = false
    drop(index - 1..<index)
  }

  /// Opens and closes what `tags` open and close; returns what was closed.
  @discardableResult
  private mutating func track(_ tags: [Int], on line: Range<Int>, number: Int) -> [Open] {
    var closed: [Open] = []
    for tag in tags {
      switch tokens[tag].kind {
      case .section, .inverted, .parent, .block:
        let isFirst = (line.lowerBound..<tag).allSatisfy { tokens[$0].kind == .text && isBlankText($0) }
        open.append(Open(index: tag, isFirst: isFirst, line: number))
      case .close:
        if let element = open.popLast() { closed.append(element) }
      default: break
      }
    }
    return closed
  }

  // MARK: Blocks

  /// Takes the indentation of the first content line away from all of them; it comes back where the block is written.
  private mutating func indentBlock(_ block: Int) {
    guard let first = tokens[(block + 1)...].firstIndex(where: { $0.kind != .text || !$0.range.isEmpty }) else {
      return
    }
    let end = endOfElement(block)
    if first == end {
      // An empty block is indented as its own tag is.
    } else if tokens[first].kind == .text {
      tokens[block].indent = leadingBlank(tokens[first].range)
    } else {
      tokens[block].indent = tokens[first].indent
    }
    let indent = bytes[tokens[block].indent]
    guard !indent.isEmpty else { return }
    for index in block + 1..<end {
      if tokens[index].kind != .text {
        tokens[index].indent = without(indent, tokens[index].indent)
      } else if tokens[index].startsLine {
        tokens[index].range = without(indent, tokens[index].range)
      }
    }
  }

  private func endOfElement(_ index: Int) -> Int {
    var depth = 0
    for other in index..<tokens.count {
      switch tokens[other].kind {
      case .section, .inverted, .parent, .block: depth += 1
      case .close: depth -= 1
      default: break
      }
      if depth == 0 { return other }
    }
    return tokens.count
  }

  private func without(_ indent: ArraySlice<UInt8>, _ range: Range<Int>) -> Range<Int> {
    let common = zip(indent, bytes[range]).prefix { $0 == $1 }.count
    return range.lowerBound + common..<range.upperBound
  }

  // MARK: Text

  private func isInheritance(_ tag: Int) -> Bool {
    tokens[tag].kind == .parent || tokens[tag].kind == .block
  }

  private func canStandAlone(_ tag: Int) -> Bool {
    tokens[tag].kind != .variable && tokens[tag].kind != .raw
  }

  private func endsLine(_ token: Token) -> Bool {
    token.kind == .text && bytes[token.range].last == UInt8(ascii: "\n")
  }

  private func isBlankText(_ index: Int) -> Bool {
    bytes[tokens[index].range].allSatisfy(Templates.isBlank)
  }

  private func isBlank(behind tag: Int, on line: Range<Int>) -> Bool {
    (tag + 1..<line.upperBound).allSatisfy { tokens[$0].kind == .text && isBlankText($0) }
  }

  private func blank(before tag: Int, on line: Range<Int>) -> Range<Int> {
    tag > line.lowerBound ? tokens[line.lowerBound].range : 0..<0
  }

  private func leadingBlank(_ range: Range<Int>) -> Range<Int> {
    let count = bytes[range].prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }.count
    return range.lowerBound..<range.lowerBound + count
  }

  private mutating func drop(_ range: Range<Int>) {
    for index in range where tokens[index].kind == .text {
      tokens[index].range = tokens[index].range.lowerBound..<tokens[index].range.lowerBound
    }
  }
}
