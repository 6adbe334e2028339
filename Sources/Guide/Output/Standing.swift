/// How one file of the new site stands in the folder now.
struct Standing: Sendable {
  /// What is at the file's path.
  enum State: Sendable, Equatable {
    /// The file, with the bytes that it is to have.
    case same
    /// A file with other bytes.
    case different
    case absent
    /// A folder.
    case folder
    /// A symbolic link, socket, pipe or device.
    case other
    /// Nothing can be there, since this, which should be a folder, is none.
    case below(SitePath)
  }

  var state: State
  /// Of the bytes that the file is to have.
  var hash: ContentHash
  /// How many those are.
  var size: Int

  /// Makes every file of `new` and compares it with what stands; those that differ are added to `prepared`.
  static func survey(
    _ new: NewSite, in folder: OpenFolder, preparing prepared: PreparedFiles, crew: Crew
  ) throws(OutputError) -> [Standing] {
    let surveys = try crew.map(new.batches.count) { (number) throws(OutputError) in
      let batch = new.batches[number]
      var cursor = FolderCursor(below: folder)
      var standings: [Standing] = []
      var others: [(position: Int, bytes: [UInt8])] = []
      for (position, bytes) in zip(batch.positions, batch.bytes()) {
        let path = new.paths[position]
        let holder = try cursor.folder(holding: path)
        let state =
          holder.map { Self.state(of: path.name, holding: bytes, in: $0) }
          ?? Self.obstacle(on: path.folder, in: folder).map { .below($0) } ?? .absent
        standings.append(Standing(state: state, hash: ContentHash(of: bytes), size: bytes.count))
        if state != .same { others.append((position, bytes)) }
      }
      try prepared.add(others)
      return standings
    }
    let unknown = Standing(state: .absent, hash: ContentHash(value: 0), size: 0)
    var all = Array(repeating: unknown, count: new.paths.count)
    for (batch, standings) in zip(new.batches, surveys) {
      for (position, standing) in zip(batch.positions, standings) { all[position] = standing }
    }
    return all
  }

  private static func state(of name: SitePath, holding bytes: [UInt8], in folder: OpenFolder) -> State {
    if let file = StandingFile(name, in: folder) { return file.holds(bytes) ? .same : .different }
    return switch folder.kind(of: name) {
    case nil: .absent
    case .file: .different
    case .folder: .folder
    case .other: .other
    }
  }

  /// What stands, as no folder, where `path` or a folder that leads to it should be; nil if nothing does.
  private static func obstacle(on path: SitePath, in folder: OpenFolder) -> SitePath? {
    for step in path.ancestors + [path] {
      guard let kind = folder.kind(of: step) else { return nil }
      if kind != .folder { return step }
    }
    return nil
  }
}
