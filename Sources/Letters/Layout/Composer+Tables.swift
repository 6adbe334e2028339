extension Composer {
  /// Sets a table; a row stands on one page.
  mutating func table(_ element: Element, _ flow: Flow) throws {
    let rows = element.rows
    let columns = rows.map { $0.elements.count }.max() ?? 0
    guard columns > 0 else { return }
    let number = add("Table", below: flow.parent)
    let widths = try columnWidths(rows, columns, flow)
    for (index, row) in rows.enumerated() {
      let isHead = row.elements.contains { $0.name == "th" }
      let part = add("TR", below: number)
      var slab = try self.row(row, widths, flow.inside(part))
      slab.pieces.append(
        .init(
          element: nil,
          drawing: .fill(left: flow.left, top: slab.height - 0.5, width: widths.reduce(0, +), height: 0.5, .line)))
      slab.keepsWithNext = isHead
      add(slab, flow, before: index == 0 ? flow.gap : 0)
    }
  }

  private static let padding = 4.0

  private mutating func row(_ row: Element, _ widths: [Double], _ flow: Flow) throws -> Slab {
    var slab = Slab(height: 0)
    var left = flow.left
    for (cell, width) in zip(row.elements, widths) {
      let isHead = cell.name == "th"
      let number = add(isHead ? "TH" : "TD", below: flow.parent, attributes: isHead ? "/O/Table/Scope/Column" : "")
      var style = flow.style
      style.isBold = style.isBold || isHead
      let lines = try self.lines(
        of: text(of: cell, style), width: max(1, width - Self.padding * 2), spacing: 1.3, alignment: cell.alignment)
      var top = Self.padding
      for line in lines {
        slab.pieces.append(
          .init(element: number, drawing: .line(line, left: left + Self.padding, top: top)))
        top += line.height
      }
      slab.height = max(slab.height, top + Self.padding)
      left += width
    }
    return slab
  }

  /// What each column gets: what it would like where there is room, else shares as its words are long.
  private func columnWidths(_ rows: [Element], _ columns: Int, _ flow: Flow) throws -> [Double] {
    var wanted = [Double](repeating: 0, count: columns)
    for row in rows {
      for (column, cell) in row.elements.enumerated() {
        var style = flow.style
        style.isBold = style.isBold || cell.name == "th"
        let lines = try self.lines(of: text(of: cell, style), width: nil, spacing: 1.3)
        wanted[column] = max(wanted[column], (lines.map(\.width).max() ?? 0) + Self.padding * 2 + 0.5)
      }
    }
    let total = wanted.reduce(0, +)
    guard total > flow.width else { return wanted }
    // Narrow columns keep what they want; the others share what is left.
    let fair = flow.width / Double(columns)
    let narrow = wanted.filter { $0 <= fair }.reduce(0, +)
    let wide = total - narrow
    return wanted.map { $0 <= fair ? $0 : (flow.width - narrow) * $0 / wide }
  }
}

extension Element {
  /// Its rows, at any depth.
  fileprivate var rows: [Element] {
    elements.flatMap { $0.name == "tr" ? [$0] : $0.rows }
  }

  fileprivate var alignment: Alignment {
    isOfClass("align-right") ? .end : isOfClass("align-center") ? .centre : .start
  }
}
