/// One thing that tells spam from comments.
///
/// A rule sees nothing but the submission: no clock, no store, no chance. To add one: a type, and a line in `SpamPolicy.rules`.
package protocol SpamRule: Sendable {
  /// What moderators know it by, in small letters.
  static var name: String { get }

  /// What the rule says of `submission`; nil where that is nothing.
  func verdict(on submission: Submission) -> SpamVerdict?
}

extension SpamRule {
  /// A verdict of this rule.
  func verdict(_ reason: String, weight: Int, demand: SpamVerdict.Demand? = nil) -> SpamVerdict {
    SpamVerdict(rule: Self.name, reason, weight: weight, demand: demand)
  }
}
