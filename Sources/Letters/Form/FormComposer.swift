/// Sets what a letter's template says, apart by whether it is the same for all.
struct FormComposer {
  private let setter: Typesetter
  private let stationery: Stationery
  private(set) var tree: StructureTree
  private let language: String
  private let direction: TextDirection
  /// The codes that everybody's letter shows, in order.
  private(set) var pictures: [CodePicture] = []
  /// How many codes are each person's own.
  private(set) var personalCodes = 0

  /// For the letter `text`.
  init(_ setter: Typesetter, _ stationery: Stationery, for text: LetterPress.Text) {
    (self.setter, self.stationery) = (setter, stationery)
    (language, direction) = (text.language, text.direction)
    tree = StructureTree(language: text.language)
  }

  /// The room that the text has.
  var flow: Flow {
    Flow(
      left: 0, width: stationery.textWidth, style: TextStyle(size: stationery.size), gap: stationery.size * 0.6,
      direction: direction)
  }

  /// What stands at its own place: the sender's line, the address, the facts.
  mutating func fixed(_ header: Element) throws -> [FixedPart] {
    var parts: [FixedPart] = []
    let envelope = stationery.envelope
    if let line = header.first(where: { $0.isOfClass("return") }), envelope.notes > 0 {
      var flow = flow
      flow.width = (envelope.window.width - 10).millimetres
      flow.style = TextStyle(size: 6.5, ink: .grey)
      let top = envelope.window.top + envelope.notes - 5
      parts.append(
        FixedPart(
          part: try part(line, flow, .text), left: (envelope.window.left + 5).millimetres, top: top.millimetres,
          height: 4.0.millimetres))
    }
    if let address = header.first(where: { $0.name == "address" }) {
      let area = envelope.address
      var flow = flow
      flow.width = area.width.millimetres
      flow.spacing = 1.25
      flow.gap = 0
      parts.append(
        FixedPart(
          part: try part(address, flow, .address), left: area.left.millimetres, top: area.top.millimetres,
          height: area.height.millimetres))
    }
    if let facts = header.first(where: { $0.name == "dl" }) {
      let area = stationery.facts
      var flow = flow
      flow.width = area.width.millimetres
      flow.style.size = 8.5
      flow.gap = 0
      parts.append(
        FixedPart(
          part: try part(facts, flow, .facts), left: area.left.millimetres, top: area.top.millimetres,
          height: area.height.millimetres))
    }
    return parts
  }

  /// The parts of the text.
  mutating func parts(_ body: Element) throws -> [FormPart] {
    var parts: [FormPart] = []
    for var block in body.children.flatMap({ Self.flattened($0, [:]) }) {
      if block.attributes["lang"] == language { block.attributes["lang"] = nil }
      var flow = flow
      if let direction = block.attributes["dir"] { flow.direction = direction == "rtl" ? .rightToLeft : .leftToRight }
      parts.append(try part(block, flow, .text))
    }
    return parts
  }

  /// A container that shows nothing itself gives way to what it holds, so that only the blocks with fields are personal;
  /// these have its language and direction, where they have none of their own.
  private static func flattened(_ child: Element.Child, _ outer: [String: String]) -> [Element] {
    guard case .element(var element) = child, element.attributes["hidden"] == nil else { return [] }
    element.attributes.merge(outer) { own, _ in own }
    guard ["div", "section", "article", "main"].contains(element.name) else { return [element] }
    let inherited = element.attributes.filter { ["lang", "dir"].contains($0.key) }
    return element.children.flatMap { flattened($0, inherited) }
  }

  private mutating func part(_ element: Element, _ flow: Flow, _ kind: FormPart.Kind) throws -> FormPart {
    let isPersonal = kind == .address || element.isPersonal
    let first = tree.count
    var pictures = pictures
    var personalCodes = personalCodes
    var composer = Composer(setter, fields: .names, adding: tree) { source in
      guard !isPersonal else {
        personalCodes += 1
        // How large it will be depends on what it says: nothing is drawn from this.
        return PlacedCode(name: "Q", side: 100)
      }
      guard case .address(let address) = source else { preconditionFailure("a person's own code is personal") }
      let picture = try CodePicture(address)
      pictures.append(picture)
      return PlacedCode(name: "P\(pictures.count - 1)", side: picture.sideOnPaper)
    }
    try composer.compose(element, flow, kind, height: .infinity)
    (self.pictures, self.personalCodes) = (pictures, personalCodes)
    tree = composer.tree ?? tree
    return isPersonal ? .personal(element, flow, kind: kind, firstElement: first) : .common(composer.slabs)
  }
}

extension Composer {
  /// Sets a part of a letter; `height` is the room that an address has, in points.
  mutating func compose(_ element: Element, _ flow: Flow, _ kind: FormPart.Kind, height: Double) throws {
    direction = flow.direction
    language = element.attributes["lang"]
    switch kind {
    case .text: try compose(element, flow)
    case .address: try address(element, flow, height: height)
    case .facts: try facts(element, flow)
    }
    guard direction == .rightToLeft else { return }
    // All was set as if lines began at the left; the other way is the mirror's.
    for index in slabs.indices { slabs[index].mirror(in: flow.width) }
  }

  /// The lines of an address as they were written, smaller where they need it.
  private mutating func address(_ element: Element, _ flow: Flow, height: Double) throws {
    let number = add("P", below: flow.parent)
    let lines = fields.filled(element.words).split(whereSeparator: \.isNewline)
      .map { line in line.split(separator: " ").joined(separator: " ") }.filter { !$0.isEmpty }
    for size in [flow.style.size, 9, 8, 7.5] {
      var flow = flow
      flow.style.size = size
      let text = StyledText(
        spans: [.init(text: lines.joined(separator: "\n"), style: flow.style)], isPersonal: true)
      guard !text.isEmpty else { return }
      // Which side a line of an address is read from depends on its script alone.
      let set = try setter.lines(of: text, width: flow.width, spacing: flow.spacing, direction: nil)
      if set.reduce(0, { $0 + $1.height }) <= height { return add(set, flow, element: number) }
    }
    throw LetterFlaw.addressTooLarge
  }

  /// Names in one column, what they stand for in the other.
  private mutating func facts(_ element: Element, _ flow: Flow) throws {
    var label = flow
    label.style.ink = .grey
    label.width = flow.width * 0.32
    let value = flow.indented(by: flow.width * 0.34)
    for part in element.elements {
      let first = slabs.count
      let number = add("P", below: flow.parent)
      let isLabel = part.name == "dt"
      let room = isLabel ? label : value
      let text = text(of: part, room.style)
      guard !text.isEmpty else { continue }
      let lines = try self.lines(of: text, width: room.width, spacing: 1.35)
      if isLabel || first == 0 {
        add(lines, room, element: number)
        continue
      }
      // The first line stands beside its name.
      var rest = lines[...]
      if let line = rest.popFirst() {
        slabs[first - 1].pieces.append(.init(element: number, drawing: .line(line, left: room.left, top: 0)))
      }
      add(Array(rest), room, element: number)
    }
  }
}

extension Element {
  /// Whether it has a field or a person's own code.
  var isPersonal: Bool {
    isOfClass("enrollment-code") || first { $0.isOfClass("enrollment-code") } != nil
      || containsText(where: Fields.areIn)
      || first { $0.attributes.values.contains(where: Fields.areIn) } != nil
  }
}
