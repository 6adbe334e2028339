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
    if let current, path.isHeld(by: current.path) { return current.folder }
    let wanted = path.folder
    let folder = try root.folder(wanted)
    current = (wanted, folder)
    return folder
  }
}
