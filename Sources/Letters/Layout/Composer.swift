/// Sets blocks of HTML as slabs, one below the other, and says what each part is.
///
/// Deterministic: the same blocks have the same structure elements, with the same numbers, whatever the fields are.
struct Composer {
  /// What a code picture is drawn from.
  enum CodeSource: Sendable {
    /// An address that everybody's letter shows.
    case address(String)
    /// The person's own.
    case personal
  }

  /// A code for the page, by what it says.
  typealias CodeMaker = (CodeSource) throws -> PlacedCode

  let setter: Typesetter
  let fields: Fields
  let code: CodeMaker
  /// At which side lines begin.
  var direction = TextDirection.leftToRight
  /// The language of what is set, where it is not the letter's: a tag.
  var language: String?
  /// What was set so far.
  var slabs: [Slab] = []
  /// Nil where the elements are known from before and are only counted.
  private(set) var tree: StructureTree?
  private(set) var nextElement: Int

  /// A composer whose first element gets the number that follows those in `tree`.
  init(_ setter: Typesetter, fields: Fields, adding tree: StructureTree, code: @escaping CodeMaker) {
    (self.setter, self.fields, self.code) = (setter, fields, code)
    nextElement = tree.count
    self.tree = tree
  }

  /// A composer of blocks that were composed before, when their first element got the number `element`.
  init(_ setter: Typesetter, fields: Fields, from element: Int, code: @escaping CodeMaker) {
    (self.setter, self.fields, self.code) = (setter, fields, code)
    nextElement = element
  }

  /// Adds an element below `parent`.
  mutating func add(
    _ type: String, below parent: Int, alternative: String? = nil, attributes: String = ""
  ) -> Int {
    defer { nextElement += 1 }
    // What lies below an element is in its language.
    let language = parent == 0 ? language : nil
    _ = tree?.add(type, below: parent, alternative: alternative, language: language, attributes: attributes)
    return nextElement
  }

  /// The lines of `text`, which begin where the composer's direction says.
  func lines(
    of text: StyledText, width: Double?, spacing: Double, alignment: Alignment = .start
  ) throws(MissingGlyph) -> [TextLine] {
    try setter.lines(of: text, width: width, spacing: spacing, alignment: alignment, direction: direction)
  }

  /// Sets all that `element` holds: blocks, and words between them as paragraphs of their own.
  mutating func compose(childrenOf element: Element, _ flow: Flow) throws {
    var words = Element(name: "")
    for child in element.children {
      if case .element(let block) = child, block.isBlock {
        try composeWords(&words, flow)
        try compose(block, flow)
      } else {
        words.children.append(child)
      }
    }
    try composeWords(&words, flow)
  }

  private mutating func composeWords(_ words: inout Element, _ flow: Flow) throws {
    defer { words.children = [] }
    guard words.containsText(where: { text in text.utf8.contains { !HTMLReader.isSpace($0) } }) else { return }
    try paragraph(words, flow, type: "P")
  }

  /// Sets the block `element`.
  mutating func compose(_ element: Element, _ flow: Flow) throws {
    guard element.attributes["hidden"] == nil else { return }
    switch element.name {
    case "h1", "h2", "h3", "h4", "h5", "h6": try heading(element, flow)
    case "p":
      var flow = flow
      if element.isOfClass("callout-title") { flow.style.isBold = true }
      try paragraph(element, flow, type: "P")
    case "ul", "ol": try list(element, flow)
    case "dl": try descriptions(element, flow)
    case "pre": try listing(element, flow)
    case "blockquote": try quote(element, flow)
    case "aside": try callout(element, flow)
    case "table": try table(element, flow)
    case "hr": rule(flow)
    case "figure": if element.isCode { try codeFigure(element, flow) }
    default: try compose(childrenOf: element, flow)
    }
  }

  private mutating func heading(_ element: Element, _ flow: Flow) throws {
    let level = Int(element.name.dropFirst()) ?? 6
    var flow = flow
    let (scale, before) = [(1.5, 0.0), (1.25, 16), (1.1, 13)].dropFirst(level - 1).first ?? (1, 10)
    flow.style.size *= scale
    flow.style.isBold = true
    flow.spacing = 1.3
    flow.gap = before
    let first = slabs.count
    try paragraph(element, flow, type: "H\(level)")
    for index in first..<slabs.count { slabs[index].keepsWithNext = true }
  }

