/// A comment that was posted, with all that rules may know of it.
package struct Submission: Sendable, Hashable {
  /// The author's name.
  package let name: String
  /// The author's website; nil where none is given.
  package let website: LinkAddress?
  /// What was written.
  package let comment: CommentMarkdown
  /// The words of `comment`.
  let words: Words
  /// What `comment` is known by.
  package let fingerprint: TextFingerprint
  /// What the filter sees of it.
  package let tokens: SpamTokens
  /// Whether it takes the place of a comment that was posted before: then no form was fetched and no work done for it.
  package var isEdit = false
  /// What stands in the field that people do not see.
  package var trap = ""
  /// The work that was done for it; nil where there is none, as from a browser without JavaScript.
  package var proof: VerifiedProof?
  /// When it came, in seconds since 1970.
  package var now: Int
  /// What became of the same author's comments.
  package var history = History()
  /// How many comments came before it within an hour.
  package var counts = Counts()
  /// Comments that it may repeat.
  package var earlier: [Earlier] = []
  /// A comment with the very same text, however long ago it was posted; a rejected one if there is any.
  package var same: Earlier?
  /// What moderators' decisions taught of its tokens (`SpamTokens`).
  package var trained = TrainedTokens()

  /// What became of an author's comments, where something tells that they are the same author's.
  package struct History: Sendable, Hashable {
    /// Comments that moderators approved.
    package var approved = 0
    /// Comments that moderators rejected.
    package var rejected = 0

    package init(approved: Int = 0, rejected: Int = 0) {
      (self.approved, self.rejected) = (approved, rejected)
    }
  }

  /// How many comments came within the hour before.
  package struct Counts: Sendable, Hashable {
    /// From the author's network.
    package var fromNetwork = 0
    /// To the page.
    package var toPage = 0

    package init(fromNetwork: Int = 0, toPage: Int = 0) {
      (self.fromNetwork, self.toPage) = (fromNetwork, toPage)
    }
  }

  /// A comment that was posted before.
  package struct Earlier: Sendable, Hashable {
    package var fingerprint: TextFingerprint
    /// Whether a moderator rejected it.
    package var isRejected: Bool

    package init(_ fingerprint: TextFingerprint, isRejected: Bool = false) {
      (self.fingerprint, self.isRejected) = (fingerprint, isRejected)
    }
  }

  /// A submission of which no more is known.
  ///
  /// - Parameter now: seconds since 1970.
  package init(name: String, website: LinkAddress? = nil, _ comment: CommentMarkdown, now: Int) {
    (self.name, self.website, self.comment, self.now) = (name, website, comment, now)
    let text = FoldedText(comment.words)
    words = Words(text)
    fingerprint = TextFingerprint(text)
    tokens = SpamTokens(name: name, website: website, comment, words: words)
  }
}
