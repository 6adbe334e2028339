import Templates

/// One entry of the trail from the home page to the page itself.
struct Breadcrumb: Sendable {
  var title: String
  var address: [UInt8]
  var isCurrent: Bool
  var isLast: Bool

  static let view = View<Breadcrumb>([
    .text("title") { $0.title },
    .bytes("address") { $0.address },
    .flag("current") { $0.isCurrent },
    .flag("last") { $0.isLast },
  ])

  /// The trail of a page, the home page first; empty for the home page itself.
  static func trail(of view: PageView) -> [Breadcrumb] {
    guard view.page.kind != .home else { return [] }
    let site = view.site
    var pages: [Page] = []
    var section: Int? = view.page.section
    while let number = section {
      pages.append(site.pages[site.sections[number].page])
      section = site.sections[number].parent
    }
    pages.reverse()
    if case .tag = view.page.kind, let tags = site.pages.last(where: { $0.kind == .tags }) { pages.append(tags) }
    if view.page.kind != .section { pages.append(view.page) }
    return pages.enumerated().map { number, page in
      Breadcrumb(
        title: page.title, address: view.link(to: page.address), isCurrent: page.address == view.page.address,
        isLast: number == pages.count - 1)
    }
  }
}

/// One entry of the site's navigation.
struct NavigationItem: Sendable {
  var title: String
  var address: [UInt8]
  var isCurrent: Bool
  /// The page is this one or below it.
  var isOpen: Bool
  var children: [NavigationItem]

  /// What templates' schemas call an entry.
  static let schemaName = "navigation item"

  /// An entry as templates see it; its children are entries again.
  static let schema = RecordSchema([
    "title": .text, "address": .text, "current": .flag, "open": .flag, "has-children": .flag,
    "children": .list(.named(schemaName)),
  ])

  /// The record of `schema`.
  var value: Value {
    .record([
      .text(Array(title.utf8)), .text(address), .flag(isCurrent), .flag(isOpen), .flag(!children.isEmpty),
      .list(children.map(\.value)),
    ])
  }

  /// The branch of the navigation that leads to the page: the top's entries, and below the sections that hold the page
  /// their own. A page of a large site carries its own branch alone.
  static func tree(for view: PageView) -> [NavigationItem] {
    var open: Set<Int> = []
    var section: Int? = view.page.section
    while let number = section {
      open.insert(number)
      section = view.site.sections[number].parent
    }
    return items(of: 0, open: open, view)
  }

  private static func items(of section: Int, open: Set<Int>, _ view: PageView) -> [NavigationItem] {
    let site = view.site
    let sections = site.sections[section].sections.map { inner in
      let page = site.pages[site.sections[inner].page]
      let isOpen = open.contains(inner)
      return NavigationItem(
        title: page.title, address: view.link(to: page.address), isCurrent: page.address == view.page.address,
        isOpen: isOpen, children: isOpen ? items(of: inner, open: open, view) : [])
    }
    let articles = site.sections[section].articles.map { number in
      let page = site.pages[number]
      let isCurrent = page.address == view.page.address
      return NavigationItem(
        title: page.title, address: view.link(to: page.address), isCurrent: isCurrent, isOpen: isCurrent, children: [])
    }
    return sections + articles
  }
}
