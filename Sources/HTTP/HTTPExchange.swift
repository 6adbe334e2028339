/// A request and what became of it, for who counts.
package struct HTTPExchange: Sendable {
  /// nil where what came was no request.
  package var method: HTTPMethod?
  /// As it was sent; empty where what came was no request.
  package var target: String
  package var status: Int
  /// How many bytes of a body were sent.
  package var bytes: Int
  /// From the request's last byte to the answer's first, or to the last of one that came in pieces; in microseconds.
  package var duration: Int
}
