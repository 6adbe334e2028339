import Diagnostics

extension TreeBuilder {
  mutating func addHeading(_ node: Node) {
    var heading = node
    heading.value = -1
    if options.isPlain {
      let index = emit(block: heading)
      return addInlines(node.firstChild, under: index)
    }
    let explicit = takeIdentifier(node)
    let isKey = isKeyed(parent)
    if !isKey { heading.value = Int32(truncatingIfNeeded: document.headings.count) }
    let index = emit(block: heading)
    addInlines(node.firstChild, under: index)
    guard !isKey else { return }
    document.headings.append(
      Heading(
        node: Int(index), level: Int(node.level), identifier: explicit ?? "", title: document.plainText(of: Int(index)),
        isInDirective: !openDirectives.isEmpty))
    explicitIdentifiers.append(explicit)
  }

  /// Whether `parent` is a directive whose direct headings are keys.
  private func isKeyed(_ parent: Int32) -> Bool {
    let node = document.nodes[Int(parent)]
    guard node.kind == .containerDirective else { return false }
    return options.keyedDirectives.contains(document.directives[Int(node.value)].name)
  }

  /// The identifier in `{#identifier}` at the end of a heading, which is taken off.
  private mutating func takeIdentifier(_ heading: Node) -> String? {
    var last = heading.firstChild
    while last >= 0, raw[Int(last)].next >= 0 { last = raw[Int(last)].next }
    guard last >= 0, raw[Int(last)].kind == .text else { return nil }
    let text = document.bytes(raw[Int(last)].text)
    guard text.last == ASCII.closeBrace, let open = text.lastIndex(of: ASCII.openBrace), open + 2 < text.endIndex - 1,
      text[open + 1] == ASCII.hash, open == text.startIndex || text[open - 1] != ASCII.mark
    else { return nil }
    let identifier = text[open + 2..<text.endIndex - 1]
    guard identifier.allSatisfy({ ASCII.isName($0) || $0 == ASCII.colon || $0 >= 0x80 }) else {
      let words = String(decoding: identifier, as: UTF8.self)
      diagnostics.append(
        .error(
          "heading identifier \"\(words)\" holds more than letters, digits, hyphens, periods and underscores",
          at: place(ofBlock: heading), hint: "write it as in {#get-the-app}"))
      return nil
    }
    var rest = text[..<open]
    while let space = rest.last, ASCII.isBlank(space) { rest.removeLast() }
    raw[Int(last)].text.count = Int32(truncatingIfNeeded: rest.count)
    return String(decoding: identifier, as: UTF8.self)
  }

  /// The kinds of callouts.
  static let calloutKinds = ["note", "tip", "important", "warning", "caution", "notice"]

  /// Adds a quote that begins with `[!KIND]` as a callout; false: it is another quote.
  mutating func addCallout(_ quote: Node) -> Bool {
    guard !options.isPlain, quote.firstChild >= 0, raw[Int(quote.firstChild)].kind == .paragraph else { return false }
    let paragraph = Int(quote.firstChild)
    let first = raw[paragraph].firstChild
    guard first >= 0, raw[Int(first)].kind == .text else { return false }
    // A copy: a slice would have the whole text copied when it grows.
    let text = Array(document.bytes(raw[Int(first)].text).prefix(80))
    guard text.starts(with: [ASCII.openBracket, ASCII.exclamation]), let close = text.firstIndex(of: ASCII.closeBracket)
    else { return false }
    let word = text[text.startIndex + 2..<close]
    guard !word.isEmpty, word.allSatisfy(ASCII.isLetter) else { return false }
    let written = String(decoding: word, as: UTF8.self)
    let kind = written.lowercased()
    let next = raw[Int(first)].next
    let isAlone = text[(close + 1)...].trimmed.isEmpty && (next < 0 || raw[Int(next)].kind.isBreak)
    guard Self.calloutKinds.contains(kind), isAlone else {
      reportCallout(written, kind, at: raw[paragraph])
      return false
    }
    if next >= 0, raw[Int(next)].next >= 0 {
      raw[paragraph].firstChild = raw[Int(next)].next
      raw[paragraph].line += 1
    } else {
      raw[Int(quote.firstChild)].firstChild = -1
    }
    var callout = quote
    callout.kind = .callout
    callout.text = append { $1.append(contentsOf: kind.utf8) }
    open(callout)
    return true
  }

  private mutating func reportCallout(_ written: String, _ kind: String, at paragraph: Node) {
    let place = place(ofBlock: paragraph)
    guard Self.calloutKinds.contains(kind) else {
      let near = nearestName(to: kind, among: Self.calloutKinds)
      let hint =
        near.map { "write [!\($0.uppercased())]" } ?? "write one of NOTE, TIP, IMPORTANT, WARNING, CAUTION, NOTICE"
      return diagnostics.append(.error("unknown callout \"\(written)\"", at: place, hint: hint))
    }
    diagnostics.append(
      .error(
        "words after \"[!\(written)]\" on its line", at: place, hint: "start them on the next line, after another >"))
  }
}

extension Node.Flags {
  /// Of a text while a document is made: a byte of it can begin something that is not CommonMark's.
  static let special = Node.Flags(rawValue: 128)
}

extension Node.Kind {
  /// Whether it is a block, not an inline.
  var isBlock: Bool { rawValue < Node.Kind.text.rawValue }
  /// Whether it ends a line of a paragraph.
  var isBreak: Bool { self == .softBreak || self == .lineBreak }
}
