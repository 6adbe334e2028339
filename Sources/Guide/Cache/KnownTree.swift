import Glibc

/// The files below a folder as they were when a build was done: tells from the disk's stamps, mostly without reading,
/// which of them are others now.
///
/// Names and facts each stand in one block of plain data: reading a tree of thousands of files from the cache, asking
/// the disk for each and writing the tree again allocates nothing for any of them.
struct KnownTree: Sendable {
  /// What is known of one file.
  struct File: Sendable, Equatable {
    /// In bytes.
    fileprivate(set) var size: Int
    /// Of the file's bytes.
    fileprivate(set) var hash: ContentHash
    fileprivate var knownStamp: FileStamp
    /// Where its name begins in `KnownTree.names`.
    fileprivate var nameStart = 0

    /// nil where it cannot tell: then the file is read.
    var stamp: FileStamp? {
      get { knownStamp == .unknown ? nil : knownStamp }
      set { knownStamp = newValue ?? .unknown }
    }

    init(size: Int, stamp: FileStamp?, hash: ContentHash) {
      (self.size, self.hash, knownStamp) = (size, hash, stamp ?? .unknown)
    }
  }

  /// What is no longer as it was.
  struct Differences: Sendable {
    /// Indices of the files that hold other bytes.
    var changed: [Int] = []
    /// Indices of the files that are gone, or no files any more.
    var gone: [Int] = []
    /// Files that are new, or what only a whole build can judge, such as symbolic links.
    var added: [SitePath] = []
    /// By index: stamps of files that are the same in spite of them.
    var stamps: [Int: FileStamp?] = [:]
    /// By index in `folders`: stamps of folders that hold nothing new.
    fileprivate var folderStamps: [Int: FileStamp] = [:]

    init(gone: [Int] = []) { self.gone = gone }
  }

  /// By folder, and by name in each.
  private(set) var files: [File]
  /// The files' names below their folders, each ended by a zero byte.
  fileprivate let names: [UInt8]
  /// By path; all that lead to files, also those that hold folders alone: a file may be put there.
  fileprivate private(set) var folders: [Folder]

  fileprivate struct Folder: Sendable {
    let path: SitePath
    /// The files that it holds.
    let files: Range<Int>
    /// As long as it stays the same, nothing was put into the folder; nil where that is not known.
    var stamp: FileStamp?
  }

  /// A tree of `files`, which are sorted by path.
  init(_ files: [(path: SitePath, file: File)]) {
    let paths = [.root] + SitePath.folders(of: files.lazy.map(\.path)).sorted()
    let numbers = Dictionary(uniqueKeysWithValues: zip(paths, paths.indices))
    var members = Array(repeating: [Int](), count: paths.count)
    var (last, number) = (SitePath.root, 0)
    for (index, file) in files.enumerated() {
      if !file.path.isHeld(by: last) {
        last = file.path.folder
        number = numbers[last] ?? 0
      }
      members[number].append(index)
    }
    var (known, names, folders) = ([File](), [UInt8](), [Folder]())
    known.reserveCapacity(files.count)
    for (path, members) in zip(paths, members) {
      folders.append(Folder(path: path, files: known.count..<known.count + members.count))
      for member in members {
        var file = files[member].file
        file.nameStart = names.count
        known.append(file)
        names += files[member].path.name.bytes
        names.append(0)
      }
    }
    (self.files, self.names, self.folders) = (known, names, folders)
  }

  /// The path of the file at `index`, below the tree's folder.
  func path(of index: Int) -> SitePath {
    let folder = folders[position { index < $0.files.upperBound }]
    return folder.path.appending(name(of: index))
  }

  /// All files, in the order of their paths.
  var entries: [Manifest.Entry] {
    let entries = folders.flatMap { folder in
      folder.files.map { index in
        Manifest.Entry(path: folder.path.appending(name(of: index)), size: files[index].size, hash: files[index].hash)
      }
    }
    return entries.sorted { $0.path < $1.path }
  }

