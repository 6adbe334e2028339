import Diagnostics

/// Reads the texts among siblings for what CommonMark does not know, and makes `InlineItem`s of them.
///
/// One pass from left to right with a stack of open brackets and one of open tildes: linear, whatever is written.
struct InlineScan {
  private enum Bracket {
    case plain
    /// `:name[`, at an item.
    case directive(item: Int)
    /// `[[target|`, at an item.
    case wikiLink(item: Int)

    var item: Int? {
      switch self {
      case .plain: nil
      case .directive(let item), .wikiLink(let item): item
      }
    }
  }

  private struct Tildes {
    var item: Int
    var count: Int
  }

  let isInLink: Bool
  private var brackets: [Bracket] = []
  private var tildes: [Tildes] = []
  /// The items of the innermost open directive or wiki link: what was opened before it can't be closed within.
  private var openItems: [Int] = []
  /// The text that is read, its end, and where what is not yet an item starts.
  private var end = 0
  private var run = 0
  private var node = Node(kind: .text)
  /// The neighbour before the text, as the byte it shows to flanking rules.
  private var before: UInt8 = ASCII.lineFeed
  private var after: UInt8 = ASCII.lineFeed

  /// Whether the text was already searched to its end for a brace that closes attributes.
  private var hasNoBrace = false

  /// How deep text directives and wiki links nest; each looks at its words when it ends.
  private static let maximumDepth = 16

  init(isInLink: Bool) { self.isInLink = isInLink }

  /// Reads `first` and its siblings; the items are added to those of `builder`.
  mutating func run(_ first: Int32, _ builder: inout TreeBuilder) {
    var index = first
    before = Self.edge(of: builder.raw[Int(first)].parent, builder)
    while index >= 0 {
      let here = builder.raw[Int(index)]
      if here.kind == .text {
        after = here.next >= 0 ? Self.shown(builder.raw[Int(here.next)]) : Self.edge(of: here.parent, builder)
        node = here
        scan(&builder)
      } else {
        builder.inlines.items.append(InlineItem(role: .raw(index)))
      }
      before = Self.shown(here)
      index = here.next
    }
    reportOpen(&builder)
  }

  /// What the delimiter of `parent` is for the flanking rules: a block's edge counts as an end of a line.
  private static func edge(of parent: Int32, _ builder: TreeBuilder) -> UInt8 {
    guard parent >= 0 else { return ASCII.lineFeed }
    return switch builder.raw[Int(parent)].kind {
    case .emphasis, .strong: ASCII.asterisk
    case .link, .image: ASCII.openBracket
    default: ASCII.lineFeed
    }
  }

  /// What a node that is no text shows to its neighbours.
  private static func shown(_ node: Node) -> UInt8 {
    switch node.kind {
    case .softBreak, .lineBreak: ASCII.lineFeed
    case .emphasis, .strong: ASCII.asterisk
    default: ASCII.closeParenthesis
    }
  }

  /// Reads the text `node`.
  private mutating func scan(_ builder: inout TreeBuilder) {
    run = Int(node.text.start)
    end = run + Int(node.text.count)
    hasNoBrace = false
    let specials = builder.substitutions.specials
    var index = run
    while index < end {
      let byte = builder.document.text[index]
      guard specials.contains(byte) else {
        index += 1
        continue
      }
      index =
        switch byte {
        case ASCII.mark: readMark(at: index, &builder)
        case ASCII.tilde: readTildes(at: index, &builder)
        case ASCII.colon: readColon(at: index, &builder)
        case ASCII.openBracket: readBracket(at: index, &builder)
        case ASCII.closeBracket: readClosingBracket(at: index, &builder)
        default: readAddress(at: index, &builder)
        }
    }
    flush(to: end, &builder)
  }

  /// Makes the bytes before `index` that are not yet in an item one.
  private mutating func flush(to index: Int, _ builder: inout TreeBuilder) {
    if index > run { appendText(run, index, &builder) }
    run = index
  }

  private func appendText(_ start: Int, _ end: Int, _ builder: inout TreeBuilder) {
    var text = node
    text.text = Node.Span(start: Int32(truncatingIfNeeded: start), count: Int32(truncatingIfNeeded: end - start))
    builder.inlines.items.append(InlineItem(role: .leaf, node: text))
  }

  private func byte(_ index: Int, _ builder: TreeBuilder) -> UInt8? {
    index < end ? builder.document.text[index] : nil
  }

