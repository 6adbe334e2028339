extension CommentStore {
  /// Adds a moderator, or gives the one of the same name and site another mail address or password. Who is signed in as that one
  /// has to sign in again: what is changed may have been found out.
  ///
  /// - Parameters:
  ///   - password: nil for who signs in by links alone, and to leave the one that there is.
  /// - Returns: the moderator, and whether there was none before.
  @discardableResult
  package func put(
    _ moderator: Moderator, password: PasswordHash?, at now: Timestamp
  ) throws(SQLError) -> (moderator: Moderator, isNew: Bool) {
    try together { () throws(SQLError) in
      let stored = try upsert(moderator, password, now)
      if stored.id != moderator.id { try signOut(everywhere: stored.id) }
      return (stored, stored.id == moderator.id)
    }
  }

  private func signOut(everywhere id: UUIDv7) throws(SQLError) {
    try connection.run("DELETE FROM sessions WHERE moderator = ?1", [.text(id.description)])
  }

  private func upsert(
    _ moderator: Moderator, _ password: PasswordHash?, _ now: Timestamp
  ) throws(SQLError) -> Moderator {
    let rows = try connection.run(
      """
      INSERT INTO moderators (id, site, name, mail, password, created) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
      ON CONFLICT (site, name) DO UPDATE SET mail = COALESCE(excluded.mail, moderators.mail),
        password = COALESCE(excluded.password, moderators.password)
      RETURNING id, site, name, mail
      """,
      [
        .text(moderator.id.description), .text(moderator.site), .text(moderator.name), SQLValue(moderator.mail),
        SQLValue(password?.text), SQLValue(now.milliseconds),
      ])
    guard let stored = rows.first.flatMap(Moderator.init) else {
      throw SQLError(.damaged, "a moderator cannot be read")
    }
    return stored
  }

  /// Takes the moderator's rights away, at once and everywhere; returns false where there is none of that name.
  package func removeModerator(_ name: String, of site: String) throws(SQLError) -> Bool {
    try together { () throws(SQLError) in
      guard let known = try moderator(named: name, of: site) else { return false }
      let id = SQLValue.text(known.moderator.id.description)
      try signOut(everywhere: known.moderator.id)
      try connection.run("DELETE FROM moderators WHERE id = ?1", [id])
      return true
    }
  }

  /// The moderators of `site`, by name.
  package func moderators(of site: String) throws(SQLError) -> [Moderator] {
    let rows = try connection.run(
      "SELECT id, site, name, mail FROM moderators WHERE site = ?1 ORDER BY name", [.text(site)])
    return rows.compactMap(Moderator.init)
  }

  /// The moderator called `name`, and what is kept of the password; nil where there is none.
  package func moderator(
    named name: String, of site: String
  ) throws(SQLError) -> (moderator: Moderator, password: PasswordHash?)? {
    let rows = try connection.run(
      "SELECT id, site, name, mail, password FROM moderators WHERE site = ?1 AND name = ?2", [.text(site), .text(name)])
    guard let row = rows.first, let moderator = Moderator(row) else { return nil }
    return (moderator, row.optionalText(4).map(PasswordHash.init(stored:)))
  }

  /// The moderator `id`; nil where there is none, or of another site.
  package func moderator(_ id: UUIDv7, of site: String) throws(SQLError) -> Moderator? {
    let rows = try connection.run(
      "SELECT id, site, name, mail FROM moderators WHERE id = ?1 AND site = ?2", [.text(id.description), .text(site)])
    return rows.first.flatMap(Moderator.init)
  }
}

extension Moderator {
  /// Reads a row of: id, site, name, mail.
  fileprivate init?(_ row: SQLRow) {
    guard let id = UUIDv7(row.text(0)) else { return nil }
    self.init(id: id, site: row.text(1), name: row.text(2), mail: row.optionalText(3))
  }
}
