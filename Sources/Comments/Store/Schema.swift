/// The tables, and how those of an earlier version become these.
///
/// Identifiers are UUIDs as text, times are milliseconds since 1970, and what may have few values is text: so it reads
/// well in any tool, and is the same in both databases.
enum Schema {
  /// Each makes the next version of the one before; the first one begins with nothing. What stands here is in databases
  /// out there: it is never changed, only added to.
  static let migrations = [
    """
    CREATE TABLE threads (
      id TEXT NOT NULL PRIMARY KEY,
      site TEXT NOT NULL,
      path TEXT NOT NULL,
      version BIGINT NOT NULL,
      published BIGINT NOT NULL,
      UNIQUE (site, path)
    );
    CREATE TABLE comments (
      id TEXT NOT NULL PRIMARY KEY,
      thread TEXT NOT NULL REFERENCES threads (id),
      parent TEXT,
      root TEXT NOT NULL,
      depth BIGINT NOT NULL,
      site TEXT NOT NULL,
      state TEXT NOT NULL,
      author TEXT NOT NULL,
      website TEXT,
      markdown TEXT NOT NULL,
      html TEXT NOT NULL,
      created BIGINT NOT NULL,
      edited BIGINT,
      decided BIGINT,
      verdicts TEXT NOT NULL,
      taught TEXT,
      fingerprint TEXT NOT NULL DEFAULT '',
      author_id TEXT,
      address_key TEXT,
      upvotes BIGINT NOT NULL DEFAULT 0,
      downvotes BIGINT NOT NULL DEFAULT 0,
      client_nonce TEXT NOT NULL,
      UNIQUE (site, client_nonce)
    );
    CREATE INDEX comments_of_thread ON comments (thread, id);
    CREATE INDEX comments_in_state ON comments (site, state, id);
    CREATE INDEX comments_by_author ON comments (author_id);
    CREATE INDEX comments_from_address ON comments (address_key);
    CREATE INDEX comments_like ON comments (site, fingerprint);
    CREATE TABLE learned (
      site TEXT NOT NULL,
      token TEXT NOT NULL,
      approved BIGINT NOT NULL,
      rejected BIGINT NOT NULL,
      PRIMARY KEY (site, token)
    );
    CREATE TABLE pow_used (
      proof TEXT NOT NULL PRIMARY KEY,
      expires BIGINT NOT NULL
    );
    CREATE INDEX pow_used_until ON pow_used (expires);
    CREATE TABLE rate (
      bucket TEXT NOT NULL,
      period BIGINT NOT NULL,
      taken BIGINT NOT NULL,
      PRIMARY KEY (bucket, period)
    );
    CREATE INDEX rate_of_period ON rate (period);
    CREATE TABLE votes (
      comment TEXT NOT NULL REFERENCES comments (id),
      voter TEXT NOT NULL,
      score BIGINT NOT NULL,
      created BIGINT NOT NULL,
      PRIMARY KEY (comment, voter)
    );
    CREATE TABLE outbox (
      id TEXT NOT NULL PRIMARY KEY,
      site TEXT NOT NULL,
      kind TEXT NOT NULL,
      comment TEXT NOT NULL,
      created BIGINT NOT NULL,
      due BIGINT NOT NULL,
      tries BIGINT NOT NULL DEFAULT 0
    );
    CREATE INDEX outbox_due ON outbox (site, due);
    CREATE TABLE moderators (
      id TEXT NOT NULL PRIMARY KEY,
      site TEXT NOT NULL,
      name TEXT NOT NULL,
      mail TEXT,
      password TEXT,
      created BIGINT NOT NULL,
      UNIQUE (site, name)
    );
    CREATE TABLE sessions (
      id TEXT NOT NULL PRIMARY KEY,
      moderator TEXT NOT NULL REFERENCES moderators (id),
      created BIGINT NOT NULL,
      expires BIGINT NOT NULL
    );
    CREATE TABLE used_links (
      id TEXT NOT NULL PRIMARY KEY,
      expires BIGINT NOT NULL
    );
    CREATE TABLE feedback (
      site TEXT NOT NULL,
      path TEXT NOT NULL,
      kind TEXT NOT NULL,
      answer TEXT NOT NULL,
      day BIGINT NOT NULL,
      given BIGINT NOT NULL,
      PRIMARY KEY (site, path, kind, answer, day)
    );
    CREATE TABLE keys (
      id TEXT NOT NULL PRIMARY KEY,
      secret TEXT NOT NULL,
      created BIGINT NOT NULL
    );
    """,
    // What a text is known by became shorter. What was taken away for good, so that no import brings it back. Who has answered,
    // so that each is counted once.
    """
    UPDATE comments SET fingerprint = '' WHERE length(fingerprint) > 84;
    DROP INDEX comments_like;
    CREATE INDEX comments_like ON comments (substr(fingerprint, 1, 20)) WHERE fingerprint <> '';
    CREATE TABLE gone (
      id TEXT NOT NULL PRIMARY KEY
    );
    CREATE TABLE answered (
      voter TEXT NOT NULL,
      kind TEXT NOT NULL,
      answer TEXT NOT NULL,
      day BIGINT NOT NULL,
      PRIMARY KEY (voter, kind)
    );
    """,
  ]

  /// Brings the tables behind `connection` to the latest version; several processes may do so at once.
  static func migrate(_ connection: any SQLConnection) throws(StoreError) {
    let version: Int
    do throws(SQLError) {
      version = try upgrade(connection)
    } catch {
      throw .database(error)
    }
    guard version <= migrations.count else { throw .laterVersion(version) }
  }

  private static func upgrade(_ connection: any SQLConnection) throws(SQLError) -> Int {
    let hasTable = try connection.hasTable("schema_version")
    if hasTable, let version = try version(connection), version >= migrations.count { return version }
    if !hasTable {
      do throws(SQLError) {
        try connection.runScript(
          "CREATE TABLE IF NOT EXISTS schema_version (id BIGINT NOT NULL PRIMARY KEY, version BIGINT NOT NULL)")
      } catch {
        // PostgreSQL refuses it to one of two who do it at once.
        guard try connection.hasTable("schema_version") else { throw error }
      }
    }
    return try connection.transaction { () throws(SQLError) in
      try connection.run("INSERT INTO schema_version (id, version) VALUES (1, 0) ON CONFLICT (id) DO NOTHING", [])
      // Who changes the row holds it, so that others wait here until the tables are there.
      let rows = try connection.run("UPDATE schema_version SET version = version WHERE id = 1 RETURNING version", [])
      let version = rows.first?.integer(0) ?? 0
      guard version < migrations.count else { return version }
      for migration in migrations[version...] { try connection.runScript(migration) }
      try connection.run("UPDATE schema_version SET version = ?1 WHERE id = 1", [SQLValue(migrations.count)])
      return migrations.count
    }
  }

  private static func version(_ connection: any SQLConnection) throws(SQLError) -> Int? {
    try connection.run("SELECT version FROM schema_version WHERE id = 1", []).first?.integer(0)
  }
}
