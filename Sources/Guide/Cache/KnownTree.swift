import Glibc

/// The files below a folder as they were when a build was done: tells from the disk's stamps, mostly without reading,
/// which of them are others now.
struct KnownTree: Sendable {
  /// One file.
  struct File: Sendable, Equatable {
    /// Below the tree's folder.
    let path: SitePath
    /// In bytes.
    var size: Int
    /// nil where it cannot tell: then the file is read.
    var stamp: FileStamp?
    /// Of the file's bytes.
    var hash: ContentHash
  }

  /// What is no longer as it was.
  struct Differences: Sendable {
    /// Indices in `files` of those that hold other bytes.
    var changed: [Int] = []
    /// Indices in `files` of those that are gone, or no files any more.
    var gone: [Int] = []
    /// Files that are new, or what only a whole build can judge, such as symbolic links.
    var added: [SitePath] = []
    /// By index in `files`: stamps of files that are the same in spite of them.
    var stamps: [Int: FileStamp?] = [:]
  }

  /// Sorted by path.
  private(set) var files: [File]
  private let folders: [Folder]

  private struct Folder: Sendable {
    let path: SitePath
    /// Of the files that it holds, by path: indices in `files`.
    var members: [Int] = []

    /// Where the names of its files begin in their paths.
    var nameStart: Int { path == .root ? 0 : path.bytes.count + 1 }
  }

  /// A tree of `files`, which are sorted by path.
  init(_ files: [File]) {
    self.files = files
    // All that lead to files, also those that hold folders alone: a file may be put there.
    let paths = [.root] + SitePath.folders(of: files.lazy.map(\.path)).sorted()
    var folders = paths.map { Folder(path: $0) }
    let numbers = Dictionary(uniqueKeysWithValues: zip(paths, folders.indices))
    var (last, number) = (SitePath.root, 0)
    for (index, file) in files.enumerated() {
      if !file.path.isHeld(by: last) {
        last = file.path.folder
        number = numbers[last] ?? 0
      }
      folders[number].members.append(index)
    }
    self.folders = folders
  }

  /// The index in `files` of the one at `path`.
  func index(of path: SitePath) -> Int? {
    var (low, high) = (0, files.count)
    while low < high {
      let middle = (low + high) / 2
      if files[middle].path < path { low = middle + 1 } else { high = middle }
    }
    return low < files.count && files[low].path == path ? low : nil
  }

  /// Notes that the file at `index` holds `bytes` now.
  mutating func update(_ index: Int, _ bytes: [UInt8], stamp: FileStamp?) {
    files[index].size = bytes.count
    files[index].stamp = stamp
    files[index].hash = ContentHash(of: bytes)
  }

  /// Notes new stamps of files that are the same.
  mutating func update(_ stamps: [Int: FileStamp?]) {
    for (index, stamp) in stamps { files[index].stamp = stamp }
  }

  /// Compares the tree with what stands in `root`.
  ///
  /// - Parameter isComplete: files that are not in the tree count too, but for hidden ones.
  func differences(in root: OpenFolder, isComplete: Bool, crew: Crew) throws(OutputError) -> Differences {
    let known = isComplete ? Set(folders.map(\.path)) : []
    let found = try crew.map(folders.count) { (number) throws(OutputError) in
      var differences = Differences()
      // One that cannot be opened counts as gone: the whole build says what is wrong with it.
      if let folder = try? root.folder(folders[number].path) {
        let start = folders[number].nameStart
        for member in folders[number].members { check(member, nameStart: start, in: folder, &differences) }
        if isComplete { try findAdded(to: folders[number], in: folder, known, &differences) }
      } else {
        differences.gone = folders[number].members
      }
      return differences
    }
    var all = Differences()
    for differences in found { all.add(differences) }
    return all.sorted
  }

  /// Takes the stamps of files that have just been written into `root`, or given second names there: whatever else is
  /// known of them holds.
  mutating func stamp(in root: OpenFolder, crew: Crew) throws(OutputError) {
    let found = try crew.map(folders.count) { [folders, files] (number) throws(OutputError) -> [(Int, FileStamp?)] in
      guard let folder = try root.folder(folders[number].path) else { return [] }
      let now = FileStamp.now()
      let start = folders[number].nameStart
      return folders[number].members.map { member in
        let stamp = folder.status(files[member].path, from: start).map(FileStamp.init)
        let isSettled = stamp.map { $0.size == files[member].size && now - $0.modified > FileStamp.tick } ?? false
        return (member, isSettled ? stamp : nil)
      }
    }
    for (index, stamp) in found.joined() { files[index].stamp = stamp }
  }

