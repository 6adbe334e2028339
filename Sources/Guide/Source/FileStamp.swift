import Glibc

/// What the disk says of a file without reading it: while it stays the same, so do the bytes.
struct FileStamp: Sendable, Hashable {
  let device: UInt
  let inode: UInt
  let size: Int
  /// Nanoseconds since 1970.
  let modified: Int
  /// Nanoseconds since 1970. Unlike `modified`, no program can set it back.
  let changed: Int

  /// Of no file.
  static let unknown = FileStamp(stat())

  init(_ status: stat) {
    device = UInt(status.st_dev)
    inode = UInt(status.st_ino)
    size = Int(status.st_size)
    modified = status.st_mtim.tv_sec * 1_000_000_000 + status.st_mtim.tv_nsec
    changed = status.st_ctim.tv_sec * 1_000_000_000 + status.st_ctim.tv_nsec
  }

  /// The stamp of the file that `path` leads to; nil where there is none.
  init?(of path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    self.init(status)
  }

  /// How long after a change a file is read for its stamp to be trusted, in nanoseconds. Disks count time in ticks (up
  /// to 10 ms): a file that is written, read and written again within one would keep its stamp.
  static let tick = 100_000_000

  /// Whether a file with this stamp that was read at `time` (nanoseconds since 1970) cannot change without another.
  func isTrusted(readAt time: Int) -> Bool {
    time - max(modified, changed) > Self.tick
  }

  /// Now, in nanoseconds since 1970.
  static func now() -> Int {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    return now.tv_sec * 1_000_000_000 + now.tv_nsec
  }
}
