/// How often moderators decided on comments, and on such as have a token: plain numbers that the store keeps.
///
/// For a judgement it suffices to read the counts of the comment's own tokens.
package struct TrainedTokens: Sendable, Hashable {
  /// How many comments were decided on.
  package struct Count: Sendable, Hashable {
    package var approved: Int
    package var rejected: Int

    package init(approved: Int = 0, rejected: Int = 0) {
      (self.approved, self.rejected) = (approved, rejected)
    }
  }

  /// What a moderator decided.
  package enum Decision: Sendable, Hashable {
    case approved, rejected
  }

  /// All comments.
  package var comments: Count
  /// By token, the comments that have it. A token that is not here was never seen.
  package var counts: [String: Count]

  package init(comments: Count = Count(), counts: [String: Count] = [:]) {
    (self.comments, self.counts) = (comments, counts)
  }

  /// Adds a comment with `tokens` on which a moderator decided.
  package mutating func learn(_ tokens: SpamTokens, as decision: Decision) {
    change(tokens, decision, by: 1)
  }

  /// Takes back what was learned from a comment with `tokens`, because the decision was another one.
  package mutating func forget(_ tokens: SpamTokens, as decision: Decision) {
    change(tokens, decision, by: -1)
  }

  private mutating func change(_ tokens: SpamTokens, _ decision: Decision, by step: Int) {
    comments.add(step, to: decision)
    for token in tokens.all {
      var count = counts[token] ?? Count()
      count.add(step, to: decision)
      counts[token] = count == Count() ? nil : count
    }
  }
}

extension TrainedTokens.Count {
  /// Never below 0, whatever was forgotten.
  fileprivate mutating func add(_ step: Int, to decision: TrainedTokens.Decision) {
    switch decision {
    case .approved: approved = max(0, approved + step)
    case .rejected: rejected = max(0, rejected + step)
    }
  }
}
