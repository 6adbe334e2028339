/// A field that people do not see was filled: by a program that fills everything.
package struct TrapRule: SpamRule {
  package static let name = "trap"

  package init() {}

  package func verdict(on submission: Submission) -> SpamVerdict? {
    guard !submission.trap.isEmpty else { return nil }
    return verdict("a field was filled that people do not see", weight: 100, demand: .reject)
  }
}
