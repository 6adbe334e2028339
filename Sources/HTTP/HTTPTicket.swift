/// Which request an answer belongs to.
package struct HTTPTicket: Sendable, Hashable {
  /// The number of the connection.
  let connection: Int
  /// The number of the request on its connection.
  let request: Int
}
