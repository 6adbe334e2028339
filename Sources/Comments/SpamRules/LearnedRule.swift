/// What moderators' decisions on other comments say of this one.
package struct LearnedRule: SpamRule {
  package static let name = "learned"

  package init() {}

  package func verdict(on submission: Submission) -> SpamVerdict? {
    guard let result = SpamFilter.result(for: submission.tokens, knowing: submission.trained),
      abs(result.percent - 50) >= 20
    else {
      return nil
    }
    let words = result.reasons.map { "\"\($0)\"" }.joined(separator: ", ")
    // What speaks for a comment counts less: who writes spam can borrow good words.
    if result.percent < 50 {
      return verdict("it is like approved comments (\(words))", weight: -(50 - result.percent) / 2)
    }
    return verdict(
      "it is like rejected comments, with \(result.percent) of 100 (\(words))", weight: (result.percent - 50) * 6 / 5,
      demand: .hold)
  }
}
