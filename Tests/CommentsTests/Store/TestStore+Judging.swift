import Comments
import Foundation
import Testing

extension TestStore {
  /// A policy that publishes what no rule speaks against.
  static func lenient(_ change: (inout SpamPolicy) -> Void = { _ in }) -> SpamPolicy {
    var policy = SpamPolicy()
    (policy.holdsAll, policy.holdsNewcomers, policy.leastSeconds) = (false, false, 0)
    (policy.usualFromNetwork, policy.usualToPage) = (1000, 1000)
    change(&policy)
    return policy
  }

  /// A comment that the store is to judge, with work done for it.
  static func judged(
    _ text: String, name: String = "Ada", by policy: SpamPolicy = lenient(), author: UUIDv7? = nil,
    parent: UUIDv7? = nil, on page: PageKey = page, from address: String = "20833-ab", at time: Timestamp = now,
    change: (inout Submission) -> Void = { _ in }
  ) throws -> NewComment {
    let markdown = try CommentMarkdown(text)
    var new = comment(text, on: page, parent: parent, at: time)
    var submission = Submission(name: name, markdown, now: time.seconds)
    submission.proof = try TestSubmission.proof.get()
    change(&submission)
    (new.author, new.markdown, new.html) = (name, markdown.source, markdown.html)
    new.judging = Judging(submission, by: policy)
    (new.authorID, new.addressKey) = (author, address)
    new.rates = PostingRates(perNetwork: 1000, perPage: 1000).rules(address: address, page: page)
    return new
  }

  /// The comment that was stored; any other outcome is an error.
  static func stored(_ outcome: PostingOutcome) throws -> Comments.Comment {
    guard case .stored(let comment) = outcome else { throw NotStored(outcome: outcome) }
    return comment
  }
}
