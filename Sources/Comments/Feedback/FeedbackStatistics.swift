/// What readers said of a site's articles, and what they looked for in vain.
package struct FeedbackStatistics: Sendable, Equatable {
  /// Those that helped the fewest first: by how many said no, then by their paths.
  package var pages: [PageAnswers]
  /// The most frequent first, then by their words.
  package var searches: [UnfoundSearch]

  package init(pages: [PageAnswers], searches: [UnfoundSearch]) {
    (self.pages, self.searches) = (pages, searches)
  }

  /// What was said of one article.
  package struct PageAnswers: Sendable, Equatable {
    package var path: String
    package var yes: Int
    package var no: Int
    /// How often each was said.
    package var reasons: [NewFeedback.Reason: Int]

    package init(path: String, yes: Int = 0, no: Int = 0, reasons: [NewFeedback.Reason: Int] = [:]) {
      (self.path, self.yes, self.no, self.reasons) = (path, yes, no, reasons)
    }

    /// The reasons that were given, the most frequent first.
    package var sortedReasons: [(reason: NewFeedback.Reason, count: Int)] {
      NewFeedback.Reason.allCases.compactMap { reason in reasons[reason].map { (reason, $0) } }
        .sorted { $0.count > $1.count }
    }
  }

  /// A search that found nothing.
  package struct UnfoundSearch: Sendable, Equatable {
    package var query: String
    /// By how many networks and days.
    package var count: Int

    package init(query: String, count: Int) {
      (self.query, self.count) = (query, count)
    }
  }
}

extension CommentStore {
  /// What was counted on `site` since the day `first` (`Timestamp.day`).
  ///
  /// - Parameter limit: how many searches at most.
  package func feedbackStatistics(
    of site: String, since first: Int, limit: Int = 1_000
  ) throws(SQLError) -> FeedbackStatistics {
    let rows = try connection.run(
      """
      SELECT path, kind, answer, CAST(SUM(given) AS BIGINT) FROM feedback
      WHERE site = ?1 AND day >= ?2 AND kind <> ?3 GROUP BY path, kind, answer
      """, [.text(site), SQLValue(first), .text(FeedbackKind.search.rawValue)])
    var pages: [String: FeedbackStatistics.PageAnswers] = [:]
    for row in rows {
      let path = row.text(0)
      var page = pages[path] ?? FeedbackStatistics.PageAnswers(path: path)
      switch (FeedbackKind(rawValue: row.text(1)), row.text(2)) {
      case (.helpful, NewFeedback.Answer.yes.rawValue): page.yes = row.integer(3)
      case (.helpful, NewFeedback.Answer.no.rawValue): page.no = row.integer(3)
      case (.wrong, let answer):
        // An import may bring others.
        if let reason = NewFeedback.Reason(rawValue: answer) { page.reasons[reason] = row.integer(3) }
      default: break
      }
      pages[path] = page
    }
    return FeedbackStatistics(
      pages: pages.values.sorted { ($1.no, $0.path) < ($0.no, $1.path) },
      searches: try unfoundSearches(of: site, since: first, limit: limit))
  }

  private func unfoundSearches(
    of site: String, since first: Int, limit: Int
  ) throws(SQLError) -> [FeedbackStatistics.UnfoundSearch] {
    let rows = try connection.run(
      """
      SELECT answer, CAST(SUM(given) AS BIGINT) AS total FROM feedback
      WHERE site = ?1 AND path = '' AND kind = ?2 AND day >= ?3 GROUP BY answer ORDER BY total DESC LIMIT ?4
      """, [.text(site), .text(FeedbackKind.search.rawValue), SQLValue(first), SQLValue(limit)])
    // Databases put words into different orders; and an import may have brought what no search leaves.
    return rows.map { FeedbackStatistics.UnfoundSearch(query: VisibleText.line($0.text(0)), count: $0.integer(1)) }
      .sorted { ($1.count, $0.query) < ($0.count, $1.query) }
  }
}
