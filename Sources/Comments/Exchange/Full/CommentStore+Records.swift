extension CommentStore {
  /// Puts `record` into the thread `thread` of `site` as it is; returns false where its identifier or nonce is there already.
  func insert(_ record: CommentRecord, html: String, thread: String, site: String) throws(SQLError) -> Bool {
    let rows = try connection.run(
      """
      INSERT INTO comments (id, thread, parent, root, depth, site, state, author, website, markdown, html, created, edited,
        decided, verdicts, taught, fingerprint, author_id, address_key, upvotes, downvotes, client_nonce)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22)
      ON CONFLICT DO NOTHING RETURNING id
      """,
      [
        .text(record.id.description), .text(thread), SQLValue(record.parent?.description),
        .text(record.root.description), SQLValue(record.depth), .text(site), .text(record.state.rawValue),
        .text(record.author), SQLValue(record.website), .text(record.markdown), .text(html),
        SQLValue(record.created.milliseconds), SQLValue(record.edited?.milliseconds),
        SQLValue(record.decided?.milliseconds), .text(record.verdicts), SQLValue(record.taught),
        .text(record.fingerprint), SQLValue(record.authorID), SQLValue(record.addressKey), SQLValue(record.upvotes),
        SQLValue(record.downvotes), .text(record.nonce),
      ])
    return !rows.isEmpty
  }

  /// The record of `site` that has the nonce of `record`, or its identifier; nil where another site has that.
  func record(like record: CommentRecord, of site: String) throws(SQLError) -> CommentRecord? {
    let rows = try connection.run(
      """
      SELECT c.id, t.path, c.parent, c.root, c.depth, c.state, c.author, c.website, c.markdown, c.created, c.edited,
        c.decided, c.verdicts, c.taught, c.fingerprint, c.author_id, c.address_key, c.upvotes, c.downvotes, c.client_nonce
      FROM comments c JOIN threads t ON t.id = c.thread
      WHERE c.site = ?1 AND (c.client_nonce = ?2 OR c.id = ?3) ORDER BY c.id LIMIT 1
      """, [.text(site), .text(record.nonce), .text(record.id.description)])
    return try rows.first.map(CommentRecord.init)
  }

  /// The records of the thread `thread` behind `last`, some of them, in the order of their identifiers.
  func records(ofThread thread: String, after last: UUIDv7?) throws(SQLError) -> [CommentRecord] {
    let rows = try connection.run(
      """
      SELECT c.id, t.path, c.parent, c.root, c.depth, c.state, c.author, c.website, c.markdown, c.created, c.edited,
        c.decided, c.verdicts, c.taught, c.fingerprint, c.author_id, c.address_key, c.upvotes, c.downvotes, c.client_nonce
      FROM comments c JOIN threads t ON t.id = c.thread WHERE c.thread = ?1 AND c.id > ?2 ORDER BY c.id LIMIT 500
      """, [.text(thread), .text(last?.description ?? "")])
    return try rows.map(CommentRecord.init)
  }

  /// The thread of the page at `path`; made with the identifier `id` where there is none, or with one that is made of the
  /// page's name where another page has that: it may have been renamed.
  func importedThread(_ path: String, of site: String, id: UUIDv7) throws(SQLError) -> ImportedThread {
    var bits = HashedBits(["thread", site, path])
    for id in [id, UUIDv7(at: id.time, random: &bits)] {
      let made = try connection.run(
        """
        INSERT INTO threads (id, site, path, version, published) VALUES (?1, ?2, ?3, 0, 0)
        ON CONFLICT DO NOTHING RETURNING id
        """, [.text(id.description), .text(site), .text(path)])
      if !made.isEmpty { return ImportedThread(id: id.description, isNew: true) }
      let rows = try connection.run(
        "SELECT id FROM threads WHERE site = ?1 AND path = ?2", [.text(site), .text(path)])
      if let row = rows.first { return ImportedThread(id: row.text(0), isNew: false) }
    }
    throw SQLError(.damaged, "two pages have the thread \(id)")
  }

  /// Counts what readers of `threads` can see now, and lets them know.
  func finish(_ threads: some Sequence<ImportedThread>) throws(SQLError) {
    for thread in threads where thread.isNew || thread.published > 0 {
      // A new one has the version that it had; one that grows has one that nobody has seen.
      let step = thread.isNew ? thread.version ?? min(1, thread.published) : 1
      try connection.run(
        """
        UPDATE threads SET version = version + ?2,
          published = (SELECT COUNT(*) FROM comments WHERE thread = ?1 AND state = 'approved')
        WHERE id = ?1
        """, [.text(thread.id), SQLValue(step)])
    }
  }
}

/// A thread that comments are imported into.
struct ImportedThread {
  let id: String
  /// Whether the import made it.
  let isNew: Bool
  /// The version that it is to have if it is new; nil where the file does not say.
  var version: Int?
  /// How many public comments have come in.
  var published = 0
}
