import Templates

/// A link to the same page in one of the site's languages.
struct LanguageLink: Sendable {
  let tag: String
  /// What the language calls itself.
  let name: String
  let address: [UInt8]
  let isCurrent: Bool

  static let view = View<LanguageLink>([
    .text("language") { $0.tag },
    .text("direction") { LanguageTag.direction(of: $0.tag) },
    .text("name") { $0.name },
    .bytes("address") { $0.address },
    .flag("current") { $0.isCurrent },
  ])

  /// One for each language of `site`, to the page itself or, where a language has none such, to its home page.
  static func all(of page: Page, in site: Site, _ linker: Linker) -> [LanguageLink] {
    guard let versions = site.versions, page.kind != .enrollment else { return [] }
    let local = page.address.below(site.configuration.top)
    let same = Dictionary(
      uniqueKeysWithValues: versions.versions(of: local).map { ($0.version.tag, $0.version.top + local) })
    return versions.versions.map { version in
      LanguageLink(
        tag: version.tag, name: version.name,
        address: linker.address(of: Address.encoded(same[version.tag] ?? version.top + "index.html")),
        isCurrent: version.tag == site.configuration.language)
    }
  }
}

/// What a page is whose article is not translated into the site's language.
struct UntranslatedView: Sendable {
  /// The language that the article is in.
  let tag: String
  /// What that calls itself.
  let name: String
  /// The page in that language.
  private let page: Page

  static let view = View<UntranslatedView>([
    .text("language") { $0.tag },
    .text("direction") { LanguageTag.direction(of: $0.tag) },
    .text("name") { $0.name },
  ])

  /// nil for a page that is in the language of `site`.
  init?(_ page: Page, in site: Site) {
    guard let versions = site.versions, let article = page.article, !site.isOwn(article),
      let tag = site.articles[article].language,
      let top = versions.versions.first(where: { $0.tag == tag })?.top
    else { return nil }
    (self.tag, name) = (tag, versions.name(of: tag))
    self.page = Page(
      kind: page.kind, address: top + page.address.below(site.configuration.top), title: page.title, description: "",
      article: nil, section: 0)
  }

  /// The page's whole address in its own language, `base` being the site's; empty where that is not known.
  func original(below base: String) -> String { page.publicAddress(below: base) }
}

extension Site {
  /// The tag of the language of what `page` shows, if that is not the site's; else empty.
  func foreignLanguage(of page: Page) -> String {
    guard versions != nil, let article = page.article, !isOwn(article) else { return "" }
    return articles[article].language ?? ""
  }
}

/// A page in one of the languages that there is a text of it in, for search engines.
struct AlternateView: Sendable {
  /// A language tag; `x-default` for what is meant for readers of any other language.
  let tag: String
  let address: String

  static let view = View<AlternateView>([
    .text("language") { $0.tag },
    .text("address") { $0.address },
  ])

  /// Those of the page of `view`; none where its site's address is not known, since they must be whole, or where there is
  /// only one.
  static func all(of view: PageView) -> [AlternateView] { all(of: view.page, in: view.site) }

  /// The same of a page of `site`.
  ///
  /// Source: developers.google.com/search/docs/specialty/international/localized-versions
  static func all(of page: Page, in site: Site) -> [AlternateView] {
    let base = site.configuration.baseAddress
    guard let versions = site.versions, !base.isEmpty, page.kind != .notFound, page.kind != .enrollment,
      page.article.map(site.isOwn) ?? true
    else { return [] }
    let local = page.address.below(site.configuration.top)
    let alternates = versions.versions(of: local).filter(\.isOwn).map { version, _ in
      let other = Page(
        kind: page.kind, address: version.top + local, title: "", description: "", article: nil, section: 0)
      return AlternateView(tag: version.tag, address: other.publicAddress(below: base))
    }
    guard alternates.count > 1, let first = alternates.first else { return [] }
    return alternates + [AlternateView(tag: "x-default", address: first.address)]
  }
}
