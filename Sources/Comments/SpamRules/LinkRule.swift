/// Most spam is there for its links.
package struct LinkRule: SpamRule {
  package static let name = "links"
  private let holds: Bool

  /// With fewer words for each link, a text is there for the links.
  private static let wordsForLink = 5

  /// - Parameter holds: whether any link is a reason to look.
  package init(holds: Bool) {
    self.holds = holds
  }

  package func verdict(on submission: Submission) -> SpamVerdict? {
    let links = submission.comment.links.count
    var reasons: [String] = []
    var weight = min(10 * links, 60)
    if links > 0 { reasons.append("it has \(links == 1 ? "a link" : "\(links) links")") }
    if links > 0, submission.words.all.count < Self.wordsForLink * links {
      reasons.append("hardly a word besides")
      weight += 20
    }
    if submission.website != nil {
      reasons.append("its author gives a website")
      weight += 5
    }
    guard !reasons.isEmpty else { return nil }
    return verdict(reasons.joined(separator: ", "), weight: weight, demand: holds ? .hold : nil)
  }
}
