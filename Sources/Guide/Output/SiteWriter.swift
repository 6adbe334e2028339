/// Writes the finished site.
///
/// - Only files whose bytes differ from what stands are written; the others keep their inode and times.
/// - Only files that an earlier build wrote (see `Manifest`), and nobody has altered since, are removed.
/// - Other people's files in the folder stay as they are; one that stands where ours must go stops the build.
/// - The site is always the old one or the new one: see `TreeWriter`, and `InPlaceWriter` for where that is less.
/// - No symbolic link inside the folder is followed.
public struct SiteWriter {
  /// Makes `folder` hold `files`, and other people's files, and nothing else.
  ///
  /// - Parameters:
  ///   - files: in any order.
  ///   - folder: the site's folder, made if it is not there; messages name it as it is given here.
  ///   - threads: how many files are compared or written at once; the result does not depend on it.
  /// - Throws: before anything has changed, unless `OutputError.refused` comes from `InPlaceWriter` halfway: the next
  ///   run then goes on from there.
  public static func write(
    _ files: [OutputFile], to folder: String, threads: Int
  ) throws(OutputError) -> OutputReport {
    try writeAndRecord(OutputBatch.batches(of: files), to: folder, threads: threads).report
  }

  /// The same for files that are made batch by batch, and what the record says of the site.
  static func writeAndRecord(
    _ batches: [OutputBatch], to folder: String, threads: Int
  ) throws(OutputError) -> (report: OutputReport, entries: [Manifest.Entry]) {
    let new = try NewSite(batches)
    let crew = Crew(threads: threads)
    let site = try SiteFolder(at: folder)
    do throws(OutputError) {
      return try write(new, to: site, crew: crew)
    } catch {
      site.undoCreation()
      throw error
    }
  }

  /// Replaces some files of a site of which all stand as they were written.
  ///
  /// - Parameters:
  ///   - files: the new ones, in the order of their paths.
  ///   - all: how many files the site has, and how their paths are found, in order.
  ///   - record: the bytes of the record to leave behind.
  static func replace(
    _ files: [OutputFile], of all: (count: Int, paths: () -> [SitePath]), record: [UInt8], in site: SiteFolder,
    crew: Crew
  ) throws(OutputError) -> OutputReport {
    var report = OutputReport(written: files.map(\.path), unchanged: all.count - files.count)
    report.leftBehind = Leftovers(site: site, crew: crew).clear()
    if !replacesInPlace(files) {
      let plan = WritePlan(replacing: files, among: all.paths(), record: record)
      if try writeTree(plan, to: site, crew: crew, &report) { return report }
    }
    let plan = WritePlan(replacing: files, among: files.map { SitePath($0.path) }, record: record)
    try InPlaceWriter(folder: site.folder).write(plan)
    return report
  }

  /// Whether `files` are one and its compressed forms, files of the search index aside: then the folder keeps its place.
  ///
  /// Whoever asks for one of them between their renames gets a whole one, the old or the new. (The index numbers articles
  /// by their order. As long as that stays, as it does where files are replaced, its files fit each other whenever they
  /// are from.)
  static func replacesInPlace(_ files: [OutputFile]) -> Bool {
    let files = files.filter { !SearchFile.isPart($0.path) }
    guard let first = files.map(\.path).min() else { return true }
    return files.allSatisfy { file in
      file.path == first || ContentEncoding.allCases.contains { file.path == first + $0.suffix }
    }
  }

  private static func write(
    _ new: NewSite, to site: SiteFolder, crew: Crew
  ) throws(OutputError) -> (report: OutputReport, entries: [Manifest.Entry]) {
    try InPlaceWriter(folder: site.folder).recover()
    var report = OutputReport()
    report.leftBehind = Leftovers(site: site, crew: crew).clear()
    let prepared = PreparedFiles(of: new, for: site)
    defer { prepared.discardTree() }
    let plan = try WritePlan(for: new, in: site.folder, prepared: prepared, crew: crew)
    report.written = plan.writes.map { new.paths[$0].text }
    report.unchanged = plan.unchanged.count
    report.removed = plan.removals.map(\.path.text)
    report.kept = plan.kept.map(\.text)
    if plan.changes == 0, plan.manifestIsCurrent { return (report, plan.entries) }
    if plan.changes > 1 || plan.swapsFileAndFolder, try writeTree(plan, to: site, crew: crew, &report) {
      return (report, plan.entries)
    }
    prepared.discardTree()
    try InPlaceWriter(folder: site.folder).write(plan)
    return (report, plan.entries)
  }

  /// Writes the site by way of a new folder; false, and nothing changed, where that cannot be.
  private static func writeTree(
    _ plan: WritePlan, to site: SiteFolder, crew: Crew, _ report: inout OutputReport
  ) throws(OutputError) -> Bool {
    var tree = plan.prepared.tree
    if tree == nil { tree = try NewTree.make(beside: site, for: plan.new) }
    guard let tree else { return false }
    defer { tree.discard() }
    return try TreeWriter(plan: plan, site: site, tree: tree, crew: crew).write(&report)
  }
}
