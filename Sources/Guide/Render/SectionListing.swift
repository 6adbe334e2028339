import Templates

/// A section as its parent's page lists it.
struct SectionListing: Sendable {
  var link: PageLink
  var articles: [PageLink]
  /// The section holds more than is listed.
  var hasMore: Bool

  static let view = View<SectionListing>([
    .text("title") { $0.link.title },
    .bytes("address") { $0.link.address },
    .text("description") { $0.link.description },
    .text("language") { $0.link.language },
    .flag("has-articles") { !$0.articles.isEmpty },
    .list("articles", PageLink.view) { $0.articles },
    .flag("has-more") { $0.hasMore },
  ])

  /// How many articles of a section are listed on its parent's page.
  private static let shown = 6

  /// The sections below the one that `page` is about.
  static func all(for page: Page, in site: Site, _ linker: Linker) -> [SectionListing] {
    guard page.kind == .home || page.kind == .section, page.part == 0 else { return [] }
    return site.sections[page.section].sections.map { number in
      let section = site.sections[number]
      return SectionListing(
        link: linker.link(section.page), articles: section.articles.prefix(shown).map(linker.link),
        hasMore: section.articles.count > shown || !section.sections.isEmpty)
    }
  }
}
