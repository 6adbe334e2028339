import Diagnostics
import Markdown
import YAML

/// What letters say of themselves in one language: `letter/words/de.yml` in the theme.
struct LetterWords: Sendable, Equatable {
  /// What is to be said; the raw value is the key in the file, and the name below `words` in the templates.
  enum Text: String, CaseIterable, Sendable {
    case date = "date-label"
    case account = "account-label"
    case serial = "serial-label"
    case email = "email-label"
    case greeting
    case secrecy
    case page
    case pageCode = "page-code"
    case pageUntil = "page-until"
    case pageOtherWay = "page-other-way"
    case scan, type
    case passSecrecy = "pass-secrecy"
    case pass
    case passFrom = "pass-from"
    case passUntil = "pass-until"
    case passOnce = "pass-once"
    case passOften = "pass-often"
    case passScan = "pass-scan"
    case pageNumber = "page-number"
    case note, tip, important, warning, caution, notice
  }

  /// With the marks of fields (`PersonalField`).
  private var texts: [Text: String] = [:]
  /// From January.
  private var months: [String] = []
  /// A date, with `{{day}}`, `{{month}}` and `{{year}}`.
  private var datePattern = ""

  static let view = View<LetterWords>(Text.allCases.map { text in .text(text.rawValue) { $0[text] } })

  /// Reads a file; what is wrong with it comes back as diagnostics, and the words are not to be used then.
  static func parse(_ bytes: [UInt8], file: String) -> (words: LetterWords, diagnostics: [Diagnostic]) {
    var words = LetterWords()
    let (node, diagnostics) = YAMLNode.parse(bytes[...], file: file)
    let top = node ?? YAMLNode(.null, at: Place(file: file, line: 1, column: 1))
    guard diagnostics.isEmpty else { return (words, diagnostics) }
    var keys = YAMLMapping(top, called: "words of letters")
    for key in ["date", "months", "words"] { keys.require(key) }
    words.datePattern = keys.string("date") ?? ""
    words.readMonths(&keys)
    words.texts = keys.mapping("words") { Self.texts(&$0) } ?? [:]
    return (words, keys.finish())
  }

  private mutating func readMonths(_ keys: inout YAMLMapping) {
    months = keys.strings("months")
    if keys.node("months") != nil, months.count != 12 {
      keys.report(
        #""months" has \#(months.count) names"#, at: keys.place(of: "months"), hint: "write all twelve, January first")
    }
  }

  private static func texts(_ keys: inout YAMLMapping) -> [Text: String] {
    var texts: [Text: String] = [:]
    for text in Text.allCases {
      keys.require(text.rawValue)
      guard let written = keys.string(text.rawValue) else { continue }
      texts[text] = written.replacingFields { field in
        guard let known = PersonalField(rawValue: field) else {
          let names = PersonalField.allCases.filter { $0 != .picture }.map(\.rawValue)
          let near = nearestName(to: field, among: names).map { #"did you mean "\#($0)"?"# }
          keys.report(
            #"unknown field "\#(field)""#, at: keys.place(of: text.rawValue),
            hint: near ?? "the fields are \(names.joined(separator: ", "))")
          return ""
        }
        return known.mark
      }
    }
    return texts
  }

  /// What it says for `text`.
  subscript(text: Text) -> String { texts[text] ?? "" }

  /// `date` in words.
  func words(for date: CalendarDate) -> String {
    datePattern.replacingFields { field in
      switch field {
      case "day": "\(date.day)"
      case "month": months.indices.contains(date.month - 1) ? months[date.month - 1] : ""
      case "year": "\(date.year)"
      default: ""
      }
    }
  }

  /// What the Markdown writer adds to an article of itself.
  var ofArticles: HTMLWords {
    var words = HTMLWords()
    for text in [Text.note, .tip, .important, .warning, .caution, .notice] {
      words.callouts[text.rawValue] = self[text]
    }
    return words
  }
}

extension String {
  /// The text, each `{{name}}` replaced by what `value` says of the name.
  fileprivate func replacingFields(_ value: (String) -> String) -> String {
    var result = ""
    var rest = self[...]
    while let start = rest.firstRange(of: "{{"), let end = rest[start.upperBound...].firstRange(of: "}}") {
      result += rest[..<start.lowerBound]
      result += value(rest[start.upperBound..<end.lowerBound].filter { $0 != " " })
      rest = rest[end.upperBound...]
    }
    return result + rest
  }
}
