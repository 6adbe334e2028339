import Glibc

/// A file that is there as a whole or as it was before.
enum AtomicFile {
  /// Writes `bytes` to a new file beside `path` that then takes its place; folders above it must be there.
  static func write(_ bytes: [UInt8], to path: String) throws(OutputError) {
    let draft = "\(path).\(getpid()).new"
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o666)
    guard descriptor >= 0 else { throw .refused(attempt: "write", path: path, code: errno) }
    let isWhole = send(bytes, to: descriptor)
    let failure = errno
    let isClosed = close(descriptor) == 0
    guard isWhole, isClosed, rename(draft, path) == 0 else {
      let code = isWhole ? errno : failure
      unlink(draft)
      throw .refused(attempt: "write", path: path, code: code)
    }
  }

  private static func send(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return false }
        rest = rest.dropFirst(count)
      }
      return true
    }
  }
}