  /// Takes a mark out, with what it stands for in its place.
  private mutating func readMark(at index: Int, _ builder: inout TreeBuilder) -> Int {
    let (run, end) = (run, end)
    let substitutions = builder.substitutions
    let found = builder.document.text.withUnsafeBufferPointer {
      substitutions.mark(in: $0, at: index, from: run, to: end)
    }
    guard let found else { return index + 1 }
    flush(to: index - found.before, &builder)
    let values = builder.options.variables
    let span = builder.append { substitutions, text in
      switch found.mark {
      case .escaped(let byte): text.append(byte)
      case .written: text.append(ASCII.mark)
      case .nothing: break
      case .variable(let number), .autolinkedVariable(let number):
        text.append(contentsOf: substitutions.value(of: number, values))
      }
    }
    if case .variable(let number) = found.mark { builder.usedVariables.append(number) }
    if case .autolinkedVariable(let number) = found.mark { builder.usedVariables.append(number) }
    if span.count > 0 { appendText(Int(span.start), Int(span.start + span.count), &builder) }
    self.run = found.end
    return found.end
  }

  // MARK: Strikethrough

  private mutating func readTildes(at index: Int, _ builder: inout TreeBuilder) -> Int {
    var stop = index
    while byte(stop, builder) == ASCII.tilde { stop += 1 }
    guard stop - index <= 2 else { return stop }
    let flanking = Flanking(
      builder.document.text, index..<stop, text: Int(node.text.start)..<end, before: before, after: after)
    guard flanking.canOpen || flanking.canClose else { return stop }
    flush(to: index, &builder)
    let item = builder.inlines.items.count
    flush(to: stop, &builder)
    let count = stop - index
    if flanking.canClose, let opener = tildes.last, opener.item > openItems.last ?? -1 {
      tildes.removeLast()
      // Of different lengths, both stay what they are, as on GitHub.
      guard opener.count == count else { return stop }
      builder.inlines.items[opener.item].role = .open
      builder.inlines.items[opener.item].node.kind = .strikethrough
      builder.inlines.items[opener.item].node.text = .empty
      builder.inlines.items[item].role = .close
    } else if flanking.canOpen {
      tildes.append(Tildes(item: item, count: count))
    }
    return stop
  }

  // MARK: Brackets

  private mutating func readColon(at index: Int, _ builder: inout TreeBuilder) -> Int {
    guard let next = byte(index + 1, builder) else { return index + 1 }
    if next == ASCII.slash { return readAddress(at: index, &builder) }
    guard !builder.options.isPlain else { return index + 1 }
    if next == ASCII.colon { return readColons(at: index, &builder) }
    let isInWord = index > run && ASCII.isAlphanumeric(builder.document.text[index - 1])
    guard ASCII.isLetter(next), !isInWord else { return index + 1 }
    var stop = index + 1
    while let byte = byte(stop, builder), ASCII.isName(byte) { stop += 1 }
    guard byte(stop, builder) == ASCII.openBracket, openItems.count < Self.maximumDepth else { return stop }
    flush(to: index, &builder)
    let item = builder.inlines.items.count
    let name = String(decoding: builder.document.text[index + 1..<stop], as: UTF8.self)
    flush(to: stop + 1, &builder)
    builder.inlines.items[item].directive = builder.inlines.directives.count
    builder.inlines.directives.append(InlineDirective(name: name))
    brackets.append(.directive(item: item))
    openItems.append(item)
    return stop + 1
  }

  /// A run of colons that begins a line of a paragraph is a directive that does not stand where one can.
  private func readColons(at index: Int, _ builder: inout TreeBuilder) -> Int {
    var stop = index
    while byte(stop, builder) == ASCII.colon { stop += 1 }
    if stop - index >= 3, index == Int(node.text.start), before == ASCII.lineFeed {
      builder.reportIndentedDirective(node)
    }
    return stop
  }

  private mutating func readBracket(at index: Int, _ builder: inout TreeBuilder) -> Int {
    let next = byte(index + 1, builder)
    if next == ASCII.caret, let stop = readFootnote(at: index, &builder) { return stop }
    if next == ASCII.openBracket, !builder.options.isPlain, let stop = readWikiLink(at: index, &builder) { return stop }
    brackets.append(.plain)
    return index + 1
  }

  private mutating func readFootnote(at index: Int, _ builder: inout TreeBuilder) -> Int? {
    guard let label = FootnoteSyntax.label(in: builder.document.text, at: index), label.upperBound < end else {
      return nil
    }
    guard let number = builder.footnotes.number(of: builder.document.text[label]) else {
      if !builder.options.isPlain { builder.reportUnknownFootnote(label, node) }
      return nil
    }
    flush(to: index, &builder)
    var reference = node
    reference.kind = .footnoteReference
    reference.value = number
    reference.text = Node.Span(
      start: Int32(truncatingIfNeeded: label.lowerBound), count: Int32(truncatingIfNeeded: label.count))
    builder.inlines.items.append(InlineItem(role: .leaf, node: reference))
    run = label.upperBound + 1
    return run
  }

