#if os(Linux)
import Glibc

/// Watches folders with Linux's inotify(7); the only place that touches it.
final class InotifyWatch: FolderWatch {
  private let root: String
  private let queue: Int32
  /// Folders by their watch.
  private var folders: [Int32: String] = [:]
  /// Files that are being written, or that went away and may come back: editors that replace a file do that in two
  /// steps. By path.
  private var unsettled: Set<String> = []

  /// How long it must be quiet before changes count, in milliseconds.
  private static let settleTime: Int32 = 2
  /// The same while a file is half written or away.
  private static let unsettledTime: Int32 = 40
  /// When it is enough that no file is half written, though it is not quiet, in milliseconds.
  private static let patience = 50
  /// When to stop waiting in any case, in milliseconds.
  private static let utmostPatience = 200

  private static let events = UInt32(
    IN_CLOSE_WRITE | IN_MODIFY | IN_ATTRIB | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE_SELF
      | IN_MOVE_SELF | IN_ONLYDIR)

  /// A watch below `root`; nil where the system has none to give.
  init?(root: String) {
    queue = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
    self.root = root
    if queue < 0 { return nil }
  }

  deinit {
    close(queue)
  }

  var descriptor: Int32? { queue }

  func follow(_ wanted: [String]) -> Bool {
    var now: [Int32: String] = [:]
    var hasNew = false
    for folder in wanted {
      let path = folder.hasPrefix("/") ? folder : folder.isEmpty ? root : root + "/" + folder
      let watch = inotify_add_watch(queue, path, Self.events)
      // A folder that has just gone rings the bell of the one that held it.
      guard watch >= 0, now[watch] == nil else { continue }
      if folders[watch] != folder { hasNew = true }
      now[watch] = folder
    }
    for watch in folders.keys where now[watch] == nil { inotify_rm_watch(queue, watch) }
    folders = now
    return hasNew
  }

  func take() -> FolderChanges {
    var changes = FolderChanges()
    read(into: &changes)
    guard !changes.isEmpty || !unsettled.isEmpty else { return changes }
    let clock = ContinuousClock()
    let start = clock.now
    while isReadable(within: unsettled.isEmpty ? Self.settleTime : Self.unsettledTime) {
      read(into: &changes)
      let patience = unsettled.isEmpty ? Self.patience : Self.utmostPatience
      if clock.now - start > .milliseconds(patience) { break }
    }
    // What still is not closed may never be: a program can keep a file open.
    changes.files.formUnion(unsettled)
    unsettled = []
    return changes
  }

  private func isReadable(within milliseconds: Int32) -> Bool {
    var wait = pollfd(fd: queue, events: Int16(POLLIN), revents: 0)
    return poll(&wait, 1, milliseconds) > 0
  }

  /// Takes all that is in the queue.
  private func read(into changes: inout FolderChanges) {
    let headSize = MemoryLayout<inotify_event>.size
    withUnsafeTemporaryAllocation(byteCount: 65_536, alignment: MemoryLayout<inotify_event>.alignment) { buffer in
      while true {
        let count = Glibc.read(queue, buffer.baseAddress, buffer.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return }
        var offset = 0
        while offset + headSize <= count {
          let event = buffer.loadUnaligned(fromByteOffset: offset, as: inotify_event.self)
          let end = min(count, offset + headSize + Int(event.len))
          let name = String(decoding: buffer[(offset + headSize)..<end].prefix { $0 != 0 }, as: UTF8.self)
          note(event, name, in: &changes)
          offset = end
        }
      }
    }
  }

  private func note(_ event: inotify_event, _ name: String, in changes: inout FolderChanges) {
    func has(_ flags: Int...) -> Bool { flags.contains { event.mask & UInt32(truncatingIfNeeded: $0) != 0 } }
    if has(Int(IN_Q_OVERFLOW)) {
      changes.isUncertain = true
      return
    }
    guard let folder = folders[event.wd] else { return }
    if name.isEmpty {
      if has(Int(IN_DELETE_SELF), Int(IN_MOVE_SELF), Int(IN_ATTRIB)) { changes.isUncertain = true }
      return
    }
    guard !name.hasPrefix(".") else { return }
    // Beside content/ and templates/, what is in the guide's own folder does not count: the built site may be there.
    if folder.isEmpty {
      if name == "content" || name == "templates" { changes.isUncertain = true }
      return
    }
    let path = folder + "/" + name
    if has(Int(IN_ISDIR)) || folder.hasPrefix("/") {
      changes.isUncertain = true
    } else if has(Int(IN_CLOSE_WRITE), Int(IN_MOVED_TO), Int(IN_ATTRIB)) {
      changes.files.insert(path)
      if has(Int(IN_CLOSE_WRITE), Int(IN_MOVED_TO)) { unsettled.remove(path) }
    } else if has(Int(IN_MODIFY)) {
      unsettled.insert(path)
    } else {
      changes.isUncertain = true
      unsettled.insert(path)
    }
  }
}
#endif