  /// Sets the words of `element` as one paragraph.
  mutating func paragraph(_ element: Element, _ flow: Flow, type: String) throws {
    let text = text(of: element, flow.style)
    let number = add(type, below: flow.parent)
    guard !text.isEmpty else { return }
    add(try lines(of: text, width: flow.width, spacing: flow.spacing), flow, element: number)
  }

  /// Adds lines of one paragraph, so that no page begins with its last line or ends with its first.
  mutating func add(_ lines: [TextLine], _ flow: Flow, element: Int) {
    for (index, line) in lines.enumerated() {
      var slab = Slab(height: line.height)
      slab.pieces = [Slab.Piece(element: element, drawing: .line(line, left: flow.left, top: 0))]
      slab.keepsWithNext = lines.count > 1 && (index == 0 || index == lines.count - 2)
      add(slab, flow, before: index == 0 ? flow.gap : 0)
    }
  }

  /// Adds `slab`; `before` is the room above it, which has the flow's ground too.
  mutating func add(_ slab: Slab, _ flow: Flow, before: Double) {
    var slab = slab
    guard !flow.ground.isEmpty else {
      slab.before = before
      slabs.append(slab)
      return
    }
    slab.moveDown(by: before)
    slab.pieces.insert(
      contentsOf: flow.ground.map { ground in
        .init(
          element: nil,
          drawing: .fill(left: ground.left, top: 0, width: ground.width, height: slab.height, ground.ink))
      }, at: 0)
    slabs.append(slab)
  }

  private mutating func rule(_ flow: Flow) {
    var slab = Slab(height: 0.5)
    slab.pieces = [
      .init(element: nil, drawing: .fill(left: flow.left, top: 0, width: flow.width, height: 0.5, .line))
    ]
    add(slab, flow, before: flow.gap * 2)
  }

  private mutating func listing(_ element: Element, _ flow: Flow) throws {
    let number = add("Code", below: add("P", below: flow.parent))
    var style = flow.style
    style.family = .code
    style.size *= 0.9
    var words = fields.filled(element.words)
    while words.last == "\n" { words.removeLast() }
    let text = StyledText(spans: [.init(text: words, style: style)], isPersonal: Fields.areIn(element.words))
    let first = slabs.count
    add(
      try setter.lines(of: text, width: flow.width - 12, spacing: 1.3), flow.onGround(.shade).indented(by: 6),
      element: number)
    guard direction == .rightToLeft else { return }
    // What is typed runs from left to right anywhere: turned over in its own room, it comes out of the mirror as it was.
    for index in first..<slabs.count { slabs[index].mirror(in: flow.left * 2 + flow.width) }
  }

  private mutating func quote(_ element: Element, _ flow: Flow) throws {
    let number = add("BlockQuote", below: flow.parent)
    var inner = flow.indented(by: 12, parent: number)
    inner.ground.append(.init(left: flow.left, width: 2, ink: .line))
    try compose(childrenOf: element, inner)
  }

  private mutating func callout(_ element: Element, _ flow: Flow) throws {
    let number = add("Sect", below: flow.parent)
    let first = slabs.count
    var inner = flow.onGround(.shade).indented(by: 12, parent: number)
    inner.width -= 10
    inner.ground.append(.init(left: flow.left, width: 3, ink: .grey))
    try compose(childrenOf: element, inner)
    guard first < slabs.count else { return }
    slabs[first].before = flow.gap
    // The title stays with what it is the title of.
    slabs[first].keepsWithNext = true
    slabs[slabs.count - 1].extend(by: flow.gap)
  }
}

extension Flow {
  /// The same room on a ground of `ink`.
  func onGround(_ ink: Ink) -> Flow {
    var flow = self
    flow.ground.append(.init(left: left, width: width, ink: ink))
    return flow
  }
}

extension Element {
  /// Whether it stands on lines of its own.
  var isBlock: Bool { Self.blocks.contains(name) }

  private static let blocks: Set<String> = [
    "h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "li", "dl", "dt", "dd", "pre", "blockquote", "aside", "table",
    "thead", "tbody", "tr", "td", "th", "hr", "figure", "figcaption", "div", "section", "article", "header", "footer",
    "address", "nav", "main",
  ]

  /// Whether it shows a code for a camera.
  var isCode: Bool { isOfClass("qr") || isOfClass("enrollment-code") }
}
