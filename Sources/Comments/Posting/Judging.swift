/// What is to be judged, and by what: the store adds what it alone knows, in the transaction that takes the comment in.
package struct Judging: Sendable, Hashable {
  /// The comment, with all that is known without the store.
  package var submission: Submission
  package var policy: SpamPolicy

  package init(_ submission: Submission, by policy: SpamPolicy) {
    (self.submission, self.policy) = (submission, policy)
  }
}

extension SpamJudgement {
  /// The state of a comment that was judged so.
  var state: CommentState {
    switch decision {
    case .publish: .approved
    case .hold: .pending
    case .reject: .rejected
    }
  }

  /// What moderators read: what each rule said, on a line of its own.
  var lines: String { verdicts.map(\.description).joined(separator: "\n") }
}

extension CommentStore {
  /// What the rules say of a comment.
  ///
  /// - Parameters:
  ///   - id: the comment, which does not repeat itself.
  ///   - authorID: by which the author's other comments are known.
  ///   - counts: how many came before it.
  func judgement(
    on judging: Judging, of id: UUIDv7, by authorID: UUIDv7, to site: String, counts: Submission.Counts,
    at now: Timestamp
  ) throws(SQLError) -> SpamJudgement {
    var submission = judging.submission
    submission.counts = counts
    // Nobody else has a comment by who begins with this one; a comment that is changed may have been decided on.
    if authorID != id || submission.isEdit { submission.history = try history(of: authorID, site: site) }
    if submission.fingerprint.letters >= RepetitionRule.leastLetters {
      let recent = try recentTexts(of: site, at: now)
      submission.earlier = submission.isEdit ? recent.others(than: id) : recent.earlier
      submission.same = try same(submission.fingerprint, as: id, site: site)
    }
    submission.trained = try trained(submission.tokens, site: site)
    return SpamJudgement(of: submission, by: judging.policy)
  }

  /// What moderators decided on an author's comments.
  private func history(of authorID: UUIDv7, site: String) throws(SQLError) -> Submission.History {
    // By the author, not by the site, whose comments are many.
    let rows = try connection.run(
      """
      SELECT state, COUNT(*) FROM comments WHERE author_id = ?1 AND site || '' = ?2 AND decided IS NOT NULL GROUP BY state
      """, [.text(authorID.description), .text(site)])
    var history = Submission.History()
    for row in rows {
      switch CommentState(rawValue: row.text(0)) {
      case .approved: history.approved = row.integer(1)
      case .rejected: history.rejected = row.integer(1)
      default: break
      }
    }
    return history
  }

  /// Of all comments with this very `fingerprint` but `id`, one; a rejected one if there is any.
  private func same(
    _ fingerprint: TextFingerprint, as id: UUIDv7, site: String
  ) throws(SQLError) -> Submission.Earlier? {
    // By the text, as the index has it, not by the site, whose comments are many.
    let rows = try connection.run(
      """
      SELECT MAX(CASE WHEN state = 'rejected' THEN 1 ELSE 0 END) FROM (
        SELECT state FROM comments WHERE substr(fingerprint, 1, 20) = ?2 AND fingerprint <> '' AND site || '' = ?1
          AND id <> ?3 LIMIT 1000) AS found
      """, [.text(site), .text(fingerprint.key), .text(id.description)])
    guard let isRejected = rows.first?.optionalInteger(0) else { return nil }
    return Submission.Earlier(fingerprint, isRejected: isRejected == 1)
  }
}
