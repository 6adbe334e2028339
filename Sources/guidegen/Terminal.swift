import Glibc

/// What the process says: results on standard output, all else on standard error.
enum Terminal {
  /// Whether a person watches standard error.
  static let isWatched = isatty(STDERR_FILENO) == 1
  /// Whether a person watches standard output.
  static let isOutputWatched = isatty(STDOUT_FILENO) == 1
  /// Whether messages may have colours (no-color.org).
  static let isColoured = isWatched && (getenv("NO_COLOR").map { $0.pointee == 0 } ?? true)

  /// Writes `text` and a new line to standard output.
  static func print(_ text: String) {
    write(text + "\n", to: STDOUT_FILENO)
  }

  /// Writes `text` as it is to standard output.
  static func write(_ text: String) {
    write(text, to: STDOUT_FILENO)
  }

  /// Writes `text` and a new line to standard error.
  static func printError(_ text: String) {
    clearProgress()
    write(text + "\n", to: STDERR_FILENO)
  }

  /// Shows what is being done on one line that the next message replaces; nothing where nobody watches.
  static func showProgress(_ text: String) {
    guard isWatched else { return }
    write("\r\u{1B}[K\(text) …", to: STDERR_FILENO)
  }

  /// Takes the progress line away.
  static func clearProgress() {
    guard isWatched else { return }
    write("\r\u{1B}[K", to: STDERR_FILENO)
  }

  private static func write(_ text: String, to descriptor: Int32) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      // Nobody is left to be told.
      guard count > 0 else { return }
      bytes = bytes.dropFirst(count)
    }
  }
}
