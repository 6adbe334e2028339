/// Something that a mail is to be sent about.
package struct OutboxEntry: Sendable, Equatable {
  package var id: UUIDv7
  package var kind: Kind
  /// The comment that waits, or the moderator who wants to sign in; nil for a moderator whom nobody knows.
  package var subject: UUIDv7?
  package var created: Timestamp
  /// How often it was tried in vain.
  package var tries: Int

  package enum Kind: String, Sendable {
    /// A comment waits for a moderator.
    case pending
    /// Somebody asks for a link to sign in with.
    case login
    /// Nobody will try any more to let moderators know.
    case givenUp = "given-up"
  }
}

extension CommentStore {
  /// Takes what is due at `now`, so that no other server sends it within `lease` seconds.
  ///
  /// Who is leased something sends it and calls `sent`, or `postpone`; who dies meanwhile leaves it to the next.
  package func lease(
    _ kind: OutboxEntry.Kind, of site: String, for lease: Int, limit: Int, at now: Timestamp
  ) throws(SQLError) -> [OutboxEntry] {
    try together { () throws(SQLError) in
      let rows = try connection.run(
        """
        UPDATE outbox SET due = ?4
        WHERE due <= ?3 AND id IN (
          SELECT id FROM outbox WHERE site = ?1 AND kind = ?2 AND due <= ?3 ORDER BY id LIMIT ?5)
        RETURNING id, kind, comment, created, tries
        """,
        [
          .text(site), .text(kind.rawValue), SQLValue(now.milliseconds), SQLValue((now + lease).milliseconds),
          SQLValue(limit),
        ])
      return rows.compactMap(OutboxEntry.init).sorted { $0.id < $1.id }
    }
  }

  /// Whether something of `kind` has been due since `time`.
  package func isDue(_ kind: OutboxEntry.Kind, of site: String, since time: Timestamp) throws(SQLError) -> Bool {
    let rows = try connection.run(
      "SELECT id FROM outbox WHERE site = ?1 AND kind = ?2 AND due <= ?3 LIMIT 1",
      [.text(site), .text(kind.rawValue), SQLValue(time.milliseconds)])
    return !rows.isEmpty
  }

  /// Forgets what was sent, or is not worth sending any more.
  package func sent(_ entries: [OutboxEntry]) throws(SQLError) {
    try together { () throws(SQLError) in
      for entry in entries { try connection.run("DELETE FROM outbox WHERE id = ?1", [.text(entry.id.description)]) }
    }
  }

  /// Notes that `entries` were tried in vain, and leaves them to be tried again at `time`.
  package func postpone(_ entries: [OutboxEntry], until time: Timestamp) throws(SQLError) {
    try together { () throws(SQLError) in
      for entry in entries {
        try connection.run(
          "UPDATE outbox SET due = ?2, tries = tries + 1 WHERE id = ?1",
          [.text(entry.id.description), SQLValue(time.milliseconds)])
      }
    }
  }

  /// Tries `entries` no more. They stay as long as their comments wait, so that moderators see it elsewhere.
  package func giveUp(_ entries: [OutboxEntry]) throws(SQLError) {
    try together { () throws(SQLError) in
      for entry in entries {
        try connection.run(
          "UPDATE outbox SET kind = ?2 WHERE id = ?1",
          [.text(entry.id.description), .text(OutboxEntry.Kind.givenUp.rawValue)])
      }
    }
  }

  /// How many notices of `site` about comments wait after a try that was in vain, and how many were given up.
  package func undelivered(of site: String) throws(SQLError) -> (late: Int, givenUp: Int) {
    let rows = try connection.run(
      """
      SELECT kind, COUNT(*) FROM outbox WHERE site = ?1 AND ((kind = 'pending' AND tries > 0) OR kind = 'given-up')
      GROUP BY kind
      """, [.text(site)])
    var counts: [String: Int] = [:]
    for row in rows { counts[row.text(0)] = row.integer(1) }
    return (counts["pending"] ?? 0, counts["given-up"] ?? 0)
  }

  /// Has a link sent to the moderator of `site` whose mail address is `mail`. What is done, and how long it takes, is the
  /// same where there is none.
  package func askForLink(
    by mail: String, of site: String, id: UUIDv7, at now: Timestamp
  ) throws(SQLError) {
    try together { () throws(SQLError) in
      let rows = try connection.run(
        "SELECT id FROM moderators WHERE site = ?1 AND LOWER(mail) = LOWER(?2)", [.text(site), .text(mail)])
      try connection.run(
        "INSERT INTO outbox (id, site, kind, comment, created, due) VALUES (?1, ?2, 'login', ?3, ?4, ?4)",
        [.text(id.description), .text(site), .text(rows.first?.text(0) ?? ""), SQLValue(now.milliseconds)])
    }
  }
}

extension OutboxEntry {
  /// Reads a row of: id, kind, comment, created, tries.
  fileprivate init?(_ row: SQLRow) {
    guard let id = UUIDv7(row.text(0)), let kind = Kind(rawValue: row.text(1)) else { return nil }
    self.init(
      id: id, kind: kind, subject: UUIDv7(row.text(2)), created: Timestamp(milliseconds: row.integer(3)),
      tries: row.integer(4))
  }
}
