import Glibc

/// A file that is there as a whole or as it was before.
package enum AtomicFile {
  /// Writes `bytes` to a new file beside `path` that then takes its place; folders above it must be there.
  ///
  /// - Parameter isPrivate: whether its owner alone may read it.
  ///
  /// What a killed process has left of such a new file, the next one that writes `path` uses up. Its name begins with a
  /// dot, so that nobody takes it for a file of theirs.
  package static func write(_ bytes: [UInt8], to path: String, isPrivate: Bool = false) throws(OutputError) {
    guard let (draft, descriptor) = openDraft(of: path), !isPrivate || fchmod(descriptor, 0o600) == 0 else {
      throw .refused(attempt: "write", path: path, code: errno)
    }
    // Quotas and network file systems may report a full disk only when a file is closed; the lock outlives this.
    let isWhole = ftruncate(descriptor, 0) == 0 && send(bytes, to: descriptor) && close(dup(descriptor)) == 0
    guard isWhole, rename(draft, path) == 0 else {
      let code = errno
      unlink(draft)
      close(descriptor)
      throw .refused(attempt: "write", path: path, code: code)
    }
    close(descriptor)
  }

  /// What will keep `write` from writing `path`, as errno has it; nil where nothing does that can be told beforehand.
  package static func refusal(of path: String) -> Int32? {
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    if access(folder + "/.", W_OK | X_OK) != 0 { return errno }
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG else { return nil }
    // A link or device would be replaced, which nobody means.
    return status.st_mode & S_IFMT == S_IFDIR ? EISDIR : ENOTSUP
  }

  /// The new file, locked: two processes that write the same file must not write into one draft. While another is at
  /// work, this one gets a name of its own.
  private static func openDraft(of path: String) -> (name: String, descriptor: Int32)? {
    let slash = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    let stem = "\(path[..<slash]).\(path[slash...])"
    for name in ["\(stem).new", "\(stem).\(getpid()).new"] {
      let descriptor = open(name, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o666)
      guard descriptor >= 0 else { return nil }
      let isOurs = flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK
      // The other may have put this very file in place between our opening and our locking.
      if isOurs, isStill(descriptor, at: name) { return (name, descriptor) }
      close(descriptor)
    }
    errno = EBUSY
    return nil
  }

  private static func isStill(_ descriptor: Int32, at name: String) -> Bool {
    var (own, standing) = (stat(), stat())
    return fstat(descriptor, &own) == 0 && lstat(name, &standing) == 0 && own.st_ino == standing.st_ino
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
