import Glibc

/// The site's folder, locked: no other guidegen writes it as long as this value lives.
///
/// The lock is on the folder itself, so that a killed process leaves none behind.
struct SiteFolder: Sendable {
  /// The folder itself.
  let folder: OpenFolder
  /// The folder that holds it; nil for the file system's root.
  let parent: OpenFolder?
  /// Its name in `parent`.
  let name: SitePath
  /// What the file system calls it, whatever its name becomes.
  let inode: UInt64
  /// Whether it was made for this build.
  let isNew: Bool
  /// Whether this process stands in it or below it: then it must keep its identity.
  let holdsWorkingFolder: Bool
  private let lock: FolderLock

  /// The folder at `path`, made if it is not there; a symbolic link to a folder stands for that folder.
  init(at path: String) throws(OutputError) {
    let shown = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    while true {
      var isNew = false
      if Self.resolved(path) == nil {
        try Self.makeFolders(to: path, shown: shown)
        isNew = true
      }
      guard let real = Self.resolved(path) else {
        throw .refused(attempt: "open the folder", path: shown, code: errno)
      }
      let folder = try OpenFolder(at: real, shown: shown)
      guard let lock = FolderLock(folder) else { throw .busy(folder: shown) }
      let bytes = Array(real.utf8)
      let end = bytes.lastIndex(of: UInt8(ascii: "/")) ?? 0
      let name = SitePath(bytes: Array(bytes[(end + 1)...]))
      let parentPath = end == 0 ? "/" : String(decoding: bytes[..<end], as: UTF8.self)
      let parent = name == .root ? nil : try OpenFolder(at: parentPath, shown: parentPath)
      guard let own = folder.status(SitePath(".")) else { throw folder.refusal("open the folder", .root) }
      // Another build may have put its new folder there between our opening and our locking.
      if let parent, parent.status(name)?.st_ino != own.st_ino { continue }
      self.folder = folder
      self.lock = lock
      self.parent = parent
      self.name = name
      self.inode = UInt64(own.st_ino)
      self.isNew = isNew
      let working = Self.resolved(".") ?? ""
      self.holdsWorkingFolder = working == real || working.hasPrefix(real == "/" ? real : real + "/")
      return
    }
  }

  /// Takes away the folder that was made for a build that came to nothing.
  func undoCreation() {
    if isNew { parent?.removeFolder(name) }
  }

  private static func resolved(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }

  /// Makes `path` and the folders that lead to it, those that are missing.
  private static func makeFolders(to path: String, shown: String) throws(OutputError) {
    var end = path.startIndex
    while end < path.endIndex {
      end = path[end...].dropFirst().firstIndex(of: "/") ?? path.endIndex
      let isLast = end == path.endIndex || path[end...].allSatisfy { $0 == "/" }
      if mkdir(String(path[..<end]), 0o777) == 0 { continue }
      if errno == EEXIST || (!isLast && errno == EROFS) || (!isLast && errno == EACCES) { continue }
      throw .refused(attempt: "create the folder", path: isLast ? shown : String(path[..<end]), code: errno)
    }
  }
}
