/// How much work a challenge asks for.
///
/// Difficulty raises the cost of each try and never the number of tries, so that no wait varies more than another.
package struct ProofDifficulty: Sendable, Hashable, Comparable {
  /// How often the starting cost is doubled: 0 to 4, which is 16 times.
  package let doublings: Int

  /// Rounds of PBKDF2 for each try at the start: on average half a million altogether, well below half a second.
  static let startingCost = 1_000
  /// What a try can be numbered that succeeds.
  package static let counters = 250...750

  /// The least and the most.
  package static let range = 0...4
  /// The difficulty of a quiet day.
  package static let usual = ProofDifficulty(doublings: 0)

  /// The starting cost doubled `doublings` times, or as often as the nearest of `range`.
  package init(doublings: Int) {
    self.doublings = min(max(doublings, Self.range.lowerBound), Self.range.upperBound)
  }

  /// Rounds of PBKDF2 for each try.
  package var cost: Int { Self.startingCost << doublings }

  /// The difficulty with this `cost`; nil where none has it.
  init?(cost: Int) {
    guard let doublings = Self.range.first(where: { Self.startingCost << $0 == cost }) else { return nil }
    self.doublings = doublings
  }

  /// By work.
  package static func < (left: ProofDifficulty, right: ProofDifficulty) -> Bool { left.doublings < right.doublings }
}
