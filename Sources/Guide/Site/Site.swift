import Diagnostics
import Markdown
import Threads
import YAML

/// A whole help centre, every link resolved: what rendering needs, and nothing that can still be wrong.
public final class Site: Sendable {
  let configuration: Configuration
  let browsers: BrowserData
  let theme: ThemeFiles
  /// The theme's files as the site has them.
  let assets: ThemeAssets
  let articles: [Article]
  let outline: Outline
  /// By article.
  let resolved: [ResolvedArticle]
  /// Pictures by path below `content/`.
  let pictures: [String: PublishedFile]
  /// Those of them that others take the place of where pages are dark.
  let darkPictures: DarkPictures
  /// What goes to the site as it is.
  let files: [PublishedFile]
  /// For a later state of the guide; nil where only a part was resolved.
  private let resolution: Resolution?
  /// What leads here besides the pages' addresses.
  let earlier: EarlierAddresses
  /// By article: when it was first published and last changed, as far as that is known.
  let dates: [PageDates]

  /// Whether the site is to be read from a disk: see `Build.isOffline`.
  let isOffline: Bool
  /// What readers have written, for pages that have comments.
  let comments: PublishedComments

  /// The files of the search index, made when somebody asks for one by itself.
  let searchFilesAlone = Locked<[String: [UInt8]]?>(nil)

  /// What the pages of all articles from A to Z have in common, made with the first of them.
  let knownPagesByLetter = Locked<[Letter: [Int]]?>(nil)

  /// What the Markdown writer adds to articles of itself.
  let wordsOfArticles: HTMLWords

  /// The same site in its other languages; each has none itself.
  let editions: [Site]
  /// Which pages there are in which language; nil in a site of one.
  let versions: LanguageVersions?
  /// By language tag, what a language has of its own to say of browsers.
  let browsersByLanguage: [String: BrowserData]
  /// What tells the language of a file below `content/`.
  let languages: ContentLanguages

  /// What is wrong with the site as a whole: `ResolvedArticle.findings` has the rest.
  let commonFindings: [Diagnostic]

  /// By article: where it stands among its section's; nil for a section's own text.
  let positionInSection: [Int?]
  /// By article: indices in `Outline.tags`, in the author's order.
  let tagsOfArticle: [[Int]]
  /// The path of `base-url`, percent-encoded as it was written, with a slash at both ends.
  package let topPath: [UInt8]

  /// An address that leads to a page.
  struct Redirect: Sendable {
    /// From the site's top: `old/mfa.html`.
    var from: String
    /// Index in `Outline.pages`.
    var page: Int
  }

  /// When a page was made and changed.
  struct PageDates: Sendable {
    var published: CalendarDate?
    var updated: CalendarDate?
  }

  /// What pages say of themselves.
  var words: Words { language.words }
  /// What the site's language says, and the templates in it.
  var language: ThemeLanguages.Language { theme.languages[configuration.language] }
  var sections: [Section] { outline.sections }
  var pages: [Page] { outline.pages }
  /// Old addresses and the pages that took their place.
  /// On a disk nobody comes from elsewhere.
  var redirects: [Redirect] { isOffline ? [] : earlier.redirects }
  /// The record of addresses with this site's added, as the bytes of its file.
  var addressRecord: [UInt8] {
    AddressRecord(([self] + editions).flatMap { $0.earlier.record(of: $0.articles, outline: $0.outline).entries }).bytes
  }
  /// How many pages it has in all its languages.
  public var pageCount: Int { pages.count + editions.reduce(0) { $0 + $1.pages.count } }

  /// Puts the parts of `guide` together and looks up every link, anchor, picture and directive.
  ///
  /// - Parameter previous: what was made of an earlier state of the guide, right or wrong. The result is the same
  ///   without it, but takes longer.
  /// - Returns: a site that can be rendered if none of the diagnostics is an error.
  public static func resolve(
    _ guide: ParsedGuide, threads: Int, reusing previous: Site? = nil
  ) -> (site: Site, diagnostics: [Diagnostic]) {
    let others = guide.editions
    let guides = [guide] + others
    let known =
      [previous]
      + others.map { other in
        previous?.editions.first { $0.configuration.language == other.configuration.language }
      }
    let outlines = zip(guides, known).map { $1?.outline(of: $0) ?? Outline($0) }
    let versions = others.isEmpty ? nil : LanguageVersions(guides, outlines)
    var editions: [Site] = []
    for index in guides.indices.dropFirst() {
      editions.append(
        resolve(guides[index], outlines[index], versions, threads: threads, reusing: known[index]))
    }
    let unknown = guide.comments.findings(for: guide, outlines)
    let site = resolve(
      guide, outlines[0], versions, editions: editions, also: unknown, threads: threads, reusing: previous)
    return (site, ([site] + editions).flatMap { $0.commonFindings + $0.resolved.flatMap(\.findings) })
  }

