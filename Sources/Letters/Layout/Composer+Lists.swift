extension Composer {
  mutating func list(_ element: Element, _ flow: Flow) throws {
    let isOrdered = element.name == "ol"
    let number = add(
      "L", below: flow.parent, attributes: "/O/List/ListNumbering/\(isOrdered ? "Decimal" : "Disc")")
    var count = Int(element.attributes["start"] ?? "") ?? 1
    for item in element.elements where item.name == "li" {
      let part = add("LI", below: number)
      try self.item(item, label: isOrdered ? "\(count)." : "•", flow.inside(part))
      count += 1
    }
  }

  private mutating func item(_ item: Element, label: String, _ flow: Flow) throws {
    let labelElement = add("Lbl", below: flow.parent)
    let body = add("LBody", below: flow.parent)
    let lines = try self.lines(
      of: StyledText(spans: [.init(text: label, style: flow.style)]), width: nil, spacing: flow.spacing)
    let width = lines.first.map(\.width) ?? 0
    let indent = max(16, width + 5)
    var inner = flow.indented(by: indent, parent: body)
    inner.gap = flow.gap * 0.5
    let first = slabs.count
    try compose(childrenOf: item, inner)
    if first == slabs.count { add(Slab(height: flow.style.size * flow.spacing), flow, before: inner.gap) }
    guard let line = lines.first else { return }
    // Numbers end where the same place in other items does.
    let left = label == "•" ? flow.left + 4 : flow.left + indent - 5 - width
    slabs[first].insertLabel(line, element: labelElement, left: left)
  }

  /// Terms and what is said of each.
  mutating func descriptions(_ element: Element, _ flow: Flow) throws {
    for part in element.elements {
      switch part.name {
      case "dt":
        var term = flow
        term.style.isBold = true
        let first = slabs.count
        try paragraph(part, term, type: "P")
        for index in first..<slabs.count { slabs[index].keepsWithNext = true }
      case "dd":
        var inner = flow.indented(by: 12)
        inner.gap = 1
        try compose(childrenOf: part, inner)
      default: try compose(part, flow)
      }
    }
  }
}
