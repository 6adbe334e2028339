import Diagnostics
import Markdown

/// Articles whose texts have changed, read and resolved among the records of all others.
///
/// In a site of several languages the texts that say the same in the others are read with each: what leads to the headings
/// of a translation depends on its original.
struct ChangedTexts {
  /// One article.
  struct Text {
    let source: Source.File
    /// Index in `BuildCache.content.files`.
    let file: Int
    /// Index in `BuildCache.articles`.
    let article: Int
    let record: ArticleRecord
    /// Everything that is wrong with it.
    let findings: [Diagnostic]
    /// Why pages of it are made again.
    let reason: RebuildReason
    /// Where these are; none of an article that is not built.
    let places: [RecordedSites.Place]
  }

  let texts: [Text]
  /// Why other pages may have to be made again too; empty where none has to.
  let reasons: [RebuildReason]
  private let sites: [Site]

  /// By address: the pages, and why they are made again.
  var explanation: Explanation {
    .pages(
      texts.flatMap { text in
        text.places.map { (sites[$0.site].pages[$0.page].address, text.reason) }
      })
  }

  /// The pages, in the order of their paths.
  func render(threads: Int) -> [OutputFile] {
    let places = texts.flatMap(\.places)
    let made = concurrently(places.count, threads: threads) { [sites] in sites[places[$0].site].page(places[$0].page) }
    return made.compactMap(\.self).sorted { $0.path.precedesByBytes($1.path) }
  }

  /// The files of the search index that change; nil where all have to be made.
  ///
  /// - Parameters:
  ///   - folder: that of the site as it stands.
  ///   - tree: what is in it.
  func searchFiles(in folder: OpenFolder, _ tree: KnownTree, threads: Int) throws(OutputError) -> [OutputFile]? {
    var files: [OutputFile] = []
    for (index, site) in sites.enumerated() {
      let top = site.configuration.top
      guard tree.index(of: SitePath(top + SearchFile.root)) != nil else { continue }
      let numbers = texts.flatMap(\.places).filter { $0.site == index }.map(\.number)
      guard let folder = try folder.folder(SitePath(String(top.dropLast()))),
        let update = try SearchUpdate(of: numbers, in: site, folder, threads: threads)
      else { return nil }
      files += top.isEmpty ? update.files : update.files.map { OutputFile(path: top + $0.path, bytes: $0.bytes) }
    }
    return files
  }
}

extension ChangedTexts {
  /// Reads the articles at `changed` in `cache.content.files`.
  ///
  /// - Parameters:
  ///   - edited: those of them whose files changed; of the others it is the comments.
  ///   - comments: those of the site.
  /// - Returns: nil where a file cannot be read, or is another one by now.
  init?(
    _ changed: [Int], edited: Set<Int>, with comments: PublishedComments, cache: BuildCache, for build: Build
  ) {
    let wanted = cache.withTranslations(changed)
    guard let read = Self.read(wanted, cache, for: build) else { return nil }
    var (guide, articles) = (read.guide, read.articles)
    let readings = guide.articleReadings.compactMap { reading in
      articles.index(ofPath: reading.article.path).map { (article: $0, reading: reading) }
    }
    guard readings.count == wanted.count else { return nil }
    let others = readings.filter { ArticleRecord(of: $0.reading.article).head != cache.articles[$0.article].head }
    guard others.isEmpty else {
      self.init(texts: [], reasons: others.map { .frontMatter($0.reading.article.path) }, sites: [])
      return
    }
    for (index, reading) in readings { articles[index] = reading.article }
    let published = articles.indices.filter { build.selection.includes(articles[$0].frontMatter) }
    guide.publish(published.count == articles.count ? articles : published.map { articles[$0] })
    (guide.files, guide.comments, guide.isOffline) = (cache.files, comments, build.isOffline)
    let again = Set(readings.map(\.article))
    let notAgain = published.filter { !again.contains($0) }
    let sites = RecordedSites(guide, articles: articles, again: again.sorted(), records: cache.articles)
    let hasRecord = cache.content.index(of: SitePath(AddressRecord.pathInContent)) != nil
    var (texts, reasons): ([Text], [RebuildReason]) = ([], [])
    for (index, reading) in readings {
      let article = reading.article
      guard let file = cache.content.index(of: SitePath(article.sourcePath)),
        let input = read.source.content.first(where: { $0.path == article.path })
      else { return nil }
      let places = sites.places(of: article)
      let (before, details) = (cache.articles[index].details, sites.details(of: index, at: places))
      if hasRecord, details.headings != before.headings { reasons.append(.headings(article.path, by: nil)) }
      let links = sites.linksToLost(of: index, at: places, from: notAgain)
      reasons += links.map { .headings(article.path, by: $0) }
      let own = places.filter(\.isOwn)
      // A translation's headings are found by its original's names too.
      let original = guide.translations?.original(at: article.pathInContent)
      let isEdited = edited.contains(file)
      let isOriginalEdited = original.map { cache.content.holds($0, among: edited) } ?? false
      let isMadeAgain = isEdited || isOriginalEdited || changed.contains(file)
      texts.append(
        Text(
          source: input, file: file, article: index, record: ArticleRecord(of: article, details: details),
          findings: own.first.map { reading.diagnostics + sites.sites[$0.site].resolved[$0.number].findings } ?? [],
          reason: isEdited
            ? .changed(article.path) : isOriginalEdited ? .changed(original?.path ?? "") : .newComments,
          places: isEdited ? places : isMadeAgain ? own : []))
    }
    self.init(texts: texts, reasons: reasons, sites: sites.sites)
  }

