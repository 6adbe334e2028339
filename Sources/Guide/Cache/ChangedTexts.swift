import Diagnostics
import Markdown

/// Articles whose texts have changed, read and resolved among the records of all others.
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
    /// Why its page is made again.
    let reason: RebuildReason
    /// Index in `Site.articles`; nil for one that is not built.
    let number: Int?
    /// Index in `Site.pages` of its page; nil for one that is not built.
    let page: Int?
  }

  let texts: [Text]
  /// Why other pages may have to be made again too; empty where none has to.
  let reasons: [RebuildReason]
  private let site: Site?

  /// By address: the pages, and why they are made again.
  var explanation: Explanation {
    .pages(
      texts.compactMap { text in
        guard let page = text.page, let site else { return nil }
        return (site.pages[page].address, text.reason)
      })
  }

  /// The pages, in the order of their paths.
  func render(threads: Int) -> [OutputFile] {
    guard let site else { return [] }
    let pages = texts.compactMap(\.page)
    let made = concurrently(pages.count, threads: threads) { site.page(pages[$0]) }
    return made.compactMap(\.self).sorted { $0.path.precedesByBytes($1.path) }
  }

  /// The files of the search index that change, `folder` being that of the site as it stands; nil where all have to be made.
  func searchFiles(in folder: OpenFolder, threads: Int) throws(OutputError) -> [OutputFile]? {
    guard let site, site.configuration.search.isOn else { return [] }
    return try SearchUpdate(of: texts.compactMap(\.number), in: site, folder, threads: threads)?.files
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
    guard let read = Self.read(changed, cache, for: build) else { return nil }
    var (guide, articles) = (read.guide, read.articles)
    let readings = guide.articleReadings.compactMap { reading in
      articles.index(ofPath: reading.article.path).map { (article: $0, reading: reading) }
    }
    guard readings.count == changed.count else { return nil }
    let others = readings.filter { ArticleRecord(of: $0.reading.article).head != cache.articles[$0.article].head }
    guard others.isEmpty else {
      self.init(texts: [], reasons: others.map { .frontMatter($0.reading.article.path) }, site: nil)
      return
    }
    let published = articles.indices.filter { build.selection.includes(articles[$0].frontMatter) }
    for (index, reading) in readings { articles[index] = reading.article }
    guide.articles = published.count == articles.count ? articles : published.map { articles[$0] }
    (guide.files, guide.comments) = (cache.files, comments)
    let numbers = readings.map { published.index(of: $0.article) }
    let again = Set(readings.map(\.article))
    let site = Site.resolve(guide, only: numbers.compactMap(\.self)) { cache.articles[published[$0]].details }
    let hasRecord = cache.content.index(of: SitePath(AddressRecord.pathInContent)) != nil
    var (texts, reasons): ([Text], [RebuildReason]) = ([], [])
    for ((index, reading), number) in zip(readings, numbers) {
      let article = reading.article
      guard let file = cache.content.index(of: SitePath(article.pathInContent)),
        let input = read.source.content.first(where: { $0.path == article.path })
      else { return nil }
      let before = cache.articles[index].details
      let resolved = number.map { site.resolved[$0] }
      let details = ArticleRecord.Details(article.text, resolved: resolved, dates: before.dates)
      if hasRecord, details.headings != before.headings { reasons.append(.headings(article.path, by: nil)) }
      if let number {
        let gone = before.anchors.subtracting(details.anchors)
        let links = Self.links(to: gone, of: number, in: cache, published.filter { !again.contains($0) })
        reasons += links.map { .headings(article.path, by: $0) }
      }
      texts.append(
        Text(
          source: input, file: file, article: index, record: ArticleRecord(of: article, details: details),
          findings: resolved.map { reading.diagnostics + $0.findings } ?? [],
          reason: edited.contains(file) ? .changed(article.path) : .newComments, number: number,
          page: number.map { site.outline.pageOfArticle[$0] }))
    }
    self.init(texts: texts, reasons: reasons, site: site)
  }

  /// What the articles' pages are made from: the files that are read with every article and theirs, parsed, and all
  /// articles, without their texts, by path.
  private static func read(
    _ changed: [Int], _ cache: BuildCache, for build: Build
  ) -> (source: Source, guide: ParsedGuide, articles: [Article])? {
    guard let source = Source.load(changed, cache: cache, for: build) else { return nil }
    let pages = Set(changed.map { Page.Kind(ofArticleAt: cache.content.path(of: $0)).template })
    let articles = concurrently(cache.articles.count, threads: build.threads) { cache.articles[$0].article }
    let guide = ParsedGuide.parse(source, includesDrafts: true, threads: build.threads, pages: pages).guide
    return (source, guide, articles)
  }

  /// The paths of those of the articles `others` that link to one of `anchors` of article `number` of the site.
  private static func links(
    to anchors: Set<String>, of number: Int, in cache: BuildCache, _ others: [Int]
  ) -> [String] {
    guard !anchors.isEmpty else { return [] }
    return others.compactMap { other in
      let links = cache.articles[other].details.links
      let isAsked = links.contains { $0.article == number && anchors.contains($0.anchor) }
      return isAsked ? cache.articles[other].article.path : nil
    }
  }
}

