extension CommentStore {
  /// Changes a comment as its author wants, and judges it anew: an edit never makes public what is not.
  ///
  /// What a moderator decided held for what was written then, so an edit takes it back, from the author's history and from the
  /// filter; what was rejected stays so.
  package func edit(_ edit: CommentEdit) throws(SQLError) -> EditOutcome {
    try together { () throws(SQLError) in
      try hold(edit.id)
      guard let before = try comment(edit.id), before.page.site == edit.site, before.state != .deleted else {
        return .gone
      }
      for rate in edit.rates where try count(rate, at: edit.time) == nil {
        return .tooMany(until: rate.end(at: edit.time))
      }
      var after = before
      after.author = edit.name?.text ?? before.author
      (after.markdown, after.html) = (edit.text.source, edit.text.html)
      let website: LinkAddress?
      switch edit.website {
      case .kept: website = before.website.flatMap { LinkAddress($0) }
      case .none: website = nil
      case .changed(let address): website = address
      }
      after.website = website?.text
      if after == before { return .changed(before) }
      after.edited = edit.time
      var submission = Submission(
        name: after.author, website: website, edit.text, now: edit.time.seconds)
      submission.isEdit = true
      try teach(edit.id, decided: .pending)
      let judgement = try judgement(
        on: Judging(submission, by: edit.policy), of: edit.id, by: before.authorID ?? edit.id, to: edit.site,
        counts: Submission.Counts(), at: edit.time)
      after.state = Self.state(before.state, judged: judgement.state)
      after.verdicts = Self.lines(before.verdicts, judgement)
      try write(after, submission.fingerprint, over: before)
      return .changed(after)
    }
  }

  /// Makes others who would change the comment `id` wait until this transaction ends: a moderator, another server.
  private func hold(_ id: UUIDv7) throws(SQLError) {
    try connection.run("UPDATE comments SET state = state WHERE id = ?1", [.text(id.description)])
  }

  /// Takes a comment back that its author does not want any more; one with replies keeps its place, without its words.
  ///
  /// - Returns: the comment then; nil where it was deleted before, or never was.
  package func takeBack(_ id: UUIDv7, site: String, at now: Timestamp) throws(SQLError) -> Comment? {
    try together { () throws(SQLError) in
      guard try comment(id)?.page.site == site else { return nil }
      return try set(.deleted, of: id, at: now)
    }
  }

  /// The state after an edit that was judged to be `judged`: nothing becomes public by it.
  private static func state(_ before: CommentState, judged: CommentState) -> CommentState {
    switch before {
    case .approved: judged
    case .pending: judged == .rejected ? .rejected : .pending
    case .rejected, .deleted: before
    }
  }

  /// What moderators read of an edited comment: what rules say of it now, and what they said of the form.
  private static func lines(_ before: String, _ judgement: SpamJudgement) -> String {
    let ofForms = [TrapRule.name, CrowdRule.name, HasteRule.name, WorkRule.name]
    let kept = before.split(separator: "\n").filter { line in ofForms.contains { line.hasPrefix($0 + " ") } }
    return (kept.map(String.init) + judgement.verdicts.map(\.description)).joined(separator: "\n")
  }

  private func write(
    _ after: Comment, _ fingerprint: TextFingerprint, over before: Comment
  ) throws(SQLError) {
    let rows = try connection.run(
      """
      UPDATE comments SET state = ?2, author = ?3, website = ?4, markdown = ?5, html = ?6, edited = ?7, verdicts = ?8,
        fingerprint = ?9, decided = CASE WHEN state = 'rejected' THEN decided ELSE NULL END
      WHERE id = ?1 RETURNING thread
      """,
      [
        .text(after.id.description), .text(after.state.rawValue), .text(after.author),
        SQLValue(after.website), .text(after.markdown), .text(after.html), SQLValue(after.edited?.milliseconds),
        .text(after.verdicts), .text(Self.stored(fingerprint)),
      ])
    guard let row = rows.first else { return }
    forgetRecentTexts()
    if before.state == .approved {
      try noteChange(of: row.text(0), published: after.state == .approved ? 0 : -1)
      if after.state == .pending { try notify(of: after.id, site: after.page.site, at: after.edited ?? after.created) }
    }
  }
}
