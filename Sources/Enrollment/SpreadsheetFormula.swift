/// What spreadsheets run instead of showing it. Source: OWASP, "CSV Injection".
enum SpreadsheetFormula {
  private static let starts: Set<Unicode.Scalar> = ["=", "+", "-", "@", "\t", "\r"]

  /// What makes a formula of `text`; nil where nothing does. A mark that combines with it changes nothing.
  static func start(of text: String) -> Unicode.Scalar? {
    text.unicodeScalars.first.flatMap { starts.contains($0) ? $0 : nil }
  }
}
