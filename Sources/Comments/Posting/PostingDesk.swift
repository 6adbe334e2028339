import Crypto

/// Where comments come in: checks what was sent, renders it and decides whether it is to wait.
///
///     fields ─► checked, rendered ─► proof ─► judged ─► NewComment, for the store
package struct PostingDesk: Sendable {
  package var site: String
  /// How comments are judged.
  package var policy: SpamPolicy
  package var limits = CommentLimits()
  package var rates: PostingRates
  package var proofs: ProofOfWork
  /// Signs the nonces of clients that have none, and what says who an author is.
  package var key: StoreKey

  /// When moderators look at comments.
  package enum Moderation: String, Sendable, CaseIterable {
    /// Each comment waits.
    case before
    /// What the rules for spam find nothing in is public at once.
    case after
  }

  package init(
    site: String, policy: SpamPolicy, rates: PostingRates, proofs: ProofOfWork, key: StoreKey
  ) {
    (self.site, self.policy, self.rates, self.proofs, self.key) = (site, policy, rates, proofs, key)
  }

  /// The comment that `fields` make.
  ///
  /// - Parameters:
  ///   - address: what the client's network address is known by.
  ///   - hasPage: whether the site has a page at a path.
  package func comment(
    of fields: PostedFields, from address: String, now: Timestamp, random: inout some RandomNumberGenerator,
    hasPage: (String) -> Bool
  ) throws(PostingProblem) -> NewComment {
    guard hasPage(fields.page) else { throw .noPage }
    let page = PageKey(site: site, path: fields.page)
    var parent: UUIDv7?
    if !fields.parent.isEmpty {
      parent = UUIDv7(fields.parent)
      if parent == nil { throw .refused(.noParent) }
    }
    var check = FieldCheck(limits: limits)
    let (name, website, text) = (check.name(fields.name), check.website(fields.website), check.text(fields.text))
    guard let name, let text, check.problems.isEmpty else { throw .fields(check.problems) }
    let proof = try proof(fields, page, now)
    var new = NewComment(
      id: UUIDv7(at: now, random: &random), page: page, parent: parent, state: .pending, author: name.text,
      markdown: text.source, html: text.html, created: now, nonce: try nonce(fields, from: address, now))
    new.website = website?.address.text
    var submission = Submission(name: name.text, website: website?.address, text, now: now.seconds)
    (submission.trap, submission.proof) = (fields.trap, proof)
    new.judging = Judging(submission, by: policy)
    // Who cannot be told to be known is new; a token that has expired must not keep anybody from writing.
    new.authorID = AuthorToken(fields.author, at: now, key: key)?.id
    new.proof = proof.map { proof in
      NewComment.UsedProof(
        id: Hexadecimal.encoded(proof.identifier), expires: Timestamp(milliseconds: proof.expires * 1000))
    }
    new.addressKey = address
    new.rates = rates.rules(address: address, page: page)
    return new
  }

  /// The change of the comment `id` that `fields` make.
  ///
  /// - Parameter address: what the client's network address is known by.
  package func edit(
    of id: UUIDv7, _ fields: EditedFields, from address: String, now: Timestamp
  ) throws(PostingProblem) -> CommentEdit {
    var check = FieldCheck(limits: limits)
    let name = fields.name.flatMap { check.name($0) }
    let website = fields.website.flatMap { check.website($0) }
    let text = check.text(fields.text)
    guard let text, check.problems.isEmpty else { throw .fields(check.problems) }
    return CommentEdit(
      id: id, site: site, text: text, name: name,
      website: fields.website == nil ? .kept : website.map { .changed($0.address) } ?? .none, policy: policy, time: now,
      rates: rates.rules(address: address, edited: id))
  }

  /// The name of `page` in challenges, by which no other site's page is called.
  package static func proofPage(_ page: PageKey) -> String { page.site + "/" + page.path }

  private func proof(_ fields: PostedFields, _ page: PageKey, _ now: Timestamp) throws(PostingProblem) -> VerifiedProof?
  {
    guard !fields.proof.isEmpty else { return nil }
    do throws(ProofRefusal) {
      return try proofs.verify(fields.proof, for: Self.proofPage(page), now: now.seconds)
    } catch {
      throw .proof(error)
    }
  }

  /// The client's nonce; for a form without a script, one that the same form sent again has too.
  private func nonce(_ fields: PostedFields, from address: String, _ now: Timestamp) throws(PostingProblem) -> String {
    guard fields.nonce.isEmpty else {
      guard (16...64).contains(fields.nonce.utf8.count), fields.nonce.utf8.allSatisfy(Self.isNonceByte) else {
        throw .malformed("\"nonce\" must be 16 to 64 letters, digits and hyphens")
      }
      return fields.nonce
    }
    let parts = ["form", site, fields.page, fields.parent, fields.name, fields.website, fields.text, address]
    return "form:" + Hexadecimal.encoded(key.code(of: parts))
  }

  private static func isNonceByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"): true
    default: false
    }
  }
}

/// How often comments may be posted.
package struct PostingRates: Sendable, Equatable {
  /// From one network within an hour.
  package var perNetwork: Int
  /// To one page within an hour.
  package var perPage: Int
  /// Challenges for one network within an hour: who writes may think twice, and share a network.
  package var challengesPerNetwork = 120
  /// How often one comment may be changed within an hour.
  package var editsPerComment = 10

  package init(perNetwork: Int = 20, perPage: Int = 120) {
    (self.perNetwork, self.perPage) = (perNetwork, perPage)
  }

  /// What is counted of a comment.
  ///
  /// - Parameter address: what the network that it comes from is known by.
  package func rules(address: String, page: PageKey) -> [RateRule] {
    var fromNetwork = RateRule(bucket: "post from \(address) to \(page.site)", period: RateRule.hour, limit: perNetwork)
    var toPage = RateRule(bucket: "post to \(page.site)/\(page.path)", period: RateRule.hour, limit: perPage)
    (fromNetwork.meaning, toPage.meaning) = (.fromNetwork, .toPage)
    return [fromNetwork, toPage]
  }

  /// What is counted of a change of the comment `id`.
  func rules(address: String, edited id: UUIDv7) -> [RateRule] {
    [
      RateRule(bucket: "edit of \(id)", period: RateRule.hour, limit: editsPerComment),
      RateRule(bucket: "edit from \(address)", period: RateRule.hour, limit: perNetwork),
    ]
  }
}
