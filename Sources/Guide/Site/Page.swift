/// A page of the site.
struct Page: Sendable {
  /// What a page shows, and so which template makes it.
  enum Kind: Sendable, Equatable {
    case home
    case section
    case article
    /// What carries one tag: an index in `Site.tags`.
    case tag(Int)
    /// All tags.
    case tags
    /// What a host shows for an address that does not exist.
    case notFound

    /// The name of the template.
    var template: String {
      switch self {
      case .home: "home"
      case .section: "section"
      case .article: "article"
      case .tag: "tag"
      case .tags: "tags"
      case .notFound: "not-found"
      }
    }
  }

  var kind: Kind
  /// From the site's top: `faq/mfa.html`.
  var address: String
  var title: String
  var description: String
  /// Index in `Site.articles` of the Markdown it is made from; nil where there is none.
  var article: Int?
  /// Index in `Site.sections` of the section that holds it (a section's page: the section itself).
  var section: Int
}

/// A word that articles are found under.
struct Tag: Sendable {
  var name: String
  /// Index in `Site.pages` of its page.
  var page: Int
  /// Indices in `Site.pages` of the articles that carry it, in reading order.
  var articles: [Int]
}
