/// How often something may be done: so many times in each period of a clock that all servers share.
package struct RateRule: Sendable, Equatable {
  /// Whose doing is counted: `post:` and the key of an address.
  package var bucket: String
  /// In milliseconds, at most `longestPeriod`.
  package var period: Int
  package var limit: Int
  /// What rules for spam are told of it; nil for nothing.
  var meaning: Meaning?

  /// What is counted.
  enum Meaning: Sendable, Equatable {
    /// Comments from the author's network.
    case fromNetwork
    /// Comments to the page.
    case toPage
  }

  /// In milliseconds.
  static let hour = 3_600_000
  /// A day: counts are kept no longer.
  static let longestPeriod = 86_400_000

  package init(bucket: String, period: Int, limit: Int) {
    (self.bucket, self.period, self.limit) = (bucket, min(max(1, period), Self.longestPeriod), limit)
  }

  /// When the period of `time` began.
  func start(at time: Timestamp) -> Int { time.milliseconds / period * period }

  /// When the period of `time` ends.
  func end(at time: Timestamp) -> Timestamp { Timestamp(milliseconds: start(at: time) + period) }
}
