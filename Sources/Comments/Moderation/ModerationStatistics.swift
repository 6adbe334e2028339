/// What moderators want to know of a site at a glance.
package struct ModerationStatistics: Sendable, Equatable {
  package var states: [CommentState: Int]
  /// Comments that came in on each of the latest days, the latest first; days without any are left out.
  package var days: [Day]
  /// The pages with the most comments that wait, the most first.
  package var waiting: [(page: PageKey, count: Int)]
  /// Notices by mail that could not be sent yet, and that nobody tries to send any more.
  package var undelivered: (late: Int, givenUp: Int)

  package struct Day: Sendable, Equatable {
    /// Counted from 1970-01-01, in UTC.
    package var number: Int
    package var counts: [CommentState: Int]
  }

  package static func == (left: ModerationStatistics, right: ModerationStatistics) -> Bool {
    left.states == right.states && left.days == right.days && left.undelivered == right.undelivered
      && left.waiting.elementsEqual(right.waiting) { $0 == $1 }
  }
}

extension CommentStore {
  /// The statistics of `site` with the latest `days`.
  package func moderationStatistics(
    of site: String, days: Int, at now: Timestamp
  ) throws(SQLError) -> ModerationStatistics {
    let first = max(0, now.day - days + 1)
    let counted = try connection.run(
      """
      SELECT created / 86400000, state, COUNT(*) FROM comments WHERE site = ?1 AND created >= ?2
      GROUP BY created / 86400000, state
      """, [.text(site), SQLValue(first * 86_400_000)])
    var counts: [Int: [CommentState: Int]] = [:]
    for row in counted {
      if let state = CommentState(rawValue: row.text(1)) {
        counts[row.integer(0), default: [:]][state] = row.integer(2)
      }
    }
    let waiting = try connection.run(
      """
      SELECT t.path, COUNT(*) FROM comments c JOIN threads t ON t.id = c.thread
      WHERE c.site = ?1 AND c.state = 'pending' GROUP BY t.path ORDER BY COUNT(*) DESC, t.path LIMIT 10
      """, [.text(site)])
    return ModerationStatistics(
      states: try statistics(of: site),
      days: counts.sorted { $0.key > $1.key }.map { ModerationStatistics.Day(number: $0.key, counts: $0.value) },
      waiting: waiting.map { (PageKey(site: site, path: $0.text(0)), $0.integer(1)) },
      undelivered: try undelivered(of: site))
  }
}
