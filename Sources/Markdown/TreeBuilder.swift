import Diagnostics

/// Makes a document of libcmark's tree: finds what CommonMark does not know, and says what is wrong.
///
/// Everything is walked with stacks of our own: a tree can be as deep as its text is long.
struct TreeBuilder {
  /// An open container of libcmark's tree.
  struct Frame {
    /// The next child to add; -1 at the end.
    var next: Int32
    /// The node that gets it.
    var parent: Int32
  }

  /// A container directive that waits for its end.
  struct OpenDirective {
    var name: String
    var colons: Int
    var place: Place
    /// How many frames were open: it must be closed in the same container.
    var depth: Int
    /// The parent to go back to.
    var outer: Int32
  }

  let source: SourceText
  let substitutions: Substitutions
  let options: ParseOptions
  /// libcmark's nodes.
  var raw: [Node]
  var document = Document()
  var diagnostics: [Diagnostic] = []
  /// The last child of each node of the document.
  var lastChild: [Int32] = []
  var frames: [Frame] = []
  var openDirectives: [OpenDirective] = []
  var usedVariables: [Int]
  var footnotes = FootnoteNumbers()
  var tags = OpenTags()
  var inlines = InlineState()
  /// Titles and identifiers of the headings, in order.
  var explicitIdentifiers: [String?] = []
  /// The first node of each paragraph of cells, by number.
  var cellParagraphs: [Int32] = []

  init(_ tree: CMarkTree, source: SourceText, substitutions: Substitutions, options: ParseOptions) {
    self.source = source
    self.substitutions = substitutions
    self.options = options
    raw = tree.nodes
    usedVariables = tree.usedVariables
    document.text = tree.text
    document.isPlain = options.isPlain
    document.files = [source.file]
    document.keyedDirectives = options.keyedDirectives
    document.nodes.reserveCapacity(raw.count)
    lastChild.reserveCapacity(raw.count)
    if !substitutions.footnotes.isEmpty { footnotes = FootnoteNumbers(substitutions, source) }
  }

  /// Builds the document.
  mutating func build() {
    _ = emit(Node(kind: .document, line: Int32(source.firstLine), column: 1), under: -1)
    frames.append(Frame(next: skipCells(), parent: 0))
    while let frame = frames.last {
      guard frame.next >= 0 else {
        closeFrame()
        continue
      }
      frames[frames.count - 1].next = raw[Int(frame.next)].next
      addBlock(frame.next, raw[Int(frame.next)])
    }
    finishFootnotes()
    document.assignIdentifiers(explicit: explicitIdentifiers, diagnostics: &diagnostics)
    reportVariables()
    reportLimits()
  }

  /// Passes over the paragraphs of cells before the text; the first block of the text itself.
  private mutating func skipCells() -> Int32 {
    var index = raw[0].firstChild
    for _ in 0..<substitutions.paragraphCount where index >= 0 {
      cellParagraphs.append(raw[Int(index)].firstChild)
      index = raw[Int(index)].next
    }
    return index
  }

  /// The node that gets the next block.
  var parent: Int32 { frames[frames.count - 1].parent }

  /// Adds `node` as the last child of `parent`.
  mutating func emit(_ node: Node, under parent: Int32) -> Int32 {
    let index = Int32(truncatingIfNeeded: document.nodes.count)
    if parent >= 0 {
      let last = lastChild[Int(parent)]
      if last >= 0 {
        document.nodes[Int(last)].next = index
      } else {
        document.nodes[Int(parent)].firstChild = index
      }
      lastChild[Int(parent)] = index
    }
    var node = node
    node.parent = parent
    node.firstChild = -1
    node.next = -1
    document.nodes.append(node)
    lastChild.append(-1)
    return index
  }

  /// Adds the block `node` of libcmark's tree, with its line in the file.
  @discardableResult
  mutating func emit(block node: Node) -> Int32 {
    var node = node
    node.column += footnotes.excess(onLine: sourceLine(node.line), node.column, substitutions)
    node.line = fileLine(node.line)
    return emit(node, under: parent)
  }

  /// The line of the file for a line of libcmark's.
  func fileLine(_ line: Int32) -> Int32 {
    line - Int32(truncatingIfNeeded: substitutions.leadingLines) + Int32(truncatingIfNeeded: source.firstLine) - 1
  }

  /// The line of the source, from 0, for a line of libcmark's.
  func sourceLine(_ line: Int32) -> Int { Int(line) - substitutions.leadingLines - 1 }

  /// Where `node` of libcmark's tree stands.
  func place(ofBlock node: Node) -> Place {
    Place(file: source.file, line: Int(fileLine(node.line)), column: Int(node.column))
  }

