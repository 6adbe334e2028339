/// Why a comment cannot be taken as it is: something that its author can change.
package enum CommentProblem: Error, Sendable, Hashable {
  case textEmpty
  /// The text has more than `maximum` characters.
  case textTooLong(maximum: Int)
  /// Quotes, lists and emphasis nest deeper than `maximum` levels.
  case textTooDeep(maximum: Int)
  /// The text has more than `maximum` links.
  case tooManyLinks(maximum: Int)
  case nameEmpty
  /// The name has more than `maximum` characters.
  case nameTooLong(maximum: Int)
  case websiteInvalid

  /// What a form calls what is wrong.
  package enum Field: String, Sendable {
    case text, name, website
  }

  /// The field that is to be changed.
  package var field: Field {
    switch self {
    case .textEmpty, .textTooLong, .textTooDeep, .tooManyLinks: .text
    case .nameEmpty, .nameTooLong: .name
    case .websiteInvalid: .website
    }
  }
}

extension CommentProblem: CustomStringConvertible {
  /// What is wrong, for the author.
  package var description: String {
    switch self {
    case .textEmpty: "the comment is empty"
    case .textTooLong(let maximum): "the comment has more than \(maximum) characters"
    case .textTooDeep(let maximum): "quotes, lists and emphasis nest deeper than \(maximum) levels"
    case .tooManyLinks(let maximum): "the comment has more than \(maximum) links"
    case .nameEmpty: "the name is empty"
    case .nameTooLong(let maximum): "the name has more than \(maximum) characters"
    case .websiteInvalid: #"the website is no address such as "https://example.com""#
    }
  }
}

/// All that is wrong with a comment's text.
package struct CommentProblems: Error, Sendable, Hashable {
  /// At least one.
  package let all: [CommentProblem]
}
