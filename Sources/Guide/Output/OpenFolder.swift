import CLinux
import Glibc

/// A folder held open, and the calls on what it holds: each by name below it, none following a symbolic link.
final class OpenFolder: Sendable {
  /// What stands at a name.
  enum Kind: Sendable {
    case file
    case folder
    /// A symbolic link, socket, pipe or device.
    case other
  }

  /// One entry of a folder's listing.
  struct Entry: Sendable {
    var name: [UInt8]
    var kind: Kind
  }

  let descriptor: Int32
  /// As the person knows it, for messages.
  let shown: String

  private init(descriptor: Int32, shown: String) {
    self.descriptor = descriptor
    self.shown = shown
  }

  deinit { close(descriptor) }

  /// The folder at `path`, which may be a symbolic link to one.
  init(at path: String, shown: String) throws(OutputError) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .refused(attempt: "open the folder", path: shown, code: errno) }
    self.descriptor = descriptor
    self.shown = shown
  }

  /// The folder at `path` below this one, opened name by name; nil if there is none, or a link or file on the way.
  ///
  /// Messages call it `shown` if that is given.
  func folder(_ path: SitePath, shownAs shown: String? = nil) throws(OutputError) -> OpenFolder? {
    var folder = self
    for name in path.bytes.split(separator: UInt8(ascii: "/")) {
      let terminated = SitePath(bytes: Array(name)).terminated
      let descriptor = openat(folder.descriptor, terminated, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      guard descriptor >= 0 else {
        if [ENOENT, ENOTDIR, ELOOP].contains(errno) { return nil }
        throw refusal("open the folder", path)
      }
      folder = OpenFolder(descriptor: descriptor, shown: shown ?? self.shown(path))
    }
    return folder
  }

  /// The folder at `path` below this one, opened in one call; nil if there is none. For a caller who makes sure by other
  /// means that no link stands on the way there.
  func folderAtOnce(_ path: SitePath) throws(OutputError) -> OpenFolder? {
    let name = path == .root ? SitePath(".") : path
    let descriptor = openat(descriptor, name.terminated, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    if descriptor >= 0 { return OpenFolder(descriptor: descriptor, shown: shown(path)) }
    if [ENOENT, ENOTDIR, ELOOP].contains(errno) { return nil }
    throw refusal("open the folder", path)
  }

  /// What the system says about the folder itself.
  var stamp: FileStamp? {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? FileStamp(status) : nil
  }

  /// What the folder holds, without `.` and `..`, in no order.
  func entries() throws(OutputError) -> [Entry] {
    let own = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard own >= 0, let stream = fdopendir(own) else {
      throw .refused(attempt: "read the folder", path: shown, code: errno)
    }
    defer { closedir(stream) }
    var entries: [Entry] = []
    errno = 0
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if name.elementsEqual([0x2E]) || name.elementsEqual([0x2E, 0x2E]) { continue }
      let kind: Kind? =
        switch Int(entry.pointee.d_type) {
        case Int(DT_REG): .file
        case Int(DT_DIR): .folder
        case Int(DT_UNKNOWN): kind(of: SitePath(bytes: name))
        default: .other
        }
      if let kind { entries.append(Entry(name: name, kind: kind)) }
      errno = 0
    }
    guard errno == 0 else { throw .refused(attempt: "read the folder", path: shown, code: errno) }
    return entries
  }

  /// What the system says about `path`, a link itself and not what it leads to; nil if nothing stands there.
  func status(_ path: SitePath) -> stat? { status(path.terminated) }

  /// The same for a path that ends with a zero byte.
  func status(_ path: UnsafePointer<CChar>) -> stat? {
    var status = stat()
    return fstatat(descriptor, path, &status, AT_SYMLINK_NOFOLLOW) == 0 ? status : nil
  }

  /// What stands at `path`; nil if nothing does.
  func kind(of path: SitePath) -> Kind? {
    status(path).map {
      switch $0.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .folder
      default: .other
      }
    }
  }

  /// Makes the folder `path`, unless it is there.
  func makeFolder(_ path: SitePath) throws(OutputError) {
    guard mkdirat(descriptor, path.terminated, 0o777) == 0 || errno == EEXIST else {
      throw refusal("create the folder", path)
    }
  }

  /// The bytes of the file `path`; nil if no file stands there.
  func read(_ path: SitePath) throws(OutputError) -> [UInt8]? {
    guard let file = StandingFile(path, in: self) else { return nil }
    guard let bytes = file.bytes() else { throw refusal("read", path) }
    return bytes
  }

  /// Writes a new file; its name must be free.
  func write(_ bytes: [UInt8], to path: SitePath, attempt: String = "write") throws(OutputError) {
    let file = openat(descriptor, path.terminated, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o666)
    guard file >= 0 else { throw refusal(attempt, path) }
    var offset = 0
    while offset < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.write(file, $0.baseAddress.map { $0 + offset }, bytes.count - offset)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        let refusal = refusal(attempt, path)
        close(file)
        throw refusal
      }
      offset += count
    }
    // Quotas and network file systems may report a full disk only here.
    guard close(file) == 0 else { throw refusal(attempt, path) }
  }

  /// Removes the file or link `path`; false if it could not be.
  @discardableResult func unlink(_ path: SitePath) -> Bool {
    unlinkat(descriptor, path.terminated, 0) == 0
  }

  /// Removes the folder `path` if it is empty; false if it is not, or could not be.
  @discardableResult func removeFolder(_ path: SitePath) -> Bool {
    unlinkat(descriptor, path.terminated, AT_REMOVEDIR) == 0
  }

  /// Removes the folder `path` with all that it holds; false if something of it is left.
  @discardableResult func removeAll(_ path: SitePath) -> Bool {
    guard let folder = try? folder(path), let entries = try? folder.entries() else { return removeFolder(path) }
    for entry in entries {
      let name = SitePath(bytes: entry.name)
      if entry.kind == .folder { folder.removeAll(name) } else { folder.unlink(name) }
    }
    return removeFolder(path)
  }

  /// The path `path` below this folder as the person knows it.
  func shown(_ path: SitePath) -> String {
    path == .root ? shown : "\(shown)/\(path.text)"
  }

  /// The error for a call on `path` that has just set `errno`.
  func refusal(_ attempt: String, _ path: SitePath) -> OutputError {
    .refused(attempt: attempt, path: shown(path), code: errno)
  }
}