  private func check(_ index: Int, nameStart: Int, in folder: OpenFolder, _ differences: inout Differences) {
    let file = files[index]
    guard let status = folder.status(file.path, from: nameStart), status.st_mode & S_IFMT == S_IFREG else {
      return differences.gone.append(index)
    }
    if FileStamp(status) == file.stamp { return }
    guard Int(status.st_size) == file.size else { return differences.changed.append(index) }
    let now = FileStamp.now()
    guard let standing = StandingFile(file.path.name, in: folder), let bytes = standing.bytes(),
      ContentHash(of: bytes) == file.hash
    else { return differences.changed.append(index) }
    differences.stamps[index] = .some(standing.stamp.isTrusted(readAt: now) ? standing.stamp : nil)
  }

  private func findAdded(
    to known: Folder, in folder: OpenFolder, _ folders: Set<SitePath>, _ differences: inout Differences
  ) throws(OutputError) {
    for entry in try folder.entries() where entry.name.first != UInt8(ascii: ".") {
      let (name, path) = (SitePath(bytes: entry.name), known.path.appending(entry.name))
      switch entry.kind {
      case .file: if index(of: path) == nil { differences.added.append(path) }
      case .other: differences.added.append(path)
      case .folder:
        guard !folders.contains(path), let inside = try folder.folder(name) else { continue }
        // A folder without files makes no difference to a site.
        try differences.added += inside.visibleFiles().map { path.appending($0.bytes) }
      }
    }
  }
}

extension KnownTree.Differences {
  /// Whether the tree is as it was.
  var isEmpty: Bool { changed.isEmpty && gone.isEmpty && added.isEmpty }

  /// The same, whatever the order in which threads found it.
  fileprivate var sorted: Self {
    Self(changed: changed.sorted(), gone: gone.sorted(), added: added.sorted(), stamps: stamps)
  }

  fileprivate mutating func add(_ other: Self) {
    changed += other.changed
    gone += other.gone
    added += other.added
    stamps.merge(other.stamps) { $1 }
  }
}

extension OpenFolder {
  /// What stands below and is no folder, hidden names left out.
  fileprivate func visibleFiles() throws(OutputError) -> [SitePath] {
    var found: [SitePath] = []
    for entry in try entries() where entry.name.first != UInt8(ascii: ".") {
      let name = SitePath(bytes: entry.name)
      guard entry.kind == .folder else {
        found.append(name)
        continue
      }
      if let inside = try folder(name) { try found += inside.visibleFiles().map { name.appending($0.bytes) } }
    }
    return found
  }
}

extension KnownTree {
  /// The tree that a writer's `add` wrote.
  init(from reader: inout CacheReader) {
    self.init(
      reader.parts { reader in
        let path = SitePath(bytes: Array(reader.part()))
        let size = reader.number()
        let stamp = reader.optional { FileStamp(from: &$0) }
        let hash = ContentHash(value: UInt64(bitPattern: Int64(reader.number())))
        return File(path: path, size: size, stamp: stamp, hash: hash)
      })
  }
}

extension CacheWriter {
  /// The whole tree.
  mutating func add(_ tree: KnownTree) {
    add(each: tree.files) { writer, file in
      writer.add(file.path.bytes)
      writer.add(file.size)
      writer.add(optional: file.stamp) { $0.add($1) }
      writer.add(Int(Int64(bitPattern: file.hash.value)))
    }
  }

  /// The five numbers of a stamp.
  mutating func add(_ stamp: FileStamp) {
    for number in [
      Int(bitPattern: stamp.device), Int(bitPattern: stamp.inode), stamp.size, stamp.modified, stamp.changed,
    ] {
      add(number)
    }
  }
}

extension FileStamp {
  /// The stamp that a writer's `add` wrote.
  init(from reader: inout CacheReader) {
    device = UInt(bitPattern: reader.number())
    inode = UInt(bitPattern: reader.number())
    size = reader.number()
    modified = reader.number()
    changed = reader.number()
  }
}
