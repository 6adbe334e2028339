import Diagnostics

/// A line of cells for systems that split it at commas and know no quotes.
///
/// A cell that a spreadsheet would run, or that would not stay one cell, is refused and never rewritten: what is handed
/// over must be the name that the system knows.
enum SpreadsheetRow {
  /// What is wrong with `cells`, each with the name that messages call it.
  static func obstacles(_ cells: [(name: String, text: String)], of token: ExportedToken) -> [Diagnostic] {
    cells.compactMap { cell in
      if let first = SpreadsheetFormula.start(of: cell.text) {
        return .error(
          #"the \#(cell.name) of "\#(token.user.principalName)" begins with \#(Self.shown(first)), which spreadsheets run"#,
          at: nil, hint: "hand this person over by another format, or by hand")
      }
      guard let culprit = cell.text.unicodeScalars.first(where: { [",", "\"", "\n", "\r"].contains($0) }) else {
        return nil
      }
      return .error(
        #"the \#(cell.name) of "\#(token.user.principalName)" has \#(Self.shown(culprit)), which ends a cell"#,
        at: nil, hint: "hand this person over by another format, or by hand")
    }
  }

  /// The line of `cells`, with its end.
  static func line(_ cells: [String]) -> [UInt8] { Array((cells.joined(separator: ",") + "\n").utf8) }

  private static func shown(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\t": "a tab"
    case "\r", "\n": "a line break"
    case "\"": "a quote"
    default: "\"\(scalar)\""
    }
  }
}
