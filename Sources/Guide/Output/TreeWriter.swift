import Glibc
import Synchronization

/// Writes a site by building the whole new folder beside the old one and exchanging the two in one step.
///
/// What stays the same, and what is not guidegen's, goes into the new folder as a second hard link: it keeps its inode
/// and times. `renameat2(RENAME_EXCHANGE)` is the step: at every moment there is one whole site, the old or the new,
/// whatever happens to the process. A power failure is another matter: nothing is forced to the disk.
struct TreeWriter {
  let plan: WritePlan
  let site: SiteFolder
  /// The new folder; some of what is to be written may stand there already.
  let tree: NewTree
  let crew: Crew

  /// Writes the site, and adds to `report` what could not be tidied away.
  ///
  /// - Returns: false, and nothing changed, where the file system cannot do it: no hard links, no exchange, a mount
  ///   point.
  func write(_ report: inout OutputReport) throws(OutputError) -> Bool {
    guard let parent = site.parent, let standing = try? StandingTree(of: site.folder) else { return false }
    let foreign = Foreign(in: standing, plan: plan)
    let new = tree.folder
    for path in foreign.allFolders.sorted() { try new.makeFolder(path) }
    guard try link(foreign, into: new) else { return false }
    try writeFiles(into: new)
    guard keepAttributes(foreign, in: new), tree.exchange(with: site) else { return false }
    let isGone = RetiredTree(folder: site.folder, successor: new).remove(plan.standingOurs, crew: crew)
    if !isGone || !parent.removeFolder(tree.name) { report.leftBehind.append(parent.shown(tree.name)) }
    return true
  }

  /// Gives what stays a second name in `new`; false where the file system cannot.
  private func link(_ foreign: Foreign, into new: OpenFolder) throws(OutputError) -> Bool {
    let paths = plan.unchanged.map { plan.new.paths[$0] } + foreign.files
    let batches = FolderBatch.batches(of: paths)
    let canLink = Atomic(true)
    try crew.run(batches.count) { (number) throws(OutputError) in
      let batch = batches[number]
      guard canLink.load(ordering: .relaxed), let target = try new.folder(batch.folder) else { return }
      let source = try site.folder.folder(batch.folder)
      for member in batch.members {
        let name = paths[member].name
        guard let code = Self.link(name, from: source, to: target) else { continue }
        if code == ENOSPC || code == EDQUOT { throw target.refusal("write", name) }
        guard code == ENOENT, !plan.isPartial else { return canLink.store(false, ordering: .relaxed) }
        // Somebody has just deleted it: one of ours is written anew, another's is gone as they wished.
        guard member < plan.unchanged.count else { continue }
        try target.write(plan.new.bytes(at: plan.unchanged[member]), to: name)
      }
    }
    return canLink.load(ordering: .relaxed)
  }

  /// The error number with which a second name was refused; nil if it was given.
  private static func link(_ name: SitePath, from source: OpenFolder?, to target: OpenFolder) -> Int32? {
    guard let source else { return ENOENT }
    return linkat(source.descriptor, name.terminated, target.descriptor, name.terminated, 0) == 0 ? nil : errno
  }

  private func writeFiles(into new: OpenFolder) throws(OutputError) {
    try plan.prepared.forEach(of: plan.writes, crew: crew) { (files) throws(OutputError) in
      var cursor = FolderCursor(below: new)
      for (position, bytes) in files {
        let path = plan.new.paths[position]
        try cursor.folder(holding: path)?.write(bytes, to: path.name)
      }
    }
    try new.write(plan.record, to: .manifest)
  }

  /// Gives the folders in `new` the rights and owners of those that they replace, other people's also their times.
  ///
  /// - Returns: false if one of other people's folders would not be as it was.
  private func keepAttributes(_ foreign: Foreign, in new: OpenFolder) -> Bool {
    for path in [SitePath(".")] + plan.new.folders.union(foreign.allFolders) {
      guard let old = site.folder.status(path), let made = new.status(path) else { continue }
      var isKept = true
      if (old.st_uid, old.st_gid) != (made.st_uid, made.st_gid) {
        isKept = fchownat(new.descriptor, path.terminated, old.st_uid, old.st_gid, AT_SYMLINK_NOFOLLOW) == 0
      }
      isKept = fchmodat(new.descriptor, path.terminated, old.st_mode & 0o7777, 0) == 0 && isKept
      guard foreign.ownFolders.contains(path) else { continue }
      let times = [old.st_atim, old.st_mtim]
      guard isKept, utimensat(new.descriptor, path.terminated, times, AT_SYMLINK_NOFOLLOW) == 0 else { return false }
    }
    return true
  }
}

/// What stands in the site's folder and is not guidegen's.
private struct Foreign {
  let files: [SitePath]
  /// Folders in which guidegen never wrote.
  let ownFolders: Set<SitePath>
  /// Those and all that lead to them or to `files`.
  let allFolders: Set<SitePath>

  init(in tree: StandingTree, plan: WritePlan) {
    files = tree.files.filter { !plan.standingOurs.contains($0) }
    let ours = SitePath.folders(of: plan.standingOurs)
    // Where a file of the new site takes a folder's place, that folder holds nothing but empty ones.
    let givingWay = plan.swapsFileAndFolder ? Set(plan.new.paths) : []
    ownFolders = Set(
      tree.folders.filter { folder in
        !ours.contains(folder) && !(folder.ancestors + [folder]).contains { givingWay.contains($0) }
      })
    allFolders = ownFolders.union(SitePath.folders(of: files)).union(ownFolders.flatMap(\.ancestors))
  }
}
