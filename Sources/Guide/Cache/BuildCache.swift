import Diagnostics
import Glibc
import YAML

/// What a build leaves for the next one, in a file below the guide's folder: what it read and wrote, with the disk's
/// stamps, and a record of each article.
///
/// It may be deleted at any time. Nothing in it is believed that the disk can contradict: see `Rebuild`.
struct BuildCache: Sendable {
  /// What the same files become something else with.
  struct Options: Sendable, Equatable {
    var includesDrafts: Bool
    /// Of the build, in days since 1970; nil where no article had to wait for its day.
    var day: Int?
    var precompresses: Bool
    /// The whole path of the site's folder.
    var output: String
  }

  var options: Options
  /// Those of the site; none in a site of one language.
  var languages: ContentLanguages
  /// What the repository said when the dates of its history were read; nil where git could not read it, for why it cannot
  /// is not in the repository's files alone.
  var history: HistoryMark?
  var content: KnownTree
  var templates: KnownTree
  /// Every file that guidegen wrote, the record of them too.
  var site: KnownTree
  /// By the page's address, a digest of the comments that were written into it.
  var comments: [String: ContentHash]
  /// How many pages the site has.
  var pages: Int
  /// How many articles wait for their day.
  var waiting: Int
  /// What goes to the site as it is, without its bytes.
  var files: [PublishedFile]
  /// Of every article, drafts too, by path.
  var articles: [ArticleRecord]
  /// What is wrong, or looks wrong, with each article that has something, by index in `articles`.
  var articleFindings: [Int: [Diagnostic]]
  /// What looks wrong otherwise.
  var commonFindings: [Diagnostic]

  /// All findings, in the order of their places.
  var findings: [Diagnostic] {
    (commonFindings + articleFindings.values.joined()).unique()
  }
}

extension BuildCache {
  /// The cache that a build leaves which made `site` of `guide`, and that of the files `read`.
  ///
  /// - Returns: nil where the site that stands is no longer the one that was written.
  init?(
    of read: Files, _ guide: ParsedGuide, _ site: Site, entries: [Manifest.Entry], for build: Build
  ) {
    guard let options = Options(of: build), let output = try? OpenFolder(at: build.output, shown: build.output),
      let tree = KnownTree(of: entries, in: output, threads: build.threads)
    else { return nil }
    self.options = options
    history = read.history
    self.site = tree
    (content, templates) = (read.content, read.templates)
    comments = guide.comments.digests
    pages = site.pageCount
    waiting = build.waiting(in: guide)
    files = guide.files
    articles = []
    articleFindings = [:]
    languages = ContentLanguages(tags: guide.languages.areSeveral ? guide.languages.tags : [])
    let sites = [site] + site.editions
    commonFindings = guide.commonFindings + sites.flatMap(\.commonFindings)
    let places = ArticlePlaces(in: sites)
    var readings = guide.articleReadings
    if languages.areSeveral { readings.sort { $0.article.path.precedesByBytes($1.article.path) } }
    let records = concurrently(readings.count, threads: build.threads) { [readings] index in
      let article = readings[index].article
      guard let (site, number) = places.home(of: article) else {
        return ArticleRecord(
          of: article, details: ArticleRecord.Details(article.text, resolved: nil, former: [:], dates: nil))
      }
      let details = ArticleRecord.Details(
        article.text, resolved: site.resolved[number], former: site.earlier.formerAnchors[number],
        dates: site.dates[number], others: places.standIns(of: article))
      return ArticleRecord(of: article, details: details)
    }
    for (index, (record, reading)) in zip(records, readings).enumerated() {
      articles.append(record)
      // What is wrong in a draft that is not built does not count.
      let home = places.home(of: reading.article)
      note(home.map { reading.diagnostics + $0.site.resolved[$0.number].findings } ?? [], at: index)
    }
  }

