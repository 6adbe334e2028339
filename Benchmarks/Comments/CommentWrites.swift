import Comments
import Glibc

/// How many comments a second a store takes in, in groups that are committed together as a server does.
///
///     CommentWrites DATABASE COUNT GROUP…
///
/// The database has to be empty at first.
@main enum CommentWrites {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    guard arguments.count >= 3, let count = Int(arguments[2]) else { exit(2) }
    let store = try CommentStore(at: DatabaseAddress(arguments[1]), creates: true)
    for group in arguments.dropFirst(2).compactMap({ Int($0) }) {
      let start = ContinuousClock.now
      for first in stride(from: 0, to: count, by: group) {
        try store.together { () throws(SQLError) in
          for number in first..<min(first + group, count) { _ = try store.post(comment(number)) }
        }
      }
      let duration = ContinuousClock.now - start
      let seconds = Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
      print("in groups of \(group): \(Int(Double(count) / seconds)) comments/s")
    }
  }

  /// One of 20 pages' comments, with its work done, from one of 50 networks.
  private static func comment(_ number: Int) -> NewComment {
    var random = SystemRandomNumberGenerator()
    let (now, page) = (Timestamp(milliseconds: 1_800_000_000_000), PageKey(site: "example.com", path: "\(number % 20)"))
    let id = UUIDv7(at: now, random: &random)
    var new = NewComment(
      id: id, page: page, state: number % 2 == 0 ? .approved : .pending, author: "Ada", markdown: "Some *words*.",
      html: "<p>Some <em>words</em>.</p>\n", created: now, nonce: "\(id)")
    new.proof = NewComment.UsedProof(id: "\(id)", expires: now + 3600)
    new.rates = [
      RateRule(bucket: "post from \(number % 50)", period: 3_600_000, limit: 1_000_000),
      RateRule(bucket: "post to \(page.path)", period: 3_600_000, limit: 1_000_000),
    ]
    return new
  }
}
