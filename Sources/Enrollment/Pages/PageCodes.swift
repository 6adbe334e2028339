import Diagnostics

/// The list of pages and codes that letters are made from: CSV (RFC 4180), for its owner alone.
///
/// A cell that a spreadsheet would run is refused and never rewritten.
public enum PageCodes {
  /// The first line. A build of a site refuses files that begin so: `ContentFiles` in Guide knows it too.
  public static let head = line(["enrollmentPage", "code", "userPrincipalName", "displayName", "email", "lastDay"])

  /// What spreadsheets take for the start of a formula. Source: OWASP, "CSV Injection".
  private static let formulaStarts: Set<Character> = ["=", "+", "-", "@", "\t", "\r"]

  /// The line of `cells`, with its end.
  public static func line(_ cells: [String]) -> [UInt8] {
    let written = cells.map { cell in
      cell.contains { [",", "\"", "\n", "\r", "\r\n"].contains($0) }
        ? "\"\(cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\""))\"" : cell
    }
    return Array((written.joined(separator: ",") + "\n").utf8)
  }

  /// What is wrong with `text`, the `name` of `person`; nil where nothing is.
  public static func finding(_ text: String, called name: String, of person: String) -> Diagnostic? {
    guard let first = text.first, formulaStarts.contains(first) else { return nil }
    return .error(
      #"the \#(name) of "\#(person)" begins with "\#(first)", which spreadsheets run"#, at: nil,
      hint: "leave --codes out, and fetch the code with guidegen enroll show --page")
  }
}
