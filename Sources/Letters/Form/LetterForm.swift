/// What letters of one text have in common, set once; each person's letter is made from it.
///
/// One instance serves one thread.
final class LetterForm {
  let title: String
  let language: String
  private let direction: TextDirection
  let stationery: Stationery
  let book: FontBook
  /// How many codes are each person's own.
  let personalCodes: Int
  /// The codes that all letters show.
  let pictures: [CodePicture]
  /// The glyphs that names, addresses and codes are mostly written with.
  private var usualGlyphs = FontUses()

  private let setter: Typesetter
  private let tree: StructureTree
  private let fixed: [FixedPart]
  private let parts: [FormPart]
  private let footer: Element?
  private let bodyTop: Double
  private var shapes: [FormShape.Key: FormShape] = [:]

  /// The form for `text`.
  ///
  /// - Throws: `LetterFlaw`.
  init(_ text: LetterPress.Text, _ stationery: Stationery, _ book: FontBook) throws {
    (title, language, direction) = (text.title, text.language, text.direction)
    (self.stationery, self.book) = (stationery, book)
    setter = Typesetter(
      book, families: .init(text: stationery.textFamily, code: stationery.codeFamily), language: language)
    var body = HTMLReader.read(text.html)
    let header = body.first { $0.name == "header" } ?? Element(name: "header")
    footer = body.elements.first { $0.name == "footer" }
    body.children.removeAll { child in
      if case .element(let element) = child { element.name == "header" || element.name == "footer" } else { false }
    }
    var composer = FormComposer(setter, stationery, for: text)
    do {
      fixed = try composer.fixed(header)
      parts = try composer.parts(body)
    } catch {
      throw LetterFlaw(error)
    }
    (tree, pictures, personalCodes) = (composer.tree, composer.pictures, composer.personalCodes)
    let below = stationery.envelope.window.bottom + 8.5
    bodyTop = below.millimetres
    addUsualGlyphs()
  }

