import JSON

extension CommentStore {
  /// All that the store has of `person` in `site`, to be handed over: one JSON object, whose `comments` are as in an export,
  /// with what their network addresses are known by.
  ///
  /// Votes that a person gave are not among it: who gave one is not known, only that the same address gave no second one.
  ///
  /// - Returns: nil where there is nothing.
  package func export(_ person: Person, of site: String) throws(SQLError) -> [UInt8]? {
    try together { () throws(SQLError) in
      let records = try records(of: person, in: site)
      guard !records.isEmpty else { return nil }
      var text = JSONText()
      text.add("format", "guidegen-person")
      text.add("version", 1)
      text.add("site", site)
      text.add("comments", records.map(\.json))
      return text.bytes
    }
  }

  /// Erases all that the store has of `person` in `site`: names, texts, websites, keys and votes. What stays of each comment is
  /// that there was one, at what time, so that replies keep their places and an import of an old file does not bring it back.
  ///
  /// The words are taken out of an SQLite file as well, which takes as long as copying it. They stay in backups, and what the
  /// filter learned stays too: counts of words in all comments, none of which tells whose they were.
  ///
  /// - Returns: how many comments had something to be erased.
  package func erase(_ person: Person, of site: String) throws(SQLError) -> Int {
    let count = try together { () throws(SQLError) in
      let records = try records(of: person, in: site)
      for record in records { try erase(record) }
      return records.count
    }
    // Also where there was nothing: another process may have erased it, and been stopped before this.
    try connection.purge()
    return count
  }

  /// What there is of `person`, the earliest first.
  private func records(of person: Person, in site: String) throws(SQLError) -> [CommentRecord] {
    let first: [CommentRecord]
    switch person {
    case .named(let name):
      first = try records(named: VisibleText.line(name), in: site)
    case .author(let id):
      first = try records(from: id.description, in: site)
    }
    var found: [UUIDv7: CommentRecord] = [:]
    for record in first { found[record.id] = record }
    for browser in Set(first.compactMap(\.authorID)) {
      for record in try records(from: browser, in: site) { found[record.id] = record }
    }
    return found.values.filter { !$0.isErased }.sorted { $0.id < $1.id }
  }

  private func records(named name: String, in site: String) throws(SQLError) -> [CommentRecord] {
    guard !name.isEmpty else { return [] }
    return try connection.run(
      """
      SELECT c.id, t.path, c.parent, c.root, c.depth, c.state, c.author, c.website, c.markdown, c.created, c.edited,
        c.decided, c.verdicts, c.taught, c.fingerprint, c.author_id, c.address_key, c.upvotes, c.downvotes, c.client_nonce
      FROM comments c JOIN threads t ON t.id = c.thread WHERE c.site = ?1 AND c.author = ?2
      """, [.text(site), .text(name)]
    ).map(CommentRecord.init)
  }

  /// What came from the browser whose first comment `id` is, and the comment `id`.
  private func records(from id: String, in site: String) throws(SQLError) -> [CommentRecord] {
    try connection.run(
      """
      SELECT c.id, t.path, c.parent, c.root, c.depth, c.state, c.author, c.website, c.markdown, c.created, c.edited,
        c.decided, c.verdicts, c.taught, c.fingerprint, c.author_id, c.address_key, c.upvotes, c.downvotes, c.client_nonce
      FROM comments c JOIN threads t ON t.id = c.thread WHERE c.site = ?1 AND (c.author_id = ?2 OR c.id = ?2)
      """, [.text(site), .text(id)]
    ).map(CommentRecord.init)
  }

  private func erase(_ record: CommentRecord) throws(SQLError) {
    let key = SQLValue.text(record.id.description)
    // A nonce is what a client chose, or made of the words; an import's alone is needed again.
    let nonce = record.nonce.hasPrefix("import:") ? record.nonce : "erased:\(record.id)"
    let rows = try connection.run(
      """
      UPDATE comments SET state = 'deleted', author = '', website = NULL, markdown = '', html = '', edited = NULL,
        verdicts = '', taught = NULL, fingerprint = '', author_id = NULL, address_key = NULL, upvotes = 0, downvotes = 0,
        client_nonce = ?2
      WHERE id = ?1 RETURNING thread
      """, [key, .text(nonce)])
    if record.state == .approved, let thread = rows.first { try noteChange(of: thread.text(0), published: -1) }
    try connection.run("DELETE FROM votes WHERE comment = ?1", [key])
    try connection.run("DELETE FROM outbox WHERE comment = ?1", [key])
    guard let address = record.addressKey, !address.isEmpty else { return }
    // How much came from the address is counted under its key.
    try connection.run("DELETE FROM rate WHERE bucket LIKE '%' || ?1 || '%'", [.text(address)])
  }
}

extension CommentRecord {
  /// Whether there is nothing in it that could be erased.
  fileprivate var isErased: Bool {
    state == .deleted && author.isEmpty && markdown.isEmpty && website == nil && verdicts.isEmpty && taught == nil
      && fingerprint.isEmpty && authorID == nil && addressKey == nil && edited == nil && upvotes == 0 && downvotes == 0
      && (nonce.hasPrefix("import:") || nonce == "erased:\(id)")
  }
}
