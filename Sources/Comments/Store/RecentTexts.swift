/// What the latest comments of a site are known by, so that one that is nearly the same is told.
///
/// No index finds what is only like something else. So some are kept in memory, and read again after a second: what
/// other servers do shows then.
struct RecentTexts {
  /// The comments, in the same order as `earlier`.
  private var ids: [UUIDv7] = []
  private(set) var earlier: [Submission.Earlier] = []
  private let read: Timestamp

  /// How many comments of each state are looked at.
  private static let most = 128
  /// For how long they are good, in milliseconds.
  private static let freshness = 1_000

  /// Reads those of `site`.
  init(of site: String, at now: Timestamp, _ connection: any SQLConnection) throws(SQLError) {
    read = now
    // By state: what was rejected long ago is as good a sign as what was posted last.
    for state in [CommentState.approved, .pending, .rejected] {
      let rows = try connection.run(
        "SELECT id, fingerprint FROM comments WHERE site = ?1 AND state = ?2 ORDER BY id DESC LIMIT ?3",
        [.text(site), .text(state.rawValue), SQLValue(Self.most)])
      for row in rows {
        guard let id = UUIDv7(row.text(0)), let fingerprint = TextFingerprint(text: row.text(1)) else { continue }
        add(fingerprint, of: id, state)
      }
    }
  }

  /// Whether they can be used at `now`, whatever way the clock went.
  func isFresh(at now: Timestamp) -> Bool {
    abs(now.milliseconds - read.milliseconds) < Self.freshness && ids.count < 8 * Self.most
  }

  mutating func add(_ fingerprint: TextFingerprint, of id: UUIDv7, _ state: CommentState) {
    ids.append(id)
    earlier.append(Submission.Earlier(fingerprint, isRejected: state == .rejected))
  }

  /// Those that are not `id` itself.
  func others(than id: UUIDv7) -> [Submission.Earlier] {
    guard let index = ids.lastIndex(of: id) else { return earlier }
    var others = earlier
    others.remove(at: index)
    return others
  }
}
