/// More comments than usual come from one network, or to one page.
///
/// What is far too many the store refuses (`429`); this rule has moderators look before.
package struct CrowdRule: SpamRule {
  package static let name = "crowd"
  private let usualFromNetwork: Int
  private let usualToPage: Int

  /// - Parameters:
  ///   - usualFromNetwork: comments from one network within an hour that are no reason for a look.
  ///   - usualToPage: comments to one page within an hour that are no reason for a look.
  package init(usualFromNetwork: Int, usualToPage: Int) {
    (self.usualFromNetwork, self.usualToPage) = (usualFromNetwork, usualToPage)
  }

  package func verdict(on submission: Submission) -> SpamVerdict? {
    var reasons: [String] = []
    var weight = 0
    func note(_ count: Int, over usual: Int, _ whence: String) {
      guard count >= usual, count > 0 else { return }
      reasons.append("\(count) \(whence) within the hour before")
      weight += 10 + 10 * min(count - usual, 4)
    }
    note(submission.counts.fromNetwork, over: usualFromNetwork, "came from the same network")
    note(submission.counts.toPage, over: usualToPage, "came to the same page")
    guard !reasons.isEmpty else { return nil }
    return verdict(reasons.joined(separator: ", "), weight: weight)
  }
}
