import Templates

/// The part of the site's navigation that the pages of one section show: the top's entries, below each section that holds
/// the pages its own, and nothing else, so that a page of a large site carries its own branch alone.
///
/// Of a list that is long only what stands around the page's own place is shown, and then a link to the whole: what a page
/// carries does not grow with its section. Pages that are made together share the entries: they are made once, and a page
/// copies only the lists on the way to its own entry.
struct NavigationBranch: Sendable {
  /// What templates' schemas call an entry.
  static let schemaName = "navigation item"

  /// An entry as templates see it; its children are entries again. `more`: it leads to all that the list does not show.
  static let schema = RecordSchema([
    "title": .text, "address": .text, "language": .text, "current": .flag, "open": .flag, "more": .flag,
    "has-children": .flag,
    "children": .list(.named(schemaName)),
  ])

  /// How many sections, and how many articles, a list shows.
  static let longestList = 30

  /// The entries of one section that holds the pages.
  private struct Level {
    /// The section's.
    let number: Int
    var entries: [Value]
    /// Whether there is more than the entries.
    var isCut: Bool
    /// The section on the way down: where it stands in `entries`, and its page.
    var open: (position: Int, page: Page)?
  }

  private let site: Site
  /// The top first; the last level is the section's own, and has no articles yet.
  private let levels: [Level]
  /// Of the articles that the pages can show: the first one's position in the section, and their entries.
  private let articles: (start: Int, entries: [Value])
  private let link: @Sendable (Page) -> [UInt8]

  /// The branch of `section` for pages of it; `link` gives the address of a page as they write it.
  ///
  /// - Parameter positions: of those of the pages that are articles, among the section's.
  init(to section: Int, of site: Site, positions: ClosedRange<Int>?, link: @escaping @Sendable (Page) -> [UInt8]) {
    (self.site, self.link) = (site, link)
    let own = site.sections[section].articles
    let first = Self.window(around: positions?.lowerBound ?? 0, of: own.count)
    let last = Self.window(around: positions?.upperBound ?? 0, of: own.count)
    articles = (
      first.lowerBound,
      own[first.lowerBound..<last.upperBound].map { Self.entry(site, site.pages[$0], address: link(site.pages[$0])) }
    )
    var path = [section]
    while let parent = path.last.flatMap({ site.sections[$0].parent }) { path.append(parent) }
    path.reverse()
    levels = path.enumerated().map { depth, number in
      let inner = site.sections[number].sections
      let way = depth + 1 < path.count ? inner.firstIndex(of: path[depth + 1]) : nil
      let shown = Self.window(around: way ?? 0, of: inner.count)
      var pages = inner[shown].map { site.pages[site.sections[$0].page] }
      let articles = site.sections[number].articles
      if way != nil, articles.count <= Self.longestList { pages += articles.map { site.pages[$0] } }
      var level = Level(
        number: number, entries: pages.map { Self.entry(site, $0, address: link($0)) },
        isCut: shown.count < inner.count || (way != nil && articles.count > Self.longestList))
      if let way { level.open = (way - shown.lowerBound, pages[way - shown.lowerBound]) }
      return level
    }
  }

  /// What is shown of `count` in a row, `position` among it.
  private static func window(around position: Int, of count: Int) -> Range<Int> {
    let start = max(0, min(position - longestList / 2, count - longestList))
    return start..<min(count, start + longestList)
  }

  /// The entries of the top as `page` shows them; `position` is where it stands among its section's articles, nil for
  /// the section's own page and for what is not in the navigation.
  func entries(for page: Page, position: Int?) -> [Value] {
    guard let own = levels.last else { return [] }
    var children = own.entries
    let count = site.sections[own.number].articles.count
    // The section's own page lists its articles anyway.
    let shown = position == nil && count > Self.longestList ? 0..<0 : Self.window(around: position ?? 0, of: count)
    let known = (shown.lowerBound - articles.start)..<(shown.upperBound - articles.start)
    if !known.isEmpty, known.lowerBound >= 0, known.upperBound <= articles.entries.count {
      children += articles.entries[known]
      if let position, shown.contains(position) {
        children[own.entries.count + position - shown.lowerBound] = Self.entry(
          site,
          page, address: link(page), isCurrent: true, isOpen: true)
      }
    }
    let isOwnPage = page.kind == .home || page.kind == .section
    if own.isCut || shown.count < count, !isOwnPage { children.append(more(in: own.number, around: position ?? 0)) }
    for level in levels.dropLast().reversed() {
      guard let (position, section) = level.open else { continue }
      var entries = level.entries
      entries[position] = Self.entry(
        site,
        section, address: link(section), isCurrent: section.address == page.address, isOpen: true, children: children)
      if level.isCut { entries.append(more(in: level.number, around: 0)) }
      children = entries
    }
    return children
  }

  /// Leads to the page of `section` that lists its article at `position`.
  private func more(in section: Int, around position: Int) -> Value {
    let page = site.pages[site.page(ofListingIn: section, at: position)]
    return Self.entry(site, page, address: link(page), isMore: true)
  }

  private static func entry(
    _ site: Site, _ page: Page, address: [UInt8], isCurrent: Bool = false, isOpen: Bool = false, isMore: Bool = false,
    children: [Value] = []
  ) -> Value {
    .record([
      .text(Array(page.title.utf8)), .text(address), .text(Array(site.foreignLanguage(of: page).utf8)),
      .flag(isCurrent), .flag(isOpen), .flag(isMore),
      .flag(!children.isEmpty), .list(children),
    ])
  }
}
