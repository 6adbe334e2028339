import Comments
import Threads

/// What challenges are made from, some of it in stock.
///
/// Each takes a try of the work that it asks for, up to two milliseconds, which the loop would have all other clients wait
/// for: so a thread makes them. Who asks when there are none gets what is made next.
final class ChallengeStock {
  private var seeds: [ProofDifficulty: [ProofSeed]] = [:]
  private var waiting: [ProofDifficulty: [(ProofSeed?) -> Void]] = [:]
  /// How many of each are being made.
  private var ordered: [ProofDifficulty: Int] = [:]
  private let maker: ChallengeMaker

  /// How many of each difficulty that was asked for are kept.
  private static let most = 16
  /// How many clients may wait for one difficulty.
  private static let mostWaiting = 500

  init(_ maker: ChallengeMaker) {
    self.maker = maker
  }

  /// Gives `take` a seed of `difficulty`, now or later; nil where there is none to be had.
  func seed(_ difficulty: ProofDifficulty, _ take: @escaping (ProofSeed?) -> Void) {
    defer { order(difficulty) }
    if let seed = seeds[difficulty]?.popLast() { return take(seed) }
    guard waiting[difficulty, default: []].count < Self.mostWaiting else { return take(nil) }
    waiting[difficulty, default: []].append(take)
  }

  /// Takes what was made.
  func put(_ outcome: ChallengeMaker.Outcome) {
    ordered[outcome.difficulty, default: 0] -= 1
    if waiting[outcome.difficulty]?.isEmpty == false, let first = waiting[outcome.difficulty]?.removeFirst() {
      first(outcome.seed)
    } else if let seed = outcome.seed {
      seeds[outcome.difficulty, default: []].append(seed)
    }
  }

  /// Has as many made as are missing.
  private func order(_ difficulty: ProofDifficulty) {
    let wanted = Self.most + (waiting[difficulty]?.count ?? 0)
    let there = (seeds[difficulty]?.count ?? 0) + ordered[difficulty, default: 0]
    for _ in 0..<max(0, wanted - there) where maker.put(difficulty) { ordered[difficulty, default: 0] += 1 }
  }
}

/// Makes what challenges are made from, on a thread of its own.
final class ChallengeMaker: Sendable {
  /// What was made; nil where the cryptography refuses.
  typealias Outcome = (difficulty: ProofDifficulty, seed: ProofSeed?)

  private let jobs = JobQueue<ProofDifficulty>()
  private let proofs: ProofOfWork
  private let report: @Sendable (Outcome) -> Void

  /// - Parameter report: told of what was made, on the maker's thread.
  init(_ proofs: ProofOfWork, report: @escaping @Sendable (Outcome) -> Void) {
    (self.proofs, self.report) = (proofs, report)
  }

  /// Has one made; returns false after `close`.
  func put(_ difficulty: ProofDifficulty) -> Bool { jobs.put(difficulty) }

  /// Lets `run` return when all is made that was asked for.
  func close() { jobs.close() }

  /// Makes what is asked for until `close`.
  func run() {
    var random = SystemRandomNumberGenerator()
    while let job = jobs.take(atMost: 1)?.first { report((job, try? proofs.seed(job, using: &random))) }
  }
}
