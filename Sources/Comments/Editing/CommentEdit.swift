import JSON

/// What an author sends to change a comment, as it came: nothing of it is believed yet.
package struct EditedFields: Sendable, Equatable {
  package var text = ""
  /// nil to leave it as it is.
  package var name: String?
  /// nil to leave it as it is, empty for none.
  package var website: String?

  package init(text: String = "", name: String? = nil, website: String? = nil) {
    (self.text, self.name, self.website) = (text, name, website)
  }

  /// Reads `{"text": …, "name": …, "website": …}`, of which a field that is left out may also be null.
  ///
  /// - Throws: what is wrong, for the client's author.
  package init(json value: JSONValue) throws(PostingProblem) {
    guard let members = value.members else { throw .malformed("the body is no JSON object") }
    for member in members where member.value.kind != .null {
      guard let text = member.value.string else { throw .malformed("\"\(member.name)\" must be a string") }
      switch member.name {
      case "text": self.text = text
      case "name": name = text
      case "website": website = text
      default: throw .malformed("there is no field \"\(member.name)\"")
      }
    }
  }
}

/// A change of a comment by its author, on its way into the store: checked and rendered. The store judges it.
package struct CommentEdit: Sendable {
  package var id: UUIDv7
  /// Whose comment it must be.
  package var site: String
  package var text: CommentMarkdown
  /// nil to leave it as it is.
  package var name: AuthorName?
  package var website: Website
  package var policy: SpamPolicy
  package var time: Timestamp
  /// How often something like it may be done.
  package var rates: [RateRule]

  /// What becomes of the author's website.
  package enum Website: Sendable, Hashable {
    case kept
    case none
    case changed(LinkAddress)
  }
}

/// What became of a change.
package enum EditOutcome: Sendable, Equatable {
  /// The comment as it is then, whether or not that is another than before.
  case changed(Comment)
  /// It was deleted, or never was.
  case gone
  /// Too many changes; when to try again.
  case tooMany(until: Timestamp)
}
