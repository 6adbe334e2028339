/// What a reader thinks of a comment.
package struct NewVote: Sendable, Equatable {
  package var comment: UUIDv7
  /// Whose comment it must be.
  package var site: String
  package var score: Score
  /// What the reader's network is known by that day: nobody else is counted apart.
  package var voter: String
  package var time: Timestamp
  /// How often something like it may be done.
  package var rates: [RateRule]

  /// What can be said.
  package enum Score: Int, Sendable, CaseIterable {
    case down = -1
    /// Takes back what was said before.
    case none = 0
    case up = 1
  }

  package init(_ score: Score, on comment: UUIDv7, of site: String, by voter: String, at time: Timestamp) {
    (self.score, self.comment, self.site, self.voter, self.time) = (score, comment, site, voter, time)
    // Who reads a long thread has an opinion on much of it.
    rates = [RateRule(bucket: "vote from \(voter)", period: RateRule.hour, limit: 60)]
  }
}

/// What became of a vote.
package enum VoteOutcome: Sendable, Equatable {
  /// All votes on the comment, and the page that shows them.
  case counted(VoteCount, page: PageKey)
  /// There is no such comment to be read.
  case noComment
  /// The comment came from the same network.
  case own
  case tooMany(until: Timestamp)
}

extension CommentStore {
  /// Counts `vote`, in the place of an earlier one by the same voter.
  ///
  /// Voters are known for a day: on the next one their network has another key. So has the author's, by which an own
  /// comment is told. Who is nobody by name can be asked for no more.
  package func count(_ vote: NewVote) throws(SQLError) -> VoteOutcome {
    try together { () throws(SQLError) in
      for rate in vote.rates where try count(rate, at: vote.time) == nil {
        return .tooMany(until: rate.end(at: vote.time))
      }
      let key = SQLValue.text(vote.comment.description)
      // Who writes the row first has the others wait: the sums are those of the votes.
      let rows = try connection.run(
        """
        UPDATE comments SET upvotes = upvotes WHERE id = ?1 AND site = ?2 AND state = 'approved'
        RETURNING address_key, thread
        """, [key, .text(vote.site)])
      guard let row = rows.first, !vote.voter.isEmpty, let page = try comment(vote.comment)?.page else {
        return .noComment
      }
      guard row.optionalText(0) != vote.voter else { return .own }
      let before = try score(of: vote)
      guard before != vote.score else { return .counted(try votes(on: key), page: page) }
      try record(vote)
      try connection.run(
        "UPDATE comments SET upvotes = upvotes + ?2, downvotes = downvotes + ?3 WHERE id = ?1",
        [key, Self.step(from: before, to: vote.score, of: .up), Self.step(from: before, to: vote.score, of: .down)])
      try noteChange(of: row.text(1), published: 0)
      return .counted(try votes(on: key), page: page)
    }
  }

  private func votes(on comment: SQLValue) throws(SQLError) -> VoteCount {
    let rows = try connection.run("SELECT upvotes, downvotes FROM comments WHERE id = ?1", [comment])
    return rows.first.map { VoteCount(up: $0.integer(0), down: $0.integer(1)) } ?? VoteCount()
  }

  /// What the voter of `vote` said before.
  private func score(of vote: NewVote) throws(SQLError) -> NewVote.Score {
    let rows = try connection.run(
      "SELECT score FROM votes WHERE comment = ?1 AND voter = ?2",
      [.text(vote.comment.description), .text(vote.voter)])
    return rows.first.flatMap { NewVote.Score(rawValue: $0.integer(0)) } ?? .none
  }

  private func record(_ vote: NewVote) throws(SQLError) {
    let key: [SQLValue] = [.text(vote.comment.description), .text(vote.voter)]
    if vote.score == .none {
      try connection.run("DELETE FROM votes WHERE comment = ?1 AND voter = ?2", key)
    } else {
      try connection.run(
        """
        INSERT INTO votes (comment, voter, score, created) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT (comment, voter) DO UPDATE SET score = ?3, created = ?4
        """, key + [SQLValue(vote.score.rawValue), SQLValue(vote.time.milliseconds)])
    }
  }

  /// By how many the votes of one kind become more.
  private static func step(from before: NewVote.Score, to after: NewVote.Score, of kind: NewVote.Score) -> SQLValue {
    SQLValue((after == kind ? 1 : 0) - (before == kind ? 1 : 0))
  }
}
