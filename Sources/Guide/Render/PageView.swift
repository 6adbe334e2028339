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
  private let pagination: Pagination?
  private let tags: [TagLink]
  private let related: [PageLink]
  private let previous: PageLink?
  private let next: PageLink?
  /// The page in all languages; empty in a site of one.
  let languageLinks: [LanguageLink]
  /// What it is if it stands in for a translation.
  let untranslated: UntranslatedView?

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
    languageLinks = LanguageLink.all(of: page, in: site, linker)
    untranslated = UntranslatedView(page, in: site)
    self.navigation = navigation?.entries(for: page, position: position) ?? []
    breadcrumbs = Breadcrumb.trail(of: page, in: site, linker)
    contents = ContentsItem.tree(of: page.article.map { site.articles[$0].text.headings } ?? [])
    sections = SectionListing.all(for: page, in: site, linker)
    listed = site.listed(on: page).map(linker.link)
    pagination = Pagination(of: page, in: site, linker)
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
    .text("direction") { LanguageTag.direction(of: $0.site.configuration.language) },
    .flag("right-to-left") { LanguageTag.isRightToLeft($0.site.configuration.language) },
    .text("generator") { _ in "guidegen \(guidegenVersion)" },
    .bytes("home") { $0.linker.address(of: $0.site.pages[0].encodedAddress) },
    .record("organisation", organisationView) { $0.site.configuration.organisation },
    .record("helpdesk", helpdeskView) { $0.site.configuration.helpdesk },
    .flag("has-help") { $0.site.configuration.helpdesk.isReachable },
    .bytes("style") { $0.asset($0.site.assets.style) },
    .flag("accent") { $0.site.assets.accent != nil },
    .bytes("accent-style") { view in view.site.assets.accent.map(view.asset) ?? [] },
    .bytes("language-style") { $0.languageLinks.isEmpty ? [] : $0.asset($0.site.assets.languages.style) },
    .bytes("icon") { $0.asset($0.site.assets.icon) },
    .bytes("feed") { $0.site.isOffline ? [] : $0.atTop("feed.xml") },
    .bytes("tags") { $0.site.outline.tags.isEmpty ? [] : $0.atTop("tags/index.html") },
    .bytes("a-z") { $0.atTop("a-z.html") },
    .bytes("search") { $0.atTop("a-z.html") },
    .flag("offline") { $0.site.isOffline },
    .bytes("offline-style") { $0.asset($0.site.assets.offlineStyle) },
    .flag("has-search") { $0.hasSearch },
    .bytes("unfound") { view in
      view.countsSearches ? view.site.configuration.comments.address("api/searches", on: view.linker) : []
    },
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
    .text("canonical") { $0.site.isOffline ? "" : $0.publicAddress },
    .text("online") { $0.publicAddress },
    .text("robots") { $0.robots },
    .record("enrollment", EnrollmentView.view) { $0.enrollment },
    .text("policy") { $0.policy },
    .text("social-type") { $0.page.kind == .article ? "article" : "website" },
    .html("structured-data") { StructuredData.breadcrumbs(of: $0) },
    .html("body") { $0.body },
    .record("untranslated", UntranslatedView.view) { $0.untranslated },
    .flag("has-languages") { $0.languageLinks.count > 1 },
    .list("languages", LanguageLink.view) { $0.languageLinks },
    .list("alternates", AlternateView.view) { AlternateView.all(of: $0) },
  ]

  private static let kindFields: [View<PageView>.Field] = [
    .flag("is-home") { $0.page.kind == .home },
    .flag("is-section") { $0.page.kind == .section },
    .flag("is-article") { $0.page.kind == .article },
    .flag("is-tag") { if case .tag = $0.page.kind { true } else { false } },
    .flag("is-tags") { $0.page.kind == .tags },
    .flag("is-a-z") { if case .alphabet = $0.page.kind { true } else { false } },
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
    .record("pagination", Pagination.view) { $0.pagination },
    .bytes("lists") { [.article, .enrollment].contains($0.page.kind) ? [] : $0.asset($0.site.assets.listStyle) },
    .list("letters", LetterListing.view) { LetterListing.all(on: $0.page, in: $0.site, $0.linker) },
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
    .record("published", DateWords.view) { $0.published },
    .text("owner") { $0.article?.frontMatter.owner ?? "" },
    .text("edit") { $0.editAddress },
    .record("help-mail", HelpLink.view) { HelpLink.mail(to: $0.helpdesk.email, about: $0.facts, in: $0.words) },
    .record("help-ticket", HelpLink.view) { HelpLink.ticket($0.helpdesk.ticketAddress, about: $0.facts) },
    .flag("draft") { $0.article?.frontMatter.isDraft ?? false },
    .record("comments", CommentsView.view) { $0.comments },
    .record("feedback", FeedbackView.view) { $0.feedback },
  ]
}

