import CLinux
import Glibc

/// A site's folder that another has replaced, on its way to be removed.
///
/// Nothing of other people's is lost with it: what they put there while the new folder was made is moved into that.
struct RetiredTree {
  let folder: OpenFolder
  /// The folder that stands in its place now.
  let successor: OpenFolder

  /// Empties the folder of the files `ours` and of second names of what the successor holds.
  ///
  /// The record goes last: as long as it is there, a later run can go on from it.
  ///
  /// - Returns: whether the folder is empty.
  func remove(_ ours: Set<SitePath>, crew: Crew) -> Bool {
    let paths = Array(ours.subtracting([.manifest]))
    let batches = FolderBatch.batches(of: paths)
    // An error here is met again, and counts, in the pass below.
    try? crew.run(batches.count) { (number) throws(OutputError) in
      guard let holder = try folder.folder(batches[number].folder) else { return }
      for member in batches[number].members { holder.unlink(paths[member].name) }
    }
    let isEmpty = clear(folder, at: .root, ours: ours)
    return isEmpty && (folder.unlink(.manifest) || folder.status(.manifest) == nil)
  }

  /// Empties `folder`, which is at `path`; whether nothing is left but the record.
  private func clear(_ folder: OpenFolder, at path: SitePath, ours: Set<SitePath>) -> Bool {
    guard let entries = try? folder.entries() else { return false }
    var isEmpty = true
    for entry in entries {
      let name = SitePath(bytes: entry.name)
      let below = path.appending(entry.name)
      if below == .manifest { continue }
      let isGone =
        if entry.kind == .folder {
          (clearFolder(name, in: folder, at: below, ours: ours) && folder.removeFolder(name)) || move(below)
        } else {
          (ours.contains(below) || isSecondName(below)) ? folder.unlink(name) : move(below)
        }
      isEmpty = isEmpty && isGone
    }
    return isEmpty
  }

  private func clearFolder(_ name: SitePath, in folder: OpenFolder, at path: SitePath, ours: Set<SitePath>) -> Bool {
    guard let inside = try? folder.folder(name) else { return false }
    return clear(inside, at: path, ours: ours)
  }

  /// Whether the successor has the very same file.
  private func isSecondName(_ path: SitePath) -> Bool {
    guard let own = folder.status(path), let other = successor.status(path) else { return false }
    return (own.st_dev, own.st_ino) == (other.st_dev, other.st_ino)
  }

  /// Moves what is not ours into the successor, if its place is free there.
  private func move(_ path: SitePath) -> Bool {
    for folder in path.ancestors { try? successor.makeFolder(folder) }
    let (from, to, path) = (folder.descriptor, successor.descriptor, path.terminated)
    return renameat2(from, path, to, path, GUIDE_RENAME_NOREPLACE) == 0
  }
}
