/// The files of the new site, checked against each other and in order.
struct NewSite: Sendable {
  /// Sorted by path.
  let files: [OutputFile]
  /// The files' paths, in the same order.
  let paths: [SitePath]
  /// The folders that hold the files, without the site's own.
  let folders: Set<SitePath>

  /// `files` in any order.
  ///
  /// - Throws: `invalidPath` or `collision`.
  init(_ files: [OutputFile]) throws(OutputError) {
    let sorted = files.map { (path: SitePath($0.path), file: $0) }.sorted { $0.path < $1.path }
    for entry in sorted where !entry.path.isAllowed { throw .invalidPath(entry.file.path) }
    for (first, second) in zip(sorted, sorted.dropFirst()) where first.path == second.path {
      throw .collision(first.file.path, first.file.path)
    }
    self.files = sorted.map(\.file)
    self.paths = sorted.map(\.path)
    self.folders = SitePath.folders(of: paths)
    for path in paths where folders.contains(path) {
      let inside = paths.first { $0.ancestors.contains(path) }
      throw .collision(path.text, inside?.text ?? path.text)
    }
  }

  /// A known site with other `files` at some of its `paths`, both in order; the bytes of the rest are left empty.
  init(replacing files: [OutputFile], among paths: [SitePath]) {
    var rest = files[...]
    self.files = paths.map { path in
      guard let next = rest.first, SitePath(next.path) == path else { return OutputFile(path: path.text, bytes: []) }
      return rest.removeFirst()
    }
    self.paths = paths
    self.folders = SitePath.folders(of: paths)
  }
}

extension SitePath {
  /// All the folders that lead to `paths`, without the site's own.
  static func folders(of paths: some Sequence<SitePath>) -> Set<SitePath> {
    var folders: Set<SitePath> = []
    var last = SitePath.root
    for path in paths {
      let folder = path.folder
      guard folder != last else { continue }
      last = folder
      guard folder != .root, folders.insert(folder).inserted else { continue }
      folders.formUnion(folder.ancestors)
    }
    return folders
  }
}
