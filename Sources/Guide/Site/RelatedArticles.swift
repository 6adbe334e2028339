extension Site {
  /// How many articles a page names as related.
  private static let relatedCount = 4
  /// A tag that more articles carry than this says nothing about any of them.
  private static let largestTag = 64

  /// Indices of pages that share tags with `page`, those that share most first: a rare tag counts for more than a
  /// common one, and of equals the one that comes first in reading order.
  func related(to page: Page) -> [Int] {
    guard page.kind == .article, let article = page.article else { return [] }
    let own = outline.pageOfArticle[article]
    var scores: [(page: Int, score: Double)] = []
    for tag in tagsOfArticle[article] {
      let carriers = outline.tags[tag].articles
      guard carriers.count <= Self.largestTag else { continue }
      for carrier in carriers where carrier != own {
        let weight = 1 / Double(carriers.count)
        if let known = scores.firstIndex(where: { $0.page == carrier }) {
          scores[known].score += weight
        } else {
          scores.append((carrier, weight))
        }
      }
    }
    scores.sort { ($1.score, $0.page) < ($0.score, $1.page) }
    return scores.prefix(Self.relatedCount).map(\.page)
  }
}
