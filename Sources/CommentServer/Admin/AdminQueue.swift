import Comments
import HTTP
import Threads

/// What does the work of moderators' requests: a thread with a connection of its own, since passwords take long to check
/// and lists to read.
final class AdminQueue: Sendable {
  struct Job: Sendable {
    var ticket: HTTPTicket
    var work: @Sendable (CommentStore) throws(SQLError) -> AdminOutcome
  }

  /// Where more wait than this, a client is told to come again: it is a flood.
  private static let mostWaiting = 64

  private let jobs = JobQueue<Job>()
  private let opener: StoreOpener
  private let report: @Sendable (HTTPTicket, AdminOutcome) -> Void

  /// - Parameter report: told of what was done, on this queue's thread.
  init(_ opener: StoreOpener, report: @escaping @Sendable (HTTPTicket, AdminOutcome) -> Void) {
    (self.opener, self.report) = (opener, report)
  }

  /// Adds `job`; returns false where too many wait.
  func put(_ job: Job) -> Bool { jobs.put(job, limit: Self.mostWaiting) }

  /// Lets `run` return when all is done that waits.
  func close() { jobs.close() }

  /// Does jobs until `close`.
  func run() {
    var store: CommentStore?
    while let job = jobs.take(atMost: 1)?.first {
      do throws(SQLError) {
        let opened = try opener.reopen(store)
        store = opened
        report(job.ticket, try job.work(opened))
      } catch {
        if error.kind == .unavailable { store = nil }
        var outcome = AdminOutcome(AdminPage.apology(passes: error.passes))
        outcome.error = error
        report(job.ticket, outcome)
      }
    }
  }
}

/// What came of a moderator's request.
struct AdminOutcome: Sendable {
  var answer: HTTPAnswer
  /// The pages whose comments have changed.
  var changed: [PageKey] = []
  /// What the database has refused.
  var error: SQLError?

  init(_ answer: HTTPAnswer, changed: [PageKey] = []) {
    (self.answer, self.changed) = (answer, changed)
  }
}
