/// What a database refuses. Its words name tables and files, never values.
package struct SQLError: Error, Sendable, Equatable {
  package enum Kind: Sendable, Equatable {
    /// Another transaction was in the way: the same again may well work.
    case conflict
    /// Another process holds the database.
    case locked
    /// There is no room left.
    case full
    /// Nothing may be written there.
    case readOnly
    /// The database cannot be reached or opened.
    case unavailable
    /// What is in the file is no database, or a damaged one.
    case damaged
    /// A rule of the schema was broken.
    case constraint
    /// Anything else.
    case other
  }

  package var kind: Kind
  /// The database's own words, on one line.
  package var message: String

  package init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message.split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  /// Whether the transaction is worth another try at once.
  var isTransient: Bool { kind == .conflict }

  /// Whether it is likely to pass by itself: a client may come again later.
  package var passes: Bool {
    switch kind {
    case .conflict, .locked, .full, .readOnly, .unavailable: true
    case .damaged, .constraint, .other: false
    }
  }

  /// What PostgreSQL does not store, and nobody means.
  static let zeroByte = SQLError(.other, "a text has a zero byte")
}
