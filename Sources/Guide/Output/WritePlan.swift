/// What has to change in the site's folder so that it holds the new site.
struct WritePlan: Sendable {
  /// The new site.
  let new: NewSite
  /// Those of its files that are to be written.
  let prepared: PreparedFiles
  /// What the record says of the files of `new`.
  let entries: [Manifest.Entry]
  /// The bytes of the record to leave behind.
  let record: [UInt8]
  /// Whether the bytes in `new` of files that stay are unknown.
  let isPartial: Bool
  /// Whether the record that stands there says the same already.
  let manifestIsCurrent: Bool
  /// Positions in `new` of the files that stand as they should.
  let unchanged: [Int]
  /// Positions in `new` of the files to write.
  let writes: [Int]
  /// Those of `writes` where nothing stands yet.
  let additions: Set<Int>
  /// Files of the build before that are gone, and stand unaltered.
  let removals: [Manifest.Entry]
  /// Files of the build before that are gone, and have been altered since by somebody else.
  let kept: [SitePath]
  /// Whether a file takes a folder's place, or a folder a file's.
  let swapsFileAndFolder: Bool

  /// Files that stand and are guidegen's: to be kept, replaced or removed.
  let standingOurs: Set<SitePath>

  /// How many files are written or removed.
  var changes: Int { writes.count + removals.count }

  /// Compares `new` with what stands in `folder`; changes nothing there.
  ///
  /// - Parameter prepared: gets the files that are to be written.
  /// - Throws: `inTheWay` with every file that guidegen did not write and would have to replace.
  init(for new: NewSite, in folder: OpenFolder, prepared: PreparedFiles, crew: Crew) throws(OutputError) {
    let standing = try Standing.survey(new, in: folder, preparing: prepared, crew: crew)
    let recordBytes = try folder.read(.manifest)
    let record = recordBytes.flatMap { Manifest(parsing: $0) }
    (self.new, self.prepared) = (new, prepared)
    let manifest = Manifest(
      zip(new.paths, standing).map { Manifest.Entry(path: $0, size: $1.size, hash: $1.hash) })
    self.entries = manifest.entries
    self.record = manifest.bytes
    self.isPartial = false
    self.manifestIsCurrent = recordBytes == manifest.bytes
    let wanted = Set(new.paths)
    let gone = (record?.entries ?? []).filter { !wanted.contains($0.path) }
    (removals, kept) = try Self.removals(of: gone, in: folder, crew: crew)

    var obstacles = Obstacles(record: record, removals: removals, folder: folder)
    var unchanged: [Int] = []
    var writes: [Int] = []
    var additions: Set<Int> = []
    for (position, standing) in standing.enumerated() {
      if standing.state == .same {
        unchanged.append(position)
        continue
      }
      writes.append(position)
      if standing.state != .different { additions.insert(position) }
      try obstacles.consider(standing.state, at: new.paths[position])
    }
    guard obstacles.foreign.isEmpty else {
      throw .inTheWay(obstacles.foreign.sorted().map { folder.shown($0) })
    }
    self.unchanged = unchanged
    self.writes = writes
    self.additions = additions
    self.swapsFileAndFolder = obstacles.swapsFileAndFolder
    let replaced = writes.filter { !additions.contains($0) }
    self.standingOurs = Set((unchanged + replaced).map { new.paths[$0] } + removals.map(\.path) + [.manifest])
  }

  /// A plan to replace files of a site that stands as it was written.
  ///
  /// - Parameters:
  ///   - files: the new ones, in the order of their paths.
  ///   - paths: those of all files of the site that are to stand when the plan is done, in order.
  ///   - record: the bytes of the record to leave behind.
  init(replacing files: [OutputFile], among paths: [SitePath], record: [UInt8]) {
    new = NewSite(replacing: files, among: paths)
    prepared = PreparedFiles(of: new)
    let replaced = Set(files.map { SitePath($0.path) })
    entries = []
    self.record = record
    isPartial = true
    manifestIsCurrent = false
    unchanged = paths.indices.filter { !replaced.contains(paths[$0]) }
    writes = paths.indices.filter { replaced.contains(paths[$0]) }
    additions = []
    removals = []
    kept = []
    swapsFileAndFolder = false
    standingOurs = Set(paths + [.manifest])
  }

  /// Of the files `gone` from the site, those that stand as they were written, and those that have been altered.
  private static func removals(
    of gone: [Manifest.Entry], in folder: OpenFolder, crew: Crew
  ) throws(OutputError) -> (removals: [Manifest.Entry], kept: [SitePath]) {
    let batches = FolderBatch.batches(of: gone.map(\.path))
    let found = try crew.map(batches.count) {
      (number) throws(OutputError) -> (removals: [Manifest.Entry], kept: [SitePath]) in
      let batch = batches[number]
      guard let holder = try folder.folder(batch.folder) else { return ([], []) }
      var (removals, kept): ([Manifest.Entry], [SitePath]) = ([], [])
      for entry in batch.members.map({ gone[$0] }) {
        if StandingFile(entry.path.name, in: holder)?.isAsWritten(entry) ?? false {
          removals.append(entry)
        } else if holder.kind(of: entry.path.name) != nil {
          kept.append(entry.path)
        }
      }
      return (removals, kept)
    }
    return (found.flatMap(\.removals).sorted { $0.path < $1.path }, found.flatMap(\.kept).sorted())
  }
}
