/// A table as the lines of a text show it, before it is known whether they stand where a table can.
struct TableCandidate {
  /// One line of cells.
  struct Row {
    /// From 0.
    var line: Int
    /// Indices in `cells`.
    var cells: Range<Int>
  }

  /// The words between two pipes.
  struct Cell {
    /// Offsets in the source, without spaces around.
    var range: Range<Int>
    /// Which of the paragraphs put before the text holds the cell; -1 where it needs none (`Substitutions.needsParsing`).
    var paragraph = -1
  }

  /// 0 none, 1 left, 2 centre, 3 right; one for each column.
  var alignments: [UInt8]
  /// The line of the dashes, from 0.
  var delimiterLine: Int
  /// The head, then the rows below the dashes up to an empty line: at most those belong to the table.
  var rows: [Row] = []
  var cells: [Cell] = []
}

/// GitHub's grammar of table lines.
/// Source: GitHub Flavored Markdown 0.29, 4.10.
enum TableSyntax {
  /// The alignments that `line` gives, if it is a line of dashes; nil otherwise. It must hold a pipe.
  static func alignments(_ bytes: [UInt8], _ line: Range<Int>) -> [UInt8]? {
    guard bytes[line].allSatisfy({ isDelimiter($0) }) else { return nil }
    var result: [UInt8] = []
    var isRight = true
    var hasPipe = false
    forEachCell(bytes, line, hasPipe: &hasPipe) { cell in
      let cellBytes = bytes[cell]
      let isLeft = cellBytes.first == ASCII.colon
      let isEnd = cellBytes.last == ASCII.colon && cellBytes.count > 1
      let dashes = cellBytes.dropFirst(isLeft ? 1 : 0).dropLast(isEnd ? 1 : 0)
      if dashes.isEmpty || !dashes.allSatisfy({ $0 == ASCII.hyphen }) { isRight = false }
      result.append(isLeft ? (isEnd ? 2 : 1) : (isEnd ? 3 : 0))
    }
    return isRight && hasPipe && !result.isEmpty ? result : nil
  }

  private static func isDelimiter(_ byte: UInt8) -> Bool {
    byte == ASCII.pipe || byte == ASCII.hyphen || byte == ASCII.colon || ASCII.isBlank(byte)
  }

  /// Calls `body` with each cell of `line`, trimmed; `hasPipe` tells whether a pipe stood there.
  static func forEachCell(_ bytes: [UInt8], _ line: Range<Int>, hasPipe: inout Bool, _ body: (Range<Int>) -> Void) {
    let trimmed = bytes[line].trimmed
    var start = trimmed.startIndex
    let end = trimmed.endIndex
    if start < end, bytes[start] == ASCII.pipe {
      hasPipe = true
      start += 1
    }
    var position = start
    var wasPipe = false
    while position < end {
      wasPipe = false
      if bytes[position] == ASCII.backslash {
        position += 1
      } else if bytes[position] == ASCII.pipe {
        hasPipe = true
        wasPipe = true
        let cell = bytes[start..<position].trimmed
        body(cell.startIndex..<cell.endIndex)
        start = position + 1
      }
      position += 1
    }
    guard !wasPipe, start < end else { return }
    let cell = bytes[start..<end].trimmed
    body(cell.startIndex..<cell.endIndex)
  }
}
