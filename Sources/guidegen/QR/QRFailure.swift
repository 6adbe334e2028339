import QRCode

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Why `guidegen qr` stops: a sentence, a hint, and the exit status.
struct QRFailure: Error {
  var status: Int32
  var message: String
  var hint: String?

  /// What was read is wrong.
  static func data(_ message: String, hint: String? = nil) -> QRFailure {
    QRFailure(status: 1, message: message, hint: hint)
  }

  /// The command line is wrong.
  static func usage(_ message: String, hint: String? = nil) -> QRFailure {
    QRFailure(status: 2, message: message, hint: hint)
  }

  /// The machine did not do what it was asked for.
  static func machine(_ message: String) -> QRFailure { QRFailure(status: 3, message: message) }

  /// The sentence and hint of an encoder's error.
  init(_ error: QRCodeError) {
    self.init(status: 1, message: error.description, hint: error.hint)
  }

  private init(status: Int32, message: String, hint: String? = nil) {
    (self.status, self.message, self.hint) = (status, message, hint)
  }

  /// Says what is wrong, and ends the process.
  func leave() -> Never {
    StandardError.write("error: \(message)\n")
    if let hint { StandardError.write("  hint: \(hint)\n") }
    exit(status)
  }
}

/// Lines for the person at the terminal.
enum StandardError {
  static func write(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      var sent = 0
      while sent < bytes.count {
        let count = writeBytes(2, bytes.baseAddress.map { $0 + sent }, bytes.count - sent)
        guard count > 0 else { return }
        sent += count
      }
    }
  }
}
