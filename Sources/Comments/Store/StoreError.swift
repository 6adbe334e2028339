/// Why a store cannot be opened.
package enum StoreError: Error, Sendable, Equatable {
  case database(SQLError)
  /// A later guidegen has changed the tables; `version` is theirs.
  case laterVersion(Int)
}
