import Markdown
import Templates

/// One entry of an article's table of contents.
struct ContentsItem: Sendable {
  var title: String
  var id: String
  var children: [ContentsItem]

  /// What templates' schemas call an entry.
  static let schemaName = "contents item"

  /// An entry as templates see it; its children are entries again.
  static let schema = RecordSchema([
    "title": .text, "id": .text, "has-children": .flag, "children": .list(.named(schemaName)),
  ])

  /// The record of `schema`.
  var value: Value {
    .record([
      .text(Array(title.utf8)), .text(Array(id.utf8)), .flag(!children.isEmpty), .list(children.map(\.value)),
    ])
  }

  /// The headings of the two highest levels that the article uses below its title.
  static func tree(of document: Document?) -> [ContentsItem] {
    let headings = document?.headings.filter { !$0.isInDirective } ?? []
    guard let top = headings.map(\.level).min() else { return [] }
    var items: [ContentsItem] = []
    for heading in headings where heading.level <= top + 1 {
      let item = ContentsItem(title: heading.title, id: heading.identifier, children: [])
      if heading.level == top || items.isEmpty {
        items.append(item)
      } else {
        items[items.count - 1].children.append(item)
      }
    }
    return items
  }
}

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
    .flag("has-articles") { !$0.articles.isEmpty },
    .list("articles", PageLink.view) { $0.articles },
    .flag("has-more") { $0.hasMore },
  ])

  /// How many articles of a section are listed on its parent's page.
  private static let shown = 6

  /// The sections below the one that `view` shows.
  static func all(for view: PageView) -> [SectionListing] {
    guard view.page.kind == .home || view.page.kind == .section else { return [] }
    let site = view.site
    return site.sections[view.page.section].sections.map { number in
      let section = site.sections[number]
      return SectionListing(
        link: view.link(section.page), articles: section.articles.prefix(shown).map(view.link),
        hasMore: section.articles.count > shown || !section.sections.isEmpty)
    }
  }
}

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
  static func all(for view: PageView) -> [TagLink] {
    view.site.outline.tags.map { link($0, view) }
  }

  /// The tags of the page itself, in the author's order.
  static func own(of view: PageView) -> [TagLink] {
    guard let article = view.page.article else { return [] }
    return view.site.tagsOfArticle[article].map { link(view.site.outline.tags[$0], view) }
  }

  private static func link(_ tag: Tag, _ view: PageView) -> TagLink {
    TagLink(
      title: tag.name, address: view.link(to: view.site.pages[tag.page].address), count: tag.articles.count)
  }
}
