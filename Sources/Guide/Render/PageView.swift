import Templates
import YAML

/// A page on its way to a template.
struct PageView: Sendable {
  let site: Site
  let page: Page
  /// The article's text as HTML; empty where the page has none.
  let body: [UInt8]
  /// What is sealed in a page for one person; nil for all others.
  private let enrollment: EnrollmentView?
  private let navigation: [Value]
  private let breadcrumbs: [Breadcrumb]
  private let contents: [ContentsItem]
  private let sections: [SectionListing]
  private let listed: [PageLink]
  private let tags: [TagLink]
  private let related: [PageLink]
  private let previous: PageLink?
  private let next: PageLink?

  var article: Article? { page.article.map { site.articles[$0] } }
  var dates: Site.PageDates? { page.article.map { site.dates[$0] } }

  /// `navigation` is the branch of the page's section; nil for a page without one.
  init(
    _ page: Page, of site: Site, navigation: NavigationBranch?, body: [UInt8], enrollment: EnrollmentView? = nil
  ) {
    (self.site, self.page, self.body, self.enrollment) = (site, page, body, enrollment)
    let linker = Linker(page: page, site: site)
    let position = page.kind == .article ? page.article.flatMap { site.positionInSection[$0] } : nil
    let neighbours = site.sections[page.section].articles
    self.navigation = navigation?.entries(for: page, position: position) ?? []
    breadcrumbs = Breadcrumb.trail(of: page, in: site, linker)
    contents = ContentsItem.tree(of: page.article.map { site.articles[$0].text.headings } ?? [])
    sections = SectionListing.all(for: page, in: site, linker)
    listed = site.listed(on: page).map(linker.link)
    tags = TagLink.own(of: page, in: site, linker)
    related = site.related(to: page).map(linker.link)
    previous = position.flatMap { $0 > 0 ? linker.link(neighbours[$0 - 1]) : nil }
    next = position.flatMap { $0 + 1 < neighbours.count ? linker.link(neighbours[$0 + 1]) : nil }
  }

  /// Writes the addresses of other pages as this one must.
  var linker: Linker { Linker(page: page, site: site) }

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
    .bytes("home") { $0.linker.address(of: $0.site.pages[0].encodedAddress) },
    .record("organisation", organisationView) { $0.site.configuration.organisation },
    .record("helpdesk", helpdeskView) { $0.site.configuration.helpdesk },
    .flag("has-help") { $0.site.configuration.helpdesk.isReachable },
    .bytes("style") { $0.asset($0.site.assets.style) },
    .flag("accent") { $0.site.assets.accent != nil },
    .bytes("accent-style") { view in view.site.assets.accent.map(view.asset) ?? [] },
    .bytes("icon") { $0.asset($0.site.assets.icon) },
    .bytes("feed") { $0.linker.address(of: Array("feed.xml".utf8)) },
    .bytes("tags") { $0.site.outline.tags.isEmpty ? [] : $0.linker.address(of: Array("tags/index.html".utf8)) },
    .bytes("a-z") { $0.linker.address(of: Array("a-z.html".utf8)) },
    .flag("has-search") { $0.hasSearch },
    .bytes("finder") { $0.asset($0.site.assets.finder) },
    .list("scripts", addressView) { view in
      view.scripts.map(view.asset)
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
    .text("robots") { $0.robots },
    .record("enrollment", EnrollmentView.view) { $0.enrollment },
    .text("policy") { $0.comments.map { SecurityPolicy.commentedPage($0.settings.origin) } ?? SecurityPolicy.page },
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
    .flag("is-a-z") { $0.page.kind == .alphabet },
    .flag("is-not-found") { $0.page.kind == .notFound },
  ]

  /// The ways to and from the page.
  private static let wayFields: [View<PageView>.Field] = [
    .list("breadcrumbs", Breadcrumb.view) { $0.breadcrumbs },
    .flag("has-navigation") { !$0.navigation.isEmpty },
    .list("navigation", named: NavigationBranch.schemaName) { $0.navigation },
    .flag("has-contents") { !$0.contents.isEmpty },
    .list("contents", named: ContentsItem.schemaName) { $0.contents.map(\.value) },
    .flag("has-neighbours") { $0.previous != nil || $0.next != nil },
    .record("previous", PageLink.view) { $0.previous },
    .record("next", PageLink.view) { $0.next },
  ]

  private static let listFields: [View<PageView>.Field] = [
    .flag("has-sections") { !$0.sections.isEmpty },
    .list("sections", SectionListing.view) { $0.sections },
    .flag("has-articles") { !$0.listed.isEmpty },
    .list("articles", PageLink.view) { $0.listed },
    .list("letters", LetterListing.view) { $0.page.kind == .alphabet ? LetterListing.all(in: $0.site, $0.linker) : [] },
    .list("all-tags", TagLink.view) { $0.page.kind == .tags ? TagLink.all(in: $0.site, $0.linker) : [] },
    .flag("has-tags") { !$0.tags.isEmpty },
    .list("tags", TagLink.view) { $0.tags },
    .flag("has-related") { !$0.related.isEmpty },
    .list("related", PageLink.view) { $0.related },
  ]