  /// The site of `guide` in one language.
  private static func resolve(
    _ guide: ParsedGuide, _ outline: Outline, _ versions: LanguageVersions?, editions: [Site] = [],
    also findings: [Diagnostic] = [], threads: Int, reusing previous: Site?
  ) -> Site {
    let resolution = Resolution(guide, outline: outline, threads: threads, reusing: previous?.resolution)
    let dates = dates(of: guide)
    return Site(
      guide: guide, outline: outline, resolved: resolution.resolved, pictures: resolution.resolver.pictures,
      earlier: resolution.earlier, dates: dates.dates,
      commonFindings: outline.diagnostics + resolution.earlier.diagnostics + dates.diagnostics + findings
        + (guide.configuration.top.isEmpty ? DarkPictures(among: guide.files).diagnostics : []),
      editions: editions, versions: versions, resolution: resolution)
  }

  /// This site's outline if it is that of `guide` too.
  private func outline(of guide: ParsedGuide) -> Outline? {
    // A translation's place depends on its original's too.
    guard !guide.languages.areSeveral, !languages.areSeveral else { return nil }
    // A finding's place can have changed.
    guard outline.diagnostics.isEmpty, configuration.title == guide.configuration.title,
      words.isTitledLike(guide.theme.languages[guide.configuration.language].words),
      configuration.description == guide.configuration.description,
      configuration.pageSize == guide.configuration.pageSize,
      articles.elementsEqual(guide.articles, by: { $0.standsLike($1) })
    else { return nil }
    return outline
  }

  init(
    guide: ParsedGuide, outline: Outline, resolved: [ResolvedArticle], pictures: [String: PublishedFile],
    earlier: EarlierAddresses, dates: [PageDates], commonFindings: [Diagnostic],
    editions: [Site] = [], versions: LanguageVersions? = nil, resolution: Resolution? = nil
  ) {
    (self.editions, self.versions) = (editions, versions)
    (browsersByLanguage, languages) = (guide.browsersByLanguage, guide.languages)
    self.resolution = resolution
    var configuration = guide.configuration
    // On a disk there is nobody to send anything to.
    if guide.isOffline { configuration.comments = CommentSettings() }
    self.configuration = configuration
    browsers = guide.browsers
    theme = guide.theme
    assets = guide.theme.assets.with(accent: guide.configuration.accent)
    files = guide.files
    darkPictures = DarkPictures(among: guide.files)
    comments = guide.comments
    isOffline = guide.isOffline
    articles = guide.articles
    (self.outline, self.resolved, self.pictures) = (outline, resolved, pictures)
    (self.earlier, self.dates, self.commonFindings) = (earlier, dates, commonFindings)
    positionInSection = outline.positions(of: guide.articles)
    tagsOfArticle = outline.tagIndices(of: guide.articles)
    wordsOfArticles = guide.theme.languages[guide.configuration.language].words.ofArticles
    topPath = Self.path(of: guide.configuration.baseAddress)
  }

  /// The folder of the article's page, without a slash at its end.
  func folder(ofPageOf article: Int) -> String { Address.folder(of: configuration.top + articles[article].address) }

  /// What the article at `number` says of browsers: in its own language, as far as somebody has written it.
  func browsers(for number: Int) -> BrowserData {
    articles[number].language.flatMap { browsersByLanguage[$0] } ?? browsers
  }

  private static func path(of baseAddress: String) -> [UInt8] {
    let afterScheme = baseAddress.utf8.drop { $0 != UInt8(ascii: "/") }.dropFirst(2)
    let path = afterScheme.drop { $0 != UInt8(ascii: "/") }
    return path.isEmpty ? [UInt8(ascii: "/")] : Array(path)
  }

  private static func dates(of guide: ParsedGuide) -> (dates: [PageDates], diagnostics: [Diagnostic]) {
    var diagnostics: [Diagnostic] = []
    switch guide.history {
    case .shallow:
      diagnostics.append(
        .warning(
          "this is a shallow clone, so pages do not say when they were changed", at: nil,
          hint: "fetch the whole history: git fetch --unshallow"))
    case .unreadable:
      diagnostics.append(
        .warning(
          "git cannot read the repository, so pages do not say when they were changed", at: nil,
          hint: "run git log in the guide's folder to see why"))
    case .known, .noRepository: break
    }
    let dates = guide.articles.map { article in
      let known = guide.history.dates(of: article.sourcePath)
      return PageDates(published: article.frontMatter.date ?? known?.created, updated: known?.changed)
    }
    return (dates, diagnostics)
  }
}
