import Comments
import HTTP

/// The threads that are asked for, as they are sent.
///
/// Changes that this server makes show at once; those of others (another server, a moderator's command) within
/// `freshness`. A page that nobody knows the state of is asked of the reader once for all who wait for it.
final class ThreadCache {
  private var threads: [PageKey: Entry] = [:]
  private var size = 0
  private let read: (ReadQueue.Job) -> Void

  /// How long a thread counts as fresh, in milliseconds.
  private static let freshness = 100
  /// How many bytes are kept.
  private static let largest = 16 << 20

  private struct Entry {
    var thread: RenderedThread?
    /// Until when it is certain, in milliseconds.
    var freshUntil = Int.min
    var waiting: [(Result<RenderedThread, SQLError>) -> Void] = []
    /// Whether something changed since the reader was asked.
    var isOutdated = false
  }

  /// - Parameter read: asks the reader; the answer is for `take`.
  init(read: @escaping (ReadQueue.Job) -> Void) {
    self.read = read
  }

  /// The thread of `page` if it is certain at `now`; else nil, and `answer` is called when it is there.
  func thread(
    of page: PageKey, at now: Timestamp, _ answer: @escaping (Result<RenderedThread, SQLError>) -> Void
  ) -> RenderedThread? {
    var entry = threads[page] ?? Entry()
    if entry.waiting.isEmpty, entry.freshUntil > now.milliseconds, let thread = entry.thread { return thread }
    entry.waiting.append(answer)
    if entry.waiting.count == 1 { read(.thread(page, known: entry.thread?.version)) }
    threads[page] = entry
    return nil
  }

  /// Notes that this server has changed `page`.
  func forget(_ page: PageKey) {
    threads[page]?.freshUntil = .min
    if let entry = threads[page], !entry.waiting.isEmpty { threads[page]?.isOutdated = true }
  }

  /// Takes what the reader found of `page`.
  func take(_ found: Result<ReadQueue.Finding, SQLError>, of page: PageKey, at now: Timestamp) {
    guard var entry = threads[page] else { return }
    var result: Result<RenderedThread, SQLError>
    switch found {
    case .failure(let error): result = .failure(error)
    case .success(.thread(let thread)):
      size += thread.json.count - (entry.thread?.json.count ?? 0)
      entry.thread = thread
      result = .success(thread)
    case .success(.unchanged):
      guard let thread = entry.thread else { return }
      result = .success(thread)
    }
    if entry.isOutdated, case .success(let thread) = result {
      // Who asked after the change must see it.
      entry.isOutdated = false
      threads[page] = entry
      return read(.thread(page, known: thread.version))
    }
    if case .success = result { entry.freshUntil = now.milliseconds + Self.freshness }
    let waiting = entry.waiting
    entry.waiting = []
    threads[page] = entry
    makeRoom(for: page)
    for answer in waiting { answer(result) }
  }

  /// Drops threads until those that are left fit.
  private func makeRoom(for page: PageKey) {
    guard size > Self.largest else { return }
    for (other, entry) in threads where other != page && entry.waiting.isEmpty {
      size -= entry.thread?.json.count ?? 0
      threads[other] = nil
      if size <= Self.largest / 2 { return }
    }
  }
}
