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
    /// All articles by their first letters; on a large site those of one letter: an index in `Alphabet.parts`.
    case alphabet(part: Int?)
    /// What a host shows for an address that does not exist.
    case notFound
    /// One person's, whose text only a code opens: see `PersonalPages`. It is none of the site's pages.
    case enrollment

    /// The name of the template.
    var template: String {
      switch self {
      case .home: "home"
      case .section: "section"
      case .article: "article"
      case .tag: "tag"
      case .tags: "tags"
      case .alphabet: "a-z"
      case .notFound: "not-found"
      case .enrollment: "enrollment"
      }
    }
  }

  var kind: Kind
  /// From the site's top: `faq/mfa.html`.
  let address: String
  /// The address percent-encoded.
  let encodedAddress: [UInt8]
  var title: String
  var description: String
  /// Index in `Site.articles` of the Markdown it is made from; nil where there is none.
  var article: Int?
  /// Index in `Site.sections` of the section that holds it (a section's page: the section itself).
  var section: Int
  /// Which part of a long list it has, counted from 0: see `Outline.addParts`.
  let part: Int

  init(kind: Kind, address: String, title: String, description: String, article: Int?, section: Int, part: Int = 0) {
    (self.kind, self.address, self.title, self.description) = (kind, address, title, description)
    (self.article, self.section, self.part) = (article, section, part)
    encodedAddress = Address.encoded(address)
  }
}

extension Page {
  /// The address as people know it, percent-encoded: a section's without `index.html`.
  var encodedPublicAddress: ArraySlice<UInt8> {
    let name = "index.html".utf8
    let isIndex = address == "index.html" || address.hasSuffix("/index.html")
    return isIndex ? encodedAddress.dropLast(name.count) : encodedAddress[...]
  }

  /// The whole address on the web, `base` being the site's; empty where that is not known.
  func publicAddress(below base: String) -> String {
    base.isEmpty ? "" : base + String(decoding: encodedPublicAddress, as: UTF8.self)
  }
}

/// A word that articles are found under.
struct Tag: Sendable {
  var name: String
  /// Index in `Site.pages` of its page.
  var page: Int
  /// Indices in `Site.pages` of the articles that carry it, in reading order.
  var articles: [Int]
  /// Indices in `Site.pages` of the pages that go on where its own ends.
  var parts: [Int] = []
}
