import Glibc

/// A new file that its owner alone may read, written piece by piece and named when it is whole.
///
/// Until then it has no name, where the file system can do that: a process that is killed leaves nothing behind.
public final class PrivateDraft {
  /// What the file is to be called.
  private let path: String
  private let descriptor: Int32
  /// The name it has meanwhile; nil where it has none.
  private var provisional: String?
  private var buffer: [UInt8] = []

  /// `O_TMPFILE` of Linux, which Swift does not import. Source: open(2).
  private static let unnamed: Int32 = 0o20_000_000 | O_DIRECTORY
  /// Pieces are gathered up to so many bytes.
  private static let bufferSize = 1 << 16

  /// Begins the file that is to have the name `path`, in a folder that nobody else may write to.
  public init(_ path: String) throws(VaultError) {
    self.path = path
    try PrivateFile.checkFolder(of: path)
    let flags = O_WRONLY | O_CLOEXEC
    let withoutName = open(PrivateFile.folder(of: path), flags | Self.unnamed, 0o600)
    if withoutName >= 0 {
      descriptor = withoutName
    } else {
      let name = Self.provisionalName(path)
      descriptor = open(name, flags | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600)
      guard descriptor >= 0 else { throw .refused(attempt: "write", path: path, code: errno) }
      provisional = name
    }
  }

  deinit {
    close(descriptor)
    if let provisional { unlink(provisional) }
  }

  /// Adds `bytes`.
  public func append(_ bytes: [UInt8]) throws(VaultError) {
    buffer += bytes
    if buffer.count >= Self.bufferSize { try flush() }
  }

  /// Brings the file to the disk and gives it its name.
  ///
  /// - Throws: `exists` where something has the name already, unless it may be replaced.
  public func finish(replacing mayReplace: Bool) throws(VaultError) {
    try flush()
    guard fsync(descriptor) == 0 else { throw .refused(attempt: "write", path: path, code: errno) }
    if mayReplace {
      if provisional == nil {
        let name = Self.provisionalName(path)
        try link(to: name)
        provisional = name
      }
      guard rename(provisional ?? "", path) == 0 else { throw .refused(attempt: "write", path: path, code: errno) }
      provisional = nil
    } else {
      try link(to: path)
    }
    try PrivateFile.synchronize(PrivateFile.folder(of: path))
  }

  /// Gives the file another name, which nothing may have yet.
  private func link(to name: String) throws(VaultError) {
    let result =
      provisional.map { Glibc.link($0, name) }
      ?? linkat(AT_FDCWD, "/proc/self/fd/\(descriptor)", AT_FDCWD, name, AT_SYMLINK_FOLLOW)
    guard result == 0 else {
      throw errno == EEXIST ? .exists(path: name) : .refused(attempt: "write", path: name, code: errno)
    }
  }

  private func flush() throws(VaultError) {
    guard PrivateFile.send(buffer, to: descriptor) else { throw .refused(attempt: "write", path: path, code: errno) }
    buffer = []
  }

  private static func provisionalName(_ path: String) -> String {
    "\(path).\(String(UInt32.random(in: .min ... .max), radix: 16)).new"
  }
}
