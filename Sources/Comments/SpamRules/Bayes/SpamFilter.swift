import FoundationEssentials
import Glibc

/// Tells from tokens how like a comment is to those that were rejected.
///
/// Each token's share of rejected comments is drawn towards one half, the more the fewer comments had it; the shares that say
/// most are combined by Fisher's method, once for and once against, so that a comment with strong words of both kinds comes out
/// undecided. Source: G. Robinson, "A Statistical Approach to the Spam Problem", Linux Journal 107, 2003.
enum SpamFilter {
  /// What the filter finds.
  struct Result: Equatable {
    /// 0: like approved comments; 100: like rejected ones; 50: undecided.
    var percent: Int
    /// The tokens that said most, at most three.
    var reasons: [String]
  }

  /// Fewer decisions of either kind teach nothing.
  static let leastComments = 5
  /// The tokens that are looked at are those that say most.
  private static let mostTokens = 40
  /// How much a token must say to be looked at.
  private static let leastDistance = 0.1
  /// As many comments as the assumption of one half counts for.
  private static let strength = 2.0
  /// No token is certain.
  private static let shares = 0.02...0.98

  /// What `trained` says of a comment with `tokens`; nil where it knows too little.
  static func result(for tokens: SpamTokens, knowing trained: TrainedTokens) -> Result? {
    guard min(trained.comments.approved, trained.comments.rejected) >= leastComments else { return nil }
    let known = tokens.all.compactMap { token in
      trained.counts[token].map { (token: token, share: share($0, of: trained.comments)) }
    }
    let telling = known.filter { abs($0.share - 0.5) >= leastDistance }
      .sorted { (-abs($0.share - 0.5), $0.token) < (-abs($1.share - 0.5), $1.token) }.prefix(mostTokens)
    guard !telling.isEmpty else { return nil }
    let against = 1 - chiSquared(telling.map { 1 - $0.share })
    let inFavour = 1 - chiSquared(telling.map(\.share))
    let percent = Int(((1 + against - inFavour) * 50).rounded())
    let reasons = telling.filter { ($0.share > 0.5) == (percent > 50) }.prefix(3).map(\.token)
    return Result(percent: percent, reasons: reasons)
  }

  /// The share of rejected comments among those with a token, as if both kinds were equally many.
  private static func share(_ count: TrainedTokens.Count, of all: TrainedTokens.Count) -> Double {
    let rejected = Double(min(count.rejected, all.rejected)) / Double(all.rejected)
    let approved = Double(min(count.approved, all.approved)) / Double(all.approved)
    guard rejected + approved > 0 else { return 0.5 }
    let seen = Double(count.rejected) + Double(count.approved)
    let share = (strength * 0.5 + seen * rejected / (rejected + approved)) / (strength + seen)
    return min(max(share, shares.lowerBound), shares.upperBound)
  }

  /// The probability that chance alone gives `shares` whose product is as small: chi-squared, with two degrees of freedom each.
  private static func chiSquared(_ shares: [Double]) -> Double {
    let half = -shares.reduce(0) { $0 + log($1) }
    var term = exp(-half)
    var sum = term
    for index in 1..<max(1, shares.count) {
      term *= half / Double(index)
      sum += term
    }
    return min(sum, 1)
  }
}
