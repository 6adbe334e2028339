/// Where comments are kept: `comments.db`, or `postgres://help@db.example.com/comments`.
package enum DatabaseAddress: Sendable, Equatable {
  /// The path of an SQLite file.
  case file(path: String)
  case postgres(PostgresAddress)

  /// Reads what a person wrote.
  package init(_ text: String) throws(DatabaseAddressError) {
    guard let colon = text.firstRange(of: "://"), !text.prefix(upTo: colon.lowerBound).contains("/") else {
      guard !text.isEmpty, !text.utf8.contains(0) else { throw DatabaseAddressError(reason: "it is no name of a file") }
      self = .file(path: text)
      return
    }
    self = .postgres(try PostgresAddress(text))
  }
}

extension DatabaseAddress: CustomStringConvertible {
  /// The address without a password.
  package var description: String {
    switch self {
    case .file(let path): path
    case .postgres(let address): address.description
    }
  }
}

/// Why a text is no address of a database. It cites nothing of it: there may be a password.
package struct DatabaseAddressError: Error, Sendable, Equatable, CustomStringConvertible {
  /// `"sslmode" stands there twice`.
  package var reason: String

  package var description: String {
    """
    error: the address of the database cannot be read: \(reason)
      hint: write the path of a file, or postgres://USER@HOST/DATABASE; in a password write "@" as %40, "/" as %2F
    """
  }
}

extension CommentStore {
  /// The store in the database at `address`.
  ///
  /// - Parameter creates: whether to make what is not there: the file, or the tables in a PostgreSQL database.
  package convenience init(at address: DatabaseAddress, creates: Bool) throws(StoreError) {
    let connection: any SQLConnection
    do throws(SQLError) {
      switch address {
      case .file(let path): connection = try SQLiteConnection(path: path, creates: creates)
      case .postgres(let address):
        connection = try PostgresConnection(address)
        if !creates, try !connection.hasTable("schema_version") {
          throw SQLError(.unavailable, "there are no comments in this database: a server that begins makes the tables")
        }
      }
    } catch {
      throw .database(error)
    }
    try self.init(connection)
  }
}