  private mutating func addBlock(_ index: Int32, _ node: Node) {
    switch node.kind {
    case .paragraph: addParagraph(node)
    case .heading: addHeading(node)
    case .htmlBlock: addHTML(node)
    case .blockQuote: if !addCallout(node) { open(node) }
    case .list: addList(node)
    case .item: addItem(node)
    default: emit(block: node)
    }
  }

  /// Adds `node` and goes on with its children.
  mutating func open(_ node: Node) {
    let index = emit(block: node)
    frames.append(Frame(next: node.firstChild, parent: index))
  }

  private mutating func closeFrame() {
    while let directive = openDirectives.last, directive.depth == frames.count { reportUnclosed(directive) }
    if !options.isPlain { closeTags(under: parent) }
    frames.removeLast()
  }

  mutating func addParagraph(_ node: Node) {
    guard node.firstChild >= 0 else { return }
    var paragraph = node
    paragraph.value = 0
    let index = emit(block: paragraph)
    addInlines(node.firstChild, under: index)
  }

  private mutating func addHTML(_ node: Node) {
    let literal = Array(document.bytes(node.text))
    if let mark = literal.withUnsafeBufferPointer({ substitutions.markedLine($0) }) {
      addMarkedLine(mark, node)
    } else if options.isPlain {
      var block = node
      block.value = 0
      block.text = append { substitutions, text in
        literal.withUnsafeBufferPointer { substitutions.appendVerbatim($0, to: &text) }
      }
      emit(block: block)
    } else {
      addCheckedHTML(node, literal)
    }
  }

  /// Appends to the document's text.
  mutating func append(_ write: (Substitutions, inout [UInt8]) -> Void) -> Node.Span {
    let start = document.text.count
    write(substitutions, &document.text)
    return Node.Span(
      start: Int32(truncatingIfNeeded: start), count: Int32(truncatingIfNeeded: document.text.count - start))
  }

  private mutating func addList(_ node: Node) {
    guard !substitutions.footnotes.isEmpty else { return open(node) }
    var child = node.firstChild
    while child >= 0, footnotes.definition(at: raw[Int(child)], self) != nil { child = raw[Int(child)].next }
    if child >= 0 { return open(node) }
    frames.append(Frame(next: node.firstChild, parent: parent))
  }

  private mutating func addItem(_ node: Node) {
    if let footnote = footnotes.definition(at: node, self) { return addFootnote(footnote, node) }
    var item = node
    item.value = 0
    if let isDone = takeTask(node) { item.flags.formUnion(isDone ? [.task, .checked] : .task) }
    open(item)
  }

  /// Whether the item is a task, and done; its brackets are taken off its first text.
  private mutating func takeTask(_ item: Node) -> Bool? {
    guard !options.isCommonMark, item.firstChild >= 0, raw[Int(item.firstChild)].kind == .paragraph else { return nil }
    let first = raw[Int(item.firstChild)].firstChild
    guard first >= 0, raw[Int(first)].kind == .text else { return nil }
    let text = document.bytes(raw[Int(first)].text).prefix(4)
    guard text.count == 4, text.first == ASCII.openBracket, ASCII.isBlank(text[text.startIndex + 3]),
      text[text.startIndex + 2] == ASCII.closeBracket
    else { return nil }
    let box = text[text.startIndex + 1]
    guard box == ASCII.space || box | 0x20 == UInt8(ascii: "x") else { return nil }
    raw[Int(first)].text.start += 4
    raw[Int(first)].text.count -= 4
    return box != ASCII.space
  }

  private mutating func reportVariables() {
    for index in Set(usedVariables).sorted() {
      let variable = substitutions.variables[index]
      guard options.variables[variable.name] == nil else { continue }
      reportUnknownVariable(variable.name, at: source.place(at: variable.start))
    }
  }

  mutating func reportUnknownVariable(_ name: String, at place: Place) {
    let near = nearestName(to: name, among: options.variables.keys)
    diagnostics.append(
      .error(
        "unknown variable \"\(name)\"", at: place,
        hint: near.map { "write {{\($0)}}" } ?? "define it in guide.yml, under variables"))
  }

  private mutating func reportLimits() {
    if let offset = substitutions.tooManyImages {
      diagnostics.append(
        .error(
          "a paragraph with more than \(SubstitutionScan.maximumImages) images", at: source.place(at: offset),
          hint: "put an empty line between some of them"))
    }
    guard let offset = substitutions.tooDeep else { return }
    diagnostics.append(
      .error(
        "lists nest deeper than \(SubstitutionScan.maximumListDepth) levels", at: source.place(at: offset),
        hint: "write fewer list markers on the line, or indent it less"))
  }
}
