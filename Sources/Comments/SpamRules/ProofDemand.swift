/// How much work a challenge is to ask for: more where more comes in than usual, and from where spam came.
package struct ProofDemand: Sendable, Hashable {
  /// Comments that came to the site within the last ten minutes.
  package var commentsToSite = 0
  /// Challenges that the network got within the last hour.
  package var challengesToNetwork = 0
  /// Comments from the network within a day that were rejected, by rules or moderators.
  package var rejectedFromNetwork = 0
  /// Proofs from the network within the last hour that did not count.
  package var wrongFromNetwork = 0

  /// Comments within ten minutes that one asks no more work for.
  package static let usualComments = 10
  /// Challenges within an hour that one asks no more work for: people come back, and share networks.
  package static let usualChallenges = 16

  /// A demand of which nothing is known.
  package init() {}

  /// Each doubling of what is usual doubles the cost, and so does each comment that was rejected, each proof that was
  /// wrong; up to the most that there is.
  package var difficulty: ProofDifficulty {
    let load = Self.doublings(of: commentsToSite, over: Self.usualComments)
    let suspicion = Self.doublings(of: challengesToNetwork, over: Self.usualChallenges)
    let most = ProofDifficulty.range.upperBound
    return ProofDifficulty(
      doublings: load + suspicion + min(max(0, rejectedFromNetwork), most) + min(max(0, wrongFromNetwork), most))
  }

  /// How often `usual` can be doubled without getting larger than `count`; 0 where it is larger already.
  private static func doublings(of count: Int, over usual: Int) -> Int {
    ProofDifficulty.range.last { count >= usual << $0 } ?? 0
  }
}
