/// How long a moderator stays signed in, in seconds.
package struct SessionLimits: Sendable, Equatable {
  /// Without doing anything.
  package var idle: Int
  /// In any case.
  package var longest: Int

  package init(idle: Int = 8 * 3_600, longest: Int = 7 * 86_400) {
    (self.idle, self.longest) = (idle, longest)
  }
}

extension CommentStore {
  /// Signs `moderator` in, with a new secret each time, and forgets `earlier`, by which the browser was known before.
  package func signIn(
    _ moderator: Moderator, with secret: SessionSecret, instead earlier: SessionSecret?, _ limits: SessionLimits,
    at now: Timestamp
  ) throws(SQLError) {
    try together { () throws(SQLError) in
      if let earlier { try signOut(earlier) }
      try connection.run("DELETE FROM sessions WHERE expires <= ?1", [SQLValue(now.milliseconds)])
      try connection.run(
        "INSERT INTO sessions (id, moderator, created, expires) VALUES (?1, ?2, ?3, ?4)",
        [
          .text(secret.digest), .text(moderator.id.description), SQLValue(now.milliseconds),
          SQLValue((now + min(limits.idle, limits.longest)).milliseconds),
        ])
    }
  }

  /// Who `secret` is of, on `site`; nil where nobody is signed in with it any more. Being asked keeps a session alive.
  package func moderator(
    with secret: SessionSecret, of site: String, _ limits: SessionLimits, at now: Timestamp
  ) throws(SQLError) -> Moderator? {
    let rows = try connection.run(
      """
      SELECT m.id, m.site, m.name, m.mail, s.created, s.expires FROM sessions s JOIN moderators m ON m.id = s.moderator
      WHERE s.id = ?1 AND m.site = ?2 AND s.expires > ?3
      """, [.text(secret.digest), .text(site), SQLValue(now.milliseconds)])
    guard let row = rows.first, let id = UUIDv7(row.text(0)) else { return nil }
    let last = Timestamp(milliseconds: row.integer(4)) + limits.longest
    guard now < last else { return nil }
    let expiry = min(now + limits.idle, last)
    // Each look at a page need not be a wait for the disk.
    if expiry.milliseconds > row.integer(5) + Self.sessionSlack {
      try together { () throws(SQLError) in
        try connection.run(
          "UPDATE sessions SET expires = ?2 WHERE id = ?1", [.text(secret.digest), SQLValue(expiry.milliseconds)])
      }
    }
    return Moderator(id: id, site: row.text(1), name: row.text(2), mail: row.optionalText(3))
  }

  /// Forgets the session of `secret`.
  package func signOut(_ secret: SessionSecret) throws(SQLError) {
    try connection.run("DELETE FROM sessions WHERE id = ?1", [.text(secret.digest)])
  }

  /// By how much a session may be shorter than it should be, in milliseconds.
  private static let sessionSlack = 60_000
}
