/// An answer that stays open.
package final class HTTPStream {
  private weak var connection: HTTPConnection?
  /// Told when the client has gone or the server stops.
  package var onClose: () -> Void = {}
  /// Told when the client has taken all that was sent so far.
  package var onDrained: () -> Void = {}

  init(_ connection: HTTPConnection) {
    self.connection = connection
  }

  /// Sends `text` to the client; nothing if it has gone.
  package func send(_ text: String) {
    connection?.write(piece: Array(text.utf8))
  }

  /// Sends `bytes` to the client; nothing if it has gone.
  package func send(_ bytes: [UInt8]) {
    connection?.write(piece: bytes)
  }

  /// Says that this was all.
  package func finish() {
    connection?.finishStream()
  }

  /// Closes the connection, so that the client knows that something is missing.
  package func abort() {
    connection?.end()
  }

  func close() {
    let told = onClose
    forget()
    told()
  }

  /// Tells nobody anything any more.
  func forget() {
    connection = nil
    (onClose, onDrained) = ({}, {})
  }
}
