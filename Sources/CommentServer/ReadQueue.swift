import Comments
import Threads

/// What reads the store: a thread with a connection of its own, so that readers never wait for writers.
final class ReadQueue: Sendable {
  enum Job: Sendable {
    /// The comments of a page; they are not read again if `known` is still their version, which the caller has.
    case thread(PageKey, known: Int?)
    /// Anything else. It sees the store as it was at one moment, and changes nothing.
    case other(WriteQueue.Job)
  }

  /// What was found.
  enum Finding: Sendable {
    case unchanged
    case thread(RenderedThread)
  }

  enum Outcome: Sendable {
    case thread(PageKey, Result<Finding, SQLError>)
    case other(WriteQueue.Outcome)
  }

  /// How many jobs may wait that are not about a page: each may take long.
  private static let mostWaiting = 100

  private let jobs = JobQueue<Job>()
  private let opener: StoreOpener
  private let report: @Sendable ([Outcome]) -> Void

  /// - Parameter report: told of outcomes, on the reader's thread.
  init(_ opener: StoreOpener, report: @escaping @Sendable ([Outcome]) -> Void) {
    (self.opener, self.report) = (opener, report)
  }

  /// Adds `job`; returns false where too many wait.
  @discardableResult
  func put(_ job: Job) -> Bool {
    if case .other = job { return jobs.put(job, limit: Self.mostWaiting) }
    return jobs.put(job)
  }

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
          report([try Self.read(job, opened)])
        } catch {
          report([Self.refused(job, error)])
          if error.kind == .unavailable { store = nil }
        }
      }
    }
  }

  private static func read(_ job: Job, _ store: CommentStore) throws(SQLError) -> Outcome {
    switch job {
    case .thread(let page, let known):
      if let known, try store.version(of: page) == known { return .thread(page, .success(.unchanged)) }
      return .thread(page, .success(.thread(RenderedThread(try store.thread(of: page)))))
    case .other(let job):
      return .other((job.number, .success(try store.reading { () throws(SQLError) in try job.work(store) })))
    }
  }

  private static func refused(_ job: Job, _ error: SQLError) -> Outcome {
    switch job {
    case .thread(let page, _): .thread(page, .failure(error))
    case .other(let job): .other((job.number, .failure(error)))
    }
  }
}

/// A thread as it is sent.
struct RenderedThread: Sendable {
  let version: Int
  let count: Int
  let json: [UInt8]
  /// Differs from that of every other state of the thread.
  let tag: String

  init(_ thread: CommentThread) {
    (version, count, json) = (thread.version, thread.count, thread.json)
    // A database may be made anew, and its versions begin again: the first comment is another then.
    let first = thread.entries.first?.id.description ?? ""
    tag = "\"\(thread.version)-\(first)\""
  }
}
