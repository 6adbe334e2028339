import Templates

/// A link to what carries a tag.
struct TagLink: Sendable {
  var title: String
  var address: [UInt8]
  var count: Int

  static let view = View<TagLink>([
    .text("title") { $0.title },
    .bytes("address") { $0.address },
    .text("count") { "\($0.count)" },
  ])

  /// All tags of the site.
  static func all(in site: Site, _ linker: Linker) -> [TagLink] {
    site.outline.tags.map { link($0, site, linker) }
  }

  /// The tags of `page` itself, in the author's order.
  static func own(of page: Page, in site: Site, _ linker: Linker) -> [TagLink] {
    guard let article = page.article else { return [] }
    return site.tagsOfArticle[article].map { link(site.outline.tags[$0], site, linker) }
  }

  private static func link(_ tag: Tag, _ site: Site, _ linker: Linker) -> TagLink {
    TagLink(
      title: tag.name, address: linker.address(of: site.pages[tag.page].encodedAddress), count: tag.articles.count)
  }
}
