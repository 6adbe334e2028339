/// What the directives and links of a guide's articles lead to, and what it was made from.
///
/// An article's part of it depends on the article, on the browser data, and on what there is to link to: pages, files and
/// anchors. Where none of these has changed, the part of an earlier resolution holds; so after an ordinary edit one
/// article is resolved, however many there are.
struct Resolution: Sendable {
  /// By article.
  let resolved: [ResolvedArticle]
  let earlier: EarlierAddresses
  let resolver: LinkResolver
  private let guide: ParsedGuide
  /// By article: what its directives say. No other article matters to that.
  private let directives: [ResolvedArticle]
  /// By article: all that a link can end in.
  private let anchors: [Set<String>]
  /// By article: what else leads to its headings, by their present anchors.
  private let formerAnchors: [[String: [String]]]

  /// Resolves the articles of `guide`, whose pages are those of `outline`.
  init(_ guide: ParsedGuide, outline: Outline, threads: Int, reusing previous: Resolution? = nil) {
    let known = previous?.articles(sameIn: guide) ?? Array(repeating: nil, count: guide.articles.count)
    directives = concurrently(filling: known.map { $0?.directives }, threads: threads) { index in
      ResolvedArticle(guide.articles[index].text, data: guide.browsers(for: guide.articles[index]))
    }
    let earlier = EarlierAddresses(guide, outline: outline, anchors: directives.map(\.anchors))
    let formerAnchors = earlier.formerAnchors.enumerated().map { index, former in
      former.merging(guide.anchorsOfOriginal(of: guide.articles[index])) { $0 + $1 }
    }
    let anchors = zip(directives, formerAnchors).map { article, former in
      former.isEmpty ? article.anchors : article.anchors.union(former.values.joined())
    }
    let hasSamePlaces = previous?.hasSamePlaces(as: guide) ?? false
    let resolver =
      (hasSamePlaces ? previous?.resolver : nil)?.updated(articles: guide.articles, outline: outline, anchors: anchors)
      ?? LinkResolver(
        articles: guide.articles, outline: outline, files: guide.files, ownAddress: guide.ownAddress,
        languages: guide.languages,
        of: guide.configuration.language, anchors: { anchors[$0] })
    let isSame = hasSamePlaces && previous?.anchors == anchors && previous?.formerAnchors == formerAnchors
    let kept = known.map { isSame ? $0?.resolved : nil }
    resolved = concurrently(filling: kept, threads: threads) { [directives] index in
      var article = directives[index]
      article.formerAnchors = formerAnchors[index]
      article.anchors = anchors[index]
      resolver.resolve(index, into: &article)
      // What stands in for a translation is judged where it is at home.
      if !guide.isOwn(index) { article.findings = [] }
      return article
    }
    (self.guide, self.earlier, self.anchors, self.resolver) = (guide, earlier, anchors, resolver)
    self.formerAnchors = formerAnchors
  }

  /// By article of `other`: what is known of it here, if it and the browser data are the same.
  private func articles(
    sameIn other: ParsedGuide
  ) -> [(directives: ResolvedArticle, resolved: ResolvedArticle)?] {
    var known = [(directives: ResolvedArticle, resolved: ResolvedArticle)?](repeating: nil, count: other.articles.count)
    guard guide.hasSameBrowsers(as: other) else { return known }
    for (here, there) in samePaths(guide.articles, other.articles, { $0.pathInContent }, { $0.pathInContent })
    where guide.articles[here] === other.articles[there] {
      known[there] = (directives[here], resolved[here])
    }
    return known
  }

  /// Whether the languages, and the pages and files of `other` have the same addresses. (Pages have theirs, and their numbers, from the
  /// articles' paths.)
  private func hasSamePlaces(as other: ParsedGuide) -> Bool {
    guide.languages == other.languages && guide.articles.elementsEqual(other.articles) { $0.path == $1.path }
      && guide.files.elementsEqual(other.files) { $0.path == $1.path && $0.address == $1.address }
  }
}
