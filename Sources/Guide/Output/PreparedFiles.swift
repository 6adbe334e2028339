import Threads

/// Files of the new site that differ from what stands, from when they are made until it is known that they may be
/// written: the first few in memory, and when those have become many all others in the new folder beside the site.
///
/// What is in neither place is made again when it is asked for; that is so where there can be no folder beside.
final class PreparedFiles: Sendable {
  private struct State {
    var bytes: [Int: [UInt8]] = [:]
    var size = 0
    /// Positions of the files that stand in the new folder.
    var placed: Set<Int> = []
    var tree: NewTree?
    var hasAskedForTree = false
  }

  private let site: NewSite
  /// Where the site is to stand; nil where there is to be no folder beside.
  private let folder: SiteFolder?
  private let state = Locked(State())

  /// How many bytes are kept in memory.
  private static let memoryLimit = 1 << 20

  /// Nothing yet of `site`, which is to stand in `folder`; where that is nil, there is no folder beside.
  init(of site: NewSite, for folder: SiteFolder? = nil) {
    (self.site, self.folder) = (site, folder)
  }

  /// The new folder, if there had to be one.
  var tree: NewTree? { state.withLock { $0.tree } }

  /// Removes the new folder, unless it has been put in place: what stood there is made again when it is asked for.
  func discardTree() {
    state.withLock { state in
      state.tree?.discard()
      (state.tree, state.placed) = (nil, [])
    }
  }

  /// Adds `files`, each with its position in the site.
  func add(_ files: [(position: Int, bytes: [UInt8])]) throws(OutputError) {
    let (rest, tree) = try keep(files)
    guard let tree, !rest.isEmpty else { return }
    var cursor = FolderCursor(below: tree.folder)
    for (position, bytes) in rest {
      let path = site.paths[position]
      try cursor.folder(holding: path)?.write(bytes, to: path.name)
    }
    state.withLock { $0.placed.formUnion(rest.lazy.map(\.position)) }
  }

  /// Keeps in memory what of `files` there is room for.
  ///
  /// - Returns: the rest, and where it is to go; nil where there is no such place.
  private func keep(
    _ files: [(position: Int, bytes: [UInt8])]
  ) throws(OutputError) -> (rest: ArraySlice<(position: Int, bytes: [UInt8])>, tree: NewTree?) {
    try state.withLock { (state) throws(OutputError) in
      var rest = files[...]
      while let (position, bytes) = rest.first, state.size + bytes.count <= Self.memoryLimit {
        state.size += bytes.count
        state.bytes[position] = bytes
        rest.removeFirst()
      }
      if !rest.isEmpty, !state.hasAskedForTree {
        state.hasAskedForTree = true
        if let folder { state.tree = try NewTree.make(beside: folder, for: site) }
      }
      return (rest, state.tree)
    }
  }

  /// Calls `use` with the files at `positions`, but for those that stand in the new folder: with some at a time, each with
  /// its position, in any order and from any thread of `crew`.
  func forEach(
    of positions: [Int], crew: Crew, _ use: @Sendable ([(position: Int, bytes: [UInt8])]) throws(OutputError) -> Void
  ) throws(OutputError) {
    let (known, placed) = state.withLock { ($0.bytes, $0.placed) }
    let batches = site.batches(of: positions.lazy.filter { !placed.contains($0) })
    try crew.run(batches.count) { (number) throws(OutputError) in
      let (batch, members) = batches[number]
      let isKnown = members.allSatisfy { known[batch.positions[$0]] != nil }
      let made = isKnown ? [] : batch.bytes()
      try use(
        members.map { member in
          let position = batch.positions[member]
          return (position, isKnown ? known[position] ?? [] : made[member])
        })
    }
  }
}
