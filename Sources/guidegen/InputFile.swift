import Glibc

/// Whole files that commands read, besides those of a guide.
enum InputFile {
  /// Why a file cannot be read: `cannot read "words.txt": permission denied`.
  struct Failure: Error {
    var message: String
  }

  /// All bytes of the file at `path`, or of standard input for `-`.
  static func read(_ path: String) throws(Failure) -> [UInt8] {
    let descriptor = path == "-" ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw failure(path) }
      guard count > 0 else { return bytes }
      bytes += chunk[..<count]
    }
  }

  private static func failure(_ path: String) -> Failure {
    Failure(message: "cannot read \"\(path)\": \(String(cString: strerror(errno)).lowercased())")
  }
}
