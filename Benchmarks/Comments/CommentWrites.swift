import Comments
import Crypto
import Glibc

/// How many comments a second are checked, judged and stored, in groups that are committed together as a server does.
///
///     CommentWrites DATABASE COUNT GROUP…
///
/// Besides, how many microseconds of a processor each part takes, which other programs on the machine change less. The
/// database has to be empty at first.
@main enum CommentWrites {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    guard arguments.count >= 3, let count = Int(arguments[2]) else { exit(2) }
    let store = try CommentStore(at: DatabaseAddress(arguments[1]), creates: true)
    let keys = ProofKeys(secret: SymmetricKey(size: .bits256))
    let desk = PostingDesk(
      site: "help.example.com", policy: policy, rates: PostingRates(perNetwork: .max, perPage: .max),
      proofs: ProofOfWork(keys: keys), key: StoreKey(id: "1", secret: SymmetricKey(size: .bits256)))
    for group in arguments.dropFirst(2).compactMap({ Int($0) }) {
      let start = ContinuousClock.now
      var (checking, storing) = (0.0, 0.0)
      for first in stride(from: 0, to: count, by: group) {
        let begin = processorTime()
        let new = try (first..<min(first + group, count)).map { try comment($0, group, desk) }
        let middle = processorTime()
        try store.together { () throws(SQLError) in
          for new in new { _ = try store.post(new) }
        }
        checking += middle - begin
        storing += processorTime() - middle
      }
      let duration = ContinuousClock.now - start
      let seconds = Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
      print(
        "in groups of \(group): \(Int(Double(count) / seconds)) comments/s;",
        "\(Int(checking * 1e6 / Double(count))) µs to check and \(Int(storing * 1e6 / Double(count))) µs to judge and store one"
      )
    }
  }

  /// What nothing is found in is public at once, however many come together.
  private static var policy: SpamPolicy {
    var policy = SpamPolicy()
    (policy.holdsAll, policy.usualFromNetwork, policy.usualToPage) = (false, .max, .max)
    return policy
  }

  /// One of 20 pages' comments, from one of 50 networks; no text is like another.
  private static func comment(_ number: Int, _ group: Int, _ desk: PostingDesk) throws -> NewComment {
    var random = SystemRandomNumberGenerator()
    var fields = PostedFields()
    (fields.page, fields.name) = ("faq/\(number % 20).html", "Ada")
    fields.text =
      "Comment \(random.next()) says *how* it went with \(random.next()), in a few words more than that one."
    fields.nonce = "nonce-0123456789-\(group)-\(number)"
    return try desk.comment(
      of: fields, from: "network \(number % 50)", now: Timestamp(milliseconds: 1_800_000_000_000), random: &random
    ) { _ in true }
  }

  /// Seconds that this thread has run.
  private static func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
