import Comments
import Threads

/// What reads the store: a thread with a connection of its own, so that readers never wait for writers.
final class ReadQueue: Sendable {
  struct Job: Sendable {
    var page: PageKey
    /// What the caller has; the thread is not read again if that is still so.
    var known: Int?
  }

  /// What was found.
  enum Finding: Sendable {
    case unchanged
    case thread(RenderedThread)
  }

  typealias Outcome = (page: PageKey, result: Result<Finding, SQLError>)

  private let jobs = JobQueue<Job>()
  private let opener: StoreOpener
  private let hasVotes: Bool
  private let report: @Sendable ([Outcome]) -> Void

  /// - Parameters:
  ///   - hasVotes: whether threads show votes.
  ///   - report: told of outcomes, on the reader's thread.
  init(_ opener: StoreOpener, hasVotes: Bool, report: @escaping @Sendable ([Outcome]) -> Void) {
    (self.opener, self.hasVotes, self.report) = (opener, hasVotes, report)
  }

  func put(_ job: Job) { _ = jobs.put(job) }

  /// Lets `run` return when all is done that waits.
  func close() { jobs.close() }

  /// Does jobs until `close`.
  func run() {
    var store: CommentStore?
    while let batch = jobs.take(atMost: 64) {
      for job in batch {
        do throws(SQLError) {
          let opened = try opener.reopen(store)
          store = opened
          report([(job.page, .success(try read(job, opened)))])
        } catch {
          report([(job.page, .failure(error))])
          if error.kind == .unavailable { store = nil }
        }
      }
    }
  }

  private func read(_ job: Job, _ store: CommentStore) throws(SQLError) -> Finding {
    if let known = job.known, try store.version(of: job.page) == known { return .unchanged }
    return .thread(RenderedThread(try store.thread(of: job.page), hasVotes: hasVotes))
  }
}

/// A thread as it is sent.
struct RenderedThread: Sendable {
  let version: Int
  let count: Int
  let json: [UInt8]
  /// Differs from that of every other state of the thread.
  let tag: String

  init(_ thread: CommentThread, hasVotes: Bool) {
    (version, count, json) = (thread.version, thread.count, thread.json(hasVotes: hasVotes))
    // A database may be made anew, and its versions begin again: the first comment is another then.
    let first = thread.entries.first?.id.description ?? ""
    tag = "\"\(thread.version)\(hasVotes ? "v" : "")-\(first)\""
  }
}
