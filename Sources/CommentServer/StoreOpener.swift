import Comments

/// Opens the store that all threads of a server work on, each by a connection of its own.
package struct StoreOpener: Sendable {
  package let open: @Sendable () throws(StoreError) -> CommentStore

  package init(_ open: @escaping @Sendable () throws(StoreError) -> CommentStore) {
    self.open = open
  }

  /// The `store` that a thread has, or a new one.
  func reopen(_ store: CommentStore?) throws(SQLError) -> CommentStore {
    if let store { return store }
    do throws(StoreError) {
      return try open()
    } catch {
      switch error {
      case .database(let error): throw error
      case .laterVersion: throw SQLError(.other, "the tables were made by a later version")
      }
    }
  }
}