  /// `[[target]]`, or `[[target|` whose words follow.
  private mutating func readWikiLink(at index: Int, _ builder: inout TreeBuilder) -> Int? {
    var stop = index + 2
    while let byte = byte(stop, builder), stop < index + 500, byte != ASCII.closeBracket, byte != ASCII.pipe,
      byte != ASCII.openBracket, byte != ASCII.mark
    {
      stop += 1
    }
    guard stop > index + 2, let last = byte(stop, builder) else { return nil }
    var link = node
    link.kind = .wikiLink
    link.text = Node.Span(
      start: Int32(truncatingIfNeeded: index + 2), count: Int32(truncatingIfNeeded: stop - index - 2))
    if last == ASCII.closeBracket, byte(stop + 1, builder) == ASCII.closeBracket {
      flush(to: index, &builder)
      builder.inlines.items.append(InlineItem(role: .leaf, node: link))
      run = stop + 2
      return run
    }
    guard last == ASCII.pipe, openItems.count < Self.maximumDepth else { return nil }
    flush(to: index, &builder)
    let item = builder.inlines.items.count
    flush(to: stop + 1, &builder)
    brackets.append(.wikiLink(item: item))
    openItems.append(item)
    return stop + 1
  }

  private mutating func readClosingBracket(at index: Int, _ builder: inout TreeBuilder) -> Int {
    switch brackets.last {
    case nil: return index + 1
    case .plain:
      brackets.removeLast()
      return index + 1
    case .directive(let item):
      flush(to: index, &builder)
      close(item, .textDirective, &builder)
      run = readAttributes(of: item, at: index + 1, &builder)
      return run
    case .wikiLink(let item):
      guard byte(index + 1, builder) == ASCII.closeBracket else { return index + 1 }
      flush(to: index, &builder)
      close(item, .wikiLink, &builder)
      run = index + 2
      return run
    }
  }

  /// Makes the text at `item` the start of a node of `kind` that ends here.
  private mutating func close(_ item: Int, _ kind: Node.Kind, _ builder: inout TreeBuilder) {
    brackets.removeLast()
    openItems.removeLast()
    while let opener = tildes.last, opener.item > item { tildes.removeLast() }
    builder.inlines.items[item].role = .open
    builder.inlines.items[item].node.kind = kind
    // `:name[` and `[[target|`, less what is around.
    let lead: Int32 = kind == .textDirective ? 1 : 2
    builder.inlines.items[item].node.text.start += lead
    builder.inlines.items[item].node.text.count -= lead + 1
    builder.inlines.items.append(InlineItem(role: .close))
  }

  /// Takes `{…}` at `index` for the directive at `item`; where what follows starts.
  private mutating func readAttributes(of item: Int, at index: Int, _ builder: inout TreeBuilder) -> Int {
    guard byte(index, builder) == ASCII.openBrace else { return index }
    var quote: UInt8?
    var stop = index + 1
    while !hasNoBrace, let byte = byte(stop, builder) {
      if byte == quote {
        quote = nil
      } else if quote == nil {
        if byte == ASCII.closeBrace { break }
        if byte == ASCII.quote || byte == ASCII.apostrophe { quote = byte }
      }
      stop += 1
    }
    guard stop < end, !hasNoBrace else {
      hasNoBrace = true
      builder.reportOpenAttributes(builder.inlines.directives[builder.inlines.items[item].directive].name, node)
      return index
    }
    let substitutions = builder.substitutions
    var written: [UInt8] = []
    builder.document.text.withUnsafeBufferPointer {
      substitutions.appendVerbatim(UnsafeBufferPointer(rebasing: $0[index...stop]), to: &written)
    }
    builder.inlines.directives[builder.inlines.items[item].directive].attributes = written
    return stop + 1
  }

  /// Reports the directives and wiki links that nothing closed; they stay text.
  private func reportOpen(_ builder: inout TreeBuilder) {
    for bracket in brackets {
      guard let item = bracket.item else { continue }
      builder.reportOpenBracket(builder.inlines.items[item].node)
      builder.inlines.items[item].directive = -1
    }
  }

  // MARK: Addresses

  private var isInWikiLink: Bool {
    brackets.contains { if case .wikiLink = $0 { true } else { false } }
  }

  private mutating func readAddress(at index: Int, _ builder: inout TreeBuilder) -> Int {
    guard !isInLink, !isInWikiLink,
      let address = Address(
        in: builder.document.text, at: index, text: run..<end,
        before: run == Int(node.text.start) ? before : ASCII.space,
        stopsAtBracket: !openItems.isEmpty)
    else { return index + 1 }
    flush(to: address.range.lowerBound, &builder)
    var link = node
    link.kind = .link
    link.flags = .autolink
    link.title = .empty
    link.firstChild = -1
    link.value = Int32(truncatingIfNeeded: address.scheme.utf8CodeUnitCount)
    // A copy: a slice would have the whole text copied when it grows.
    let words = Array(builder.document.text[address.range])
    link.text = builder.append { substitutions, text in
      text.append(address.scheme)
      text.append(contentsOf: words)
    }
    builder.inlines.items.append(InlineItem(role: .open, node: link))
    flush(to: address.range.upperBound, &builder)
    builder.inlines.items.append(InlineItem(role: .close))
    return run
  }
}
