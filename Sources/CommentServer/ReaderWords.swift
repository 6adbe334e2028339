import JSON

/// What the server says to readers, in one language. The words are the help centre's own: its list of pages brings them.
struct ReaderWords: Sendable, Equatable {
  /// What can be said; the raw value is what a guide's `words` call it.
  enum Key: String, CaseIterable, Sendable {
    case notSent = "answer-not-sent"
    case reply = "answer-reply"
    case repliedTo = "answer-replied-to"
    case goBack = "answer-go-back"
    /// With `{{page}}`.
    case back = "answer-back"
    case noPage = "answer-no-page"
    case commentGone = "answer-comment-gone"
    case textEmpty = "answer-text-empty"
    /// With `{{number}}`, as those below.
    case textLong = "answer-text-long"
    case textDeep = "answer-text-deep"
    case manyLinks = "answer-many-links"
    case nameEmpty = "answer-name-empty"
    case nameLong = "answer-name-long"
    case website = "answer-website"
    case proof = "answer-proof"
    case tooMany = "answer-too-many"
    case usedProof = "answer-used-proof"
    case noParent = "answer-no-parent"
    case onceMore = "answer-once-more"
    case otherContent = "answer-other-content"
    case unreachable = "answer-unreachable"
    case ownVote = "answer-own-vote"
    /// With `{{number}}`.
    case changeLate = "answer-change-late"
    case notCounted = "answer-not-counted"
    case article = "answer-article"
    case articleBack = "answer-article-back"
    case noArticle = "answer-no-article"
    case manyAnswers = "answer-many-answers"
    case countLater = "answer-count-later"
    /// With `{{page}}`.
    case feed = "answer-feed"
    /// With `{{author}}` and `{{page}}`.
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
  /// By key; English where one is not there.
  private let texts: [String: String]

  /// - Parameter words: what the list of pages has: `{"answer-reply":"Ihre Antwort",…}`.
  init(language: String, isRightToLeft: Bool, words: JSONValue) {
    (self.language, direction) = (language, isRightToLeft ? "rtl" : "ltr")
    var texts: [String: String] = [:]
    for key in Key.allCases { texts[key.rawValue] = words[key.rawValue]?.string }
    self.texts = texts
  }

  private init(english texts: [String: String]) {
    (language, direction, self.texts) = ("en", "ltr", texts)
  }

  /// What is said for `key`, into which nothing is put.
  subscript(key: Key) -> String { texts[key.rawValue] ?? Self.english.texts[key.rawValue] ?? "" }

  /// What is said for `key` with `values` put in by their names.
  func say(_ key: Key, _ values: [String: String]) -> String {
    var (result, rest) = ("", self[key][...])
    while let start = rest.firstRange(of: "{{"), let end = rest[start.upperBound...].firstRange(of: "}}") {
      result += rest[..<start.lowerBound]
      result += values[rest[start.upperBound..<end.lowerBound].filter { $0 != " " }] ?? ""
      rest = rest[end.upperBound...]
    }
    return result + rest
  }

  /// What is said for `key` with a piece of a page put in by its name.
  func say(_ key: Key, _ name: String, _ piece: HTML) -> HTML {
    let parts = self[key].split(separator: "{{\(name)}}", maxSplits: 1, omittingEmptySubsequences: false)
    return "\(String(parts[0]))\(piece)\(parts.count > 1 ? String(parts[1]) : "")"
  }

  /// What is said for `key` with `number` put in.
  func say(_ key: Key, _ number: Int) -> String { say(key, ["number": String(number)]) }

  /// For help centres whose list of pages brings no words.
  static let english = ReaderWords(english: [
    "answer-not-sent": "Your comment was not sent",
    "answer-reply": "Your reply",
    "answer-replied-to": "The comment that you reply to",
    "answer-go-back": "Go back in your browser to find what you wrote.",
    "answer-back": "Back to {{page}}",
    "answer-no-page": "There is no such page, or it has no comments.",
    "answer-comment-gone": "The comment is not there any more.",
    "answer-text-empty": "The comment is empty.",
    "answer-text-long": "The comment has more than {{number}} characters.",
    "answer-text-deep": "Quotes, lists and emphasis nest deeper than {{number}} levels.",
    "answer-many-links": "The comment has more than {{number}} links.",
    "answer-name-empty": "The name is empty.",
    "answer-name-long": "The name has more than {{number}} characters.",
    "answer-website": "The website is no address such as https://example.com.",
    "answer-proof": "What your browser worked out for this comment does not count. Send the comment once more.",
    "answer-too-many": "Too much has come from where you are, or to this page. Try again later.",
    "answer-used-proof": "What your browser worked out was used before. Send the comment once more.",
    "answer-no-parent": "The comment that you reply to is not there any more.",
    "answer-once-more": "Send yours once more, and it stands by itself.",
    "answer-other-content": "Another comment was sent in the same way. Send this one once more.",
    "answer-unreachable":
      "The comments cannot be reached at the moment. Nothing was lost that was confirmed; try again soon.",
    "answer-own-vote": "This comment came from where you are: let others vote on it.",
    "answer-change-late": "A comment can be changed for {{number}} minutes, by the browser that sent it.",
    "answer-not-counted": "Your answer was not counted",
    "answer-article": "Back to the article",
    "answer-article-back": "Go back in your browser to the article.",
    "answer-no-article": "There is no such page.",
    "answer-many-answers": "Too many answers have come from where you are, or on this page. Try again later.",
    "answer-count-later": "Answers cannot be counted at the moment. Try again soon.",
    "answer-feed": "Comments on {{page}}",
    "answer-feed-entry": "{{author}} on {{page}}",
    "comment-name": "Name",
    "comment-website": "Website",
    "comment-optional": "(optional)",
    "comment-text": "Comment",
    "comment-leave-empty": "Leave this empty",
    "comment-send": "Send",
  ])
}
