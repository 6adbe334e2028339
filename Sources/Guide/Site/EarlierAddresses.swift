import Diagnostics
import Markdown

/// What leads to the pages of a site besides their addresses: aliases from the front matter, and the record of the
/// addresses and anchors that earlier builds published.
struct EarlierAddresses: Sendable {
  private(set) var redirects: [Site.Redirect] = []
  /// The record as it was read.
  private let recorded: AddressRecord
  /// The articles that are in the site's language; nil where all are.
  private let isOwn: Set<Int>?
  /// By article: former anchors by the heading's present one.
  private(set) var formerAnchors: [[String: [String]]]
  private(set) var diagnostics: [Diagnostic] = []

  /// None, for `count` articles.
  init(noneFor count: Int) {
    (recorded, isOwn) = (AddressRecord(), nil)
    formerAnchors = Array(repeating: [:], count: count)
  }

  init(_ guide: ParsedGuide, outline: Outline, anchors: [Set<String>]) {
    let tops = guide.languages.areSeveral ? guide.languages.tags.dropFirst().map { "\($0)/" } : []
    recorded = guide.addresses.entries(of: guide.configuration.top, among: tops)
    formerAnchors = Array(repeating: [:], count: guide.articles.count)
    let own = guide.articles.indices.filter { guide.isOwn($0) }
    isOwn = own.count == guide.articles.count ? nil : Set(own)
    let hasAliases = guide.articles.contains { !$0.frontMatter.aliases.isEmpty }
    guard hasAliases || !recorded.entries.isEmpty else { return }
    var taken: [String: String] = [:]
    for page in outline.pages { taken[page.address.lowercased()] = page.address }
    addAliases(guide.articles, outline, below: guide.configuration.top, besides: tops, &taken)
    addRecorded(guide, outline, &taken)
  }

  private mutating func addAliases(
    _ articles: [Article], _ outline: Outline, below top: String, besides tops: [String],
    _ taken: inout [String: String]
  ) {
    for (number, article) in articles.enumerated() where isOwn?.contains(number) ?? true {
      for (text, place) in article.frontMatter.aliases {
        guard let address = Self.address(ofAlias: text).map({ top + $0 }) else {
          diagnostics.append(
            .error(
              #""\#(text)" is not an address in this site"#, at: place,
              hint: "write it from the site's top: old/mfa.html"))
          continue
        }
        if !top.isEmpty, address.hasPrefix(top + top) {
          diagnostics.append(
            .error(
              #"the alias "\#(text)" names the language, which is put in front of it anyway"#, at: place,
              hint: "write it without the language"))
          continue
        }
        if top.isEmpty, let other = tops.first(where: { address.hasPrefix($0) }) {
          diagnostics.append(
            .error(
              #"the alias "\#(text)" is an address of the language "\#(other.dropLast())""#, at: place,
              hint: "write it into the translation, without the language"))
          continue
        }
        if let other = taken.updateValue(address, forKey: address.lowercased()) {
          diagnostics.append(
            .error(
              #"the alias "\#(text)" is the address of another page: "\#(other)""#, at: place,
              hint: "remove the alias, or rename the other page"))
          continue
        }
        redirects.append(Site.Redirect(from: address, page: outline.pageOfArticle[number]))
      }
    }
  }

  /// The record with the addresses of `articles` added, as far as it is of the site's language.
  func record(of articles: [Article], outline: Outline) -> AddressRecord {
    let known = Set(recorded.entries.map(\.address))
    // What stands in for a translation has an address of its own only once there was one.
    let pages = zip(articles.indices, PublishedPage.all(articles, outline: outline)).filter { number, page in
      isOwn?.contains(number) ?? true || known.contains(page.address)
    }
    return recorded.updated(with: pages.map(\.1), aliases: targets(outline))
  }

  /// Where each alias leads.
  private func targets(_ outline: Outline) -> [String: String] {
    Dictionary(redirects.map { ($0.from, outline.pages[$0.page].address) }) { first, _ in first }
  }

  private mutating func addRecorded(_ guide: ParsedGuide, _ outline: Outline, _ taken: inout [String: String]) {
    guard !recorded.entries.isEmpty else { return }
    let current = PublishedPage.all(guide.articles, outline: outline)
    let found = recorded.redirects(for: current, aliases: targets(outline))
    diagnostics += found.diagnostics
    var pageOfAddress: [String: Int] = [:]
    for (number, page) in outline.pages.enumerated() { pageOfAddress[page.address] = number }
    for redirect in found.pages where taken[redirect.from.lowercased()] == nil {
      guard let page = pageOfAddress[redirect.to] else { continue }
      taken[redirect.from.lowercased()] = redirect.from
      redirects.append(Site.Redirect(from: redirect.from, page: page))
    }
    for alias in found.anchors {
      guard let page = pageOfAddress[alias.page], let article = outline.pages[page].article else { continue }
      formerAnchors[article][alias.present, default: []].append(alias.former)
    }
  }

  /// `/old/mfa/` is `old/mfa/index.html`, `old/mfa` and `old/mfa.html` are `old/mfa.html`; nil for what leaves the site.
  private static func address(ofAlias text: String) -> String? {
    guard !text.contains(where: { "?#:\\".contains($0) || $0.isWhitespace }) else { return nil }
    guard let path = Address.resolve(text, in: ""), !path.isEmpty else { return nil }
    if text.hasSuffix("/") { return path + "/index.html" }
    return path.hasSuffix(".html") ? path : path + ".html"
  }
}

extension PublishedPage {
  /// What the record keeps of each article's page.
  static func all(_ articles: [Article], outline: Outline) -> [PublishedPage] {
    articles.enumerated().map { number, article in
      let page = outline.pages[outline.pageOfArticle[number]]
      return PublishedPage(
        address: page.address, source: article.path, title: page.title,
        anchors: article.text.headings.map(\.identifier))
    }
  }
}
