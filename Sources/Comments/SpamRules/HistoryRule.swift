/// What is known of an author: nothing at first.
package struct HistoryRule: SpamRule {
  package static let name = "author"
  private let holdsNewcomers: Bool

  /// - Parameter holdsNewcomers: whether a moderator looks until a comment of an author was approved.
  package init(holdsNewcomers: Bool) {
    self.holdsNewcomers = holdsNewcomers
  }

  package func verdict(on submission: Submission) -> SpamVerdict? {
    let (approved, rejected) = (submission.history.approved, submission.history.rejected)
    if rejected > 0 {
      let share =
        "\(rejected) of the author's \(rejected + approved) comments \(rejected == 1 ? "was" : "were") rejected"
      return verdict(share, weight: 20 * min(rejected, 3), demand: .hold)
    }
    if approved == 0 {
      guard holdsNewcomers else { return nil }
      return verdict("it is the author's first one", weight: 5, demand: .hold)
    }
    let which = approved == 1 ? "a comment of the author's was" : "\(approved) comments of the author's were"
    return verdict("\(which) approved", weight: -5 * min(approved, 4))
  }
}
