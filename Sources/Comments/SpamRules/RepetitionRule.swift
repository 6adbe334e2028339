/// A comment repeats one that was posted before, on whatever page.
package struct RepetitionRule: SpamRule {
  package static let name = "repetition"
  /// Shorter texts ("Thank you!") repeat others by chance.
  static let leastLetters = 24
  /// What share of two texts must be common to call one a repetition. Independent texts have less than a tenth in common.
  private static let likeness = 60

  package init() {}

  package func verdict(on submission: Submission) -> SpamVerdict? {
    let fingerprint = submission.fingerprint
    guard fingerprint.letters >= Self.leastLetters else { return nil }
    // The closest; of equally close ones one that was rejected.
    var found = (percent: 0, isRejected: false)
    if let same = submission.same { found = (100, same.isRejected) }
    for earlier in submission.earlier {
      let percent = fingerprint.likeness(to: earlier.fingerprint)
      guard percent >= found.percent, percent > found.percent || earlier.isRejected else { continue }
      found = (percent, earlier.isRejected)
    }
    guard found.percent >= Self.likeness else { return nil }
    let other = found.isRejected ? "a rejected comment" : "an earlier comment"
    let reason =
      found.percent == 100 ? "it repeats \(other)" : "\(found.percent) of 100 parts of it stand in \(other)"
    return verdict(reason, weight: found.percent / 2 + (found.isRejected ? 50 : 0), demand: .hold)
  }
}
