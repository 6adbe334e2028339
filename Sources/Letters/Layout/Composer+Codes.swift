import QRCode

/// A code's picture, and how large it is on the sheet.
struct PlacedCode: Sendable {
  /// What the page's resources call it.
  var name: String
  /// From edge to edge, the quiet zone included, in points.
  var side: Double
}

extension Composer {
  /// Sets a code with what is said of it beside it, together on one page.
  mutating func codeFigure(_ element: Element, _ flow: Flow) throws {
    let isPersonal = element.isOfClass("enrollment-code")
    let address = element.first { $0.isOfClass("address") }?.attributes["href"] ?? ""
    let placed = try code(isPersonal ? .personal : .address(fields.filled(address)))
    let label = element.first { $0.attributes["aria-label"] != nil }?.attributes["aria-label"]
    let picture = add("Figure", below: flow.parent, alternative: label ?? "QR code")
    var caption = element
    caption.children = element.children.filter { child in
      if case .element(let inner) = child { !inner.isOfClass("code-picture") } else { true }
    }
    // The caption is set by itself, then moved beside the picture.
    var beside = flow.indented(by: placed.side + 10)
    beside.ground = []
    let before = slabs
    slabs = []
    try compose(childrenOf: caption, beside)
    var slab = Slab(height: placed.side)
    slab.pieces = [
      .init(
        element: picture,
        drawing: .picture(name: placed.name, left: flow.left, top: 0, width: placed.side, height: placed.side))
    ]
    let height = slabs.enumerated().reduce(0) { $0 + $1.element.height + ($1.offset == 0 ? 0 : $1.element.before) }
    var top = max(0, (placed.side - height) / 2)
    for (index, part) in slabs.enumerated() {
      if index > 0 { top += part.before }
      slab.add(part, top: top)
      top += part.height
    }
    slab.height = max(slab.height, top)
    slabs = before
    add(slab, flow, before: flow.gap)
  }
}
