/// A comment came sooner after its form than people can write.
///
/// The time of the form is that of the challenge, which this server signed.
package struct HasteRule: SpamRule {
  package static let name = "haste"
  private let leastSeconds: Int

  /// - Parameter leastSeconds: what people need at the least.
  package init(leastSeconds: Int) {
    self.leastSeconds = leastSeconds
  }

  package func verdict(on submission: Submission) -> SpamVerdict? {
    guard let proof = submission.proof else { return nil }
    // Another server's clock may be ahead.
    let seconds = max(0, submission.now - proof.issued)
    guard seconds < leastSeconds else { return nil }
    let time = seconds == 1 ? "1 second" : "\(seconds) seconds"
    return verdict("it came \(time) after its form", weight: 40, demand: .hold)
  }
}
