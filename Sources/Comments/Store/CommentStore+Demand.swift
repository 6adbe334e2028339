extension CommentStore {
  /// How much work a client is to be asked for, and counts the challenge that it gets.
  ///
  /// - Parameters:
  ///   - address: what the client's network is known by that day.
  ///   - site: the help centre that it wants to write to.
  ///   - limit: challenges for one network within an hour.
  package func demand(
    from address: String, to site: String, at now: Timestamp, limit: Int
  ) throws(SQLError) -> DemandOutcome {
    try together { () throws(SQLError) in
      let challenges = RateRule(bucket: "challenge for \(address)", period: RateRule.hour, limit: limit)
      guard let taken = try count(challenges, at: now) else { return .tooMany(until: challenges.end(at: now)) }
      let wrong = Self.wrongProofs(address)
      // Identifiers begin with their time, so the latest ones are found by them alone; an index by site, which SQLite would
      // rather take, has all of them. What is counted up to is what makes a difference.
      let since = UUIDv7(lowestAt: Timestamp(milliseconds: now.milliseconds - 600_000))
      let rows = try connection.run(
        """
        SELECT (SELECT COUNT(*) FROM comments WHERE address_key = ?1 AND state = 'rejected'),
          (SELECT taken FROM rate WHERE bucket = ?2 AND period = ?3),
          (SELECT COUNT(*) FROM (SELECT 1 FROM comments WHERE id >= ?4 AND site || '' = ?5 LIMIT ?6) AS latest)
        """,
        [
          .text(address), .text(wrong.bucket), SQLValue(wrong.start(at: now)), .text(since.description), .text(site),
          SQLValue(ProofDemand.usualComments << ProofDifficulty.range.upperBound),
        ])
      var demand = ProofDemand()
      demand.challengesToNetwork = taken
      demand.rejectedFromNetwork = rows.first?.integer(0) ?? 0
      demand.wrongFromNetwork = rows.first?.integer(1) ?? 0
      demand.commentsToSite = rows.first?.integer(2) ?? 0
      return .counted(demand)
    }
  }

  /// Notes that a proof that came from the network `address` did not count.
  package func noteWrongProof(from address: String, at now: Timestamp) throws(SQLError) {
    try together { () throws(SQLError) in _ = try count(Self.wrongProofs(address), at: now) }
  }

  private static func wrongProofs(_ address: String) -> RateRule {
    RateRule(bucket: "wrong proof from \(address)", period: RateRule.hour, limit: 1_000_000)
  }
}

/// What a client gets that asks for a challenge.
package enum DemandOutcome: Sendable, Equatable {
  case counted(ProofDemand)
  /// It got too many.
  case tooMany(until: Timestamp)
}
