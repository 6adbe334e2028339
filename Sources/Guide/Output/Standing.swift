import Synchronization

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

  /// Every file of `new`, in its order.
  static func survey(_ new: NewSite, in folder: OpenFolder, crew: Crew) throws(OutputError) -> [Standing] {
    let batches = FolderBatch.batches(of: new.paths)
    let unknown = Standing(state: .absent, hash: ContentHash(value: 0))
    let survey = Mutex(Array(repeating: unknown, count: new.files.count))
    try crew.run(batches.count) { (number) throws(OutputError) in
      let batch = batches[number]
      let holder = try folder.folder(batch.folder)
      let obstacle = holder == nil ? Self.obstacle(on: batch.folder, in: folder) : nil
      let standing = batch.members.map { position in
        let bytes = new.files[position].bytes
        let state = holder.map { Self.state(of: new.paths[position].name, holding: bytes, in: $0) }
        return Standing(state: state ?? obstacle.map { .below($0) } ?? .absent, hash: ContentHash(of: bytes))
      }
      survey.withLock { for (position, standing) in zip(batch.members, standing) { $0[position] = standing } }
    }
    return survey.withLock { $0 }
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
