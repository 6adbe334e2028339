import Comments
import Threads

/// What reads the store: a thread with a connection of its own, so that readers never wait for writers.
final class ReadQueue: Sendable {
  enum Job: Sendable {
    /// What is kept as it is sent.
    ///
    /// - known: the state that the caller has; nothing is read again if that is still so.
    case document(Subject, known: String?, PageTitles)
    /// Some of all public comments, for the request `number`.
    ///
    /// - after: the path behind whose page to go on; nil to begin.
    /// - matching: a field `If-None-Match`, looked at only where it begins.
    case export(number: Int, after: String?, matching: String?)
  }

  enum Outcome: Sendable {
    /// nil where the caller has it already.
    case document(Subject, Result<Document?, SQLError>)
    case export(number: Int, Result<ExportPiece, SQLError>)
  }

  private let jobs = JobQueue<Job>()
  private let opener: StoreOpener
  private let site: DocumentSite
  private let report: @Sendable ([Outcome]) -> Void

  /// - Parameters:
  ///   - site: whose comments are read.
  ///   - report: told of outcomes, on the reader's thread.
  init(_ opener: StoreOpener, site: DocumentSite, report: @escaping @Sendable ([Outcome]) -> Void) {
    (self.opener, self.site, self.report) = (opener, site, report)
  }

  /// How many jobs wait.
  var count: Int { jobs.count }

  func put(_ job: Job) { _ = jobs.put(job) }

  /// Lets `run` return when all is done that waits.
  func close() { jobs.close() }

  /// Does jobs until `close`.
  func run() {
    var store: CommentStore?
    while let batch = jobs.take(atMost: 64) {
      for job in batch { report([outcome(of: job, &store)]) }
    }
  }

  private func outcome(of job: Job, _ store: inout CommentStore?) -> Outcome {
    switch job {
    case .document(let subject, let known, let titles):
      .document(
        subject,
        reading(&store) { store throws(SQLError) in
          if let known, try subject.state(in: store, site.name, titles) == known { return nil }
          return try subject.read(in: store, site, titles)
        })
    case .export(let number, let after, let matching):
      .export(
        number: number,
        reading(&store) { store throws(SQLError) in
          try ExportPiece(of: site.name, in: store, after: after, matching: matching)
        })
    }
  }

  private func reading<Value>(
    _ store: inout CommentStore?, _ read: (CommentStore) throws(SQLError) -> Value
  ) -> Result<Value, SQLError> {
    do throws(SQLError) {
      let opened = try opener.reopen(store)
      store = opened
      return .success(try read(opened))
    } catch {
      // A connection that was lost is made anew for the next ones.
      if error.kind == .unavailable { store = nil }
      return .failure(error)
    }
  }
}
