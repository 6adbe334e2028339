import Comments
import HTTP

/// What a server counts of itself, on its loop's thread. Names of pages and people are nowhere in it.
struct ServerMetrics {
  private(set) var requests: [Request: Int] = [:]
  private(set) var durations: [String: Histogram] = [:]
  private(set) var taken: [Taken: Int] = [:]
  private(set) var refused: [String: Int] = [:]
  /// Answers to whether an article helped; a change of mind is one more.
  private(set) var feedback: [NewFeedback.Answer: Int] = [:]
  /// Searches that found nothing.
  private(set) var unfoundSearches = 0
  private(set) var databaseErrors: [String: Int] = [:]
  private(set) var commits = Histogram(limits: [1, 4, 16, 64, 256])

  struct Request: Hashable {
    var route: String
    var method: String
    /// 2 for 200 to 299.
    var statusClass: Int
  }

  /// What becomes of a comment that is taken.
  enum Taken: String, CaseIterable {
    case published
    case held
    /// It was there already.
    case repeated
  }

  /// In seconds.
  private static let durationLimits = [0.001, 0.005, 0.025, 0.1, 0.5, 2.5]

  mutating func count(_ exchange: HTTPExchange, route: String) {
    let method = exchange.method?.name ?? "none"
    requests[Request(route: route, method: method, statusClass: exchange.status / 100), default: 0] += 1
    durations[route, default: Histogram(limits: Self.durationLimits)].note(Double(exchange.duration) / 1_000_000)
  }

  mutating func count(_ outcome: PostingOutcome) {
    switch outcome {
    case .stored(let comment): taken[comment.state == .approved ? .published : .held, default: 0] += 1
    case .repeated: taken[.repeated, default: 0] += 1
    case .refused(let refusal): refused[refusal.label, default: 0] += 1
    }
  }

  mutating func count(_ problem: PostingProblem) { refused[problem.label, default: 0] += 1 }

  mutating func count(_ new: NewFeedback) { feedback[new.answer, default: 0] += 1 }

  mutating func countUnfoundSearch() { unfoundSearches += 1 }

  mutating func count(_ error: SQLError) { databaseErrors["\(error.kind)", default: 0] += 1 }

  /// Counts a commit of `changes`.
  mutating func countCommit(of changes: Int) { commits.note(Double(changes)) }
}

/// How many of what was measured are at most so large.
struct Histogram {
  /// Growing.
  let limits: [Double]
  /// For each limit those that are above the one before it; then those above the last.
  private(set) var counts: [Int]
  private(set) var sum = 0.0

  init(limits: [Double]) {
    self.limits = limits
    counts = Array(repeating: 0, count: limits.count + 1)
  }

  mutating func note(_ value: Double) {
    counts[limits.firstIndex { value <= $0 } ?? limits.count] += 1
    sum += value
  }
}

extension HTTPMethod {
  /// As clients write it; the same for all that are not known.
  var name: String {
    switch self {
    case .get: "GET"
    case .head: "HEAD"
    case .post: "POST"
    case .put: "PUT"
    case .patch: "PATCH"
    case .delete: "DELETE"
    case .options: "OPTIONS"
    case .other: "other"
    }
  }
}

extension PostingProblem {
  fileprivate var label: String {
    switch self {
    case .malformed: "malformed"
    case .noPage: "no_page"
    case .fields: "fields"
    case .proof: "proof"
    case .refused(let refusal): refusal.label
    }
  }
}

extension PostingRefusal {
  fileprivate var label: String {
    switch self {
    case .tooMany: "too_many"
    case .usedProof: "used_proof"
    case .noParent: "no_parent"
    case .otherContent: "other_content"
    }
  }
}
