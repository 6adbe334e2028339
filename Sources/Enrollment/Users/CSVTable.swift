import Diagnostics

/// A table as spreadsheets save it, every cell with its place.
///
/// Source: RFC 4180; besides its comma, the semicolon and the tab that Excel writes in some countries, and Excel's line
/// `sep=;` before the table.
struct CSVTable {
  struct Cell: Equatable {
    /// Without white space at its ends.
    var text: String
    var place: Place
  }

  var header: [Cell] = []
  /// Lines that hold nothing are left out.
  var rows: [[Cell]] = []

  /// Reads a whole file; a table with errors is not to be used.
  static func parse(_ bytes: [UInt8], file: String) -> (table: CSVTable, diagnostics: [Diagnostic]) {
    if let finding = misencoded(bytes, file: file) { return (CSVTable(), [finding]) }
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var reader = CSVReader(bytes: bytes[start...], file: file)
    var rows = reader.rows()
    guard !rows.isEmpty else {
      return (CSVTable(), [.error("the list is empty", at: Place(file: file), hint: "begin with a line of headings")])
    }
    let header = rows.removeFirst()
    return (CSVTable(header: header, rows: rows), reader.diagnostics)
  }

  /// What to say where the file is not UTF-8.
  private static func misencoded(_ bytes: [UInt8], file: String) -> Diagnostic? {
    let hint = #"save it again as "CSV UTF-8""#
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      return .error("the list is UTF-16", at: Place(file: file), hint: hint)
    }
    guard String(validating: bytes, as: UTF8.self) == nil else { return nil }
    var line = 1
    for text in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      if String(validating: text, as: UTF8.self) == nil { break }
      line += 1
    }
    return .error("this line is not UTF-8", at: Place(file: file, line: line), hint: hint)
  }
}

/// Goes through the bytes of a table once.
private struct CSVReader {
  private let bytes: ArraySlice<UInt8>
  private let file: String
  private let separator: UInt8
  private var position: Int
  private var line = 1
  private var lineStart: Int
  private(set) var diagnostics: [Diagnostic] = []

  private static let quote = UInt8(ascii: "\"")
  private static let newline = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  init(bytes: ArraySlice<UInt8>, file: String) {
    (self.bytes, self.file) = (bytes, file)
    (position, lineStart) = (bytes.startIndex, bytes.startIndex)
    let first = bytes.prefix { $0 != Self.newline && $0 != Self.carriageReturn }
    if first.count == 5, first.starts(with: Array("sep=".utf8)), let stated = first.last {
      separator = stated
      position = first.endIndex
      endLine()
    } else {
      let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
      let counts = candidates.map { candidate in first.count { $0 == candidate } }
      separator = zip(candidates, counts).max { $0.1 < $1.1 }?.0 ?? candidates[0]
    }
  }

  mutating func rows() -> [[CSVTable.Cell]] {
    var rows: [[CSVTable.Cell]] = []
    while position < bytes.endIndex {
      var row = [cell()]
      while position < bytes.endIndex, bytes[position] == separator {
        position += 1
        row.append(cell())
      }
      endLine()
      if row.contains(where: { !$0.text.isEmpty }) { rows.append(row) }
    }
    return rows
  }

  private var place: Place { Place(file: file, line: line, column: position - lineStart + 1) }

  private mutating func cell() -> CSVTable.Cell {
    let start = place
    guard position < bytes.endIndex, bytes[position] == Self.quote else {
      let text = bytes[position...].prefix { $0 != separator && $0 != Self.newline && $0 != Self.carriageReturn }
      position = text.endIndex
      return CSVTable.Cell(text: trimmed(text), place: start)
    }
    return CSVTable.Cell(text: quoted(from: start), place: start)
  }

  /// The cell that begins with a quote; what stands behind the closing one is an error.
  private mutating func quoted(from start: Place) -> String {
    var text: [UInt8] = []
    position += 1
    while position < bytes.endIndex {
      let byte = bytes[position]
      position += 1
      if byte == Self.quote {
        guard position < bytes.endIndex, bytes[position] == Self.quote else {
          let rest = bytes[position...].prefix { $0 != separator && $0 != Self.newline && $0 != Self.carriageReturn }
          if !rest.isEmpty {
            diagnostics.append(
              .error(
                "something stands behind this cell's closing quote", at: place,
                hint: #"write a quote inside a cell twice: """#))
          }
          position = rest.endIndex
          return trimmed(text[...])
        }
        position += 1
      } else if byte == Self.newline {
        line += 1
        lineStart = position
      }
      text.append(byte)
    }
    diagnostics.append(
      .error("this cell's quote is never closed", at: start, hint: #"end the cell with a quote: ""#))
    return trimmed(text[...])
  }

  /// Passes over the end of a line: a line feed, a carriage return, or both.
  private mutating func endLine() {
    guard position < bytes.endIndex else { return }
    if bytes[position] == Self.carriageReturn { position += 1 }
    if position < bytes.endIndex, bytes[position] == Self.newline { position += 1 }
    line += 1
    lineStart = position
  }

  private func trimmed(_ text: ArraySlice<UInt8>) -> String {
    let isSpace = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == 10 || byte == 13
    }
    let end = text.lastIndex { !isSpace($0) }.map { $0 + 1 } ?? text.startIndex
    return String(decoding: text[..<end].drop(while: isSpace), as: UTF8.self)
  }
}
