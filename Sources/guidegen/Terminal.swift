import Diagnostics
import Glibc

/// What the process says: results on standard output, all else on standard error.
enum Terminal {
  /// Whether a person watches standard error.
  static let isWatched = isTerminal(STDERR_FILENO)
  /// Whether messages may have colours.
  static let isColoured = isWatched && allowsColours
  /// Whether results may have colours.
  static let isOutputColoured = isTerminal(STDOUT_FILENO) && allowsColours

  /// Source: no-color.org.
  private static let allowsColours = getenv("NO_COLOR").map { $0.pointee == 0 } ?? true

  /// Whether `descriptor` is a terminal that can move its cursor.
  private static func isTerminal(_ descriptor: Int32) -> Bool {
    isatty(descriptor) == 1 && getenv("TERM").map { String(cString: $0) } != "dumb"
  }

  /// Writes `text` and a new line to standard output.
  static func print(_ text: String) {
    write(text + "\n")
  }

  /// Writes `text` as it is to standard output.
  static func write(_ text: String) {
    write(Array(text.utf8))
  }

  /// Writes `bytes` as they are to standard output; ends the process where the disk is full.
  static func write(_ bytes: [UInt8]) {
    guard write(bytes, to: STDOUT_FILENO) else {
      printError("error: cannot write standard output: \(String(cString: strerror(errno)).lowercased())")
      Exit.machineFailed.leave()
    }
  }

  /// Writes `text` and a new line to standard error.
  static func printError(_ text: String) {
    // Nobody is left to be told if that does not work.
    _ = write(Array((text + "\n").utf8), to: STDERR_FILENO)
  }

  /// Writes `diagnostics` to standard error, each with its hint.
  static func printError(_ diagnostics: [Diagnostic]) {
    printError(String(DiagnosticFormat.text.written(diagnostics, isColoured: isColoured).dropLast()))
  }

  /// Shows what is being done on one line that the next message replaces; nothing where nobody watches.
  static func showProgress(_ text: String) {
    guard isWatched else { return }
    _ = write(Array("\(clearing)\(text) …".utf8), to: STDERR_FILENO)
  }

  /// Takes the progress line away, so that a message can take its place.
  static func clearProgress() {
    guard isWatched else { return }
    _ = write(Array(clearing.utf8), to: STDERR_FILENO)
  }

  /// To the line's start, and erase to its end (ECMA-48, 8.3.41).
  private static let clearing = "\r\u{1B}[K"

  /// Whether all of `bytes` was written; `errno` says why not.
  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var bytes = bytes[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      bytes = bytes.dropFirst(count)
    }
    return true
  }
}
