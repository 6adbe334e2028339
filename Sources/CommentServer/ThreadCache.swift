import Comments
import HTTP

/// The threads and feeds that are asked for, as they are sent.
///
/// Changes that this server makes show at once; those of others (another server, a moderator's command) within
/// `freshness`. What nobody knows the state of is asked of the reader once for all who wait for it.
final class ThreadCache {
  typealias Answer = (Result<Document, SQLError>) -> Void

  private var entries: [Subject: Entry] = [:]
  private var size = 0
  private let read: (Subject, _ known: String?) -> Void

  /// How long something counts as fresh, in milliseconds.
  private static let freshness = 100
  /// How many bytes are kept.
  private static let largest = 16 << 20

  private struct Entry {
    var document: Document?
    /// Until when it is certain, in milliseconds.
    var freshUntil = Int.min
    var waiting: [Answer] = []
    /// Whether something changed since the reader was asked.
    var isOutdated = false
  }

  /// - Parameter read: asks the reader, and says which state is known; the answer is for `take`.
  init(read: @escaping (Subject, _ known: String?) -> Void) {
    self.read = read
  }

  /// The `subject` as it is sent if that is certain at `now`; else nil, and `answer` is called when it is there.
  func document(of subject: Subject, at now: Timestamp, _ answer: @escaping Answer) -> Document? {
    if let entry = entries[subject], entry.waiting.isEmpty, entry.freshUntil > now.milliseconds,
      let document = entry.document
    {
      return document
    }
    entries[subject, default: Entry()].waiting.append(answer)
    if let entry = entries[subject], entry.waiting.count == 1 { read(subject, entry.document?.state) }
    return nil
  }

  /// Notes that this server has changed `page`.
  func forget(_ page: PageKey) {
    for subject in [.thread(page), .feed(page), .siteFeed] as [Subject] {
      guard let entry = entries[subject] else { continue }
      entries[subject]?.freshUntil = .min
      if !entry.waiting.isEmpty { entries[subject]?.isOutdated = true }
    }
  }

  /// Takes what the reader found; nil where nothing has changed.
  func take(_ subject: Subject, _ found: Result<Document?, SQLError>, at now: Timestamp) {
    guard var entry = entries[subject] else { return }
    var result: Result<Document, SQLError>
    switch found {
    case .failure(let error): result = .failure(error)
    case .success(let document?):
      size += document.size - (entry.document?.size ?? 0)
      entry.document = document
      result = .success(document)
    case .success(nil):
      guard let document = entry.document else { return }
      result = .success(document)
    }
    if entry.isOutdated, case .success(let document) = result {
      // Who asked after the change must see it.
      entry.isOutdated = false
      entries[subject] = entry
      return read(subject, document.state)
    }
    if case .success = result { entry.freshUntil = now.milliseconds + Self.freshness }
    let waiting = entry.waiting
    entry.waiting = []
    entries[subject] = entry
    makeRoom(for: subject)
    for answer in waiting { answer(result) }
  }

  /// Drops what was kept until the rest fits.
  private func makeRoom(for subject: Subject) {
    guard size > Self.largest else { return }
    for (other, entry) in entries where other != subject && entry.waiting.isEmpty {
      size -= entry.document?.size ?? 0
      entries[other] = nil
      if size <= Self.largest / 2 { return }
    }
  }
}