  /// What is known about the article.
  private static let factFields: [View<PageView>.Field] = [
    .flag("has-meta") { $0.reviewed != nil || $0.updated != nil || $0.article?.frontMatter.owner.isEmpty == false },
    .record("reviewed", DateWords.view) { $0.reviewed },
    .record("updated", DateWords.view) { $0.updated },
    .record("published", DateWords.view) { $0.page.kind == .article ? $0.dates?.published.map(DateWords.init) : nil },
    .text("owner") { $0.article?.frontMatter.owner ?? "" },
    .text("edit") { $0.editAddress },
    .record("help-mail", HelpLink.view) { HelpLink.mail(to: $0.helpdesk.email, about: $0.facts) },
    .record("help-ticket", HelpLink.view) { HelpLink.ticket($0.helpdesk.ticketAddress, about: $0.facts) },
    .flag("draft") { $0.article?.frontMatter.isDraft ?? false },
    .record("comments", CommentsView.view) { $0.comments },
  ]
}

extension PageView {
  private var reviewed: DateWords? { article?.frontMatter.reviewed.map(DateWords.init) }

  private var updated: DateWords? { page.kind == .article ? dates?.updated.map(DateWords.init) : nil }

  fileprivate var helpdesk: Configuration.Helpdesk { site.configuration.helpdesk }

  /// What links to the helpdesk say of the page. One that only its reader may know of is not named.
  fileprivate var facts: HelpLink.PageFacts {
    HelpLink.PageFacts(
      title: page.title,
      address: page.kind == .enrollment || page.kind == .notFound
        ? "" : canonical.isEmpty ? String(decoding: page.encodedAddress, as: UTF8.self) : canonical,
      version: (updated ?? reviewed).map { "\($0.date)" } ?? "")
  }

  /// What readers have said and can say; nil for a page without comments.
  private var comments: CommentsView? {
    site.hasComments(page) ? CommentsView(view: self, settings: site.configuration.comments) : nil
  }

  private var windowTitle: String {
    let site = site.configuration.title
    return page.kind == .home || page.title == site ? site : "\(page.title) - \(site)"
  }

  private var robots: String {
    switch page.kind {
    case .enrollment: "noindex, nofollow, noarchive"
    case .notFound: "noindex"
    default: article?.frontMatter.isDraft == true ? "noindex" : ""
    }
  }

  /// People's own pages have none: they stay while the site, and so its index, changes.
  private var hasSearch: Bool { site.configuration.search.isOn && page.kind != .enrollment }

  /// The addresses of the scripts that the page loads at once.
  private var scripts: [[UInt8]] {
    if page.kind == .enrollment { return site.assets.enrollment.map { [$0.script] } ?? [] }
    return site.assets.scripts(
      for: page.article.map { site.resolved[$0] },
      hasHelp: !helpdesk.email.isEmpty || !helpdesk.ticketAddress.isEmpty, hasSearch: hasSearch,
      hasComments: comments != nil)
  }

  /// The address to write for one of the theme's files. Pages that stay while the site is built again bring their own.
  private func asset(_ address: [UInt8]) -> [UInt8] {
    page.kind == .enrollment
      ? linker.address(of: Array((PersonalPages.folder + "/").utf8) + address) : linker.address(of: address)
  }

  private var canonical: String {
    page.kind == .notFound || page.kind == .enrollment ? "" : page.publicAddress(below: site.configuration.baseAddress)
  }

  private var editAddress: String {
    guard let article, !site.configuration.editAddress.isEmpty else { return "" }
    let path = String(decoding: Address.encoded(article.path), as: UTF8.self)
    let parts = site.configuration.editAddress.split(separator: "{path}", omittingEmptySubsequences: false)
    return parts.joined(separator: path)
  }
}

extension Site {
  /// Indices of the pages that `page` lists: a section's own articles, or those that carry a tag.
  fileprivate func listed(on page: Page) -> [Int] {
    switch page.kind {
    case .home, .section: sections[page.section].articles
    case .tag(let number): outline.tags[number].articles
    case .article, .tags, .alphabet, .notFound, .enrollment: []
    }
  }
}

extension Configuration.Helpdesk {
  /// Whether a reader can reach it in any way.
  fileprivate var isReachable: Bool {
    ![phone, email, address, ticketAddress, hours].allSatisfy(\.isEmpty)
  }

  /// RFC 3966: digits, and a plus in front.
  fileprivate var phoneLink: String {
    let digits = phone.filter { $0.isASCII && $0.isNumber }
    guard !digits.isEmpty else { return "" }
    return "tel:" + (phone.hasPrefix("+") ? "+" : "") + digits
  }
}
