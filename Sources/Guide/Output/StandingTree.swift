/// All that stands in a folder, other people's files included.
struct StandingTree: Sendable {
  /// Folders, without the one that was listed; parents before what they hold.
  private(set) var folders: [SitePath] = []
  /// Files, links and whatever else is no folder.
  private(set) var files: [SitePath] = []

  /// Lists `folder`, following no symbolic link.
  init(of folder: OpenFolder) throws(OutputError) {
    try list(folder, at: .root)
  }

  private mutating func list(_ folder: OpenFolder, at path: SitePath) throws(OutputError) {
    for entry in try folder.entries() {
      let below = path.appending(entry.name)
      guard entry.kind == .folder else {
        files.append(below)
        continue
      }
      folders.append(below)
      if let inside = try folder.folder(SitePath(bytes: entry.name)) { try list(inside, at: below) }
    }
  }
}
