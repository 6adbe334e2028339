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
    /// Index in `Site.pages` of its page; nil for a draft that is not built.
    let page: Int?
  }

  let texts: [Text]
  /// Why other pages may have to be made again too; empty where none has to.
  let reasons: [RebuildReason]
  private let site: Site?

  /// By address: the pages, and the files whose change makes them change.
  var explanation: Explanation {
    .pages(
      texts.compactMap { text in
        guard let page = text.page, let site else { return nil }
        return (site.pages[page].address, .changed(text.source.path))
      })
  }

  /// The pages, in the order of their paths.
  func render(threads: Int) -> [OutputFile] {
    guard let site else { return [] }
    let pages = texts.compactMap(\.page)
    let made = concurrently(pages.count, threads: threads) { site.page(pages[$0]) }
    return made.compactMap(\.self).sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }
}

extension ChangedTexts {
  /// Reads the articles at `changed` in `cache.content.files`.
  ///
  /// - Returns: nil where a file cannot be read, or is another one by now.
  init?(_ changed: [Int], cache: BuildCache, for build: Build) {
    guard let source = Source.load(changed, cache: cache, for: build) else { return nil }
    var guide = ParsedGuide.parse(source, includesDrafts: true, threads: build.threads).guide
    let articles = concurrently(cache.articles.count, threads: build.threads) { cache.articles[$0].article }
    let all = articles.compactMap(\.self)
    guard all.count == articles.count else { return nil }

    // What changed, as indices in `all`.
    var readings: [Int: ArticleReading] = [:]
    var reasons: [RebuildReason] = []
    for reading in guide.articleReadings {
      guard let index = all.index(ofPath: reading.article.path) else { return nil }
      readings[index] = reading
      let record = ArticleRecord(
        path: reading.article.path, frontMatter: reading.article.frontMatter, details: ArticleRecord.Details())
      if record.head != cache.articles[index].head { reasons.append(.frontMatter(reading.article.path)) }
    }
    guard reasons.isEmpty else {
      self.init(texts: [], reasons: reasons, site: nil)
      return
    }

    let published = all.indices.filter { build.includesDrafts || !all[$0].frontMatter.isDraft }
    guide.articles = published.map { readings[$0]?.article ?? all[$0] }
    guide.files = cache.files
    let numbers = published.indices.filter { readings[published[$0]] != nil }
    let site = Site.resolve(guide, only: numbers) { cache.articles[published[$0]].details ?? ArticleRecord.Details() }
    let hasRecord = cache.content.index(of: SitePath(AddressRecord.pathInContent)) != nil
    var texts: [Text] = []
    for (index, reading) in readings.sorted(by: { $0.key < $1.key }) {
      let article = reading.article
      guard let before = cache.articles[index].details,
        let file = cache.content.index(of: SitePath(article.pathInContent)),
        let input = source.content.first(where: { $0.path == article.path })
      else { return nil }
      let number = published.firstIndex(of: index)
      let details = ArticleRecord.Details(
        article.document, resolved: number.map { site.resolved[$0] }, dates: before.dates)
      if hasRecord, details.headings != before.headings { reasons.append(.headings(article.path, by: nil)) }
      if let number {
        let gone = Set(before.anchors).subtracting(details.anchors)
        reasons += Self.links(to: gone, of: number, in: cache, published, except: Set(numbers), article.path)
      }
      texts.append(
        Text(
          source: input, file: file, article: index,
          record: ArticleRecord(path: article.path, frontMatter: article.frontMatter, details: details),
          findings: number.map { reading.diagnostics + site.resolved[$0].findings } ?? [],
          page: number.map { site.outline.pageOfArticle[$0] }))
    }
    self.init(texts: texts, reasons: reasons, site: site)
  }

  /// A reason for each article that did not change and links to one of `anchors`, which are gone from article `number`.
  private static func links(
    to anchors: Set<String>, of number: Int, in cache: BuildCache, _ published: [Int], except changed: Set<Int>,
    _ path: String
  ) -> [RebuildReason] {
    guard !anchors.isEmpty else { return [] }
    return published.indices.compactMap { other in
      guard !changed.contains(other), let details = cache.articles[published[other]].details,
        details.links.contains(where: { $0.article == number && anchors.contains($0.anchor) })
      else { return nil }
      return .headings(path, by: cache.articles[published[other]].article?.path)
    }
  }
}

extension [Article] {
  /// Where the article in the file `path` stands in this array, which is sorted by path.
  fileprivate func index(ofPath path: String) -> Int? {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle].path.utf8.lexicographicallyPrecedes(path.utf8) { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low].path == path ? low : nil
  }
}

extension Source {
  /// What the pages of the articles at `changed` are made from besides records: those articles, and all files that are
  /// neither articles nor published.
  ///
  /// - Returns: nil where a file cannot be read, or is another one by now.
  fileprivate static func load(_ changed: [Int], cache: BuildCache, for build: Build) -> Source? {
    let known = cache.content.files.indices.filter { cache.content.files[$0].path.isRead }
    let content = (known + changed).map { "content/" + cache.content.files[$0].path.text }
    let templates = cache.templates.files.map { "templates/" + $0.path.text }
    guard let source = Source.load(content: content, templates: templates, in: build.folder, threads: build.threads)
    else { return nil }
    let before = known.map { cache.content.files[$0].hash } + cache.templates.files.map(\.hash)
    let now = (source.content.prefix(known.count) + source.templates).map { ContentHash(of: $0.bytes) }
    return before == now ? source : nil
  }
}

extension SitePath {
  /// Whether a file at this path below `content/` is read with every article: configuration, data and snippets.
  fileprivate var isRead: Bool {
    bytes.elementsEqual("guide.yml".utf8) || bytes.starts(with: "_data/".utf8) || bytes.starts(with: "_snippets/".utf8)
  }
}

extension Site {
  /// The site of `guide`, of whose articles only those in `numbers` have a text: only their pages may be rendered.
  ///
  /// - Parameter details: what is known of an article.
  fileprivate static func resolve(
    _ guide: ParsedGuide, only numbers: [Int], details: @escaping @Sendable (Int) -> ArticleRecord.Details
  ) -> Site {
    let outline = Outline(guide.articles, configuration: guide.configuration)
    var resolved = Array(repeating: ResolvedArticle(), count: guide.articles.count)
    var dates = Array(repeating: PageDates(), count: guide.articles.count)
    var anchors: [Int: Set<String>] = [:]
    for number in numbers {
      let known = details(number)
      resolved[number] = ResolvedArticle(guide.articles[number].document, data: guide.browsers)
      resolved[number].formerAnchors = Dictionary(known.formerAnchors.map { ($0.present, $0.former) }) { $1 }
      resolved[number].anchors.formUnion(known.formerAnchors.flatMap(\.former))
      dates[number] = known.dates
      anchors[number] = resolved[number].anchors
    }
    let resolver = LinkResolver(articles: guide.articles, outline: outline, files: guide.files) { [anchors] number in
      anchors[number] ?? Set(details(number).anchors)
    }
    for number in numbers { resolver.resolve(number, into: &resolved[number]) }
    return Site(
      guide: guide, outline: outline, resolved: resolved, pictures: resolver.pictures,
      earlier: EarlierAddresses(noneFor: guide.articles.count), dates: dates, commonFindings: [])
  }
}
