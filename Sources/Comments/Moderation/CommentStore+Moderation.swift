extension CommentStore {
  /// Makes `state` the state of the comment `id`, as a moderator decides at `now`; the spam filter learns from it.
  ///
  /// Deleting takes the comment's words and its author's name away. What the filter learned of it stays: it is words alone.
  ///
  /// - Returns: the comment then; nil where there is none, or it was deleted before: there is no way back from that.
  package func set(_ state: CommentState, of id: UUIDv7, at now: Timestamp) throws(SQLError) -> Comment? {
    try together { () throws(SQLError) in
      let key = SQLValue.text(id.description)
      while let row = try connection.run("SELECT state, thread FROM comments WHERE id = ?1", [key]).first {
        let before = row.text(0)
        guard before != CommentState.deleted.rawValue else { return nil }
        // Another moderator may be at work on the same comment: only who finds it as it was counts the change.
        let changed =
          state == .deleted
          ? try erase(id, if: before, at: now) : try change(id, from: before, to: state, at: now)
        guard changed else { continue }
        let (wasPublic, isPublic) = (before == CommentState.approved.rawValue, state == .approved)
        if wasPublic != isPublic { try noteChange(of: row.text(1), published: isPublic ? 1 : -1) }
        if state != .deleted { try teach(id, decided: state) }
        try connection.run("DELETE FROM outbox WHERE comment = ?1", [key])
        forgetRecentTexts()
        return try comment(id)
      }
      return nil
    }
  }

  /// Comments of `site` in `state`, the latest first.
  ///
  /// - Parameters:
  ///   - earlier: only those before this one.
  ///   - limit: how many at most.
  package func comments(
    of site: String, in state: CommentState, before earlier: UUIDv7? = nil, limit: Int
  ) throws(SQLError) -> [Comment] {
    let rows = try connection.run(
      """
      SELECT c.id, t.site, t.path, c.parent, c.depth, c.state, c.author, c.website, c.markdown, c.html, c.created,
        c.edited, c.verdicts, c.author_id, c.upvotes, c.downvotes
      FROM comments c JOIN threads t ON t.id = c.thread
      WHERE c.site = ?1 AND c.state = ?2 AND c.id < ?3 ORDER BY c.id DESC LIMIT ?4
      """,
      [
        .text(site), .text(state.rawValue), .text(earlier?.description ?? Self.afterAll), SQLValue(max(0, limit)),
      ])
    return rows.compactMap(Comment.init)
  }

  /// How many comments of `site` are in each state.
  package func statistics(of site: String) throws(SQLError) -> [CommentState: Int] {
    let rows = try connection.run(
      "SELECT state, COUNT(*) FROM comments WHERE site = ?1 GROUP BY state", [.text(site)])
    var counts: [CommentState: Int] = [:]
    for row in rows {
      if let state = CommentState(rawValue: row.text(0)) { counts[state] = row.integer(1) }
    }
    return counts
  }

  /// The sites that the store has comments or answers of.
  package func sites() throws(SQLError) -> [String] {
    try connection.run("SELECT site FROM threads UNION SELECT site FROM feedback", []).map { $0.text(0) }.sorted()
  }

  /// Behind every identifier.
  private static let afterAll = "g"

  private func change(
    _ id: UUIDv7, from before: String, to after: CommentState, at now: Timestamp
  ) throws(SQLError) -> Bool {
    let rows = try connection.run(
      "UPDATE comments SET state = ?3, decided = ?4 WHERE id = ?1 AND state = ?2 RETURNING id",
      [
        .text(id.description), .text(before), .text(after.rawValue),
        after == .pending ? .null : SQLValue(now.milliseconds),
      ])
    return !rows.isEmpty
  }

  /// Takes all away that the comment `id` says and that tells of its author, if its state is still `before`; returns
  /// false where it is not.
  func erase(_ id: UUIDv7, if before: String, at now: Timestamp) throws(SQLError) -> Bool {
    let key = SQLValue.text(id.description)
    let rows = try connection.run(
      """
      UPDATE comments SET state = 'deleted', author = '', website = NULL, markdown = '', html = '', verdicts = '',
        address_key = NULL, author_id = NULL, fingerprint = '', taught = NULL, decided = ?3, upvotes = 0, downvotes = 0
      WHERE id = ?1 AND state = ?2 RETURNING id
      """, [key, .text(before), SQLValue(now.milliseconds)])
    guard !rows.isEmpty else { return false }
    try connection.run("DELETE FROM votes WHERE comment = ?1", [key])
    return true
  }
}
