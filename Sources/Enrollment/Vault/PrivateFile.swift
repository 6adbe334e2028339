import Glibc

/// Files that their owner alone may read.
///
/// What is written is on the disk when a call returns, under its name, or nothing has changed: temporary file, fsync,
/// rename, fsync of the folder.
enum PrivateFile {
  /// Whether something has the name `path`.
  static func exists(_ path: String) -> Bool {
    access(path, F_OK) == 0
  }

  /// The whole file at `path`.
  ///
  /// - Throws: `exposed` where others may read it or replace it, `missing`, or what the system refused.
  static func read(_ path: String) throws(VaultError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else {
      throw errno == ENOENT ? .missing(path: path) : .refused(attempt: "read", path: path, code: errno)
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .refused(attempt: "read", path: path, code: errno) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notAVault(path: path) }
    guard status.st_mode & 0o077 == 0 else { throw .exposed(path: path, mode: status.st_mode & 0o777) }
    try checkFolder(of: path)
    let size = Int(status.st_size)
    var count = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, written in
      while count < size {
        let got = Glibc.read(descriptor, buffer.baseAddress.map { $0 + count }, size - count)
        if got < 0, errno == EINTR { continue }
        guard got > 0 else { break }
        count += got
      }
      written = count
    }
    guard count == size else { throw .refused(attempt: "read", path: path, code: errno) }
    return bytes
  }

  /// Puts `bytes` in the place of the file at `path`, or makes it.
  static func write(_ bytes: [UInt8], to path: String) throws(VaultError) {
    let draft = path + ".new"
    // Of a process that was ended before it could take it away.
    unlink(draft)
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw .refused(attempt: "write", path: draft, code: errno) }
    let isWritten = send(bytes, to: descriptor) && fsync(descriptor) == 0
    let code = errno
    guard close(descriptor) == 0, isWritten else {
      unlink(draft)
      throw .refused(attempt: "write", path: path, code: code)
    }
    guard rename(draft, path) == 0 else {
      let code = errno
      unlink(draft)
      throw .refused(attempt: "write", path: path, code: code)
    }
    try synchronize(folder(of: path))
  }

  /// Adds `bytes` to the end of the file at `path`, or makes it.
  static func append(_ bytes: [UInt8], to path: String) throws(VaultError) {
    let isNew = access(path, F_OK) != 0
    let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw .refused(attempt: "write", path: path, code: errno) }
    let isWritten = send(bytes, to: descriptor) && fsync(descriptor) == 0
    let code = errno
    guard close(descriptor) == 0, isWritten else { throw .refused(attempt: "write", path: path, code: code) }
    if isNew { try synchronize(folder(of: path)) }
  }

  /// Makes the folder that is to hold `path` if it is not there, for its owner alone; the folder above it must be there.
  static func makeFolder(of path: String) throws(VaultError) {
    let folder = folder(of: path)
    guard mkdir(folder, 0o700) == 0 || errno == EEXIST else {
      throw .refused(attempt: "make", path: folder, code: errno)
    }
    try checkFolder(of: path)
  }

  /// Whoever may write to the folder could put another file in the vault's place.
  static func checkFolder(of path: String) throws(VaultError) {
    let folder = folder(of: path)
    var status = stat()
    guard stat(folder, &status) == 0 else { throw .refused(attempt: "look into", path: folder, code: errno) }
    // In a folder such as /tmp, nobody can replace another's file.
    let isSticky = status.st_mode & S_ISVTX != 0
    guard status.st_mode & 0o022 == 0 || isSticky else { throw .exposed(path: folder, mode: status.st_mode & 0o777) }
  }

  /// The folder that holds `path`.
  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Brings the names in `folder` to the disk.
  static func synchronize(_ folder: String) throws(VaultError) {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .refused(attempt: "write", path: folder, code: errno) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw .refused(attempt: "write", path: folder, code: errno) }
  }

  /// Whether all of `bytes` was written; `errno` says why not.
  static func send(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
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
