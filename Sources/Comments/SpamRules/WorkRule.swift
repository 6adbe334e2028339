/// No work was done for a comment: its author's browser runs no JavaScript, or a program posted it.
package struct WorkRule: SpamRule {
  package static let name = "work"

  package init() {}

  package func verdict(on submission: Submission) -> SpamVerdict? {
    guard submission.proof == nil, !submission.isEdit else { return nil }
    return verdict("no work was done for it", weight: 10, demand: .hold)
  }
}
