import Templates
import YAML

/// A page on its way to a template.
struct PageView: Sendable {
  let site: Site
  let assets: ThemeAssets
  let page: Page
  /// The article's text as HTML; empty where the page has none.
  var body: [UInt8] = []

  var article: Article? { page.article.map { site.articles[$0] } }
  var dates: Site.PageDates? { page.article.map { site.dates[$0] } }
  var neighbours: ArraySlice<Int> { site.sections[page.section].articles[...] }

  /// The address to write for one in the same site. The page for unknown addresses is shown at any depth, so its links
  /// start from the top of the host.
  func link(to address: String) -> [UInt8] {
    guard page.kind == .notFound else { return Address.relative(from: page.address, to: address) }
    return site.topPath + Address.encoded(address)
  }

  func link(_ index: Int) -> PageLink {
    let target = site.pages[index]
    return PageLink(title: target.title, address: link(to: target.address), description: target.description)
  }

  /// What the templates of pages are given.
  static let view = View<PageView>([
    .record("site", siteView) { $0 },
    .record("page", pageView) { $0 },
  ])

  private static let siteView = View<PageView>([
    .text("title") { $0.site.configuration.title },
    .text("description") { $0.site.configuration.description },
    .text("language") { $0.site.configuration.language },
    .text("direction") { _ in "ltr" },
    .text("generator") { _ in "guidegen \(guidegenVersion)" },
    .bytes("home") { $0.link(to: "index.html") },
    .record("organisation", organisationView) { $0.site.configuration.organisation },
    .record("helpdesk", helpdeskView) { $0.site.configuration.helpdesk },
    .flag("has-help") { $0.site.configuration.helpdesk.isReachable },
    .bytes("style") { $0.link(to: $0.assets.style) },
    .flag("accent") { $0.assets.accent != nil },
    .bytes("accent-style") { view in view.assets.accent.map { view.link(to: $0) } ?? [] },
    .bytes("icon") { $0.link(to: $0.assets.icon) },
    .bytes("feed") { $0.link(to: "feed.xml") },
    .bytes("tags") { $0.site.outline.tags.isEmpty ? [] : $0.link(to: "tags/index.html") },
    .list("scripts", addressView) { view in
      view.assets.scripts(for: view.page.article.map { view.site.resolved[$0] }).map { view.link(to: $0) }
    },
  ])

  private static let addressView = View<[UInt8]>([.bytes("address") { $0 }])

  private static let organisationView = View<Configuration.Organisation>([
    .text("name") { $0.name },
    .text("url") { $0.address },
  ])

  private static let helpdeskView = View<Configuration.Helpdesk>([
    .text("name") { $0.name },
    .text("phone") { $0.phone },
    .text("phone-link") { $0.phoneLink },
    .text("email") { $0.email },
    .text("url") { $0.address },
    .text("hours") { $0.hours },
  ])

  private static let pageView = View<PageView>(identityFields + kindFields + wayFields + listFields + factFields)

  /// What the page is called and where it stands.
  private static let identityFields: [View<PageView>.Field] = [
    .text("title") { $0.page.title },
    .text("window-title") { $0.windowTitle },
    .text("description") { $0.page.description },
    .text("lead") { $0.page.description },
    .text("canonical") { $0.canonical },
    .text("robots") { $0.page.kind == .notFound || $0.article?.frontMatter.isDraft == true ? "noindex" : "" },
    .text("policy") { _ in SecurityPolicy.page },
    .text("social-type") { $0.page.kind == .article ? "article" : "website" },
    .html("structured-data") { StructuredData.breadcrumbs(of: $0) },
    .html("body") { $0.body },
  ]

  private static let kindFields: [View<PageView>.Field] = [
    .flag("is-home") { $0.page.kind == .home },
    .flag("is-section") { $0.page.kind == .section },
    .flag("is-article") { $0.page.kind == .article },
    .flag("is-tag") { if case .tag = $0.page.kind { true } else { false } },
    .flag("is-tags") { $0.page.kind == .tags },
    .flag("is-not-found") { $0.page.kind == .notFound },
  ]

  /// The ways to and from the page.
  private static let wayFields: [View<PageView>.Field] = [
    .list("breadcrumbs", Breadcrumb.view) { Breadcrumb.trail(of: $0) },
    .flag("has-navigation") { !$0.site.sections[0].sections.isEmpty || !$0.site.sections[0].articles.isEmpty },
    .list("navigation", named: NavigationItem.schemaName) { NavigationItem.tree(for: $0).map(\.value) },
    .flag("has-contents") { !ContentsItem.tree(of: $0.article?.document).isEmpty },
    .list("contents", named: ContentsItem.schemaName) { ContentsItem.tree(of: $0.article?.document).map(\.value) },
    .flag("has-neighbours") { $0.neighbour(-1) != nil || $0.neighbour(1) != nil },
    .record("previous", PageLink.view) { view in view.neighbour(-1).map(view.link) },
    .record("next", PageLink.view) { view in view.neighbour(1).map(view.link) },
  ]