extension PageView {
  /// What the page says of itself.
  var words: Words { site.words }

  private var reviewed: DateWords? { article?.frontMatter.reviewed.map { DateWords($0, in: words) } }

  private var updated: DateWords? { page.kind == .article ? dates?.updated.map { DateWords($0, in: words) } : nil }

  fileprivate var published: DateWords? {
    page.kind == .article ? dates?.published.map { DateWords($0, in: words) } : nil
  }

  fileprivate var helpdesk: Configuration.Helpdesk { site.configuration.helpdesk }

  /// What links to the helpdesk say of the page. One that only its reader may know of is not named.
  fileprivate var facts: HelpLink.PageFacts {
    HelpLink.PageFacts(
      title: page.title,
      address: page.kind == .enrollment || page.kind == .notFound
        ? "" : publicAddress.isEmpty ? String(decoding: page.encodedAddress, as: UTF8.self) : publicAddress,
      version: (updated ?? reviewed).map { "\($0.date)" } ?? "", isMissing: page.kind == .notFound)
  }

  /// The address to write for one below the top of the site's language.
  fileprivate func atTop(_ address: String) -> [UInt8] {
    linker.address(of: Array((site.configuration.top + address).utf8))
  }

  /// What readers have said and can say; nil for a page without comments.
  private var comments: CommentsView? {
    site.hasComments(page) ? CommentsView(view: self, settings: site.configuration.comments) : nil
  }

  /// The question whether the article helped; nil for a page without it.
  private var feedback: FeedbackView? {
    site.hasFeedback(page) ? FeedbackView(view: self, settings: site.configuration.comments) : nil
  }

  /// Whether the comment server is told of searches that found nothing.
  private var countsSearches: Bool { hasSearch && site.configuration.comments.countsSearches }

  private var policy: String {
    let origin = site.configuration.comments.origin
    if comments != nil { return SecurityPolicy.commentedPage(origin) }
    if feedback != nil { return SecurityPolicy.askingPage(origin) }
    return countsSearches ? SecurityPolicy.searchedPage(origin) : SecurityPolicy.page
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

  private var hasSearch: Bool { site.hasSearch(on: page.kind) }
  private var isAlphabet: Bool { if case .alphabet = page.kind { true } else { false } }

  /// The addresses of the scripts that the page loads at once.
  private var scripts: [[UInt8]] {
    if page.kind == .enrollment { return site.assets.enrollment.map { [$0.script] } ?? [] }
    return site.assets.scripts(
      for: page.article.map { site.resolved[$0] },
      hasHelp: !helpdesk.email.isEmpty || !helpdesk.ticketAddress.isEmpty, hasLanguages: languageLinks.count > 1,
      hasSearch: hasSearch, isAlphabet: isAlphabet, hasComments: comments != nil,
      hasFeedback: feedback != nil, countsSearches: countsSearches)
  }

  /// The address to write for one of the theme's files. Pages that stay while the site is built again bring their own.
  private func asset(_ address: [UInt8]) -> [UInt8] {
    page.kind == .enrollment
      ? linker.address(of: Array((PersonalPages.folder + "/").utf8) + address) : linker.address(of: address)
  }

  /// Where the page is on the web, as far as that is known.
  private var publicAddress: String {
    if page.kind == .notFound || page.kind == .enrollment { return "" }
    if let untranslated { return untranslated.original(below: site.configuration.baseAddress) }
    return page.publicAddress(below: site.configuration.baseAddress)
  }

  private var editAddress: String {
    guard let article, !site.configuration.editAddress.isEmpty, !site.isOffline else { return "" }
    let path = String(decoding: Address.encoded(article.path), as: UTF8.self)
    let parts = site.configuration.editAddress.split(separator: "{path}", omittingEmptySubsequences: false)
    return parts.joined(separator: path)
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
