/// Files of one folder, few enough to share the work out among threads.
struct FolderBatch: Sendable {
  let folder: SitePath
  /// Positions in the list that the batch was made from.
  let members: [Int]

  /// `paths` by folder, in batches of at most 128, so that each folder is opened once a batch.
  static func batches(of paths: [SitePath]) -> [FolderBatch] {
    var members: [SitePath: [Int]] = [:]
    var batches: [FolderBatch] = []
    for (position, path) in paths.enumerated() {
      let folder = path.folder
      members[folder, default: []].append(position)
      if let full = members[folder], full.count == 128 {
        batches.append(FolderBatch(folder: folder, members: full))
        members[folder] = nil
      }
    }
    batches += members.map { FolderBatch(folder: $0.key, members: $0.value) }
    return batches
  }
}
