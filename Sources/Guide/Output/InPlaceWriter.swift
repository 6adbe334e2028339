import Glibc

/// Writes a site file by file into the folder that stands, by way of a journal.
///
/// For one changed file, and where whole folders cannot be exchanged. Everything new is first written to the folder
/// `.guidegen.new` inside the site; once its journal stands there, each file gets into place by one rename. If the
/// process dies before the journal stands, nothing has changed; if it dies after, the next run completes the work
/// first. Each file is whole at every moment, but between a death and the next run there can be files of both sites.
struct InPlaceWriter {
  let folder: OpenFolder

  /// Writes what `plan` says.
  func write(_ plan: WritePlan) throws(OutputError) {
    let staging = try stage(plan)
    try complete(Journal(for: plan), from: staging)
  }

  /// Completes, or takes back, what a killed run has begun.
  func recover() throws(OutputError) {
    guard let staging = try folder.folder(.staging) else { return }
    if let bytes = try staging.read(Journal.path), let journal = Journal(parsing: bytes) {
      try complete(journal, from: staging)
    } else {
      folder.removeAll(.staging)
    }
  }

  /// Writes the new files, the record and the journal, in this order.
  func stage(_ plan: WritePlan) throws(OutputError) -> OpenFolder {
    let journal = Journal(for: plan)
    var isStaged = false
    defer { if !isStaged { folder.removeAll(.staging) } }
    try folder.makeFolder(.staging)
    guard let staging = try folder.folder(.staging, shownAs: folder.shown) else {
      throw .inTheWay([folder.shown(.staging)])
    }
    let numbers = Dictionary(uniqueKeysWithValues: zip(plan.writes, plan.writes.indices))
    try plan.prepared.forEach(of: plan.writes, crew: Crew(threads: 1)) { (files) throws(OutputError) in
      for (position, bytes) in files {
        guard let number = numbers[position] else { continue }
        do throws(OutputError) {
          try staging.write(bytes, to: Journal.staged(number))
        } catch {
          throw error.naming(folder.shown(plan.new.paths[position]))
        }
      }
    }
    try staging.write(plan.record, to: .manifest)
    let draft = SitePath("journal.part")
    try staging.write(journal.bytes, to: draft)
    let (descriptor, name) = (staging.descriptor, Journal.path.terminated)
    guard renameat(descriptor, draft.terminated, descriptor, name) == 0 else {
      throw folder.refusal("write", .manifest)
    }
    isStaged = true
    return staging
  }

  /// Takes each step of the journal that has not been taken yet, and leaves nothing of it behind.
  private func complete(_ journal: Journal, from staging: OpenFolder) throws(OutputError) {
    for step in journal.steps {
      switch step {
      case .add(let number, let path): try move(Journal.staged(number), to: path, from: staging, mayReplace: false)
      case .replace(let number, let path): try move(Journal.staged(number), to: path, from: staging, mayReplace: true)
      case .remove(let entry): try remove(entry)
      }
    }
    try move(.manifest, to: .manifest, from: staging, mayReplace: true)
    folder.removeAll(.staging)
  }

  private func move(
    _ name: SitePath, to path: SitePath, from staging: OpenFolder, mayReplace: Bool
  ) throws(OutputError) {
    guard staging.status(name) != nil else { return }
    for ancestor in path.ancestors { try folder.makeFolder(ancestor) }
    guard let target = try folder.folder(path.folder) else { throw .inTheWay([folder.shown(path.folder)]) }
    // Only an empty folder gives way.
    if target.kind(of: path.name) == .folder { target.removeFolder(path.name) }
    if !mayReplace, target.status(path.name) != nil { throw .inTheWay([folder.shown(path)]) }
    guard renameat(staging.descriptor, name.terminated, target.descriptor, path.name.terminated) == 0 else {
      throw folder.refusal("write", path)
    }
  }

  /// Removes the file, if it is still as written, and the folders that are empty without it.
  private func remove(_ entry: Manifest.Entry) throws(OutputError) {
    guard let holder = try folder.folder(entry.path.folder),
      StandingFile(entry.path.name, in: holder)?.isAsWritten(entry) ?? false
    else { return }
    guard holder.unlink(entry.path.name) else { throw folder.refusal("remove", entry.path) }
    for ancestor in entry.path.ancestors.reversed() {
      guard folder.removeFolder(ancestor) else { return }
    }
  }
}

extension OutputError {
  /// The same, about `path`.
  fileprivate func naming(_ path: String) -> OutputError {
    guard case .refused(let attempt, _, let code) = self else { return self }
    return .refused(attempt: attempt, path: path, code: code)
  }
}
