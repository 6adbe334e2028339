import Glibc

/// Keeps other processes from a vault while this one has it: a lock on a file beside it, since the vault itself is
/// replaced by each change.
final class VaultLock {
  private let descriptor: Int32

  /// Takes the lock of the vault at `path`: for one writer, or for readers together.
  ///
  /// - Throws: `inUse` where another process has it.
  init(of path: String, forWriting: Bool) throws(VaultError) {
    let file = path + ".lock"
    descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw .refused(attempt: "lock", path: file, code: errno) }
    guard flock(descriptor, (forWriting ? LOCK_EX : LOCK_SH) | LOCK_NB) == 0 else {
      let code = errno
      close(descriptor)
      throw code == EWOULDBLOCK ? .inUse(path: path) : .refused(attempt: "lock", path: file, code: code)
    }
  }

  deinit {
    close(descriptor)
  }
}
