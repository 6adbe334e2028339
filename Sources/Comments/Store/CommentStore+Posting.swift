extension CommentStore {
  /// How many comments one may be beneath: replies to the deepest stand beside it.
  static let deepest = 5

  /// Takes `new` in, in one transaction with all that must be true for it.
  ///
  /// What is answered is always the row that was inserted, or the one that has the same nonce: never "the latest".
  package func post(_ new: NewComment) throws(SQLError) -> PostingOutcome {
    try together { () throws(SQLError) in
      if let known = try comment(withNonceOf: new) { return known }
      var new = new
      let parent = try parent(of: new)
      if new.parent != nil, parent == nil { return .refused(.noParent) }
      var counts = Submission.Counts()
      for rate in new.rates {
        guard let taken = try count(rate, at: new.created) else {
          return .refused(.tooMany(until: rate.end(at: new.created)))
        }
        switch rate.meaning {
        case .fromNetwork: counts.fromNetwork = taken - 1
        case .toPage: counts.toPage = taken - 1
        case nil: break
        }
      }
      if let proof = new.proof, try !use(proof) {
        // Another server may have taken the same comment in since the nonce was looked for.
        return try comment(withNonceOf: new) ?? .refused(.usedProof)
      }
      new.parent = parent?.id
      if let judging = new.judging {
        let judgement = try judgement(
          on: judging, of: new.id, by: new.authorID ?? new.id, to: new.page.site, counts: counts, at: new.created)
        (new.state, new.verdicts) = (judgement.state, judgement.lines)
      }
      guard let comment = try insert(new, beneath: parent) else {
        return try comment(withNonceOf: new) ?? .refused(.otherContent)
      }
      if new.state == .pending { try notify(of: comment.id, site: new.page.site, at: new.created) }
      return .stored(comment)
    }
  }

  /// The comment that was posted with the nonce of `new` before; nil where there is none.
  private func comment(withNonceOf new: NewComment) throws(SQLError) -> PostingOutcome? {
    let rows = try connection.run(
      """
      SELECT c.id, t.site, t.path, c.parent, c.depth, c.state, c.author, c.website, c.markdown, c.html, c.created,
        c.edited, c.verdicts, c.author_id, c.upvotes, c.downvotes
      FROM comments c JOIN threads t ON t.id = c.thread WHERE c.site = ?1 AND c.client_nonce = ?2
      """, [.text(new.page.site), .text(new.nonce)])
    guard let known = rows.first.flatMap(Comment.init) else { return nil }
    // A nonce is no password: who has it alone, and not what was written, is told nothing of the comment.
    let isSame =
      known.page == new.page && known.author == new.author
      && known.website == new.website && known.markdown == new.markdown
    return isSame ? .repeated(known) : .refused(.otherContent)
  }

  /// What `new` will stand beneath; nil where it replies to nothing that can be read there.
  private func parent(of new: NewComment) throws(SQLError) -> Parent? {
    var next = new.parent
    while let id = next {
      let rows = try connection.run(
        """
        SELECT c.id, c.root, c.depth, c.parent FROM comments c JOIN threads t ON t.id = c.thread
        WHERE c.id = ?1 AND c.state = 'approved' AND t.site = ?2 AND t.path = ?3
        """, [.text(id.description), .text(new.page.site), .text(new.page.path)])
      guard let row = rows.first, let found = UUIDv7(row.text(0)) else { return nil }
      if row.integer(2) < Self.deepest { return Parent(id: found, root: row.text(1), depth: row.integer(2)) }
      next = row.optionalText(3).flatMap(UUIDv7.init)
    }
    return nil
  }

  private struct Parent {
    var id: UUIDv7
    var root: String
    var depth: Int
  }

  /// Counts one more; returns how many there are then, or nil where the limit is reached.
  func count(_ rate: RateRule, at time: Timestamp) throws(SQLError) -> Int? {
    guard rate.limit > 0 else { return nil }
    let rows = try connection.run(
      """
      INSERT INTO rate (bucket, period, taken) VALUES (?1, ?2, 1)
      ON CONFLICT (bucket, period) DO UPDATE SET taken = rate.taken + 1 WHERE rate.taken < ?3 RETURNING taken
      """, [.text(rate.bucket), SQLValue(rate.start(at: time)), SQLValue(rate.limit)])
    return rows.first?.integer(0)
  }

  /// Notes that `proof` was used; returns false where it was before.
  private func use(_ proof: NewComment.UsedProof) throws(SQLError) -> Bool {
    let rows = try connection.run(
      "INSERT INTO pow_used (proof, expires) VALUES (?1, ?2) ON CONFLICT (proof) DO NOTHING RETURNING proof",
      [.text(proof.id), SQLValue(proof.expires.milliseconds)])
    return !rows.isEmpty
  }

  /// The comment as it is in the store then; nil where its nonce is taken.
  private func insert(_ new: NewComment, beneath parent: Parent?) throws(SQLError) -> Comment? {
    let thread = try thread(of: new)
    let depth = parent.map { $0.depth + 1 } ?? 0
    let rows = try connection.run(
      """
      INSERT INTO comments (id, thread, parent, root, depth, site, state, author, website, markdown, html, created,
        verdicts, address_key, client_nonce, fingerprint, author_id)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)
      ON CONFLICT (site, client_nonce) DO NOTHING RETURNING id
      """,
      [
        .text(new.id.description), .text(thread), SQLValue(parent?.id.description),
        .text(parent?.root ?? new.id.description), SQLValue(depth), .text(new.page.site), .text(new.state.rawValue),
        .text(new.author), SQLValue(new.website), .text(new.markdown), .text(new.html),
        SQLValue(new.created.milliseconds), .text(new.verdicts), SQLValue(new.addressKey), .text(new.nonce),
        .text(Self.stored(new.judging?.submission.fingerprint)), .text((new.authorID ?? new.id).description),
      ])
    guard let id = rows.first.flatMap({ UUIDv7($0.text(0)) }) else { return nil }
    if new.state == .approved { try noteChange(of: thread, published: 1) }
    if let fingerprint = new.judging?.submission.fingerprint {
      addRecentText(fingerprint, of: id, new.state, site: new.page.site)
    }
    var comment = Comment(
      id: id, page: new.page, parent: parent?.id, depth: depth, state: new.state, author: new.author,
      website: new.website, markdown: new.markdown, html: new.html, created: new.created, verdicts: new.verdicts)
    comment.authorID = new.authorID ?? new.id
    return comment
  }

  /// What is kept of a fingerprint: nothing of a text that is too short to tell it from others.
  static func stored(_ fingerprint: TextFingerprint?) -> String {
    guard let fingerprint, fingerprint.letters >= RepetitionRule.leastLetters else { return "" }
    return fingerprint.text
  }

  /// The thread of the page of `new`, which is made if it is not there.
  private func thread(of new: NewComment) throws(SQLError) -> String {
    let page: [SQLValue] = [.text(new.page.site), .text(new.page.path)]
    if let row = try connection.run("SELECT id FROM threads WHERE site = ?1 AND path = ?2", page).first {
      return row.text(0)
    }
    // A first comment's number is good for its thread too: nobody else has it.
    try connection.run(
      """
      INSERT INTO threads (site, path, id, version, published) VALUES (?1, ?2, ?3, 0, 0)
      ON CONFLICT (site, path) DO NOTHING
      """, page + [.text(new.id.description)])
    return try connection.run("SELECT id FROM threads WHERE site = ?1 AND path = ?2", page).first?.text(0) ?? ""
  }

  /// Counts a change that readers of `thread` can see.
  ///
  /// - Parameter published: by how many its public comments have become more.
  func noteChange(of thread: String, published: Int) throws(SQLError) {
    try connection.run(
      "UPDATE threads SET version = version + 1, published = published + ?2 WHERE id = ?1",
      [.text(thread), SQLValue(published)])
  }

  /// Lets moderators know of a comment, unless they are about to be told anyway.
  func notify(of id: UUIDv7, site: String, at now: Timestamp) throws(SQLError) {
    try connection.run(
      """
      INSERT INTO outbox (id, site, kind, comment, created, due) VALUES (?1, ?2, 'pending', ?1, ?3, ?3)
      ON CONFLICT (id) DO NOTHING
      """, [.text(id.description), .text(site), SQLValue(now.milliseconds)])
  }
}
