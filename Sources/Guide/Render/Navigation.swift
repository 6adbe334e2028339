import Templates

/// One entry of the trail from the home page to the page itself.
struct Breadcrumb: Sendable {
  var title: String
  var address: [UInt8]
  var isCurrent: Bool

  static let view = View<Breadcrumb>([
    .text("title") { $0.title },
    .bytes("address") { $0.address },
    .flag("current") { $0.isCurrent },
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
    return pages.map { page in
      let isCurrent = page.address == view.page.address
      return Breadcrumb(title: page.title, address: view.link(to: page.address), isCurrent: isCurrent)
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

  /// The field that holds a tree of entries.
  static func field(
    _ tree: @escaping @Sendable (PageView) -> [NavigationItem]
  ) -> View<PageView>.Field {
    View<PageView>.Field(name: "navigation", schema: .list(schema(depth: deepest))) { .list(tree($0).map(\.value)) }
  }

  /// How many levels of sections templates see.
  private static let deepest = 8

  private static func schema(depth: Int) -> RecordSchema {
    var fields: [RecordSchema.Field] = [
      .init(name: "title", schema: .text), .init(name: "address", schema: .text), .init(name: "current", schema: .flag),
      .init(name: "open", schema: .flag), .init(name: "has-children", schema: .flag),
    ]
    let inner = depth > 1 ? schema(depth: depth - 1) : RecordSchema([:])
    fields.append(.init(name: "children", schema: .list(inner)))
    return RecordSchema(fields)
  }

  private var value: Value {
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