  private func addUsualGlyphs() {
    // What names and addresses have of ASCII in running text, and what serials and secrets have where these are set. A
    // letter with others gets fonts of its own, which costs less than to carry these in each.
    let rare = Set("\"#$%*<=>[\\]^`{|}~".unicodeScalars)
    for (family, characters) in [
      (TextStyle.Family.text, (0x20...0x7E).compactMap { Unicode.Scalar($0 as UInt32) }.filter { !rare.contains($0) }),
      (.code, Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ 0123456789-".unicodeScalars)),
    ] {
      let style = TextStyle(family: family, size: stationery.size)
      guard let number = setter.face(for: style) else { continue }
      usualGlyphs.add(characters, number: number, book[number])
    }
  }

  /// The letter for `recipient`.
  ///
  /// - Throws: `LetterFlaw`.
  func letter(for recipient: Recipient) throws -> Letter {
    do {
      return try makeLetter(for: recipient)
    } catch {
      throw LetterFlaw(error)
    }
  }

  private func makeLetter(for recipient: Recipient) throws -> Letter {
    var codes: [CodePicture] = []
    let fields = Fields(recipient.fields)
    func compose(_ part: FormPart, height: Double) throws -> [Slab] {
      guard case .personal(let element, let flow, let kind, let first) = part else { return [] }
      var composer = Composer(setter, fields: fields, from: first) { source in
        let payload = if case .address(let address) = source { address } else { recipient.payload }
        let picture = try CodePicture(payload)
        codes.append(picture)
        return PlacedCode(name: "Q\(codes.count - 1)", side: picture.sideOnPaper)
      }
      try composer.compose(element, flow, kind, height: height)
      return composer.slabs
    }
    let fixedSlabs = try fixed.map { try compose($0.part, height: $0.height) }
    let slabs = try parts.map { try compose($0, height: .infinity) }
    let key = FormShape.Key(fixedSlabs + slabs)
    let shape = try shapes[key] ?? makeShape(key, fixedSlabs, slabs)
    var uses = FontUses()
    let pages = try drawPersonal(
      fixedSlabs, slabs, fields, firstMarks: shape.firstMarks, placements: shape.placements, uses: &uses)
    return Letter(shape: shape, contents: pages.map(\.stream.bytes), codes: codes, uses: uses)
  }

  // MARK: Shapes

  /// All slabs of the text; `personal` has those of the parts that are each person's own.
  private func flow(_ personal: [[Slab]]) -> [(slab: Slab, isPersonal: Bool)] {
    zip(parts, personal).flatMap { part, own in
      if case .common(let slabs) = part { slabs.map { ($0, false) } } else { own.map { ($0, true) } }
    }
  }

  private func makeShape(_ key: FormShape.Key, _ fixedSlabs: [[Slab]], _ slabs: [[Slab]]) throws -> FormShape {
    let all = flow(slabs)
    let facts = zip(fixed, fixedSlabs).map { part, own in
      part.top + (own.isEmpty ? part.common : own).reduce(0) { $0 + $1.height + $1.before }
    }
    let first = max(bodyTop, (facts.max() ?? 0) + stationery.size)
    let placements = Placement.all(all.map(\.slab), first: first, next: stationery.top, foot: stationery.foot)
    let count = (placements.last?.page ?? 0) + 1
    let height = stationery.envelope.paper.height.millimetres
    var pages = Array(repeating: PageDrawing(height: height, firstMark: 0), count: count)
    var tree = tree
    var uses = usualGlyphs
    pages[0].drawFolds(stationery.envelope)
    for part in fixed {
      pages[0].draw(part.common, left: part.left, top: part.top, tree: tree, fonts: &uses, book)
    }
    for (part, placement) in zip(all, placements) where !part.isPersonal {
      pages[placement.page].draw(
        part.slab, left: Stationery.leftMargin.millimetres, top: placement.top, tree: tree, fonts: &uses, book)
    }
    if let footer, !footer.isPersonalBesidesPages {
      for page in pages.indices {
        try drawFooter(footer, on: &pages[page], page, of: count, Fields([:]), uses: &uses)
      }
    }
    for page in pages.indices {
      pages[page].finish()
      tree.mark(pages[page].marks, page: page)
    }
    let firstMarks = pages.map(\.marks.count)
    let personal = zip(all, placements).compactMap { $0.isPersonal ? $1 : nil }
    // The contents are the same in all letters of the shape; what they show is not, and is not kept.
    var ignored = FontUses()
    let drawn = try drawPersonal(
      fixedSlabs, slabs, Fields([:]), firstMarks: firstMarks, placements: personal, uses: &ignored)
    for (page, drawing) in drawn.enumerated() { tree.mark(drawing.marks, page: page) }
    let shape = FormShape(
      key: key, tree: tree, placements: personal, common: pages.map(\.stream.bytes), firstMarks: firstMarks,
      hasPersonal: drawn.map { !$0.stream.bytes.isEmpty }, uses: uses, paper: stationery.envelope.paper,
      pictures: pictures)
    shapes[key] = shape
    return shape
  }

  /// A line without a part in the text: readers know themselves which page they are on.
  private func drawFooter(
    _ footer: Element, on page: inout PageDrawing, _ number: Int, of count: Int, _ fields: Fields,
    uses: inout FontUses
  ) throws {
    let fields = fields.adding(["letter.page": "\(number + 1)", "letter.pages": "\(count)"])
    var composer = Composer(setter, fields: fields, from: 0) { _ in PlacedCode(name: "", side: 0) }
    composer.direction = direction
    let text = composer.text(of: footer, TextStyle(size: 7.5, ink: .grey))
    let lines = try composer.lines(of: text, width: stationery.textWidth, spacing: 1.3)
    var top = stationery.footline
    for line in lines {
      var slab = Slab(height: line.height, pieces: [.init(element: nil, drawing: .line(line, left: 0, top: 0))])
      if direction == .rightToLeft { slab.mirror(in: stationery.textWidth) }
      page.draw(slab, left: Stationery.leftMargin.millimetres, top: top, tree: tree, fonts: &uses, book)
      top += line.height
    }
  }

  // MARK: Letters

  /// Draws what is one person's own on each page.
  private func drawPersonal(
    _ fixedSlabs: [[Slab]], _ slabs: [[Slab]], _ fields: Fields, firstMarks: [Int], placements: [Placement],
    uses: inout FontUses
  ) throws -> [PageDrawing] {
    let height = stationery.envelope.paper.height.millimetres
    var pages = firstMarks.map { PageDrawing(height: height, firstMark: $0) }
    for (part, own) in zip(fixed, fixedSlabs) {
      pages[0].draw(own, left: part.left, top: part.top, tree: tree, fonts: &uses, book)
    }
    for (slab, placement) in zip(slabs.joined(), placements) {
      pages[placement.page].draw(
        slab, left: Stationery.leftMargin.millimetres, top: placement.top, tree: tree, fonts: &uses, book)
    }
    if let footer, footer.isPersonalBesidesPages {
      for page in pages.indices { try drawFooter(footer, on: &pages[page], page, of: pages.count, fields, uses: &uses) }
    }
    for page in pages.indices { pages[page].finish() }
    return pages
  }
}

extension FixedPart {
  /// The slabs that all letters have.
  fileprivate var common: [Slab] {
    if case .common(let slabs) = part { slabs } else { [] }
  }
}

extension PageDrawing {
  /// Draws `slabs` one below the other.
  fileprivate mutating func draw(
    _ slabs: [Slab], left: Double, top: Double, tree: StructureTree, fonts: inout FontUses, _ book: FontBook
  ) {
    var top = top
    for (index, slab) in slabs.enumerated() {
      if index > 0 { top += slab.before }
      draw(slab, left: left, top: top, tree: tree, fonts: &fonts, book)
      top += slab.height
    }
  }

  /// Draws marks at the left edge where the sheet is folded.
  fileprivate mutating func drawFolds(_ envelope: Envelope) {
    var slab = Slab(height: 0)
    slab.pieces = envelope.folds.map { fold in
      .init(
        element: nil,
        drawing: .fill(
          left: 5.0.millimetres, top: fold.millimetres - 0.125, width: 5.0.millimetres, height: 0.25, .grey))
    }
    var unused = FontUses()
    draw(slab, left: 0, top: 0, tree: StructureTree(language: ""), fonts: &unused, FontBook())
  }
}

extension Element {
  /// Whether it has a field besides the number of the page and of the pages.
  fileprivate var isPersonalBesidesPages: Bool {
    containsText { Fields.areIn($0, besides: ["letter.page", "letter.pages"]) }
  }
}

extension LetterFlaw {
  /// What was thrown while a letter was set.
  init(_ error: any Error) {
    switch error {
    case let flaw as LetterFlaw: self = flaw
    case let missing as MissingGlyph: self = .missingGlyph(missing.character)
    case CodeFlaw.unencodable(let reason): self = .unencodable(reason)
    case let font as UnreadableFont: self = .unreadableFont(font.file)
    default: self = .unreadableCode
    }
  }
}
