import Comments

extension AdminDesk {
  /// How many days of answers are shown.
  private static let feedbackDays = 30
  /// How many rows a table has at most: the command line tells of all.
  private static let mostRows = 20

  /// What readers said of articles, and what they looked for in vain.
  func feedback(_ request: AdminRequest, _ store: CommentStore) throws(SQLError) -> HTML {
    let first = max(0, request.now.day - Self.feedbackDays + 1)
    let found = try store.feedbackStatistics(of: site, since: first, limit: Self.mostRows)
    return "\(articles(found.pages))\n\(searches(found.searches))"
  }

  private func articles(_ pages: [FeedbackStatistics.PageAnswers]) -> HTML? {
    guard !pages.isEmpty else { return nil }
    let rows = pages.prefix(Self.mostRows).map { page -> HTML in
      let reasons = page.sortedReasons.map { "\($0.reason.title) (\($0.count))" }.joined(separator: ", ")
      let address = address(of: PageKey(site: site, path: page.path))
      return """
        <tr><th scope="row"><a href="\(address)"><bdi>\(titles[page.path])</bdi></a></th><td>\(page.no)</td>\
        <td>\(page.yes)</td><td>\(reasons)</td></tr>

        """
    }
    return """
      <h2 id="helpful">Did articles help? The latest \(Self.feedbackDays) days</h2>
      <div class="wide" role="region" tabindex="0" aria-labelledby="helpful"><table>
      <thead><tr><th scope="col">Article</th><th scope="col">No</th><th scope="col">Yes</th>\
      <th scope="col">What went wrong</th></tr></thead>
      <tbody>
      \(rows)</tbody></table></div>
      """
  }

  private func searches(_ searches: [FeedbackStatistics.UnfoundSearch]) -> HTML? {
    guard !searches.isEmpty else { return nil }
    let rows = searches.map { search -> HTML in
      "<tr><th scope=\"row\"><bdi>\(search.query)</bdi></th><td>\(search.count)</td></tr>\n"
    }
    return """
      <h2 id="searches">Searches that found nothing. The latest \(Self.feedbackDays) days</h2>
      <div class="wide" role="region" tabindex="0" aria-labelledby="searches"><table>
      \(rows)</table></div>
      """
  }
}

extension NewFeedback.Reason {
  /// What a moderator reads.
  fileprivate var title: String {
    switch self {
    case .missing: "a step could not be found"
    case .differs: "something else is seen"
    case .broken: "it did not work"
    case .unclear: "hard to understand"
    case .other: "something else"
    }
  }
}
