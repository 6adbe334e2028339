import Diagnostics
import Markdown
import Templates
import Theme
import YAML

/// What pages say of themselves in one language: the theme's `words/`, over which stand a guide's own.
///
/// In templates they are `{{words.key}}`; see `templates/words/en.yml`.
struct Words: Sendable {
  /// What is said by code rather than in templates; the raw value is the key in the file.
  enum Text: String, CaseIterable, Sendable {
    case languageName = "language-name"
    case allArticles = "a-z"
    case tags
    case notFound = "not-found"
    case mailSubject = "mail-subject"
    case mailPage = "mail-page"
    case mailChanged = "mail-changed"
    case mailStep = "mail-step"
    case mailBrowser = "mail-browser"
    case note, tip, important, warning, caution, notice
    case footnotes
    case backToReference = "back-to-reference"
    case done
    case toDo = "to-do"
    case qrCode = "qr-code"
    case codeExample = "code-example"
  }

  /// The language tag for which they were looked up.
  private(set) var language: String
  /// By key.
  private var texts: [String: String] = [:]
  /// From January.
  private var months: [String] = []
  /// A date, with `{{day}}`, `{{month}}` and `{{year}}`.
  private var datePattern: [WordPiece] = []
  /// What code says, in pieces.
  private var spoken: [Text: [WordPiece]] = [:]
  /// Keys that are said in English for want of others, in order; all where there are no words of the language at all.
  private(set) var missing: [String] = []
  /// The last file of the language, as messages call it; nil where there is none.
  private(set) var file: String?

  /// `files` over the English ones: those of the language, and of less of its tag (`de` for `de-AT`) before them.
  init(language: String, english: [WordsFile], files: [WordsFile]) {
    self.language = language
    for file in english { add(file) }
    let isEnglish = LanguageTag.isSameLanguage(language, Self.englishTag)
    if !isEnglish {
      let known = Set(files.flatMap(\.texts.keys))
      missing = texts.keys.filter { !known.contains($0) }.sorted()
    }
    for file in files { add(file) }
    file = files.last?.path
    for text in Text.allCases { spoken[text] = WordPiece.pieces(of: self[text]) }
  }

  private mutating func add(_ file: WordsFile) {
    texts.merge(file.texts) { $1 }
    if !file.months.isEmpty { months = file.months }
    if !file.datePattern.isEmpty { datePattern = WordPiece.pieces(of: file.datePattern) }
  }

  static let englishTag = "en"

  /// The theme's own English ones.
  static let english = Words(language: englishTag, english: [builtInEnglish], files: [])
  /// The file against which all others are held.
  static let builtInEnglish = WordsFile(
    Theme.files["words/en.yml"] ?? [], file: "templates/words/en.yml", english: nil, isBuiltIn: true)

  /// What is said for `text`.
  subscript(text: Text) -> String { texts[text.rawValue] ?? "" }

  /// What is said for `text`, `values` put in by their names.
  func say(_ text: Text, _ values: [String: String]) -> String { Self.filled(pieces(of: text), values) }

  /// What is said for `text`, in pieces.
  func pieces(of text: Text) -> [WordPiece] { spoken[text] ?? [] }

  /// Whether pages of guidegen's own have the same titles in both.
  func isTitledLike(_ other: Words) -> Bool {
    [Text.allArticles, .tags, .notFound].allSatisfy { self[$0] == other[$0] }
  }

  /// `date` in words.
  func words(for date: CalendarDate) -> String {
    var result = ""
    for piece in datePattern {
      switch piece {
      case .text(let text): result += text
      case .field("day"): result += String(date.day)
      case .field("month"): if months.indices.contains(date.month - 1) { result += months[date.month - 1] }
      case .field("year"): result += String(date.year)
      case .field: break
      }
    }
    return result
  }

  private static func filled(_ pieces: [WordPiece], _ values: [String: String]) -> String {
    pieces.reduce(into: "") { result, piece in
      switch piece {
      case .text(let text): result += text
      case .field(let name): result += values[name] ?? ""
      }
    }
  }

  /// The language's own name; its tag where nobody says.
  var name: String {
    language == Self.englishTag || !missing.contains(Text.languageName.rawValue) ? self[.languageName] : language
  }

  /// What the comment server says to readers, by key, in order: answers of its own, and the form as it is on pages.
  var ofCommentServer: [(key: String, value: String)] {
    texts.filter { $0.key.hasPrefix("answer-") || Self.keysOfForms.contains($0.key) }.sorted { $0.key < $1.key }
  }

  private static let keysOfForms: Set = [
    "comment-leave-empty", "comment-name", "comment-optional", "comment-send", "comment-text", "comment-website",
  ]

  /// What the Markdown writer adds to an article of itself.
  var ofArticles: HTMLWords {
    var words = HTMLWords()
    for text in [Text.note, .tip, .important, .warning, .caution, .notice] {
      words.callouts[text.rawValue] = self[text]
    }
    words.footnotes = self[.footnotes]
    words.backToReference = self[.backToReference]
    words.done = self[.done]
    words.toDo = self[.toDo]
    return words
  }
}

extension Words {
  /// What templates have for `{{words.key}}`, as HTML: nil for keys that there are not, and for those into whose texts
  /// pages put something.
  func html(for key: String) -> [UInt8]? {
    guard let text = texts[key], !text.utf8.contains(UInt8(ascii: "{")) else { return nil }
    return Self.html(text, key)
  }

  /// The keys for which there is such HTML.
  var keys: [String] { texts.filter { !$0.value.utf8.contains(UInt8(ascii: "{")) }.map(\.key) }

  /// A template `words.key` for each text into which pages put something, with a block for each such thing.
  var templates: [TemplateSet.Source] {
    texts.compactMap { key, text in
      guard text.utf8.contains(UInt8(ascii: "{")) else { return nil }
      var template: [UInt8] = []
      for piece in WordPiece.pieces(of: text) {
        switch piece {
        case .text(let text): template += Self.html(text, key)
        case .field(let name): template += "{{$\(name)}}{{/\(name)}}".utf8
        }
      }
      return TemplateSet.Source(name: "words.\(key)", file: file ?? Self.builtInEnglish.path, bytes: template)
    }
  }

  /// `text` escaped; `<b>` and `</b>` stay what they are if the English text of `key` has them.
  private static func html(_ text: String, _ key: String) -> [UInt8] {
    var bytes = Array(text.utf8)[...]
    guard bytes.contains(where: isSpecial) else { return Array(bytes) }
    let isBold = builtInEnglish.texts[key]?.contains("<b>") ?? false
    var html: [UInt8] = []
    while let byte = bytes.first {
      if isBold, byte == UInt8(ascii: "<"), let tag = boldTags.first(where: { bytes.starts(with: $0) }) {
        html += tag
        bytes = bytes.dropFirst(tag.count)
        continue
      }
      switch byte {
      case UInt8(ascii: "&"): html += "&amp;".utf8
      case UInt8(ascii: "<"): html += "&lt;".utf8
      case UInt8(ascii: ">"): html += "&gt;".utf8
      case UInt8(ascii: "\""): html += "&quot;".utf8
      default: html.append(byte)
      }
      bytes = bytes.dropFirst()
    }
    return html
  }

  private static let boldTags = [Array("<b>".utf8), Array("</b>".utf8)]

  private static func isSpecial(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""): true
    default: false
    }
  }
}
