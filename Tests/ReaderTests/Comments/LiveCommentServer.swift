import CommentServer
import Comments
import Dispatch
import Foundation
import HTTP
import Synchronization
import Testing

/// A comment server that runs on a thread of its own until it is stopped, with its database in a file.
final class LiveCommentServer: Sendable {
  let port: UInt16
  /// What the store calls the help centre.
  let site: String
  private let stopPipe: Int32
  private let stopEnd: Int32
  private let ended: DispatchSemaphore
  private let isStopped = Mutex(false)

  /// - Parameters:
  ///   - origin: the help centre's.
  ///   - folder: of the guide, with the site below it; the database gets there too.
  ///   - port: 0 for any that is free.
  init(
    origin: String, moderation: PostingDesk.Moderation, folder: String, port: UInt16 = 0,
    change: (inout ServerSettings) -> Void
  ) throws {
    var settings = ServerSettings(
      help: PublicAddress(origin: origin), listen: ListenAddress(port: port), moderation: moderation,
      rates: PostingRates(perNetwork: 1000, perPage: 1000))
    settings.spam.holdsNewcomers = false
    // Tests write fast, and all from one network.
    (settings.spam.leastSeconds, settings.spam.usualFromNetwork, settings.spam.usualToPage) = (0, 10_000, 10_000)
    change(&settings)
    site = settings.site
    let (list, database) = (folder + "/site/_server/comments.jsonl", folder + "/comments.db")
    let opener = StoreOpener { () throws(StoreError) in try CommentStore(path: database, creates: true) }
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    let (stop, started, ended) = (ends[0], DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    let found = PortBox()
    Thread.detachNewThread { [settings] in
      let server = try? CommentServer(settings, store: opener, pageList: list)
      found.value.withLock { $0 = server?.address.port }
      started.signal()
      server?.run(untilReadable: stop)
      ended.signal()
    }
    started.wait()
    self.port = try #require(found.value.withLock { $0 })
    (stopPipe, stopEnd, self.ended) = (ends[1], stop, ended)
  }

  deinit { stop() }

  /// `http://127.0.0.1:4712/`.
  var address: String { "http://127.0.0.1:\(port)/" }

  /// Ends it; what was begun is finished.
  func stop() {
    let isFirst = isStopped.withLock { stopped in
      defer { stopped = true }
      return !stopped
    }
    guard isFirst else { return }
    var byte: UInt8 = 0
    write(stopPipe, &byte, 1)
    ended.wait()
    close(stopPipe)
    close(stopEnd)
  }

  private final class PortBox: Sendable {
    let value = Mutex<UInt16?>(nil)
  }
}
