/// What becomes of a comment, and why.
package struct SpamJudgement: Sendable, Hashable {
  /// What becomes of a comment.
  package enum Decision: Sendable, Hashable {
    /// Everybody sees it at once.
    case publish
    /// A moderator looks first.
    case hold
    /// It is kept among what was rejected.
    case reject
  }

  package let decision: Decision
  /// What each rule said that had something to say, in the rules' order.
  package let verdicts: [SpamVerdict]
  /// The sum of the verdicts' weights.
  package let weight: Int

  /// Judges `submission` by all rules of `policy`.
  package init(of submission: Submission, by policy: SpamPolicy) {
    verdicts = policy.rules.compactMap { $0.verdict(on: submission) }
    weight = verdicts.reduce(0) { $0 + $1.weight }
    let demands = Set(verdicts.compactMap(\.demand))
    if demands.contains(.reject) || weight >= policy.rejectWeight {
      decision = .reject
    } else if policy.holdsAll || demands.contains(.hold) || weight >= policy.holdWeight {
      decision = .hold
    } else {
      decision = .publish
    }
  }
}