  /// Takes the day of `build` for its own.
  ///
  /// - Returns: the paths of articles that became pages on the day before and do not now, or the other way round.
  mutating func move(toDayOf build: Build) -> [String] {
    guard options.day != build.day?.daysSince1970 else { return [] }
    let before = ArticleSelection(
      includesDrafts: options.includesDrafts, day: options.day.flatMap { CalendarDate(daysSince1970: $0) })
    options.day = build.day?.daysSince1970
    return articles.lazy.map { [languages] in $0.article(in: languages) }.filter {
      before.includes($0.frontMatter) != build.selection.includes($0.frontMatter)
    }.map(\.path)
  }

  /// Notes that `findings` are all that is wrong with an article.
  mutating func note(_ findings: [Diagnostic], at article: Int) {
    articleFindings[article] = findings.isEmpty ? nil : findings
  }
}

/// Where articles stand in the sites of a guide.
private struct ArticlePlaces: Sendable {
  private let sites: [Site]
  /// By site, then by the article's path: the index in `Site.articles`.
  private let numbers: [[String: Int]]

  /// - Parameter sites: those in all languages of one guide.
  init(in sites: [Site]) {
    self.sites = sites
    numbers = sites.map { site in Dictionary(uniqueKeysWithValues: site.articles.enumerated().map { ($1.path, $0) }) }
  }

  /// Where it is in its own language; nil for one that is not built.
  func home(of article: Article) -> (site: Site, number: Int)? {
    for (site, numbers) in zip(sites, numbers) {
      if let number = numbers[article.path], site.isOwn(number) { return (site, number) }
    }
    return nil
  }

  /// What leads to it where it stands in for translations, by the language's tag.
  func standIns(of article: Article) -> [(tag: String, resolved: ResolvedArticle, former: [String: [String]])] {
    guard sites.count > 1 else { return [] }
    return zip(sites, numbers).compactMap { site, numbers in
      guard let number = numbers[article.path], !site.isOwn(number) else { return nil }
      return (site.configuration.language, site.resolved[number], site.earlier.formerAnchors[number])
    }
  }
}

extension BuildCache {
  /// What is known of the files that a guide was read from.
  struct Files: Sendable {
    let content: KnownTree
    let templates: KnownTree
    let history: HistoryMark?

    init(of source: Source, threads: Int) {
      if case .unreadable = source.history { history = nil } else { history = source.historyMark }
      content = KnownTree(of: source.content, below: "content/", threads: threads)
      templates = KnownTree(of: source.templates, below: "templates/", threads: threads)
    }
  }
}

extension BuildCache.Options {
  /// Those of `build`; nil where its output folder is not there.
  init?(of build: Build) {
    guard let path = realpath(build.output, nil) else { return nil }
    defer { free(path) }
    self.init(
      includesDrafts: build.includesDrafts, day: build.day?.daysSince1970, precompresses: build.precompresses,
      output: String(cString: path))
  }
}

extension KnownTree {
  /// The `files` that were read, all of which stand below `folder` (with a slash at its end).
  fileprivate init(of files: [Source.File], below folder: String, threads: Int) {
    let count = folder.utf8.count
    self.init(
      concurrently(files.count, threads: threads) { index in
        let file = files[index]
        let path = SitePath(bytes: Array(file.path.utf8.dropFirst(count)))
        return (path, File(size: file.bytes.count, stamp: file.stamp, hash: ContentHash(of: file.bytes)))
      })
  }

  /// The files of a site that was just written into `folder`, and its record; nil where something else stands there.
  fileprivate init?(of entries: [Manifest.Entry], in folder: OpenFolder, threads: Int) {
    let record = Manifest(entries).bytes
    guard (try? folder.read(.manifest)) == record else { return nil }
    var files = entries.map { (path: $0.path, file: File(size: $0.size, stamp: nil, hash: $0.hash)) }
    files.append((.manifest, File(size: record.count, stamp: nil, hash: ContentHash(of: record))))
    self.init(files.sorted { $0.path < $1.path })
    guard (try? stamp(in: folder, crew: Crew(threads: threads))) != nil else { return nil }
  }
}
