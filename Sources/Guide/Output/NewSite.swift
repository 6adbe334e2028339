/// The files of the new site, checked against each other and in order.
struct NewSite: Sendable {
  /// The files' paths, sorted.
  let paths: [SitePath]
  /// The folders that hold the files, without the site's own.
  let folders: Set<SitePath>
  /// The files by how they are made.
  let batches: [Batch]
  /// By position in `paths`: the batch that makes the file, and where it stands among that batch's.
  private let makers: [(batch: Int, member: Int)]

  /// Files that are made together.
  struct Batch: Sendable {
    /// Of the files, in their order: positions in `NewSite.paths`.
    let positions: [Int]
    fileprivate let output: OutputBatch

    /// The files' bytes, in the order of `positions`.
    func bytes() -> [[UInt8]] { output.files().map(\.bytes) }
  }

  /// The files of `batches`, in any order.
  ///
  /// - Throws: `invalidPath` or `collision`.
  init(_ batches: [OutputBatch]) throws(OutputError) {
    var all: [(path: SitePath, batch: Int, member: Int)] = []
    for (batch, output) in batches.enumerated() {
      for (member, path) in output.paths.enumerated() { all.append((SitePath(path), batch, member)) }
    }
    all.sort { $0.path < $1.path }
    for entry in all where !entry.path.isAllowed { throw .invalidPath(entry.path.text) }
    for (first, second) in zip(all, all.dropFirst()) where first.path == second.path {
      throw .collision(first.path.text, first.path.text)
    }
    self.init(paths: all.map(\.path), makers: all.map { ($0.batch, $0.member) }, batches: batches)
    for path in paths where folders.contains(path) {
      let inside = paths.first { $0.ancestors.contains(path) }
      throw .collision(path.text, inside?.text ?? path.text)
    }
  }

  /// A known site with other `files` at some of its `paths`, both in order; nothing makes the rest.
  init(replacing files: [OutputFile], among paths: [SitePath]) {
    var makers = Array(repeating: (batch: -1, member: -1), count: paths.count)
    var member = 0
    for (position, path) in paths.enumerated() where member < files.count && SitePath(files[member].path) == path {
      makers[position] = (0, member)
      member += 1
    }
    self.init(paths: paths, makers: makers, batches: [OutputBatch(paths: files.map(\.path)) { files }])
  }

  private init(paths: [SitePath], makers: [(batch: Int, member: Int)], batches: [OutputBatch]) {
    self.paths = paths
    self.makers = makers
    folders = SitePath.folders(of: paths)
    var positions = batches.map { Array(repeating: 0, count: $0.paths.count) }
    for (position, maker) in makers.enumerated() where maker.batch >= 0 {
      positions[maker.batch][maker.member] = position
    }
    self.batches = zip(positions, batches).map { Batch(positions: $0, output: $1) }
  }

  /// The bytes of one file, made with all others of its batch; empty for one that nothing makes.
  func bytes(at position: Int) -> [UInt8] {
    let (batch, member) = makers[position]
    return batch < 0 ? [] : batches[batch].bytes()[member]
  }

  /// The files at `positions`, by the batch that makes them.
  func batches(of positions: some Sequence<Int>) -> [(batch: Batch, members: [Int])] {
    var members: [Int: [Int]] = [:]
    for position in positions where makers[position].batch >= 0 {
      members[makers[position].batch, default: []].append(makers[position].member)
    }
    return members.sorted { $0.key < $1.key }.map { (batches[$0.key], $0.value) }
  }
}

extension SitePath {
  /// All the folders that lead to `paths`, without the site's own.
  static func folders(of paths: some Sequence<SitePath>) -> Set<SitePath> {
    var folders: Set<SitePath> = []
    var last = SitePath.root
    for path in paths where !path.isHeld(by: last) {
      let folder = path.folder
      last = folder
      guard folder != .root, folders.insert(folder).inserted else { continue }
      folders.formUnion(folder.ancestors)
    }
    return folders
  }
}
