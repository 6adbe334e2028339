/// The articles of a site of several languages, those that say the same together.
struct Translations: Sendable {
  private let languages: ContentLanguages
  /// By `Article.pathInContent`: the texts, in the order of the languages.
  private var texts: [String: [Article]] = [:]

  /// Of all `articles` that become pages in any language.
  init(_ articles: [Article], languages: ContentLanguages) {
    self.languages = languages
    let order = Dictionary(uniqueKeysWithValues: languages.tags.enumerated().map { ($1, $0) })
    for article in articles { texts[article.pathInContent, default: []].append(article) }
    for (path, articles) in texts where articles.count > 1 {
      texts[path] = articles.sorted { (order[$0.language ?? ""] ?? 0) < (order[$1.language ?? ""] ?? 0) }
    }
  }

  /// The text at `path` that the others are translations of: that in the main language, else in the first that has one.
  func original(at path: String) -> Article? { texts[path]?.first }

  /// The articles of the site in the language `tag`, by path: the original stands in where there is no translation.
  func articles(in tag: String) -> [Article] {
    texts.sorted { $0.key.precedesByBytes($1.key) }.compactMap { _, articles in
      articles.first { $0.language == tag } ?? articles.first
    }
  }

  /// Each original with the tags of the languages into which it is not translated, by path.
  var missing: [(original: Article, tags: [String])] {
    texts.sorted { $0.key.precedesByBytes($1.key) }.compactMap { _, articles in
      guard let original = articles.first else { return nil }
      let known = Set(articles.compactMap(\.language))
      let missing = languages.tags.filter { !known.contains($0) }
      return missing.isEmpty ? nil : (original, missing)
    }
  }

  /// Each translation with its original, by path.
  var pairs: [(original: Article, translation: Article)] {
    texts.sorted { $0.key.precedesByBytes($1.key) }.flatMap { _, articles in
      articles.dropFirst().compactMap { translation in articles.first.map { ($0, translation) } }
    }
  }
}

extension ParsedGuide {
  /// By its own names: what the original calls the headings of `article`, if that is a translation.
  func anchorsOfOriginal(of article: Article) -> [String: [String]] {
    guard let original = translations?.original(at: article.pathInContent), original !== article else { return [:] }
    return article.anchors(of: original)
  }
}

extension Article {
  /// Headings of `original` that this translation has under other names: where both have the same headings, links to
  /// the original's lead to those that stand in their places. By the translation's own name.
  func anchors(of original: Article) -> [String: [String]] {
    let (own, others) = (text.headings, original.text.headings)
    guard own.count == others.count, zip(own, others).allSatisfy({ $0.level == $1.level }) else { return [:] }
    let taken = Set(own.map(\.identifier))
    var anchors: [String: [String]] = [:]
    for (heading, other) in zip(own, others) where !taken.contains(other.identifier) {
      anchors[heading.identifier] = [other.identifier]
    }
    return anchors
  }
}
