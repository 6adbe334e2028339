import CLinux
import Glibc
import Synchronization

/// The folder in which the new site is put together, beside the one that it is to replace.
///
/// It is named `.SITE.guidegen-NUMBER`, the number being the inode of the folder that it is to replace: so `Leftovers` can
/// tell a new folder that was never put in place from an old one that was.
final class NewTree: Sendable {
  let folder: OpenFolder
  /// Its name in the folder that holds the site.
  let name: SitePath
  private let parent: OpenFolder
  private let lock: FolderLock
  private let isInPlace = Atomic(false)

  private init(_ folder: OpenFolder, _ name: SitePath, in parent: OpenFolder, _ lock: FolderLock) {
    (self.folder, self.name, self.parent, self.lock) = (folder, name, parent, lock)
  }

  /// A new folder beside `site` that holds the folders of `new` and no file; nil where there can be none.
  static func make(beside site: SiteFolder, for new: NewSite) throws(OutputError) -> NewTree? {
    guard let parent = site.parent, !site.holdsWorkingFolder, let name = makeFolder(beside: site, in: parent) else {
      return nil
    }
    guard let folder = try parent.folder(name, shownAs: site.folder.shown) else { return nil }
    guard let lock = FolderLock(folder) else { throw .busy(folder: site.folder.shown) }
    let tree = NewTree(folder, name, in: parent, lock)
    do throws(OutputError) {
      for path in new.folders.sorted() { try folder.makeFolder(path) }
    } catch {
      tree.discard()
      throw error
    }
    return tree
  }

  /// An empty folder beside the site; nil where there can be none.
  private static func makeFolder(beside site: SiteFolder, in parent: OpenFolder) -> SitePath? {
    let stem = Leftovers.stem(for: site.name) + Array("\(site.inode)".utf8)
    for attempt in 0..<100 {
      let name = SitePath(bytes: attempt == 0 ? stem : stem + Array("-\(attempt)".utf8))
      if mkdirat(parent.descriptor, name.terminated, 0o777) == 0 { return name }
      guard errno == EEXIST else { return nil }
    }
    return nil
  }

  /// Puts the folder in the place of `site` and that in its: the one step. False where the file system cannot.
  func exchange(with site: SiteFolder) -> Bool {
    let (descriptor, other) = (parent.descriptor, site.name.terminated)
    guard renameat2(descriptor, name.terminated, descriptor, other, GUIDE_RENAME_EXCHANGE) == 0 else { return false }
    isInPlace.store(true, ordering: .relaxed)
    return true
  }

  /// Removes the folder with all that it holds, unless it was put in place.
  func discard() {
    if !isInPlace.load(ordering: .relaxed) { parent.removeAll(name) }
  }
}
