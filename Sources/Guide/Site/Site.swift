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
  /// What goes to the site as it is.
  let files: [PublishedFile]
  /// For a later state of the guide; nil where only a part was resolved.
  private let resolution: Resolution?
  /// What leads here besides the pages' addresses.
  private let earlier: EarlierAddresses
  /// By article: when it was first published and last changed, as far as that is known.
  let dates: [PageDates]

  /// What readers have written, for pages that have comments.
  let comments: PublishedComments

  /// The files of the search index, made when somebody asks for one by itself.
  let searchFilesAlone = Locked<[String: [UInt8]]?>(nil)

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

  var sections: [Section] { outline.sections }
  var pages: [Page] { outline.pages }
  /// Old addresses and the pages that took their place.
  var redirects: [Redirect] { earlier.redirects }
  /// The record of addresses with this site's added, as the bytes of its file.
  var addressRecord: [UInt8] { earlier.record(of: articles, outline: outline) }

  /// Puts the parts of `guide` together and looks up every link, anchor, picture and directive.
  ///
  /// - Parameter previous: what was made of an earlier state of the guide, right or wrong. The result is the same
  ///   without it, but takes longer.
  /// - Returns: a site that can be rendered if none of the diagnostics is an error.
  public static func resolve(
    _ guide: ParsedGuide, threads: Int, reusing previous: Site? = nil
  ) -> (site: Site, diagnostics: [Diagnostic]) {
    let outline = previous?.outline(of: guide) ?? Outline(guide.articles, configuration: guide.configuration)
    let resolution = Resolution(guide, outline: outline, threads: threads, reusing: previous?.resolution)
    let dates = dates(of: guide)
    let site = Site(
      guide: guide, outline: outline, resolved: resolution.resolved, pictures: resolution.resolver.pictures,
      earlier: resolution.earlier, dates: dates.dates,
      commonFindings: outline.diagnostics + resolution.earlier.diagnostics + dates.diagnostics
        + guide.comments.findings(for: guide, outline), resolution: resolution)
    return (site, site.commonFindings + site.resolved.flatMap(\.findings))
  }

  /// This site's outline if it is that of `guide` too.
  private func outline(of guide: ParsedGuide) -> Outline? {
    // A finding's place can have changed.
    guard outline.diagnostics.isEmpty, configuration.title == guide.configuration.title,
      configuration.description == guide.configuration.description,
      articles.elementsEqual(guide.articles, by: { $0.standsLike($1) })
    else { return nil }
    return outline
  }

  init(
    guide: ParsedGuide, outline: Outline, resolved: [ResolvedArticle], pictures: [String: PublishedFile],
    earlier: EarlierAddresses, dates: [PageDates], commonFindings: [Diagnostic],
    resolution: Resolution? = nil
  ) {
    self.resolution = resolution
    configuration = guide.configuration
    browsers = guide.browsers
    theme = guide.theme
    assets = guide.theme.assets.with(accent: guide.configuration.accent)
    files = guide.files
    comments = guide.comments
    articles = guide.articles
    (self.outline, self.resolved, self.pictures) = (outline, resolved, pictures)
    (self.earlier, self.dates, self.commonFindings) = (earlier, dates, commonFindings)
    positionInSection = outline.positions(of: guide.articles)
    tagsOfArticle = outline.tagIndices(of: guide.articles)
    topPath = Self.path(of: guide.configuration.baseAddress)
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
      let known = guide.history.dates(of: article.pathInContent)
      return PageDates(published: article.frontMatter.date ?? known?.created, updated: known?.changed)
    }
    return (dates, diagnostics)
  }
}
