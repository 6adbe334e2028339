/// How findings are written out.
public enum DiagnosticFormat: String, Sendable, CaseIterable {
  /// For people and editors: `file:line:column: error: …`, the hint below.
  case text
  /// For programs: one JSON array of objects with `severity`, `file`, `line`, `column`, `message` and `hint`.
  case json
  /// For GitHub Actions, which shows the findings beside the lines: `::error file=…,line=…,col=…::…`.
  case github

  /// `diagnostics` in this format, the last line ended.
  ///
  /// - Parameter isColoured: whether a terminal shows it; only `text` has colours.
  public func written(_ diagnostics: [Diagnostic], isColoured: Bool = false) -> String {
    switch self {
    case .text:
      diagnostics.map { (isColoured ? $0.coloured : $0.description) + "\n" }.joined()
    case .json:
      diagnostics.isEmpty ? "[]\n" : "[\n" + diagnostics.map(\.json).joined(separator: ",\n") + "\n]\n"
    case .github:
      diagnostics.map { $0.workflowCommand + "\n" }.joined()
    }
  }
}

extension Diagnostic {
  /// The description with the place in bold and the severity in its colour.
  fileprivate var coloured: String {
    let colour = severity == .error ? "31" : "33"
    let start = place.map { "\u{1B}[1m\($0):\u{1B}[0m " } ?? ""
    let end = hint.map { "\n  \u{1B}[36mhint:\u{1B}[0m \($0)" } ?? ""
    return "\(start)\u{1B}[1;\(colour)m\(severity.rawValue):\u{1B}[0m \(message)\(end)"
  }

  fileprivate var json: String {
    var bytes = Array(#"  {"severity": "\#(severity.rawValue)""#.utf8)
    if let place {
      bytes += Array(#", "file": "#.utf8)
      bytes.appendJSONString(place.file)
      if place.line > 0 { bytes += Array(#", "line": \#(place.line)"#.utf8) }
      if place.column > 0 { bytes += Array(#", "column": \#(place.column)"#.utf8) }
    }
    bytes += Array(#", "message": "#.utf8)
    bytes.appendJSONString(message)
    if let hint {
      bytes += Array(#", "hint": "#.utf8)
      bytes.appendJSONString(hint)
    }
    return String(decoding: bytes, as: UTF8.self) + "}"
  }

  /// Source: GitHub's documentation of workflow commands, "Setting an error message".
  fileprivate var workflowCommand: String {
    var properties: [String] = []
    if let place {
      properties.append("file=\(Self.escaped(place.file, isProperty: true))")
      if place.line > 0 { properties.append("line=\(place.line)") }
      if place.column > 0 { properties.append("col=\(place.column)") }
    }
    let text = message + (hint.map { "\nhint: \($0)" } ?? "")
    let list = (properties.isEmpty ? "" : " ") + properties.joined(separator: ",")
    return "::\(severity.rawValue)\(list)::\(Self.escaped(text, isProperty: false))"
  }

  private static func escaped(_ text: String, isProperty: Bool) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "%": result += "%25"
      case "\r": result += "%0D"
      case "\n": result += "%0A"
      case ":" where isProperty: result += "%3A"
      case "," where isProperty: result += "%2C"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
