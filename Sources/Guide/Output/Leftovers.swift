import Glibc

/// Folders beside the site that a killed run has left: see `TreeWriter` for their names.
struct Leftovers {
  let site: SiteFolder
  let crew: Crew

  /// What the name of a folder beside the site `name` starts with.
  static func stem(for name: SitePath) -> [UInt8] {
    Array(".".utf8) + name.bytes + Array(".guidegen-".utf8)
  }

  /// Removes them, all but those that another process is at work on.
  ///
  /// - Returns: the folders that hold what is not guidegen's and could not be moved into the site.
  func clear() -> [String] {
    guard let parent = site.parent, let entries = try? parent.entries() else { return [] }
    let stem = Self.stem(for: site.name)
    var left: [String] = []
    for entry in entries where entry.kind == .folder && entry.name.starts(with: stem) {
      guard let inode = Self.inode(in: entry.name.dropFirst(stem.count)) else { continue }
      let name = SitePath(bytes: entry.name)
      guard let folder = try? parent.folder(name), let lock = FolderLock(folder) else { continue }
      let isGone = withExtendedLifetime(lock) { clear(folder, name, in: parent, replacing: inode) }
      if !isGone { left.append(parent.shown(name)) }
    }
    return left.sorted()
  }

  private func clear(_ folder: OpenFolder, _ name: SitePath, in parent: OpenFolder, replacing inode: UInt64) -> Bool {
    guard let own = folder.status(SitePath(".")) else { return false }
    // Never put in place: all that it holds is new, or a second name of what stands in the site.
    if own.st_ino != inode, inode == site.inode { return parent.removeAll(name) }
    // Neither that nor the old site, if somebody has copied or replaced the site's folder since: not ours to judge.
    guard own.st_ino == inode else { return false }
    let record = (try? folder.read(.manifest)).flatMap { Manifest(parsing: $0) }
    let ours = Set((record?.entries ?? []).map(\.path))
    return RetiredTree(folder: folder, successor: site.folder).remove(ours, crew: crew)
      && parent.removeFolder(name)
  }

  /// The number in `NUMBER` or `NUMBER-ATTEMPT`.
  private static func inode(in text: ArraySlice<UInt8>) -> UInt64? {
    let parts = text.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard parts.count <= 2, parts.allSatisfy({ UInt64(String(decoding: $0, as: UTF8.self)) != nil }) else { return nil }
    return parts.first.flatMap { UInt64(String(decoding: $0, as: UTF8.self)) }
  }
}
