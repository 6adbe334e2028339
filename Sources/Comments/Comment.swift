/// What a reader wrote under a page.
package struct Comment: Sendable, Equatable {
  package var id: UUIDv7
  package var page: PageKey
  /// The comment that it replies to.
  package var parent: UUIDv7?
  /// How many comments it is beneath: 0 for one that replies to none.
  package var depth: Int
  package var state: CommentState
  /// As the reader wants to be called; nobody has checked that it is theirs.
  package var author: String
  /// The address of a page that the author calls theirs, as `LinkAddress` writes it; nil where none is given.
  package var website: String?
  /// As it was written.
  package var markdown: String
  /// What `markdown` becomes: safe to put into a page.
  package var html: String
  package var created: Timestamp
  /// When its author changed it last.
  package var edited: Timestamp?
  /// Why it is in its state, a rule's words on each line; for moderators.
  package var verdicts: String
  /// The first comment by the same browser, where its reader wanted to be known again: the comment itself otherwise. nil
  /// for what was imported.
  package var authorID: UUIDv7?
  /// What readers think of it.
  package var votes = VoteCount()

  package init(
    id: UUIDv7, page: PageKey, parent: UUIDv7? = nil, depth: Int = 0, state: CommentState, author: String,
    website: String? = nil, markdown: String, html: String, created: Timestamp, edited: Timestamp? = nil,
    verdicts: String = ""
  ) {
    (self.id, self.page, self.parent, self.depth, self.state) = (id, page, parent, depth, state)
    (self.author, self.website, self.markdown, self.html) = (author, website, markdown, html)
    (self.created, self.edited, self.verdicts) = (created, edited, verdicts)
  }
}

/// How many readers like and dislike a comment.
package struct VoteCount: Sendable, Hashable {
  package var up: Int
  package var down: Int

  package init(up: Int = 0, down: Int = 0) {
    (self.up, self.down) = (up, down)
  }
}

/// What has become of a comment.
package enum CommentState: String, Sendable, CaseIterable {
  /// Waits for a moderator.
  case pending
  /// Everybody can read it.
  case approved
  /// A moderator does not want it. It is kept, so that what is like it can be told.
  case rejected
  /// Taken back by its author or a moderator: its words are gone.
  case deleted
}

/// Which page a comment belongs to.
package struct PageKey: Sendable, Hashable {
  /// The help centre, since a database may hold the comments of several: `help.example.com`.
  package var site: String
  /// The page's path from the site's top: `faq/mfa.html`.
  package var path: String

  package init(site: String, path: String) {
    (self.site, self.path) = (site, path)
  }
}