extension [Int] {
  /// Where `number` stands in this array, which is sorted; nil where it does not.
  fileprivate func index(of number: Int) -> Int? {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < number { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low] == number ? low : nil
  }
}

extension [Article] {
  /// Where the article in the file `path` stands in this array, which is sorted by path.
  fileprivate func index(ofPath path: String) -> Int? {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle].path.precedesByBytes(path) { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low].path == path ? low : nil
  }
}

extension Page.Kind {
  /// That of the page which the article at `path` below `content/` is shown on.
  fileprivate init(ofArticleAt path: SitePath) {
    let isIndex = path.name == SitePath("index.md")
    self = isIndex ? (path.folder == .root ? .home : .section) : .article
  }
}

extension Source {
  /// What the pages of the articles at `changed` are made from besides records: those articles, and all files that are
  /// neither articles nor published.
  ///
  /// - Returns: nil where a file cannot be read, or is another one by now.
  fileprivate static func load(_ changed: [Int], cache: BuildCache, for build: Build) -> Source? {
    let known =
      [cache.content.index(of: SitePath("guide.yml"))].compactMap(\.self)
      + ["_data", "_snippets"].flatMap { cache.content.indices(below: SitePath($0)) }
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

extension Site {
  /// The site of `guide`, of whose articles only those in `numbers` have a text: only their pages may be rendered.
  ///
  /// - Parameter details: what is known of an article.
  fileprivate static func resolve(
    _ guide: ParsedGuide, only numbers: [Int], details: @escaping @Sendable (Int) -> ArticleRecord.Details
  ) -> Site {
    // Addresses that were good are so still.
    let outline = Outline(guide.articles, configuration: guide.configuration, refusingEqualAddresses: false)
    var resolved = Array(repeating: ResolvedArticle(), count: guide.articles.count)
    var dates = Array(repeating: PageDates(), count: guide.articles.count)
    var anchors: [Int: Set<String>] = [:]
    for number in numbers {
      let known = details(number)
      resolved[number] = ResolvedArticle(guide.articles[number].text, data: guide.browsers)
      resolved[number].formerAnchors = Dictionary(known.formerAnchors.map { ($0.present, $0.former) }) { $1 }
      resolved[number].anchors.formUnion(known.formerAnchors.flatMap(\.former))
      dates[number] = known.dates
      anchors[number] = resolved[number].anchors
    }
    let resolver = LinkResolver(articles: guide.articles, outline: outline, files: guide.files) { [anchors] number in
      anchors[number] ?? details(number).anchors
    }
    for number in numbers { resolver.resolve(number, into: &resolved[number]) }
    return Site(
      guide: guide, outline: outline, resolved: resolved, pictures: resolver.pictures,
      earlier: EarlierAddresses(noneFor: guide.articles.count), dates: dates, commonFindings: [])
  }
}
