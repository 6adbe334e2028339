import Diagnostics

/// The list of pages and codes that letters are made from: CSV (RFC 4180), for its owner alone.
///
/// A cell that a spreadsheet would run is refused and never rewritten.
public enum PageCodes {
  /// The first line. A build of a site refuses files that begin so: `ContentFiles` in Guide knows it too.
  public static let head = line(["enrollmentPage", "code", "userPrincipalName", "displayName", "email", "lastDay"])

  /// The line of `cells`, with its end.
  public static func line(_ cells: [String]) -> [UInt8] {
    let quote = UInt8(ascii: "\"")
    var line: [UInt8] = []
    for (index, cell) in cells.enumerated() {
      if index > 0 { line.append(UInt8(ascii: ",")) }
      // By bytes: a mark that combines with a comma makes another character of it, but not another separator.
      guard cell.utf8.contains(where: { ",\"\n\r".utf8.contains($0) }) else {
        line += cell.utf8
        continue
      }
      line.append(quote)
      for byte in cell.utf8 { line += byte == quote ? [quote, quote] : [byte] }
      line.append(quote)
    }
    return line + [UInt8(ascii: "\n")]
  }

  /// What is wrong with `text`, the `name` of `person`; nil where nothing is.
  public static func finding(_ text: String, called name: String, of person: String) -> Diagnostic? {
    guard let first = SpreadsheetFormula.start(of: text) else { return nil }
    return .error(
      #"the \#(name) of "\#(person)" begins with "\#(first)", which spreadsheets run"#, at: nil,
      hint: "leave --codes out, and fetch the code with guidegen enroll show --page")
  }
}
