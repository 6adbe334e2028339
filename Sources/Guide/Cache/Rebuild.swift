import Diagnostics

/// A build by way of the cache: where nothing but the texts of some articles has changed, only their pages are made.
///
/// First the disk is asked, by stamps and almost without reading, whether the guide and the site are as the cache has
/// them. The pages of the articles that changed are then made from those articles' files and, in the place of all
/// others, from their records: as long as no record changes in what other pages show, no other page can change.
/// In every other case the answer is that a whole build is needed, and why.
struct Rebuild {
  let build: Build
  private let comments: PublishedComments
  private let crew: Crew
  private let file: CacheFile

  /// What came of it.
  enum Answer {
    case done(Build.Outcome)
    case needsWhole([RebuildReason])
  }

  /// - Parameter comments: those that the pages are to have.
  init(of build: Build, with comments: PublishedComments) {
    (self.build, self.comments) = (build, comments)
    crew = Crew(threads: build.threads)
    file = CacheFile(for: build)
  }

  /// Brings the site up to date, if that can be done without a whole build.
  func run(_ progress: (String) -> Void) throws(OutputError) -> Answer {
    if build.recordsAddresses { return .needsWhole([.recording]) }
    var cache: BuildCache
    switch file.read() {
    case .success(let found): cache = found
    case .failure(let unusable): return .needsWhole([unusable.reason])
    }
    let moved = cache.move(toDayOf: build)
    guard moved.isEmpty else { return .needsWhole(moved.map { .day($0) }) }
    guard let options = BuildCache.Options(of: build), options == cache.options else {
      return .needsWhole([.otherOptions])
    }
    let site = try SiteFolder(at: build.output)
    let (edited, reasons) = try survey(&cache, site)
    guard reasons.isEmpty else { return .needsWhole(reasons) }
    guard let commented = commented(in: cache) else { return .needsWhole([.comments]) }
    let changed = Set(edited).union(commented).sorted()
    if changed.isEmpty {
      try build.writeManifest(of: cache)
      build.keepIfLast(cache)
      var outcome = Build.Outcome(of: cache)
      // A build that was killed may have been at work on changes that were taken back since.
      outcome.report?.leftBehind = Leftovers(site: site, crew: crew).clear()
      return .done(outcome)
    }
    guard let texts = ChangedTexts(changed, edited: Set(edited), with: comments, cache: cache, for: build) else {
      return .needsWhole(changed.map { .changed("content/" + cache.content.path(of: $0).text) })
    }
    // A draft has no page for its comments, which the build has to say.
    guard texts.texts.allSatisfy({ !$0.places.isEmpty || !commented.contains($0.file) }) else {
      return .needsWhole([.comments])
    }
    progress("checking")
    return try texts.reasons.isEmpty ? finish(texts, &cache, site, progress) : .needsWhole(texts.reasons)
  }

  /// Compares the disk with `cache`.
  ///
  /// - Returns: indices in `cache.content.files` of articles whose files changed, and what else is not as it was.
  private func survey(
    _ cache: inout BuildCache, _ site: SiteFolder
  ) throws(OutputError) -> (changed: [Int], reasons: [RebuildReason]) {
    let content = try differences(of: cache.content, in: "content")
    let templates = try differences(of: cache.templates, in: "templates")
    let pages = try cache.site.differences(in: site.folder, isComplete: false, crew: crew)
    var reasons: [RebuildReason] = []
    let articles = content.changed.filter { cache.content.path(of: $0).isArticle }
    let others = content.changed.filter { !cache.content.path(of: $0).isArticle }
    reasons += content.reasons(others, in: cache.content, below: "content/")
    reasons += templates.reasons(templates.changed, in: cache.templates, below: "templates/")
    reasons += pages.added.map { .site($0.text) }
    reasons += (pages.changed + pages.gone).map { .site(cache.site.path(of: $0).text) }
    if site.folder.status(.staging) != nil { reasons.append(.site(SitePath.staging.text)) }
    if let known = cache.history {
      if known != HistoryMark(of: build.folder + "/content") { reasons.append(.history) }
    } else {
      reasons.append(.unreadableHistory)
    }
    cache.content.update(content)
    cache.templates.update(templates)
    cache.site.update(pages)
    let learned = [content, templates, pages].contains(where: \.hasStamps)
    if learned, articles.isEmpty, reasons.isEmpty { file.write(cache) }
    return (articles, reasons)
  }

  /// Indices in `cache.content.files` of the articles whose comments are others than before; nil where what the guide has to
  /// say of comments may change too.
  private func commented(in cache: BuildCache) -> [Int]? {
    let now = comments.digests
    guard now != cache.comments else { return [] }
    var indices: [Int] = []
    for page in Set(now.keys).union(cache.comments.keys) where now[page] != cache.comments[page] {
      guard page.hasSuffix(".html"), let index = cache.content(ofPageAt: page) else { return nil }
      indices.append(index)
    }
    // Without any there is nothing to be said of them.
    return now.isEmpty == cache.comments.isEmpty ? indices : nil
  }

  private func differences(of tree: KnownTree, in folder: String) throws(OutputError) -> KnownTree.Differences {
    let path = build.folder + "/" + folder
    // A folder that cannot be opened is for the whole build to report.
    guard let root = try? OpenFolder(at: path, shown: path) else {
      return KnownTree.Differences(gone: Array(tree.files.indices))
    }
    return try tree.differences(in: root, isComplete: true, crew: crew)
  }

