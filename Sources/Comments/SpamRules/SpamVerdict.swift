/// What one rule says of a comment. It is stored with the comment, so that moderators see why.
package struct SpamVerdict: Sendable, Hashable {
  /// The rule: `links`.
  package var rule: String
  /// Why, in words for moderators: `it has 3 links`.
  package var reason: String
  /// How much that speaks against the comment: 100 is as good as certain, less than 0 speaks for it.
  package var weight: Int
  /// What the rule asks for, whatever the others say; nil where the weight is all.
  package var demand: Demand?

  /// What can be asked for, in rising order.
  package enum Demand: Sendable, Hashable {
    /// A moderator is to look.
    case hold
    /// Nobody is to see it, unless a moderator finds it among what was rejected.
    case reject
  }

  package init(rule: String, _ reason: String, weight: Int, demand: Demand? = nil) {
    (self.rule, self.reason, self.weight, self.demand) = (rule, reason, weight, demand)
  }
}

extension SpamVerdict: CustomStringConvertible {
  /// `links +30: it has 3 links`.
  package var description: String { "\(rule) \(weight < 0 ? "" : "+")\(weight): \(reason)" }
}
