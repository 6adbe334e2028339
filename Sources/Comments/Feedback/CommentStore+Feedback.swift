extension CommentStore {
  /// What the rows of `feedback` count.
  enum FeedbackKind: String, CaseIterable {
    /// Whether a page helped: `NewFeedback.Answer`.
    case helpful
    /// What went wrong: `NewFeedback.Reason`.
    case wrong
    /// A search that found nothing: its words, on no page.
    case search
  }

  /// Counts `feedback`, in the place of what the same network said of the page that day.
  ///
  /// Only sums are kept by page, answer and day. Who has answered is known by a key of network and page for as long as the
  /// day's key is kept, to count each once.
  package func count(_ feedback: NewFeedback) throws(SQLError) -> FeedbackOutcome {
    try together { () throws(SQLError) in
      for rate in feedback.rates where try count(rate, at: feedback.time) == nil {
        return .tooMany(until: rate.end(at: feedback.time))
      }
      try move(.helpful, to: feedback.answer.rawValue, of: feedback)
      // Who says once more that it did not help still has the reason of before.
      if feedback.answer == .yes || feedback.reason != nil {
        try move(.wrong, to: feedback.reason?.rawValue, of: feedback)
      }
      return .counted
    }
  }

  /// Counts `search`, each query once for a network and day.
  package func count(_ search: NewSearch) throws(SQLError) -> FeedbackOutcome {
    try together { () throws(SQLError) in
      let (time, day) = (search.time, search.time.day)
      guard try count(search.fromNetwork, at: time) != nil else {
        return .tooMany(until: search.fromNetwork.end(at: time))
      }
      guard try answered(.search, by: search.voter) == nil else { return .counted }
      guard try count(search.onSite, at: time) != nil else { return .tooMany(until: search.onSite.end(at: time)) }
      // The words are not kept here: nothing leads from a network to them.
      try remember("", .search, by: search.voter, on: day)
      try add(1, to: search.query.text, .search, on: PageKey(site: search.site, path: ""), day: day)
      return .counted
    }
  }

  /// Has the answer of a network be `answer`, or none.
  private func move(_ kind: FeedbackKind, to answer: String?, of feedback: NewFeedback) throws(SQLError) {
    let before = try answered(kind, by: feedback.voter)
    guard before?.answer != answer else { return }
    if let before {
      try add(-1, to: before.answer, kind, on: feedback.page, day: before.day)
      try forgetAnswer(kind, by: feedback.voter)
    }
    if let answer {
      let day = feedback.time.day
      try remember(answer, kind, by: feedback.voter, on: day)
      try add(1, to: answer, kind, on: feedback.page, day: day)
    }
  }

  /// Makes a sum larger or smaller; one of nothing is no row.
  private func add(
    _ step: Int, to answer: String, _ kind: FeedbackKind, on page: PageKey, day: Int
  ) throws(SQLError) {
    let row: [SQLValue] = [
      .text(page.site), .text(page.path), .text(kind.rawValue), .text(answer), SQLValue(day),
    ]
    if step > 0 {
      try connection.run(
        """
        INSERT INTO feedback (site, path, kind, answer, day, given) VALUES (?1, ?2, ?3, ?4, ?5, 1)
        ON CONFLICT (site, path, kind, answer, day) DO UPDATE SET given = feedback.given + 1
        """, row)
    } else {
      try connection.run(
        """
        UPDATE feedback SET given = given - 1
        WHERE site = ?1 AND path = ?2 AND kind = ?3 AND answer = ?4 AND day = ?5
        """, row)
      try connection.run(
        """
        DELETE FROM feedback
        WHERE site = ?1 AND path = ?2 AND kind = ?3 AND answer = ?4 AND day = ?5 AND given <= 0
        """, row)
    }
  }

  private func answered(_ kind: FeedbackKind, by voter: String) throws(SQLError) -> (answer: String, day: Int)? {
    let rows = try connection.run(
      "SELECT answer, day FROM answered WHERE voter = ?1 AND kind = ?2", [.text(voter), .text(kind.rawValue)])
    return rows.first.map { ($0.text(0), $0.integer(1)) }
  }

  private func remember(
    _ answer: String, _ kind: FeedbackKind, by voter: String, on day: Int
  ) throws(SQLError) {
    try connection.run(
      "INSERT INTO answered (voter, kind, answer, day) VALUES (?1, ?2, ?3, ?4)",
      [.text(voter), .text(kind.rawValue), .text(answer), SQLValue(day)])
  }

  private func forgetAnswer(_ kind: FeedbackKind, by voter: String) throws(SQLError) {
    try connection.run(
      "DELETE FROM answered WHERE voter = ?1 AND kind = ?2", [.text(voter), .text(kind.rawValue)])
  }

  /// Forgets who answered on days whose keys are gone, when nobody can be known by it any more.
  func forgetWhoAnswered(at now: Timestamp) throws(SQLError) {
    try connection.run("DELETE FROM answered WHERE day < ?1", [SQLValue(now.day - 1)])
  }

  /// Forgets sums of `site` that are older than they are to be kept.
  func forgetFeedback(_ retention: Retention, of site: String, at now: Timestamp) throws(SQLError) {
    for (kind, days) in [
      (FeedbackKind.helpful, retention.feedback), (.wrong, retention.feedback), (.search, retention.searches),
    ] {
      try connection.run(
        "DELETE FROM feedback WHERE site = ?1 AND kind = ?2 AND day < ?3",
        [.text(site), .text(kind.rawValue), SQLValue(now.day - max(0, days))])
    }
  }
}