  /// The index in `files` of the one at `path`.
  func index(of path: SitePath) -> Int? {
    let (holder, name) = (path.folder, path.name)
    let number = position { !($0.path < holder) }
    guard number < folders.count, folders[number].path == holder else { return nil }
    let known = folders[number].files
    let index = known.partitioningIndex { !(SitePath(bytes: Array(self.name(of: $0))) < name) }
    return known.contains(index) && self.name(of: index).elementsEqual(name.bytes) ? index : nil
  }

  /// The indices of all files below `folder`.
  func indices(below folder: SitePath) -> [Int] {
    folders.filter { $0.path == folder || $0.path.ancestors.contains(folder) }.flatMap(\.files)
  }

  private func name(of index: Int) -> ArraySlice<UInt8> {
    let start = files[index].nameStart
    return names[start..<(names[start...].firstIndex(of: 0) ?? names.endIndex)]
  }

  /// The first of the folders with which `isThere` begins to hold; their number where it never does.
  private func position(_ isThere: (Folder) -> Bool) -> Int {
    (0..<folders.count).partitioningIndex { isThere(folders[$0]) }
  }

  /// Notes that the file at `index` holds `bytes` now.
  mutating func update(_ index: Int, _ bytes: [UInt8], stamp: FileStamp?) {
    files[index].size = bytes.count
    files[index].stamp = stamp
    files[index].hash = ContentHash(of: bytes)
  }

  /// Notes new stamps of what is the same.
  mutating func update(_ differences: Differences) {
    for (index, stamp) in differences.stamps { files[index].stamp = stamp }
    for (number, stamp) in differences.folderStamps { folders[number].stamp = stamp }
  }
}

extension KnownTree {
  /// Compares the tree with what stands in `root`.
  ///
  /// - Parameter isComplete: files that are not in the tree count too, but for hidden ones.
  func differences(in root: OpenFolder, isComplete: Bool, crew: Crew) throws(OutputError) -> Differences {
    let known = isComplete ? Set(folders.map(\.path)) : []
    let found = try crew.map(folders.count) { (number) throws(OutputError) in
      var differences = Differences()
      try compare(number, in: root, isComplete ? known : nil, &differences)
      return differences
    }
    var all = Differences()
    for differences in found { all.add(differences) }
    return all.sorted
  }

  /// Takes the stamps of files that have just been written into `root`, or given second names there: whatever else is
  /// known of them holds.
  mutating func stamp(in root: OpenFolder, crew: Crew) throws(OutputError) {
    let found = try crew.map(folders.count) { [self] (number) throws(OutputError) -> [FileStamp?] in
      guard let folder = try root.folderAtOnce(folders[number].path) else { return [] }
      let now = FileStamp.now()
      return folders[number].files.map { index in
        let stamp = status(of: index, in: folder).map(FileStamp.init)
        let isSettled = stamp.map { $0.size == files[index].size && now - $0.modified > FileStamp.tick } ?? false
        return isSettled ? stamp : nil
      }
    }
    for (folder, stamps) in zip(folders, found) {
      for (index, stamp) in zip(folder.files, stamps) { files[index].stamp = stamp }
    }
  }

  /// Compares one folder; where the others are given, also looks for what is new in it.
  private func compare(
    _ number: Int, in root: OpenFolder, _ folders: Set<SitePath>?, _ differences: inout Differences
  ) throws(OutputError) {
    let known = self.folders[number]
    // No link is followed: of the folders on the way each is looked at by itself.
    // One that cannot be opened counts as gone: the whole build says what is wrong with it.
    guard let folder = try? root.folderAtOnce(known.path) else {
      differences.gone = Array(known.files)
      if known.files.isEmpty, root.status(known.path) != nil { differences.added.append(known.path) }
      return
    }
    for index in known.files { check(index, in: folder, &differences) }
    guard let folders else { return }
    let (time, stamp) = (FileStamp.now(), folder.stamp)
    if let stamp, stamp == known.stamp { return }
    let isAllKnown = try findAdded(to: known, in: folder, folders, &differences)
    if let stamp, isAllKnown, stamp.isTrusted(readAt: time) { differences.folderStamps[number] = stamp }
  }

