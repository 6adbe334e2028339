/// Markdown's blocks, one within another, as they grow.
struct MarkdownBlocks {
  private var frames = [Frame(kind: .text)]

  /// Something that is open and holds blocks.
  private struct Frame {
    var kind: Kind
    var blocks: [Block] = []
  }

  private enum Kind: Equatable {
    case text
    case quote
    /// `next` is the next item's number; nil where items have none.
    case list(next: Int?)
    case item
  }

  private struct Block {
    var text: String
    var isList = false
  }

  /// What is open at once.
  private static let deepest = 24

  mutating func add(_ paragraph: String) {
    append(Block(text: paragraph))
  }

  /// Adds lines of code.
  mutating func addCode(_ text: String) {
    var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
    while lines.first?.allSatisfy(\.isWhitespace) == true { lines.removeFirst() }
    while lines.last?.allSatisfy(\.isWhitespace) == true { lines.removeLast() }
    guard !lines.isEmpty else { return }
    let fence = String(repeating: "`", count: max(3, text.longestRun(of: "`") + 1))
    append(Block(text: ([fence] + lines + [fence]).joined(separator: "\n")))
  }

  mutating func beginQuote() { open(.quote) }
  mutating func endQuote() { close { $0 == .quote } }

  /// - Parameter number: of the first item; nil where items have none.
  mutating func beginList(from number: Int?) {
    open(.list(next: number.map { min(max(0, $0), 999_999_999) }))
  }
  mutating func endList() { close(Self.isList) }

  mutating func beginItem() {
    // An item that was not ended is.
    if let item = frames.lastIndex(where: { $0.kind == .item }),
      !frames[item...].dropFirst().contains(where: { Self.isList($0.kind) })
    {
      endItem()
    }
    if !Self.isList(frames.last?.kind ?? .text) { open(.list(next: nil)) }
    open(.item)
  }
  mutating func endItem() { close { $0 == .item } }

  mutating func finished() -> String {
    while frames.count > 1 { closeLast() }
    return Self.joined(frames.first?.blocks ?? [])
  }

  private static func isList(_ kind: Kind) -> Bool {
    if case .list = kind { true } else { false }
  }

  private mutating func append(_ block: Block) {
    guard !frames.isEmpty else { return }
    // Text that stands in a list, but in none of its items.
    if Self.isList(frames[frames.count - 1].kind), frames.count <= Self.deepest { frames.append(Frame(kind: .item)) }
    frames[frames.count - 1].blocks.append(block)
  }

  private mutating func open(_ kind: Kind) {
    guard frames.count < Self.deepest else { return }
    if Self.isList(frames[frames.count - 1].kind), kind != .item { frames.append(Frame(kind: .item)) }
    frames.append(Frame(kind: kind))
  }

  /// Closes the last one that is as `isMeant` says, with all in it.
  private mutating func close(_ isMeant: (Kind) -> Bool) {
    guard let index = frames.lastIndex(where: { isMeant($0.kind) }) else { return }
    while frames.count > index { closeLast() }
  }

  private mutating func closeLast() {
    guard frames.count > 1, let frame = frames.popLast(), !frame.blocks.isEmpty else { return }
    let last = frames.count - 1
    switch frame.kind {
    case .text: frames[last].blocks += frame.blocks
    case .quote: frames[last].blocks.append(Block(text: Self.prefixed(Self.joined(frame.blocks), "> ", "> ")))
    case .list: frames[last].blocks.append(Block(text: frame.blocks.map(\.text).joined(separator: "\n"), isList: true))
    case .item: closeItem(frame, in: last)
    }
  }

  private mutating func closeItem(_ item: Frame, in list: Int) {
    guard case .list(let number) = frames[list].kind else {
      frames[list].blocks += item.blocks
      return
    }
    // A list straight behind another is another one only by other signs.
    let isSecond = list > 0 && frames[list - 1].blocks.last?.isList == true
    let sign = number.map { "\($0)\(isSecond ? ")" : ".") " } ?? (isSecond ? "* " : "- ")
    let indent = String(repeating: " ", count: sign.count)
    frames[list].blocks.append(Block(text: Self.prefixed(Self.joined(item.blocks), sign, indent)))
    if let number { frames[list].kind = .list(next: min(number + 1, 999_999_999)) }
  }

  private static func joined(_ blocks: [Block]) -> String {
    blocks.map(\.text).joined(separator: "\n\n")
  }

  /// `text` with `first` before its first line and `next` before the others.
  private static func prefixed(_ text: String, _ first: String, _ next: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map { index, line in
      let prefix = index == 0 ? first : next
      return line.isEmpty ? String(prefix.reversed().drop { $0 == " " }.reversed()) : prefix + line
    }.joined(separator: "\n")
  }
}
