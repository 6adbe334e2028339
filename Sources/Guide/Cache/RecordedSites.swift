/// The sites of a guide in all its languages, resolved from the texts of some articles and the records of all others: only
/// the pages of those may be rendered.
struct RecordedSites: Sendable {
  /// The main language's first.
  let sites: [Site]
  private let articles: [Article]
  private let records: [ArticleRecord]

  /// - Parameters:
  ///   - guide: with all articles that become pages.
  ///   - articles: all articles by path, those with a text and those without.
  ///   - again: indices in `articles` of those with a text.
  ///   - records: of `articles`.
  init(_ guide: ParsedGuide, articles: [Article], again: [Int], records: [ArticleRecord]) {
    (self.articles, self.records) = (articles, records)
    let guides = [guide] + guide.editions
    // Addresses that were good are so still.
    let outlines = guides.map { Outline($0, refusingEqualAddresses: false) }
    let versions = guides.count > 1 ? LanguageVersions(guides, outlines) : nil
    sites = zip(guides, outlines).map { guide, outline in
      Site.resolve(guide, outline, versions, only: again.compactMap { guide.number(of: articles[$0]) }) { number in
        let details = articles.index(ofPath: guide.articles[number].path).map { records[$0].details }
        return details?.shown(in: guide.configuration.language) ?? ArticleRecord.Details()
      }
    }
  }

  /// An article in one of the sites.
  struct Place: Sendable {
    /// Index in `sites`.
    var site: Int
    /// Index in `Site.articles`.
    var number: Int
    /// Index in `Site.pages`.
    var page: Int
    /// Whether the site is in the article's language; elsewhere it stands in for a translation.
    var isOwn: Bool
  }

  /// Where `article` stands; nowhere if it is not built.
  func places(of article: Article) -> [Place] {
    sites.enumerated().compactMap { index, site in
      guard let number = site.articles.number(of: article) else { return nil }
      return Place(
        site: index, number: number, page: site.outline.pageOfArticle[number], isOwn: site.isOwn(number))
    }
  }

  /// What the cache is to know of the article at `index`.
  func details(of index: Int, at places: [Place]) -> ArticleRecord.Details {
    let (before, home) = (records[index].details, places.first(where: \.isOwn))
    let others = places.filter { !$0.isOwn }.map { place in
      let language = sites[place.site].configuration.language
      return (
        tag: language, resolved: sites[place.site].resolved[place.number], former: before.shown(in: language).former
      )
    }
    return ArticleRecord.Details(
      articles[index].text, resolved: home.map { sites[$0.site].resolved[$0.number] }, former: before.former,
      dates: before.dates, others: others)
  }

  /// The paths of those of the articles `others` that link to something that the article at `index` had, and has not now.
  func linksToLost(of index: Int, at places: [Place], from others: [Int]) -> [String] {
    let before = records[index].details
    return places.flatMap { place -> [String] in
      let site = sites[place.site]
      let gone = before.shown(in: site.configuration.language).anchors.subtracting(
        site.resolved[place.number].anchors)
      guard !gone.isEmpty else { return [] }
      return others.compactMap { other in
        // Links are judged where an article is at home.
        guard articles[other].language.map({ $0 == site.configuration.language }) ?? true else { return nil }
        let links = records[other].details.links
        return links.contains { $0.article == place.number && gone.contains($0.anchor) } ? articles[other].path : nil
      }
    }
  }
}

extension ArticleRecord.Details {
  /// `formerAnchors` by the heading's present one.
  fileprivate var former: [String: [String]] { Dictionary(formerAnchors.map { ($0.present, $0.former) }) { $1 } }
}

extension ParsedGuide {
  /// The index of `article` in `articles`; nil where it is not among them.
  fileprivate func number(of article: Article) -> Int? { articles.number(of: article) }
}

extension [Article] {
  /// The index of `article` in this array, which is sorted by `pathInContent`; nil where it is not there.
  fileprivate func number(of article: Article) -> Int? {
    let number = firstIndex(notBefore: article.pathInContent, by: \.pathInContent)
    return number < count && self[number] === article ? number : nil
  }

  /// Where the article in the file `path` stands in this array, which is sorted by path.
  func index(ofPath path: String) -> Int? {
    let index = firstIndex(notBefore: path, by: \.path)
    return index < count && self[index].path == path ? index : nil
  }

  private func firstIndex(notBefore path: String, by key: (Article) -> String) -> Int {
    partitioningIndex { !key($0).precedesByBytes(path) }
  }
}

extension Site {
  /// The site of `guide`, of whose articles only those in `numbers` have a text.
  ///
  /// - Parameter details: what is known of an article.
  fileprivate static func resolve(
    _ guide: ParsedGuide, _ outline: Outline, _ versions: LanguageVersions?, only numbers: [Int],
    details: @escaping @Sendable (Int) -> ArticleRecord.Details
  ) -> Site {
    var resolved = Array(repeating: ResolvedArticle(), count: guide.articles.count)
    var dates = Array(repeating: PageDates(), count: guide.articles.count)
    var anchors: [Int: Set<String>] = [:]
    for number in numbers {
      let (known, article) = (details(number), guide.articles[number])
      let former = known.former.merging(guide.anchorsOfOriginal(of: article)) { $0 + $1 }
      resolved[number] = ResolvedArticle(article.text, data: guide.browsers(for: article))
      resolved[number].formerAnchors = former
      resolved[number].anchors.formUnion(former.values.joined())
      dates[number] = known.dates
      anchors[number] = resolved[number].anchors
    }
    let resolver = LinkResolver(
      articles: guide.articles, outline: outline, files: guide.files, ownAddress: guide.ownAddress,
      languages: guide.languages, of: guide.configuration.language
    ) { [anchors] number in
      anchors[number] ?? details(number).anchors
    }
    for number in numbers {
      resolver.resolve(number, into: &resolved[number])
      if !guide.isOwn(number) { resolved[number].findings = [] }
    }
    return Site(
      guide: guide, outline: outline, resolved: resolved, pictures: resolver.pictures,
      earlier: EarlierAddresses(noneFor: guide.articles.count), dates: dates, commonFindings: [], versions: versions)
  }
}
