/// The comments of help centres in a database; used by one thread at a time.
///
/// Each change is one transaction and has reached the disk when the method returns. Several stores, in several processes
/// or on several machines, may work on one database: whatever they must agree on is a row.
package final class CommentStore {
  let connection: any SQLConnection

  /// The store behind `connection`, whose tables are made or brought up to date if need be.
  package init(_ connection: any SQLConnection) throws(StoreError) {
    self.connection = connection
    try Schema.migrate(connection)
  }

  /// The store in the SQLite file at `path`.
  package convenience init(path: String, creates: Bool) throws(StoreError) {
    try self.init(at: .file(path: path), creates: creates)
  }

  /// What `body` does to this store, all or nothing: one commit for many changes.
  @discardableResult
  package func together<Result>(_ body: () throws(SQLError) -> Result) throws(SQLError) -> Result {
    switch underWay {
    case .writing: return try body()
    case .reading: throw SQLError(.other, "a change in the midst of reading")
    case nil: break
    }
    do throws(SQLError) {
      var attempts = 0
      return try transaction(.writing) { () throws(SQLError) in
        attempts += 1
        // What an attempt before it wrote is not there.
        if attempts > 1 { forgetRecentTexts() }
        return try body()
      }
    } catch {
      forgetRecentTexts()
      throw error
    }
  }

  /// What `body` reads, all as it was at one moment; it waits for no writer.
  package func reading<Result>(_ body: () throws(SQLError) -> Result) throws(SQLError) -> Result {
    if underWay != nil { return try body() }
    return try transaction(.reading, body)
  }

  private func transaction<Result>(
    _ access: SQLAccess, _ body: () throws(SQLError) -> Result
  ) throws(SQLError) -> Result {
    underWay = access
    defer { underWay = nil }
    return try connection.transaction(access, body)
  }

  /// What the transaction is for that is under way.
  private var underWay: SQLAccess?
  /// The latest comments' fingerprints, by site.
  private var recentTexts: [String: RecentTexts] = [:]

  /// The latest comments' fingerprints of `site`, as they were at `now` or shortly before.
  func recentTexts(of site: String, at now: Timestamp) throws(SQLError) -> RecentTexts {
    if let known = recentTexts[site], known.isFresh(at: now) { return known }
    let read = try RecentTexts(of: site, at: now, connection)
    recentTexts[site] = read
    return read
  }

  /// Adds a comment that was posted now to those that the next ones may repeat.
  func addRecentText(_ fingerprint: TextFingerprint, of id: UUIDv7, _ state: CommentState, site: String) {
    recentTexts[site]?.add(fingerprint, of: id, state)
  }

  /// Has the latest comments read anew before the next judgement.
  func forgetRecentTexts() {
    recentTexts = [:]
  }

  /// Writes what is there already, to see whether that can be done.
  package func checkThatItCanBeWritten() throws(SQLError) {
    try together { () throws(SQLError) in
      try connection.run("UPDATE schema_version SET version = version WHERE id = 1", [])
    }
  }

  /// Forgets what has served its purpose: used proofs that have expired, counts of times gone by, who voted or answered two days
  /// ago, when nobody can be known by it any more.
  package func tidy(at now: Timestamp) throws(SQLError) {
    try together { () throws(SQLError) in
      try connection.run("DELETE FROM pow_used WHERE expires < ?1", [SQLValue(now.milliseconds)])
      try connection.run("DELETE FROM rate WHERE period < ?1", [SQLValue(now.milliseconds - RateRule.longestPeriod)])
      try connection.run(
        "DELETE FROM votes WHERE created < ?1", [SQLValue(now.milliseconds - 2 * RateRule.longestPeriod)])
      try forgetWhoAnswered(at: now)
    }
  }
}

extension Comment {
  /// Reads a row of: id, site, path, parent, depth, state, author, website, markdown, html, created, edited,
  /// verdicts, author_id, upvotes, downvotes.
  init?(_ row: SQLRow) {
    guard let id = UUIDv7(row.text(0)), let state = CommentState(rawValue: row.text(5)) else { return nil }
    self.init(
      id: id, page: PageKey(site: row.text(1), path: row.text(2)), parent: row.optionalText(3).flatMap(UUIDv7.init),
      depth: row.integer(4), state: state, author: row.text(6),
      website: row.optionalText(7), markdown: row.text(8), html: row.text(9),
      created: Timestamp(milliseconds: row.integer(10)),
      edited: row.optionalInteger(11).map(Timestamp.init(milliseconds:)), verdicts: row.text(12))
    authorID = row.optionalText(13).flatMap(UUIDv7.init)
    votes = VoteCount(up: row.integer(14), down: row.integer(15))
  }
}
