extension CommentStore {
  /// The public comments of `page`.
  package func thread(of page: PageKey) throws(SQLError) -> CommentThread {
    try reading { () throws(SQLError) in
      let threads = try connection.run(
        "SELECT id, version FROM threads WHERE site = ?1 AND path = ?2", [.text(page.site), .text(page.path)])
      guard let thread = threads.first else { return CommentThread(page: page) }
      let rows = try connection.run(
        """
        SELECT c.id, t.site, t.path, c.parent, c.depth, c.state, c.author, c.website, c.markdown, c.html, c.created,
          c.edited, c.verdicts, c.author_id, c.upvotes, c.downvotes
        FROM comments c JOIN threads t ON t.id = c.thread WHERE c.thread = ?1 AND c.state = 'approved'
        """, [.text(thread.text(0))])
      let comments = rows.compactMap(Comment.init)
      return CommentThread(
        page: page, version: thread.integer(1), comments: comments, gone: try gone(above: comments))
    }
  }

  /// How often what readers of `page` see has changed; 0 for a page without comments.
  package func version(of page: PageKey) throws(SQLError) -> Int {
    let rows = try connection.run(
      "SELECT version FROM threads WHERE site = ?1 AND path = ?2", [.text(page.site), .text(page.path)])
    return rows.first?.integer(0) ?? 0
  }

  /// How many public comments there are under `page`.
  package func count(of page: PageKey) throws(SQLError) -> Int {
    let rows = try connection.run(
      "SELECT published FROM threads WHERE site = ?1 AND path = ?2", [.text(page.site), .text(page.path)])
    return rows.first?.integer(0) ?? 0
  }

  /// The comment `id`, whatever its state; nil where there is none.
  package func comment(_ id: UUIDv7) throws(SQLError) -> Comment? {
    let rows = try connection.run(
      """
      SELECT c.id, t.site, t.path, c.parent, c.depth, c.state, c.author, c.website, c.markdown, c.html, c.created,
        c.edited, c.verdicts, c.author_id, c.upvotes, c.downvotes
      FROM comments c JOIN threads t ON t.id = c.thread WHERE c.id = ?1
      """, [.text(id.description)])
    return rows.first.flatMap(Comment.init)
  }

  /// The paths of the pages of `site` that have public comments, in their order.
  ///
  /// - Parameters:
  ///   - path: only pages behind this one; empty for all.
  ///   - limit: how many at most.
  package func pages(
    of site: String, after path: String = "", limit: Int = .max
  ) throws(SQLError) -> [PageKey] {
    let rows = try connection.run(
      "SELECT path FROM threads WHERE site = ?1 AND published > 0 AND path > ?2 ORDER BY path LIMIT ?3",
      [.text(site), .text(path), SQLValue(max(0, limit))])
    return rows.map { PageKey(site: site, path: $0.text(0)) }
  }

  /// The latest public comments of `site`, or of one `page` of it; the latest first.
  ///
  /// - Parameter limit: how many at most.
  package func latestPublic(of site: String, page: PageKey?, limit: Int) throws(SQLError) -> [Comment] {
    guard let page else { return try comments(of: site, in: .approved, limit: limit) }
    let rows = try connection.run(
      """
      SELECT c.id, t.site, t.path, c.parent, c.depth, c.state, c.author, c.website, c.markdown, c.html, c.created,
        c.edited, c.verdicts
      FROM comments c JOIN threads t ON t.id = c.thread
      WHERE t.site = ?1 AND t.path = ?2 AND c.state = 'approved' ORDER BY c.id DESC LIMIT ?3
      """, [.text(site), .text(page.path), SQLValue(max(0, limit))])
    return rows.compactMap(Comment.init)
  }

  /// What differs after each change that readers of `site` can see, and in a database that was made anew.
  package func state(of site: String) throws(SQLError) -> String {
    let rows = try connection.run(
      """
      SELECT COUNT(*), CAST(COALESCE(SUM(version), 0) AS BIGINT), MIN(id) FROM threads WHERE site = ?1
      """, [.text(site)])
    guard let row = rows.first else { return "0" }
    return "\(row.integer(0))-\(row.integer(1))-\(row.text(2))"
  }

  /// Of the comments above `comments` that are not among them: which they reply to.
  private func gone(above comments: [Comment]) throws(SQLError) -> [UUIDv7: UUIDv7?] {
    let present = Set(comments.map(\.id))
    var gone: [UUIDv7: UUIDv7?] = [:]
    for comment in comments {
      var next = comment.parent
      while let id = next, !present.contains(id), gone[id] == nil {
        let rows = try connection.run("SELECT parent FROM comments WHERE id = ?1", [.text(id.description)])
        next = rows.first?.optionalText(0).flatMap(UUIDv7.init)
        gone[id] = .some(next)
      }
    }
    return gone
  }
}
