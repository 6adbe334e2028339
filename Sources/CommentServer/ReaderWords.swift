import JSON

/// What the server says to readers, in one language. The words are the help centre's own: its list of pages brings them.
struct ReaderWords: Sendable, Equatable {
  /// What can be said; the raw value is what a guide's `words` call it. Some have places where something is put in.
  enum Key: String, CaseIterable, Sendable {
    case notSent = "answer-not-sent"
    case reply = "answer-reply"
    case repliedTo = "answer-replied-to"
    case goBack = "answer-go-back"
    /// `page`.
    case back = "answer-back"
    case noPage = "answer-no-page"
    case commentGone = "answer-comment-gone"
    case textEmpty = "answer-text-empty"
    /// `number`.
    case textLong = "answer-text-long"
    /// `number`.
    case textDeep = "answer-text-deep"
    /// `number`.
    case manyLinks = "answer-many-links"
    case nameEmpty = "answer-name-empty"
    /// `number`.
    case nameLong = "answer-name-long"
    case website = "answer-website"
    case sendAgain = "answer-send-again"
    case tooMany = "answer-too-many"
    case noParent = "answer-no-parent"
    case onceMore = "answer-once-more"
    case unreachable = "answer-unreachable"
    case ownVote = "answer-own-vote"
    /// `number`.
    case changeLate = "answer-change-late"
    case off = "answer-off"
    /// `address`.
    case elsewhere = "answer-elsewhere"
    case notCounted = "answer-not-counted"
    case article = "answer-article"
    case articleBack = "answer-article-back"
    case noArticle = "answer-no-article"
    case manyAnswers = "answer-many-answers"
    case countLater = "answer-count-later"
    /// `page`.
    case feed = "answer-feed"
    /// `author` and `page`.
    case feedEntry = "answer-feed-entry"
    // As the form on the help centre's pages says it.
    case name = "comment-name"
    case websiteField = "comment-website"
    case optional = "comment-optional"
    case text = "comment-text"
    case leaveEmpty = "comment-leave-empty"
    case send = "comment-send"
  }

  /// The language (BCP 47).
  let language: String
  /// What `dir` says of it.
  let direction: String
  /// What the list of pages has.
  private let texts: [Key: String]

  /// - Parameter words: what the list of pages has: `{"answer-reply":"Ihre Antwort",…}`.
  init(language: String, isRightToLeft: Bool, words: JSONValue) {
    (self.language, direction) = (language, isRightToLeft ? "rtl" : "ltr")
    var texts: [Key: String] = [:]
    for key in Key.allCases { texts[key] = words[key.rawValue]?.string }
    self.texts = texts
  }

  private init(english texts: [Key: String]) {
    (language, direction, self.texts) = ("en", "ltr", texts)
  }

  /// What is said for `key`, into which nothing is put; English where the list has nothing.
  subscript(key: Key) -> String { texts[key] ?? Self.english.texts[key] ?? "" }

  /// What is said for `key` with `values` put in by their names.
  func say(_ key: Key, _ values: [String: String]) -> String {
    pieces(of: key).reduce(into: "") { result, piece in
      switch piece {
      case .text(let text): result += text
      case .field(let name): result += values[name] ?? ""
      }
    }
  }

  /// What is said for `key` with `number` put in.
  func say(_ key: Key, _ number: Int) -> String { say(key, ["number": String(number)]) }

  /// What is said for `key` with `pieces` of a page put in by their names.
  func say(_ key: Key, _ pieces: [String: HTML]) -> HTML {
    let parts = self.pieces(of: key).map { piece -> HTML in
      switch piece {
      case .text(let text): "\(text)"
      case .field(let name): pieces[name] ?? ""
      }
    }
    return "\(parts)"
  }

  private enum Piece {
    case text(String)
    case field(String)
  }

  private func pieces(of key: Key) -> [Piece] {
    var (pieces, rest): ([Piece], Substring) = ([], self[key][...])
    while let start = rest.firstRange(of: "{{"), let end = rest[start.upperBound...].firstRange(of: "}}") {
      pieces.append(.text(String(rest[..<start.lowerBound])))
      pieces.append(.field(rest[start.upperBound..<end.lowerBound].filter { $0 != " " }))
      rest = rest[end.upperBound...]
    }
    return pieces + [.text(String(rest))]
  }

  /// For help centres whose list of pages brings no words.
  static let english = ReaderWords(english: [
    .notSent: "Your comment was not sent",
    .reply: "Your reply",
    .repliedTo: "The comment that you reply to",
    .goBack: "Go back in your browser to find what you wrote.",
    .back: "Back to {{page}}",
    .noPage: "There is no such page, or it has no comments.",
    .commentGone: "The comment is not there any more.",
    .textEmpty: "The comment is empty.",
    .textLong: "The comment has more than {{number}} characters.",
    .textDeep: "Quotes, lists and emphasis nest deeper than {{number}} levels.",
    .manyLinks: "The comment has more than {{number}} links.",
    .nameEmpty: "The name is empty.",
    .nameLong: "The name has more than {{number}} characters.",
    .website: "The website is no address such as https://example.com.",
    .sendAgain: "Your comment was not taken this time. Send it once more.",
    .tooMany: "Too much has come from where you are, or to this page. Try again later.",
    .noParent: "The comment that you reply to is not there any more.",
    .onceMore: "Send yours once more, and it stands by itself.",
    .unreachable: "The comments cannot be reached at the moment. Nothing was lost that was confirmed; try again soon.",
    .ownVote: "This comment came from where you are: let others vote on it.",
    .changeLate: "It is too late to change this comment. Minutes for that: {{number}}.",
    .off: "This is switched off here.",
    .elsewhere: "This works only on the pages at {{address}}. Open the page there.",
    .notCounted: "Your answer was not counted",
    .article: "Back to the article",
    .articleBack: "Go back in your browser to the article.",
    .noArticle: "There is no such page.",
    .manyAnswers: "Too many answers have come from where you are, or on this page. Try again later.",
    .countLater: "Answers cannot be counted at the moment. Try again soon.",
    .feed: "Comments on {{page}}",
    .feedEntry: "{{author}} on {{page}}",
    .name: "Name",
    .websiteField: "Website",
    .optional: "(optional)",
    .text: "Comment",
    .leaveEmpty: "Leave this empty",
    .send: "Send",
  ])
}
