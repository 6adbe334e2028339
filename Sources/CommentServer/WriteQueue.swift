import Comments
import Threads

/// What changes the store: one thread takes all that waits, does it in one transaction, and lets each client know after
/// the commit has reached the disk. So one wait for the disk is shared by all who came during the one before.
final class WriteQueue: Sendable {
  /// A change, and what is to be told of it.
  struct Job: Sendable {
    /// For whom it is done.
    var number: Int
    /// Done again where the transaction has to be: it must have no other effect than what it returns.
    var work: @Sendable (CommentStore) throws(SQLError) -> Change
  }

  /// What a job has done.
  enum Change: Sendable {
    case posted(PostingOutcome)
    case edited(EditOutcome)
    /// nil where there was nothing to take back.
    case takenBack(Comment?)
    case voted(VoteOutcome)
    case heard(FeedbackOutcome)
    case demanded(DemandOutcome)
    /// Of addresses, by day.
    case keys([Int: StoreKey])
    case done
  }

  /// What became of a job.
  typealias Outcome = (number: Int, result: Result<Change, SQLError>)

  /// How many jobs may wait: more would only wait longer than clients do.
  private static let mostWaiting = 10_000
  /// How many jobs one transaction may have.
  private static let mostTogether = 512

  private let jobs = JobQueue<Job>()
  private let opener: StoreOpener
  private let report: @Sendable ([Outcome]) -> Void

  /// - Parameter report: told of the outcomes of each commit, or of what could not be done, on the writer's thread.
  init(_ opener: StoreOpener, report: @escaping @Sendable ([Outcome]) -> Void) {
    (self.opener, self.report) = (opener, report)
  }

  /// How many jobs wait.
  var count: Int { jobs.count }

  /// Adds `job`; returns false where too many wait.
  func put(_ job: Job) -> Bool { jobs.put(job, limit: Self.mostWaiting) }

  /// Lets `run` return when all is done that waits.
  func close() { jobs.close() }

  /// Does jobs until `close`.
  func run() {
    var store: CommentStore?
    while let batch = jobs.take(atMost: Self.mostTogether) {
      do throws(SQLError) {
        let opened = try opener.reopen(store)
        store = opened
        for outcomes in try together(batch, opened) { report(outcomes) }
      } catch {
        report(batch.map { ($0.number, .failure(error)) })
        // A connection that was lost is made anew for the next ones.
        if error.kind == .unavailable { store = nil }
      }
    }
  }

  /// What became of `batch`, in as many commits as there are lists.
  private func together(_ batch: [Job], _ store: CommentStore) throws(SQLError) -> [[Outcome]] {
    do throws(SQLError) {
      return try store.together { () throws(SQLError) in
        var outcomes: [Outcome] = []
        for job in batch { outcomes.append((job.number, .success(try job.work(store)))) }
        return [outcomes]
      }
    } catch {
      // What the database refuses of one must not cost the others: each for itself.
      guard batch.count > 1, !error.passes else { throw error }
      return batch.map { job in
        do throws(SQLError) {
          return [(job.number, .success(try store.together { () throws(SQLError) in try job.work(store) }))]
        } catch {
          return [(job.number, .failure(error))]
        }
      }
    }
  }
}
