/// What one client may take of a server. Times are in milliseconds.
package struct HTTPLimits: Sendable {
  /// How many bytes the request line and the header fields may have together.
  package var headBytes = 32_768
  /// How many header fields there may be.
  package var fields = 100
  /// How many bytes a body may have.
  package var bodyBytes = 65_536
  /// How long a request may take to arrive, from its first byte to its last: a client that sends a byte now and then
  /// holds a place no longer than this.
  package var requestTime = 10_000
  /// How long a connection may be silent between two requests.
  package var idleTime = 60_000
  /// How long a client may take nothing of an answer.
  package var writeTime = 20_000
  /// How many connections there may be. When all are taken, the one that has been idle longest is closed for the next.
  package var connections = 1_000
  /// How many bytes of a stream may wait for a client that does not read.
  package var streamBytes = 1 << 20
  /// How long to go on answering, once told to stop.
  package var stopTime = 10_000

  package init() {}
}
