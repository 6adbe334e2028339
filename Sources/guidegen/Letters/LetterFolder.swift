#if Letters
import CLinux
import Diagnostics
import Enrollment
import Glibc

/// A folder of letters, for its owner alone.
struct LetterFolder: Sendable {
  let path: String

  /// The folder at `path`, which is made if it is not there.
  init(_ path: String) throws(VaultError) {
    self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    guard mkdir(self.path, 0o700) == 0 || errno == EEXIST else {
      throw .refused(attempt: "make", path: path, code: errno)
    }
    var status = stat()
    guard stat(self.path, &status) == 0 else { throw .refused(attempt: "look into", path: path, code: errno) }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      throw .refused(attempt: "look into", path: path, code: ENOTDIR)
    }
    guard status.st_mode & 0o077 == 0 else { throw .exposed(path: self.path, mode: status.st_mode & 0o777) }
  }

  /// Puts `bytes` in the place of the file `name`; a process that is ended leaves the old file or the new one.
  func write(_ bytes: [UInt8], as name: String) throws(VaultError) {
    let (file, draft) = ("\(path)/\(name)", "\(path)/.\(name).new")
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw .refused(attempt: "write", path: file, code: errno) }
    let isWritten = Self.send(bytes, to: descriptor)
    let code = errno
    guard close(descriptor) == 0, isWritten, rename(draft, file) == 0 else {
      unlink(draft)
      throw .refused(attempt: "write", path: file, code: isWritten ? errno : code)
    }
  }

  /// Adds `bytes` to the end of the file `name`, or makes it.
  func append(_ bytes: [UInt8], to name: String) throws(VaultError) {
    let file = "\(path)/\(name)"
    let descriptor = open(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw .refused(attempt: "write", path: file, code: errno) }
    defer { close(descriptor) }
    guard Self.send(bytes, to: descriptor) else { throw .refused(attempt: "write", path: file, code: errno) }
  }

  /// What the file `name` holds; nil where there is none.
  func read(_ name: String) throws(VaultError) -> [UInt8]? {
    Vault.exists(at: "\(path)/\(name)") ? try Vault.readPrivate("\(path)/\(name)") : nil
  }

  /// Whether there is a file `name`.
  func has(_ name: String) -> Bool { Vault.exists(at: "\(path)/\(name)") }

  /// Gives the file `old` the name `new`, when all that was written is on the disk.
  func finish(_ old: String, as new: String) throws(VaultError) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .refused(attempt: "write", path: path, code: errno) }
    defer { close(descriptor) }
    // One call for all files: each by itself would take a disk's time as often as there are letters.
    guard syncfs(descriptor) == 0, rename("\(path)/\(old)", "\(path)/\(new)") == 0, fsync(descriptor) == 0 else {
      throw .refused(attempt: "write", path: "\(path)/\(new)", code: errno)
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
#endif