  private static let listFields: [View<PageView>.Field] = [
    .flag("has-sections") { !SectionListing.all(for: $0).isEmpty },
    .list("sections", SectionListing.view) { SectionListing.all(for: $0) },
    .flag("has-articles") { !$0.listed.isEmpty },
    .list("articles", PageLink.view) { $0.listed.map($0.link) },
    .list("all-tags", TagLink.view) { $0.page.kind == .tags ? TagLink.all(for: $0) : [] },
    .flag("has-tags") { !TagLink.own(of: $0).isEmpty },
    .list("tags", TagLink.view) { TagLink.own(of: $0) },
    .flag("has-related") { !$0.site.related(to: $0.page).isEmpty },
    .list("related", PageLink.view) { $0.site.related(to: $0.page).map($0.link) },
  ]

  /// What is known about the article.
  private static let factFields: [View<PageView>.Field] = [
    .flag("has-meta") { $0.reviewed != nil || $0.updated != nil || $0.article?.frontMatter.owner.isEmpty == false },
    .record("reviewed", DateWords.view) { $0.reviewed },
    .record("updated", DateWords.view) { $0.updated },
    .record("published", DateWords.view) { $0.page.kind == .article ? $0.dates?.published.map(DateWords.init) : nil },
    .text("owner") { $0.article?.frontMatter.owner ?? "" },
    .text("edit") { $0.editAddress },
    .flag("draft") { $0.article?.frontMatter.isDraft ?? false },
    .flag("comments") { $0.page.kind == .article && $0.article?.frontMatter.comments == true },
  ]
}

extension PageView {
  private var reviewed: DateWords? { article?.frontMatter.reviewed.map(DateWords.init) }

  private var updated: DateWords? { page.kind == .article ? dates?.updated.map(DateWords.init) : nil }

  private var windowTitle: String {
    let site = site.configuration.title
    return page.kind == .home || page.title == site ? site : "\(page.title) - \(site)"
  }

  private var canonical: String {
    let base = site.configuration.baseAddress
    guard !base.isEmpty, page.kind != .notFound else { return "" }
    return base + String(decoding: Address.encoded(page.publicAddress), as: UTF8.self)
  }

  private var editAddress: String {
    guard let article, !site.configuration.editAddress.isEmpty else { return "" }
    let path = String(decoding: Address.encoded(article.path), as: UTF8.self)
    let parts = site.configuration.editAddress.split(separator: "{path}", omittingEmptySubsequences: false)
    return parts.joined(separator: path)
  }

  /// The articles that the page lists: a section's own, or those that carry a tag.
  private var listed: [Int] {
    switch page.kind {
    case .home, .section: site.sections[page.section].articles
    case .tag(let number): site.outline.tags[number].articles
    case .article, .tags, .notFound: []
    }
  }

  /// The article that stands `distance` after this one in its section.
  private func neighbour(_ distance: Int) -> Int? {
    guard page.kind == .article, let article = page.article else { return nil }
    let own = site.outline.pageOfArticle[article]
    guard let position = site.positionInSection[article] else { return nil }
    let wanted = position + distance
    guard neighbours.indices.contains(wanted), neighbours[position] == own else { return nil }
    return neighbours[wanted]
  }
}

extension Page {
  /// The address as people know it: a section's without `index.html`.
  var publicAddress: String {
    address == "index.html" || address.hasSuffix("/index.html") ? String(address.dropLast("index.html".count)) : address
  }
}

/// A link to a page, with what the page is about.
struct PageLink: Sendable {
  var title: String
  var address: [UInt8]
  var description: String

  static let view = View<PageLink>([
    .text("title") { $0.title },
    .bytes("address") { $0.address },
    .text("description") { $0.description },
  ])
}

/// A date for people and for machines.
struct DateWords: Sendable {
  var date: CalendarDate

  static let view = View<DateWords>([
    .text("date") { "\($0.date)" },
    .text("words") { $0.words },
  ])

  /// `1 November 2026`.
  var words: String {
    let months = [
      "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
      "December",
    ]
    return "\(date.day) \(months[date.month - 1]) \(date.year)"
  }
}

extension Configuration.Helpdesk {
  /// Whether a reader can reach it in any way.
  fileprivate var isReachable: Bool {
    ![phone, email, address, hours].allSatisfy(\.isEmpty)
  }

  /// RFC 3966: digits, and a plus in front.
  fileprivate var phoneLink: String {
    let digits = phone.filter { $0.isASCII && $0.isNumber }
    guard !digits.isEmpty else { return "" }
    return "tel:" + (phone.hasPrefix("+") ? "+" : "") + digits
  }
}
