import CSQLite
import Glibc

/// A connection to an SQLite file; the only place that touches SQLite's pointers.
///
/// The file is in WAL mode, so that readers and a writer do not wait for each other, and a commit has reached the disk
/// when it returns (`synchronous=FULL`). Source: sqlite.org/wal.html.
package final class SQLiteConnection: SQLConnection {
  private let database: OpaquePointer
  private var statements: [Int: OpaquePointer] = [:]

  /// How long to wait for another process that writes, in milliseconds.
  package static let usualPatience = 10_000

  /// Opens the file at `path`; one that is not there is made if `creates`, readable by its owner alone.
  ///
  /// - Parameter patience: how long to wait for another process that writes, in milliseconds.
  package init(path: String, creates: Bool, patience: Int = usualPatience) throws(SQLError) {
    if creates {
      // SQLite gives the files beside it the same rights. The file is made without being opened: to close it would take
      // away the locks that other connections of this process have on it, and another process that closes it then would
      // delete the log that they write to (sqlite.org/howtocorrupt.html, 2.2).
      guard mknod(path, S_IFREG | 0o600, 0) == 0 || errno == EEXIST else {
        throw SQLError(errno == EROFS || errno == EACCES ? .readOnly : .unavailable, Self.systemMessage())
      }
    } else if access(path, F_OK) != 0 {
      throw SQLError(.unavailable, Self.systemMessage())
    }
    _ = Self.isConfigured
    var opened: OpaquePointer?
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX
    let result = sqlite3_open_v2(path, &opened, flags, nil)
    guard result == SQLITE_OK, let opened else {
      defer { sqlite3_close_v2(opened) }
      throw SQLError(result, of: opened)
    }
    database = opened
    sqlite3_extended_result_codes(database, 1)
    sqlite3_busy_timeout(database, Int32(clamping: patience))
    try runScript(
      """
      PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF;
      PRAGMA temp_store=MEMORY; PRAGMA cache_size=-4096;
      """)
  }

  /// Opens the file at `path`, which another program has made, to read it; nothing in it can change or run anything.
  package init(reading path: String) throws(SQLError) {
    guard access(path, R_OK) == 0 else { throw SQLError(.unavailable, Self.systemMessage()) }
    _ = Self.isConfigured
    var opened: OpaquePointer?
    let result = sqlite3_open_v2(path, &opened, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nil)
    guard result == SQLITE_OK, let opened else {
      defer { sqlite3_close_v2(opened) }
      throw SQLError(result, of: opened)
    }
    database = opened
    sqlite3_extended_result_codes(database, 1)
    sqlite3_busy_timeout(database, Int32(Self.usualPatience))
    try runScript("PRAGMA trusted_schema=OFF; PRAGMA query_only=ON; PRAGMA cell_size_check=ON;")
  }

  deinit {
    for statement in statements.values { sqlite3_finalize(statement) }
    sqlite3_close_v2(database)
  }

  @discardableResult
  package func run(_ statement: SQLStatement, _ values: [SQLValue]) throws(SQLError) -> [SQLRow] {
    let prepared = try prepared(statement)
    defer {
      sqlite3_reset(prepared)
      sqlite3_clear_bindings(prepared)
    }
    for (index, value) in values.enumerated() {
      guard let result = bind(value, Int32(index + 1), to: prepared) else { throw .zeroByte }
      try check(result)
    }
    var rows: [SQLRow] = []
    while true {
      switch sqlite3_step(prepared) {
      case SQLITE_ROW: rows.append(row(of: prepared))
      case SQLITE_DONE: return rows
      case let result: throw SQLError(result, of: database)
      }
    }
  }

  package func runScript(_ text: String) throws(SQLError) {
    try check(sqlite3_exec(database, text, nil, nil, nil))
  }

  package func begin(_ access: SQLAccess) throws(SQLError) {
    switch access {
    case .reading: try run("BEGIN", [])
    // The lock to write is taken at once: to ask for it later could find that the data has changed since.
    case .writing: try run("BEGIN IMMEDIATE", [])
    }
  }

  package func commit() throws(SQLError) {
    try run("COMMIT", [])
  }

  package func rollback() {
    guard sqlite3_get_autocommit(database) == 0 else { return }
    sqlite3_exec(database, "ROLLBACK", nil, nil, nil)
  }

  package func hasTable(_ name: String) throws(SQLError) -> Bool {
    !(try run("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1", [.text(name)])).isEmpty
  }

  package func purge() throws(SQLError) {
    // A file that is copied within memory would need as much of it. What was deleted stands in no page of the new file, and
    // then the log, which has all that was written lately, is cut to nothing.
    try runScript("PRAGMA temp_store=FILE; VACUUM; PRAGMA temp_store=MEMORY;")
    let rows = try run("PRAGMA wal_checkpoint(TRUNCATE)", [])
    guard rows.first?.integer(0) == 0 else {
      throw SQLError(.locked, "another process reads the database, so that its log still has what was deleted")
    }
  }

  /// Set before the first file is opened, since later it has no effect.
  private static let isConfigured = guide_sqlite_without_statistics() == SQLITE_OK

  // MARK: Pointers

  private func prepared(_ statement: SQLStatement) throws(SQLError) -> OpaquePointer {
    if let known = statements[statement.identity] { return known }
    var prepared: OpaquePointer?
    let result = statement.text.withUTF8Buffer { text in
      text.withMemoryRebound(to: CChar.self) {
        sqlite3_prepare_v3(
          database, $0.baseAddress, Int32($0.count), UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
      }
    }
    try check(result)
    guard let prepared else { throw SQLError(.other, "an empty statement") }
    statements[statement.identity] = prepared
    return prepared
  }

  /// Binds `value`; returns what SQLite says, or nil where there is a zero byte in it.
  private func bind(_ value: SQLValue, _ index: Int32, to statement: OpaquePointer) -> Int32? {
    switch value {
    case .null: return sqlite3_bind_null(statement, index)
    case .integer(let number): return sqlite3_bind_int64(statement, index, number)
    case .text(var text):
      return text.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) { bytes in
          // Without an address SQLite would bind null.
          guard let start = bytes.baseAddress else { return guide_bind_text(statement, index, "", 0) }
          guard memchr(start, 0, bytes.count) == nil else { return nil }
          return guide_bind_text(statement, index, start, Int32(bytes.count))
        }
      }
    }
  }

  private func row(of statement: OpaquePointer) -> SQLRow {
    SQLRow(
      (0..<sqlite3_column_count(statement)).map { column in
        switch sqlite3_column_type(statement, column) {
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(statement, column))
        case SQLITE_NULL: return .null
        default:
          guard let text = sqlite3_column_text(statement, column) else { return .null }
          let count = Int(sqlite3_column_bytes(statement, column))
          return .text(String(decoding: UnsafeBufferPointer(start: text, count: count), as: UTF8.self))
        }
      })
  }

  private func check(_ result: Int32) throws(SQLError) {
    guard result == SQLITE_OK else { throw SQLError(result, of: database) }
  }

  private static func systemMessage() -> String { String(cString: strerror(errno)).lowercased() }
}

extension SQLError {
  /// What SQLite's `result` means. Source: sqlite.org/rescode.html.
  fileprivate init(_ result: Int32, of database: OpaquePointer?) {
    let kind: Kind =
      switch result & 0xFF {
      case SQLITE_BUSY where result == GUIDE_SQLITE_BUSY_SNAPSHOT: .conflict
      case SQLITE_BUSY, SQLITE_LOCKED: .locked
      case SQLITE_FULL: .full
      case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH: .readOnly
      case SQLITE_CANTOPEN, SQLITE_IOERR, SQLITE_NOMEM: .unavailable
      case SQLITE_CORRUPT, SQLITE_NOTADB: .damaged
      case SQLITE_CONSTRAINT: .constraint
      default: .other
      }
    let words = database.map { String(cString: sqlite3_errmsg($0)) } ?? String(cString: sqlite3_errstr(result))
    self.init(kind, words)
  }
}
