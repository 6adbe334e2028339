/// For how long the store keeps what no reader sees. In days.
package struct Retention: Sendable, Hashable {
  /// A comment that was rejected, to tell what is like it.
  package var rejected = 90
  /// What is left of a comment that was deleted, if nothing replies to it.
  package var deleted = 30
  /// Which network a comment came from: after two days nobody can tell any more which one that was, but still that two
  /// comments came from the same one.
  package var addresses = 7
  /// How many found an article helpful on a day: long enough to compare a month with that of the year before.
  package var feedback = 400
  /// The words of searches that found nothing.
  package var searches = 90

  /// Long enough to moderate by.
  package init() {}
}

extension CommentStore {
  /// How many comments one pass goes through: posting waits as long.
  private static let atOnce = 500

  /// Forgets what `retention` lets go of at `now`; what is left for the next pass, that one does.
  package func forget(_ retention: Retention, of site: String, at now: Timestamp) throws(SQLError) {
    func days(_ count: Int) -> Timestamp { Timestamp(milliseconds: now.milliseconds - max(0, count) * 86_400_000) }
    try together { () throws(SQLError) in
      try forgetFeedback(retention, of: site, at: now)
      // By the keys that are left, which are few; an index by site has all comments.
      try connection.run(
        "UPDATE comments SET address_key = NULL WHERE address_key > '' AND site || '' = ?1 AND created < ?2",
        [.text(site), SQLValue(days(retention.addresses).milliseconds)])
      for (state, age) in [(CommentState.rejected, retention.rejected), (.deleted, retention.deleted)] {
        for (id, hasReplies) in try comments(of: site, in: state, since: days(age)) {
          if !hasReplies {
            try remove(id, if: state)
          } else if state == .rejected {
            _ = try erase(id, if: state.rawValue, at: now)
          }
        }
      }
    }
  }

  /// Comments that came into `state` before `time`, and whether there are replies to them, which need their place. A
  /// deleted comment with replies is what it will be: it is left out.
  private func comments(
    of site: String, in state: CommentState, since time: Timestamp
  ) throws(SQLError) -> [(id: UUIDv7, hasReplies: Bool)] {
    let rows = try connection.run(
      """
      SELECT found.id, found.replies FROM (
        SELECT c.id AS id, c.state AS state,
          (SELECT COUNT(*) FROM comments r WHERE r.thread = c.thread AND r.parent = c.id) AS replies
        FROM comments c WHERE c.site = ?1 AND c.state = ?2 AND COALESCE(c.decided, c.created) < ?3) AS found
      WHERE found.state <> 'deleted' OR found.replies = 0 LIMIT ?4
      """, [.text(site), .text(state.rawValue), SQLValue(time.milliseconds), SQLValue(Self.atOnce)])
    return rows.compactMap { row in UUIDv7(row.text(0)).map { ($0, row.integer(1) > 0) } }
  }

  private func remove(_ id: UUIDv7, if state: CommentState) throws(SQLError) {
    let key = SQLValue.text(id.description)
    // A moderator may just have changed their mind.
    let rows = try connection.run(
      "UPDATE comments SET state = state WHERE id = ?1 AND state = ?2 RETURNING id", [key, .text(state.rawValue)])
    guard !rows.isEmpty else { return }
    try connection.run("DELETE FROM votes WHERE comment = ?1", [key])
    try connection.run("DELETE FROM outbox WHERE comment = ?1", [key])
    try connection.run("DELETE FROM comments WHERE id = ?1", [key])
    // An import of an old file must not bring it back.
    try connection.run("INSERT INTO gone (id) VALUES (?1) ON CONFLICT (id) DO NOTHING", [key])
  }
}
