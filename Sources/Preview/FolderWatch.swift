/// Tells that something below a guide's folder may have changed. It is a bell: what did change, the files say.
protocol FolderWatch: AnyObject {
  /// Becomes readable when something changed; nil where there is no such thing, and `take` is to be called now and then.
  var descriptor: Int32? { get }

  /// What changed since the last call; returns at once where nothing did, else after whatever is going on has settled.
  func take() -> FolderChanges

  /// Makes `folders` those that are watched: paths below the guide's folder (empty for itself) or from the disk's root.
  ///
  /// - Returns: whether any is new, so that files in it may have changed unseen.
  func follow(_ folders: [String]) -> Bool
}

/// What a watch noticed.
struct FolderChanges: Equatable {
  /// Files that were written or took another's place, by path below the guide's folder.
  var files: Set<String> = []
  /// Files or folders came or went, or the watch lost count: the whole folder is to be looked through.
  var isUncertain = false

  var isEmpty: Bool { files.isEmpty && !isUncertain }
}

/// A watch for systems, disks and limits that allow no better: it always says that something may have changed.
final class PollingWatch: FolderWatch {
  /// How long to wait between two looks, in milliseconds.
  static let interval = 250

  var descriptor: Int32? { nil }

  func take() -> FolderChanges { FolderChanges(isUncertain: true) }

  func follow(_ folders: [String]) -> Bool { false }
}
