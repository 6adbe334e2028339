import JSON

/// What a client sent to be posted, as it came: nothing of it is believed yet.
package struct PostedFields: Sendable, Equatable {
  /// The page's path: `faq/mfa.html`.
  package var page = ""
  /// The comment to reply to; empty for none.
  package var parent = ""
  package var name = ""
  package var website = ""
  package var text = ""
  /// Chosen at random by the client; empty where it has no script to choose one.
  package var nonce = ""
  /// A proof of work; empty where none was done.
  package var proof = ""
  /// What says whose comments they are (`AuthorToken`); empty for somebody new.
  package var author = ""
  /// A field that people do not see: only programs that fill everything fill it.
  package var trap = ""

  package init() {}

  /// Puts `value` into the field that forms call `name`; returns false where there is none.
  package mutating func set(_ name: String, to value: String) -> Bool {
    switch name {
    case "page": page = value
    case "parent": parent = value
    case "name": self.name = value
    case "website": website = value
    case "text": text = value
    case "nonce": nonce = value
    case "proof": proof = value
    case "author": author = value
    case "email": trap = value
    default: return false
    }
    return true
  }

  /// Reads `{"page": …, "name": …, "text": …}`.
  ///
  /// - Throws: what is wrong, for the client's author.
  package init(json value: JSONValue) throws(PostingProblem) {
    guard let members = value.members else { throw .malformed("the body is no JSON object") }
    for member in members {
      // A field that is left out may also be null.
      if member.value.kind == .null { continue }
      guard let text = member.value.string else { throw .malformed("\"\(member.name)\" must be a string") }
      guard set(member.name, to: text) else { throw .malformed("there is no field \"\(member.name)\"") }
    }
  }
}

/// Why what was sent is not posted.
package enum PostingProblem: Error, Sendable, Equatable {
  /// It has not the form that was agreed on: what is wrong, for the client's author.
  case malformed(String)
  /// The page has no comments.
  case noPage
  /// What the reader can mend.
  case fields([CommentProblem])
  case proof(ProofRefusal)
  case refused(PostingRefusal)
}
