/// Which pages a site has in which of its languages.
struct LanguageVersions: Sendable {
  /// The site in one language.
  struct Version: Sendable {
    let tag: String
    /// Where its pages stand: `de/`; empty for the main language.
    let top: String
    /// The language's own name: `Deutsch`.
    let name: String
    /// By address below `top`: whether the page is in the language, or stands in for a translation.
    fileprivate let pages: [String: Bool]
  }

  /// The main language's first.
  let versions: [Version]

  /// - Parameters:
  ///   - guides: the guide in each language, the main one first.
  ///   - outlines: their pages.
  init(_ guides: [ParsedGuide], _ outlines: [Outline]) {
    versions = zip(guides, outlines).map { guide, outline in
      let configuration = guide.configuration
      let pages = outline.pages.map { page in
        (page.address.below(configuration.top), guide.isOwn(page.article))
      }
      return Version(
        tag: configuration.language, top: configuration.top,
        name: guide.theme.languages[configuration.language].words.name,
        pages: Dictionary(pages) { first, _ in first })
    }
  }

  /// The versions that have a page at `address` below their tops, and whether it is in their language.
  func versions(of address: String) -> [(version: Version, isOwn: Bool)] {
    versions.compactMap { version in version.pages[address].map { (version, $0) } }
  }

  /// What a language calls itself; the tag where nobody knows.
  func name(of tag: String) -> String { versions.first { $0.tag == tag }?.name ?? tag }
}

extension ParsedGuide {
  /// Whether `article`, an index in `articles`, is in the guide's language; a page without one is.
  func isOwn(_ article: Int?) -> Bool {
    guard let article, articles.indices.contains(article) else { return true }
    return articles[article].language.map { $0 == configuration.language } ?? true
  }
}

extension String {
  /// What is left of an address when `top`, with which it begins, is taken away.
  func below(_ top: String) -> String { top.isEmpty ? self : String(dropFirst(top.count)) }
}
