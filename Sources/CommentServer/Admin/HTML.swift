/// A piece of a page. Whatever is put into it is escaped, but for other pieces:
///
///     let name: String = "<b>"
///     let piece: HTML = "<p title=\"\(name)\">\(name)</p>"
///
/// Attributes must be in double quotes.
struct HTML: ExpressibleByStringInterpolation, Sendable {
  private(set) var text: String

  init(stringLiteral text: String) { self.text = text }

  init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

  /// What was made to stand in a page already: a comment's HTML, as `CommentMarkdown` writes it.
  init(written text: String) { self.text = text }

  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var text = ""

    init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity * 2) }

    mutating func appendLiteral(_ literal: String) { text += literal }
    mutating func appendInterpolation(_ number: Int) { text += String(number) }
    mutating func appendInterpolation(_ piece: HTML) { text += piece.text }
    mutating func appendInterpolation(_ piece: HTML?) { text += piece?.text ?? "" }
    mutating func appendInterpolation(_ pieces: [HTML]) { for piece in pieces { text += piece.text } }
    mutating func appendInterpolation(_ words: String) { text += HTML.escaped(words) }
  }

  /// `words` as they may stand between tags and in attributes in double quotes. What would turn the direction of the text
  /// around is shown by its number.
  private static func escaped(_ words: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in words.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;".unicodeScalars
      case "<": result += "&lt;".unicodeScalars
      case ">": result += "&gt;".unicodeScalars
      case "\"": result += "&quot;".unicodeScalars
      case "'": result += "&#39;".unicodeScalars
      case "\u{0}": continue
      case _ where !scalar.isASCII && isHidden(scalar):
        result += "[U+\(String(scalar.value, radix: 16, uppercase: true))]".unicodeScalars
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// Joiners stay: scripts and emoji need them.
  static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isBidiControl || ["\u{200B}", "\u{2060}", "\u{FEFF}", "\u{AD}"].contains(scalar)
  }
}
