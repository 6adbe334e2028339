import Glibc

/// A lock on a folder, held as long as the value lives and let go by the system when the process dies.
final class FolderLock: Sendable {
  private let folder: OpenFolder

  /// Locks `folder`; nil if another process has it.
  ///
  /// Where a file system has no such locks (`flock` on a folder), everybody gets one.
  init?(_ folder: OpenFolder) {
    guard flock(folder.descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK else { return nil }
    self.folder = folder
  }

  /// Closing would not do: a child that has been forked but not become another program yet shares the descriptor.
  deinit { flock(folder.descriptor, LOCK_UN) }
}