  /// Makes the pages of `texts`, writes those that differ, and notes it all.
  private func finish(
    _ texts: ChangedTexts, _ cache: inout BuildCache, _ site: SiteFolder, _ progress: (String) -> Void
  ) throws(OutputError) -> Answer {
    for text in texts.texts { cache.note(text.findings, at: text.article) }
    let findings = cache.findings
    if findings.contains(where: { $0.severity == .error }) { return .done(Build.Outcome(diagnostics: findings)) }
    progress("writing")
    guard let index = try texts.searchFiles(in: site.folder, cache.site, threads: build.threads) else {
      return .needsWhole([.searchIndex])
    }
    let pages = (texts.render(threads: build.threads) + index).sorted { $0.path.precedesByBytes($1.path) }
    var written: [(index: Int, file: OutputFile)] = []
    for page in pages {
      guard let index = cache.site.index(of: SitePath(page.path)) else { return .needsWhole([.site(page.path)]) }
      if ContentHash(of: page.bytes) != cache.site.files[index].hash { written.append((index, page)) }
    }
    if build.precompresses {
      let compressed = Precompression.changed(beside: written.map(\.file), of: cache, threads: build.threads)
      guard let compressed else { return .needsWhole(written.map { .site($0.file.path) }) }
      written = (written + compressed).sorted { $0.file.path.precedesByBytes($1.file.path) }
    }
    var report = OutputReport(unchanged: cache.site.files.count - 1)
    if !written.isEmpty {
      guard let done = try write(written, &cache, site) else { return .needsWhole([.site(SitePath.manifest.text)]) }
      report = done
    }
    cache.comments = comments.digests
    for text in texts.texts {
      cache.articles[text.article] = text.record
      cache.content.update(text.file, text.source.bytes, stamp: text.source.stamp)
    }
    file.write(cache)
    try build.writeManifest(of: cache)
    build.keepIfLast((cache, texts))
    var outcome = Build.Outcome(of: cache)
    outcome.report = report
    outcome.explanation = texts.explanation
    return .done(outcome)
  }

  /// Writes the files and the record of the site; nil where that is not to be read.
  private func write(
    _ files: [(index: Int, file: OutputFile)], _ cache: inout BuildCache, _ site: SiteFolder
  ) throws(OutputError) -> OutputReport? {
    let entries = files.map { index, file in
      Manifest.Entry(path: cache.site.path(of: index), size: file.bytes.count, hash: ContentHash(of: file.bytes))
    }
    guard let standing = try site.folder.read(.manifest), let own = cache.site.index(of: .manifest),
      let record = Manifest.bytes(standing, replacing: entries)
    else { return nil }
    let report = try SiteWriter.replace(
      files.map(\.file),
      of: (cache.site.files.count - 1, { [tree = cache.site] in tree.entries.map(\.path).filter { $0 != .manifest } }),
      record: record, in: site, crew: crew)
    for (index, file) in files { cache.site.update(index, file.bytes, stamp: nil) }
    cache.site.update(own, record, stamp: nil)
    // Where the folder has changed places with a new one, all files have other stamps.
    if !SiteWriter.replacesInPlace(files.map(\.file)) {
      try cache.site.stamp(in: OpenFolder(at: build.output, shown: build.output), crew: crew)
    }
    return report
  }
}

extension BuildCache {
  /// The index in `content.files` of the article with a page of its own at `address`, which ends in `.html`; nil where that
  /// page stands in for a translation, or there is none.
  fileprivate func content(ofPageAt address: String) -> Int? {
    let path = String(address.dropLast(4)) + "md"
    guard languages.areSeveral else { return content.index(of: SitePath(path)) }
    let tag = languages.tags.dropFirst().first { path.hasPrefix("\($0)/") }
    let local = tag.map { path.below("\($0)/") } ?? path
    guard languages.common(local) == local else { return nil }
    return languages.paths(ofTranslationsOf: local).lazy
      .filter { languages.translation(at: "content/\($0)").map { $0 == (tag ?? languages.main, local) } ?? false }
      .compactMap { content.index(of: SitePath($0)) }.first
  }
}

extension Build {
  /// Writes the list of the site's files, which stand as `cache` has them, if one is asked for.
  fileprivate func writeManifest(of cache: BuildCache) throws(OutputError) {
    guard manifest != nil else { return }
    try writeManifest(cache.site.entries.filter { $0.path != .manifest }, published: cache.files)
  }
}

extension KnownTree.Differences {
  fileprivate func reasons(_ changed: [Int], in tree: KnownTree, below folder: String) -> [RebuildReason] {
    changed.map { .changed(folder + tree.path(of: $0).text) }
      + gone.map { .removed(folder + tree.path(of: $0).text) }
      + added.map { .added(folder + $0.text) }
  }
}

extension SitePath {
  /// Whether a file at this path below `content/` is an article.
  fileprivate var isArticle: Bool {
    bytes.suffix(3).elementsEqual(".md".utf8)
      && !bytes.split(separator: UInt8(ascii: "/")).contains { $0.first == UInt8(ascii: "_") }
  }
}
