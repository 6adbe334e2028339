import Templates

/// The part of the site's navigation that the pages of one section show: the top's entries, below each section that holds
/// the pages its own, and nothing else, so that a page of a large site carries its own branch alone.
///
/// All pages of a section share the entries but for the mark on the current one: the values are made once, and a page
/// copies only the lists on the way to its own entry.
struct NavigationBranch: Sendable {
  /// What templates' schemas call an entry.
  static let schemaName = "navigation item"

  /// An entry as templates see it; its children are entries again.
  static let schema = RecordSchema([
    "title": .text, "address": .text, "current": .flag, "open": .flag, "has-children": .flag,
    "children": .list(.named(schemaName)),
  ])

  /// The entries of one section that holds the pages.
  private struct Level {
    var entries: [Value]
    /// The section on the way down: where it stands in `entries`, and its page.
    var open: (position: Int, page: Page)?
  }

  /// The top first; the last level is the section's own.
  private let levels: [Level]
  /// How many of the own level's entries are sections: the articles stand behind them.
  private let sectionCount: Int
  private let link: @Sendable (Page) -> [UInt8]

  /// The branch of `section`; `link` gives the address of a page as the section's pages write it.
  init(to section: Int, of site: Site, link: @escaping @Sendable (Page) -> [UInt8]) {
    self.link = link
    var path = [section]
    while let parent = path.last.flatMap({ site.sections[$0].parent }) { path.append(parent) }
    path.reverse()
    var levels: [Level] = []
    for (depth, number) in path.enumerated() {
      let inner = site.sections[number].sections
      let pages =
        inner.map { site.pages[site.sections[$0].page] } + site.sections[number].articles.map { site.pages[$0] }
      var level = Level(entries: pages.map { Self.entry($0, address: link($0)) })
      if depth + 1 < path.count, let position = inner.firstIndex(of: path[depth + 1]) {
        level.open = (position, pages[position])
      }
      levels.append(level)
    }
    self.levels = levels
    sectionCount = site.sections[section].sections.count
  }

  /// The entries of the top as `page` shows them; `position` is where it stands among its section's articles, nil for
  /// the section's own page and for what is not in the navigation.
  func entries(for page: Page, position: Int?) -> [Value] {
    guard var children = levels.last?.entries else { return [] }
    if let position, children.indices.contains(sectionCount + position) {
      children[sectionCount + position] = Self.entry(page, address: link(page), isCurrent: true, isOpen: true)
    }
    for level in levels.dropLast().reversed() {
      guard let (position, section) = level.open else { continue }
      var entries = level.entries
      entries[position] = Self.entry(
        section, address: link(section), isCurrent: section.address == page.address, isOpen: true, children: children)
      children = entries
    }
    return children
  }

  private static func entry(
    _ page: Page, address: [UInt8], isCurrent: Bool = false, isOpen: Bool = false, children: [Value] = []
  ) -> Value {
    .record([
      .text(Array(page.title.utf8)), .text(address), .flag(isCurrent), .flag(isOpen), .flag(!children.isEmpty),
      .list(children),
    ])
  }
}
