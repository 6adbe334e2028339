/// Folders below one that are opened one after another: for files that come folder by folder, each is opened once.
struct FolderCursor {
  private let root: OpenFolder
  private var current: (path: SitePath, folder: OpenFolder?)?

  /// Folders below `root`.
  init(below root: OpenFolder) {
    self.root = root
  }

  /// The folder that holds `path`; nil if there is none.
  mutating func folder(holding path: SitePath) throws(OutputError) -> OpenFolder? {
    let wanted = path.folder
    if let current, current.path == wanted { return current.folder }
    let folder = try root.folder(wanted)
    current = (wanted, folder)
    return folder
  }
}
