/// A comment on its way into the store: checked, rendered and judged.
package struct NewComment: Sendable, Equatable {
  package var id: UUIDv7
  package var page: PageKey
  package var parent: UUIDv7?
  /// What it is to be where nothing judges it.
  package var state: CommentState
  package var author: String
  package var website: String?
  package var markdown: String
  package var html: String
  package var created: Timestamp
  package var verdicts = ""
  /// What the store is to judge it by, which decides its state; nil where that is decided.
  package var judging: Judging?
  /// Of the first comment by the same browser; nil where this is the first that is known.
  package var authorID: UUIDv7?
  /// Chosen at random by the client: the same again is the same comment sent twice.
  package var nonce: String
  /// The work that was done for it; nil where none was.
  package var proof: UsedProof?
  /// What its network address is counted under, and found by for some days; nil where there is none.
  package var addressKey: String?
  /// How often something like it may be posted.
  package var rates: [RateRule] = []

  package init(
    id: UUIDv7, page: PageKey, parent: UUIDv7? = nil, state: CommentState, author: String, markdown: String,
    html: String, created: Timestamp, nonce: String
  ) {
    (self.id, self.page, self.parent, self.state) = (id, page, parent, state)
    (self.author, self.markdown, self.html) = (author, markdown, html)
    (self.created, self.nonce) = (created, nonce)
  }

  /// A proof of work, which counts once.
  package struct UsedProof: Sendable, Equatable {
    /// What no other proof has.
    package var id: String
    /// When it would count no longer in any case.
    package var expires: Timestamp

    package init(id: String, expires: Timestamp) {
      (self.id, self.expires) = (id, expires)
    }
  }
}

/// What became of a comment that was posted.
package enum PostingOutcome: Sendable, Equatable {
  case stored(Comment)
  /// It was there already: the client did not get the answer the first time.
  case repeated(Comment)
  case refused(PostingRefusal)
}

/// Why a comment was not taken.
package enum PostingRefusal: Sendable, Equatable {
  /// Too many from there or to there; whether and when to try again.
  case tooMany(until: Timestamp)
  /// The work was done for another comment.
  case usedProof
  /// The comment that it replies to is none that can be read on this page.
  case noParent
  /// Another comment has the same nonce.
  case otherContent
}
