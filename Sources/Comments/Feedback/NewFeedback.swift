/// What a reader says of an article: whether it helped and, if it did not, why.
package struct NewFeedback: Sendable, Equatable {
  package var page: PageKey
  package var answer: Answer
  /// What went wrong; nil for nothing said. Only where the article did not help.
  package var reason: Reason?
  /// What the reader's network is known by on that day and for that page alone: nobody else is counted apart.
  package var voter: String
  package var time: Timestamp
  /// How often something like it may be done.
  package var rates: [RateRule]

  /// Whether the article helped.
  package enum Answer: String, Sendable, CaseIterable {
    case yes
    case no
  }

  /// What can have gone wrong. Exports and clients have these words.
  package enum Reason: String, Sendable, CaseIterable {
    /// A step could not be found.
    case missing
    /// The reader sees something else than the article says.
    case differs
    /// The steps were done, and it does not work.
    case broken
    /// The article is hard to understand.
    case unclear
    case other
  }

  /// - Parameters:
  ///   - voter: differs from page to page, so that nobody's answers can be put together.
  ///   - network: what the reader's network is known by that day, for its limit.
  package init(
    _ answer: Answer, because reason: Reason? = nil, on page: PageKey, by voter: String, from network: String,
    at time: Timestamp
  ) {
    (self.answer, self.reason, self.page) = (answer, answer == .no ? reason : nil, page)
    (self.voter, self.time) = (voter, time)
    rates = [
      // Each answer may be two: that it did not help, and why.
      RateRule(bucket: "feedback from \(network)", period: RateRule.hour, limit: 60),
      RateRule(bucket: "feedback on \(page.site)/\(page.path)", period: RateRule.hour, limit: 600),
    ]
  }
}

/// A search that found nothing.
package struct NewSearch: Sendable, Equatable {
  package var query: UnfoundQuery
  /// Whose help centre was searched.
  package var site: String
  /// What the reader's network is known by on that day and for that query alone.
  package var voter: String
  package var time: Timestamp
  /// How many a network may send.
  package var fromNetwork: RateRule
  /// How many are counted: whatever anybody sends, a day takes no more room than this.
  package var onSite: RateRule

  /// - Parameter network: what the reader's network is known by that day, for its limit.
  package init(_ query: UnfoundQuery, on site: String, by voter: String, from network: String, at time: Timestamp) {
    (self.query, self.site, self.voter, self.time) = (query, site, voter, time)
    fromNetwork = RateRule(bucket: "search from \(network)", period: RateRule.hour, limit: 30)
    onSite = RateRule(bucket: "search on \(site)", period: RateRule.longestPeriod, limit: 2_000)
  }
}

/// What became of an answer, or of a search that found nothing.
package enum FeedbackOutcome: Sendable, Equatable {
  case counted
  case tooMany(until: Timestamp)
}