  /// What the disk says of the file at `index`, a link itself and not what it leads to; nil if nothing stands there.
  private func status(of index: Int, in folder: OpenFolder) -> stat? {
    let start = files[index].nameStart
    return names.withUnsafeBytes { names in
      names.baseAddress.flatMap { folder.status($0.advanced(by: start).assumingMemoryBound(to: CChar.self)) }
    }
  }

  private func check(_ index: Int, in folder: OpenFolder, _ differences: inout Differences) {
    let file = files[index]
    guard let status = status(of: index, in: folder), status.st_mode & S_IFMT == S_IFREG else {
      return differences.gone.append(index)
    }
    if FileStamp(status) == file.stamp { return }
    guard Int(status.st_size) == file.size else { return differences.changed.append(index) }
    let now = FileStamp.now()
    guard let standing = StandingFile(SitePath(bytes: Array(name(of: index))), in: folder),
      let bytes = standing.bytes(), ContentHash(of: bytes) == file.hash
    else { return differences.changed.append(index) }
    differences.stamps[index] = .some(standing.stamp.isTrusted(readAt: now) ? standing.stamp : nil)
  }

  /// - Returns: whether all that the folder holds is in the tree: something may yet be put into a folder that is not.
  private func findAdded(
    to known: Folder, in folder: OpenFolder, _ folders: Set<SitePath>, _ differences: inout Differences
  ) throws(OutputError) -> Bool {
    var isAllKnown = true
    for entry in try folder.entries() where entry.name.first != UInt8(ascii: ".") {
      let (name, path) = (SitePath(bytes: entry.name), known.path.appending(entry.name))
      switch entry.kind {
      case .file where index(of: path) != nil: continue
      case .folder where folders.contains(path): continue
      case .file, .other: differences.added.append(path)
      case .folder:
        // A folder without files makes no difference to a site.
        if let inside = try folder.folder(name) {
          try differences.added += inside.visibleFiles().map { path.appending($0.bytes) }
        }
      }
      isAllKnown = false
    }
    return isAllKnown
  }
}

extension KnownTree.Differences {
  /// Whether the tree is as it was.
  var isEmpty: Bool { changed.isEmpty && gone.isEmpty && added.isEmpty }

  /// Whether stamps were found that save reading the next time.
  var hasStamps: Bool { !stamps.isEmpty || !folderStamps.isEmpty }

  /// The same, whatever the order in which threads found it.
  fileprivate var sorted: Self {
    var sorted = self
    sorted.changed.sort()
    sorted.gone.sort()
    sorted.added.sort()
    return sorted
  }

  fileprivate mutating func add(_ other: Self) {
    changed += other.changed
    gone += other.gone
    added += other.added
    stamps.merge(other.stamps) { $1 }
    folderStamps.merge(other.folderStamps) { $1 }
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
    files = reader.plainData(File.self)
    names = Array(reader.part())
    let known = files.count
    var start = 0
    folders = reader.parts { reader in
      let path = SitePath(bytes: Array(reader.part()))
      let files = start..<start + min(max(0, reader.number()), known)
      start = files.upperBound
      return Folder(path: path, files: files, stamp: reader.optional { FileStamp(from: &$0) })
    }
  }
}

extension KnownTree {
  /// Whether its parts fit each other: what was read from a disk may be anything.
  var isSound: Bool {
    folders.first?.path == .root && folders.last?.files.upperBound == files.count
      && files.allSatisfy { names.indices.contains($0.nameStart) } && (names.last ?? 0) == 0
  }

  /// In bytes, in the cache, or somewhat more.
  var size: Int { MemoryLayout<File>.stride * files.count + names.count + 160 * folders.count }
}

extension CacheWriter {
  /// The whole tree.
  mutating func add(_ tree: KnownTree) {
    add(plainData: tree.files)
    add(tree.names)
    add(each: tree.folders) { writer, folder in
      writer.add(folder.path.bytes)
      writer.add(folder.files.count)
      writer.add(optional: folder.stamp) { $0.add($1) }
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
