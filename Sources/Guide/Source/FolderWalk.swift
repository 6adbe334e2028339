import Diagnostics
import Glibc

/// Lists the files below a folder.
struct FolderWalk {
  /// The guide's folder.
  let root: String
  /// What was listed, and the folders of what symbolic links lead to (these from the disk's root).
  private(set) var folders: [String] = []
  /// What could not be listed.
  private(set) var diagnostics: [Diagnostic] = []

  init(root: String) {
    self.root = root
  }

  /// Whether there is anything at `path` below the root.
  func exists(_ path: String) -> Bool {
    access(root + "/" + path, F_OK) == 0
  }

  /// The paths of all files below `path`, sorted by their bytes; names that begin with a dot are left out.
  mutating func files(below path: String) -> [String] {
    var found: [String] = []
    var folders = [path]
    while let folder = folders.popLast() {
      guard let stream = opendir(root + "/" + folder) else {
        diagnostics.append(
          .error(
            "cannot open this folder: \(ReadError.current().reason)", at: Place(file: folder),
            hint: folder == "content" ? "run guidegen in the folder that holds content/, or name it" : nil))
        continue
      }
      defer { closedir(stream) }
      self.folders.append(folder)
      while let entry = readdir(stream) {
        let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
          String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        if name.hasPrefix(".") { continue }
        let path = folder + "/" + name
        switch kind(of: path, hint: entry.pointee.d_type) {
        case .file: found.append(path)
        case .folder: folders.append(path)
        case .none: break
        }
      }
    }
    return found.sorted { $0.precedesByBytes($1) }
  }

  private enum Kind {
    case file
    case folder
  }

  /// What is at `path`; nil, with a diagnostic, for what cannot be part of a guide.
  private mutating func kind(of path: String, hint: UInt8) -> Kind? {
    switch Int(hint) {
    case DT_REG: return .file
    case DT_DIR: return .folder
    case DT_LNK, DT_UNKNOWN: break
    default: return refuse(path, "this is neither a file nor a folder")
    }
    var status = stat()
    guard lstat(root + "/" + path, &status) == 0 else { return refuse(path, ReadError.current().reason) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .folder
    case S_IFLNK: return linked(path)
    default: return refuse(path, "this is neither a file nor a folder")
    }
  }

  private mutating func linked(_ path: String) -> Kind? {
    guard let target = resolve(root + "/" + path) else {
      return refuse(path, "this symbolic link leads nowhere: \(ReadError.current().reason)")
    }
    guard let top = resolve(root), target.hasPrefix(top + "/") else {
      return refuse(path, "this symbolic link leaves the guide's folder")
    }
    var status = stat()
    guard stat(target, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      return refuse(path, "this symbolic link leads to a folder")
    }
    let folder = target[..<(target.lastIndex(of: "/") ?? target.startIndex)]
    folders.append(String(folder))
    return .file
  }

  private func resolve(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  private mutating func refuse(_ path: String, _ reason: String) -> Kind? {
    diagnostics.append(.error(reason, at: Place(file: path), hint: "put a copy of the file there instead"))
    return nil
  }
}
