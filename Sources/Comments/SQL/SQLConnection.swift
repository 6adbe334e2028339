import Glibc

/// One statement, with `?1`, `?2` … for what it is given.
///
/// It is written so that both databases understand it: no sequences, triggers, or functions that one of them lacks.
package struct SQLStatement: Sendable {
  package let text: StaticString

  package init(_ text: StaticString) {
    self.text = text
  }

  /// What tells it from others: a connection prepares each statement once.
  var identity: Int { Int(bitPattern: text.utf8Start) }
}

extension SQLStatement: ExpressibleByStringLiteral {
  package init(stringLiteral value: StaticString) { self.init(value) }
}

/// What a transaction is for.
package enum SQLAccess: Sendable, Equatable {
  /// Sees the data as they are when it begins, and waits for nobody.
  case reading
  /// The only one at its time: others that write wait until it ends.
  case writing
}

/// A connection to a database, used by one thread at a time.
package protocol SQLConnection: AnyObject {
  /// Runs `statement`; `values` are what stands for `?1`, `?2` …
  ///
  /// - Returns: all rows of the answer.
  @discardableResult
  func run(_ statement: SQLStatement, _ values: [SQLValue]) throws(SQLError) -> [SQLRow]

  /// Runs statements that are separated by semicolons and given nothing.
  func runScript(_ text: String) throws(SQLError)

  /// Begins a transaction.
  func begin(_ access: SQLAccess) throws(SQLError)
  func commit() throws(SQLError)
  /// Takes back what was done since `begin`; does nothing outside of a transaction, and says nothing of what goes wrong:
  /// a connection that is lost has rolled back by itself.
  func rollback()

  /// Whether there is a table called `name`.
  func hasTable(_ name: String) throws(SQLError) -> Bool

  /// Takes what was deleted out of the database's files too, as far as that is in its power; not within a transaction.
  func purge() throws(SQLError)
}

extension SQLConnection {
  /// Nothing, where files are a server's own business.
  package func purge() throws(SQLError) {}

  /// How often a transaction is tried where others are in the way.
  private static var mostTries: Int { 12 }

  /// What `body` does, all or nothing.
  ///
  /// Where the database says that another transaction was in the way (SQLSTATE 40001 or 40P01, or a lock in SQLite), it
  /// is done anew, some times: `body` must have no other effect than what it returns.
  package func transaction<Result>(
    _ access: SQLAccess = .writing, _ body: () throws(SQLError) -> Result
  ) throws(SQLError) -> Result {
    var tries = 0
    while true {
      do throws(SQLError) {
        try begin(access)
        let result = try body()
        try commit()
        return result
      } catch {
        rollback()
        tries += 1
        guard error.isTransient, tries < Self.mostTries else { throw error }
        // Who was in the way is to be done the next time: 1, 2, 4 … 64 milliseconds.
        usleep(1_000 << min(UInt32(tries) - 1, 6))
      }
    }
  }
}
