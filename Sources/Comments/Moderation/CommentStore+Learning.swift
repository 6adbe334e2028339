extension CommentStore {
  /// How many tokens of a site are kept; beyond that, those that the fewest comments had go.
  package static let mostTokens = 100_000
  /// Stands for all comments that were learned from, among the tokens.
  private static let anyComment = ""

  /// Lets the filter learn what a moderator decided on the comment `id`: what it had learned of it before it forgets.
  ///
  /// - Parameter decided: `approved` or `rejected`; `pending` for a decision that is taken back.
  func teach(_ id: UUIDv7, decided: CommentState) throws(SQLError) {
    let key = SQLValue.text(id.description)
    let rows = try connection.run(
      "SELECT site, taught, author, website, markdown FROM comments WHERE id = ?1", [key])
    guard let row = rows.first else { return }
    let taught = row.optionalText(1).flatMap(TrainedTokens.Decision.init(stored:))
    let lesson = TrainedTokens.Decision(stored: decided.rawValue)
    guard taught != lesson else { return }
    // Sorted, so that two who learn at once wait for each other rather than each for the other.
    let tokens = [Self.anyComment] + Self.tokens(row).sorted()
    for token in tokens {
      if let taught { try add(-1, to: taught, of: token, site: row.text(0)) }
      if let lesson { try add(1, to: lesson, of: token, site: row.text(0)) }
    }
    try connection.run("UPDATE comments SET taught = ?2 WHERE id = ?1", [key, SQLValue(lesson?.stored)])
  }

  /// What was learned of `tokens`, of which all are read only if enough was learned of any.
  func trained(_ tokens: SpamTokens, site: String) throws(SQLError) -> TrainedTokens {
    let all = try connection.run(
      "SELECT approved, rejected FROM learned WHERE site = ?1 AND token = ?2", [.text(site), .text(Self.anyComment)])
    var trained = TrainedTokens()
    if let row = all.first { trained.comments = .init(approved: row.integer(0), rejected: row.integer(1)) }
    guard min(trained.comments.approved, trained.comments.rejected) >= SpamFilter.leastComments else { return trained }
    var rest = tokens.all[...]
    while let first = rest.first {
      var asked = rest.prefix(Self.tokensAtOnce).map(SQLValue.text)
      rest = rest.dropFirst(asked.count)
      while asked.count < Self.tokensAtOnce { asked.append(.text(first)) }
      for row in try connection.run(Self.tokenCounts, [.text(site)] + asked) {
        trained.counts[row.text(0)] = .init(approved: row.integer(1), rejected: row.integer(2))
      }
    }
    return trained
  }

  /// Lets go of the tokens that the fewest comments had, where there are more than `most`: most were seen once.
  package func forgetRareTokens(of site: String, most: Int = mostTokens) throws(SQLError) {
    var seen = 1
    while try connection.run("SELECT COUNT(*) FROM learned WHERE site = ?1", [.text(site)]).first?.integer(0) ?? 0
      > most
    {
      try connection.run(
        "DELETE FROM learned WHERE site = ?1 AND token <> ?2 AND approved + rejected <= ?3",
        [.text(site), .text(Self.anyComment), SQLValue(seen)])
      seen += 1
    }
  }

  /// How many tokens one statement asks for.
  private static let tokensAtOnce = 32
  private static let tokenCounts: SQLStatement =
    """
    SELECT token, approved, rejected FROM learned WHERE site = ?1 AND token IN (?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10,
      ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33)
    """

  /// The tokens of a comment in a row of: site, taught, author, website, markdown.
  private static func tokens(_ row: SQLRow) -> [String] {
    // It was within limits when it was posted; today's may be others.
    let limits = CommentLimits(characters: .max, depth: .max, links: .max)
    guard let text = try? CommentMarkdown(row.text(4), limits: limits) else { return [] }
    return SpamTokens(name: row.text(2), website: row.optionalText(3).flatMap { LinkAddress($0) }, text).all
  }

  private func add(
    _ step: Int, to decision: TrainedTokens.Decision, of token: String, site: String
  ) throws(SQLError) {
    let steps = [SQLValue(decision == .approved ? step : 0), SQLValue(decision == .rejected ? step : 0)]
    let key: [SQLValue] = [.text(site), .text(token)]
    if step > 0 {
      try connection.run(
        """
        INSERT INTO learned (site, token, approved, rejected) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT (site, token) DO UPDATE SET approved = learned.approved + ?3, rejected = learned.rejected + ?4
        """, key + steps)
    } else {
      // Of a token that was let go of there may be fewer than were learned.
      try connection.run(
        """
        UPDATE learned SET approved = CASE WHEN approved + ?3 < 0 THEN 0 ELSE approved + ?3 END,
          rejected = CASE WHEN rejected + ?4 < 0 THEN 0 ELSE rejected + ?4 END
        WHERE site = ?1 AND token = ?2
        """, key + steps)
      try connection.run(
        "DELETE FROM learned WHERE site = ?1 AND token = ?2 AND approved = 0 AND rejected = 0", key)
    }
  }
}

extension TrainedTokens.Decision {
  /// Reads what `stored` writes; nil for anything else, a state that is no decision among it.
  fileprivate init?(stored: String) {
    switch stored {
    case CommentState.approved.rawValue: self = .approved
    case CommentState.rejected.rawValue: self = .rejected
    default: return nil
    }
  }

  fileprivate var stored: String {
    (self == .approved ? CommentState.approved : CommentState.rejected).rawValue
  }
}