  /// What the articles' pages are made from: the files that are read with every article and theirs, parsed, and all
  /// articles, without their texts, by path.
  private static func read(
    _ changed: [Int], _ cache: BuildCache, for build: Build
  ) -> (source: Source, guide: ParsedGuide, articles: [Article])? {
    guard let source = Source.load(changed, cache: cache, for: build) else { return nil }
    let pages = Set(changed.map { cache.languages.kind(ofArticleAt: cache.content.path(of: $0)).template })
    let articles = concurrently(cache.articles.count, threads: build.threads) {
      cache.articles[$0].article(in: cache.languages)
    }
    let guide = ParsedGuide.parse(source, includesDrafts: true, threads: build.threads, pages: pages).guide
    return (source, guide, articles)
  }
}

extension KnownTree {
  /// Whether the file of `article` is among those at `indices`.
  fileprivate func holds(_ article: Article, among indices: Set<Int>) -> Bool {
    index(of: SitePath(article.sourcePath)).map(indices.contains) ?? false
  }
}

extension BuildCache {
  /// The articles at `changed` in `content.files`, and their texts in the other languages of the site.
  fileprivate func withTranslations(_ changed: [Int]) -> [Int] {
    guard languages.areSeveral else { return changed }
    let all = changed.flatMap { index in
      let path = content.path(of: index).text
      return [index] + languages.translations(of: path).compactMap { content.index(of: SitePath($0)) }
    }
    return Set(all).sorted()
  }
}

extension ContentLanguages {
  /// Where texts that say the same as the one at `path` below `content/` may stand.
  fileprivate func translations(of path: String) -> [String] {
    let own = common(path)
    return paths(ofTranslationsOf: path).filter { common($0) == own }
  }

  /// That of the page which the article at `path` below `content/` is shown on.
  fileprivate func kind(ofArticleAt path: SitePath) -> Page.Kind {
    let path = areSeveral ? SitePath(common(path.text)) : path
    let isIndex = path.name == SitePath("index.md")
    return isIndex ? (path.folder == .root ? .home : .section) : .article
  }
}

extension Source {
  /// What the pages of the articles at `changed` are made from besides records: those articles, and all files that are
  /// neither articles nor published.
  ///
  /// - Returns: nil where a file cannot be read, or is another one by now.
  fileprivate static func load(_ changed: [Int], cache: BuildCache, for build: Build) -> Source? {
    let folders = ["_data", "_snippets"]
    let known =
      [cache.content.index(of: SitePath("guide.yml"))].compactMap(\.self)
      + (folders + cache.languages.tags.flatMap { tag in folders.map { "\(tag)/\($0)" } })
      .flatMap { cache.content.indices(below: SitePath($0)) }
    let content = (known + changed).map { "content/" + cache.content.path(of: $0).text }
    let templates = cache.templates.entries
    let templatePaths = templates.map { "templates/" + $0.path.text }
    guard let source = Source.load(content: content, templates: templatePaths, in: build.folder, threads: build.threads)
    else { return nil }
    let before = known.map { cache.content.files[$0].hash } + templates.map(\.hash)
    let now = (source.content.prefix(known.count) + source.templates).map { ContentHash(of: $0.bytes) }
    return before == now ? source : nil
  }
}
