import Diagnostics

extension TreeBuilder {
  /// How many cells all tables may have that their rows do not write: a wide head over many short rows is a bomb.
  static let maximumFilledCells = 100_000

  /// Adds table `number`; `head` is the block in the place of its head, followed by the paragraph of its other lines.
  mutating func addTable(_ number: Int, head: Node) {
    let table = substitutions.tables[number]
    let next = frames[frames.count - 1].next
    guard next >= 0 else { return }
    let body = raw[Int(next)]
    frames[frames.count - 1].next = body.next
    var lastLine = sourceLine(body.value)
    let endsWithDashes = body.kind == .heading && body.level == 2
    if endsWithDashes { lastLine -= 1 }
    var node = head
    node.kind = .table
    node.value = 0
    node.text = .empty
    let index = emit(block: node)
    for row in table.rows where row.line <= lastLine { addRow(row, of: table, under: index) }
    if endsWithDashes {
      var rule = Node(kind: .thematicBreak)
      rule.line = body.value
      rule.column = 1
      emit(block: rule)
    }
  }

  private mutating func addRow(_ row: TableCandidate.Row, of table: TableCandidate, under parent: Int32) {
    let isHead = row.line < table.delimiterLine
    var node = Node(kind: .tableRow, flags: isHead ? .head : [])
    node.line = Int32(truncatingIfNeeded: row.line + source.firstLine)
    let index = emit(node, under: parent)
    for (column, alignment) in table.alignments.enumerated() {
      let cell = row.cells.lowerBound + column
      if cell >= row.cells.upperBound {
        inlines.filledCells += 1
        guard inlines.filledCells <= Self.maximumFilledCells else { return reportBomb(node) }
      }
      node.kind = .tableCell
      node.value = Int32(alignment)
      let written = cell < row.cells.upperBound ? table.cells[cell] : nil
      node.column = written.map { Int32(source.place(at: $0.range.lowerBound).column) } ?? 0
      let cellIndex = emit(node, under: index)
      if let written { addCell(written, line: node.line, under: cellIndex) }
    }
  }

  private mutating func addCell(_ cell: TableCandidate.Cell, line: Int32, under parent: Int32) {
    guard !cell.range.isEmpty else { return }
    inlines.fixedLine = line
    defer { inlines.fixedLine = 0 }
    inlines.cursor = cell.range.lowerBound
    guard cell.paragraph >= 0 else {
      var text = Node(kind: .text)
      let bytes = source.bytes[cell.range]
      text.text = append { $1.append(contentsOf: bytes) }
      if bytes.contains(where: { substitutions.specials.contains($0) }) { text.flags.insert(.special) }
      raw.append(text)
      return addInlineNodes(Int32(truncatingIfNeeded: raw.count - 1), under: parent)
    }
    guard cell.paragraph < cellParagraphs.count else { return }
    let first = cellParagraphs[cell.paragraph]
    guard first >= 0 else { return }
    // The mark, its letter and the space.
    raw[Int(first)].text.start += 3
    raw[Int(first)].text.count -= 3
    addInlineNodes(raw[Int(first)].text.count > 0 ? first : raw[Int(first)].next, under: parent)
  }

  private mutating func reportBomb(_ row: Node) {
    guard inlines.filledCells == Self.maximumFilledCells + 1 else { return }
    diagnostics.append(
      .error(
        "the tables miss more than \(Self.maximumFilledCells) cells",
        at: Place(file: source.file, line: Int(row.line)), hint: "write as many cells in each row as in the head"))
  }
}
