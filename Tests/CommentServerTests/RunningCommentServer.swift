import CommentDatabases
import CommentServer
import Comments
import Dispatch
import Foundation
import HTTP
import RawHTTP
import Synchronization
import Testing

/// A comment server that runs on a thread of its own until this is let go, with its database in a folder of its own.
final class RunningCommentServer: Sendable {
  let port: UInt16
  let folder: String
  let database: DatabaseAddress
  private let stopPipe: Int32
  private let stopEnd: Int32
  private let ended: DispatchSemaphore
  private let time: TestClock

  /// This machine and a network of proxies.
  static let proxies = TrustedProxies(["127.0.0.1", "10.0.0.0/8"].compactMap { NetworkPrefix($0) })
  static let origin = "https://help.example.com"

  /// - Parameters:
  ///   - folder: of another server, to work on the same database.
  ///   - passed: by how many seconds its clock is ahead of that of others.
  ///   - change: what is to be otherwise than in other tests.
  init(
    moderation: PostingDesk.Moderation = .after, rates: PostingRates = PostingRates(perNetwork: 1000, perPage: 1000),
    proxies: TrustedProxies = TrustedProxies(), folder: String? = nil, time passed: Int = 0,
    _ change: (inout ServerSettings) -> Void = { _ in }
  ) throws {
    self.folder = folder ?? FileManager.default.temporaryDirectory.path + "/guidegen-server-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: self.folder, withIntermediateDirectories: true)
    let (list, database) = (self.folder + "/pages.jsonl", try TestDatabase.current.address(for: self.folder))
    self.database = database
    try Self.pageList.write(toFile: list, atomically: true, encoding: .utf8)
    var settings = ServerSettings(
      help: PublicAddress(origin: Self.origin), listen: ListenAddress(port: 0), moderation: moderation, rates: rates,
      proxies: proxies)
    settings.editTime = 900
    // The tests write many comments at once, all of the same unknown author.
    settings.spam.holdsNewcomers = false
    (settings.spam.leastSeconds, settings.spam.usualFromNetwork, settings.spam.usualToPage) = (0, 10_000, 10_000)
    change(&settings)
    let opener = StoreOpener { () throws(StoreError) in try CommentStore(at: database, creates: true) }
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    let (stop, started, ended) = (ends[0], DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    let (port, time) = (PortBox(), TestClock())
    time.pass(passed)
    Thread.detachNewThread { [settings] in
      let server = try? CommentServer(settings, store: opener, pageList: list) { time.now }
      port.value.withLock { $0 = server?.address.port }
      started.signal()
      server?.run(untilReadable: stop)
      ended.signal()
    }
    started.wait()
    self.port = try #require(port.value.withLock { $0 })
    (stopPipe, stopEnd, self.ended, self.time) = (ends[1], stop, ended, time)
  }

  deinit {
    stop()
    close(stopPipe)
    close(stopEnd)
  }

  /// Stops the server, which finishes what it has begun.
  func stop() {
    var byte: UInt8 = 0
    write(stopPipe, &byte, 1)
    ended.wait()
    ended.signal()
  }

  static let pageList = """
    {"path":"faq/mfa.html","title":"Setting up MFA"}
    {"path":"über uns.html","title":"About us"}

    """

  /// Lets `seconds` pass on the server's clock.
  func pass(seconds: Int) { time.pass(seconds) }

  var now: Timestamp { time.now }

  /// The store, as another process has it.
  func store() throws -> CommentStore { try CommentStore(at: database, creates: false) }

  /// What is answered to one request.
  func ask(_ line: String, _ headers: [String: String] = [:], body: String = "") throws -> RawClient.Answer {
    let client = try RawClient(port: port)
    var text = "\(line) HTTP/1.1\r\nHost: a\r\nContent-Length: \(body.utf8.count)\r\n"
    for (name, value) in headers { text += "\(name): \(value)\r\n" }
    client.send(text + "\r\n" + body)
    return try client.answer(hasBody: !line.hasPrefix("HEAD"))
  }

  /// Posts a comment as the script of a page would; `fields` replace those of a usual one.
  func post(_ fields: [String: Any] = [:], _ headers: [String: String] = [:]) throws -> RawClient.Answer {
    var object: [String: Any] = [
      "page": "faq/mfa.html", "name": "Ada", "text": "Words.", "nonce": UUID().uuidString,
    ]
    for (name, value) in fields { object[name] = value }
    let body = try JSONSerialization.data(withJSONObject: object)
    let all = ["Content-Type": "application/json", "Origin": Self.origin].merging(headers) { $1 }
    return try ask("POST /api/comments", all, body: String(decoding: body, as: UTF8.self))
  }

  /// The proof of work for `page`.
  func proof(for page: String = "faq/mfa.html") throws -> String {
    let path = page.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    return try WorkDone.proof(for: ask("GET /api/challenge?page=\(path)").body)
  }

  /// The texts of the public comments of the page, as HTML.
  func comments(of page: String = "faq/mfa.html") throws -> [String] {
    let answer = try ask("GET /api/thread?page=\(page)")
    return (answer.object["comments"] as? [[String: Any]] ?? []).map { $0["html"] as? String ?? "gone" }
  }
}

extension RawClient.Answer {
  /// The body as a JSON object; empty where it is none.
  var object: [String: Any] { (try? JSONSerialization.jsonObject(with: Data(bytes))) as? [String: Any] ?? [:] }

  func text(_ name: String) -> String { object[name] as? String ?? "" }
}

/// A clock that goes on only when it is told to.
final class TestClock: Sendable {
  private let milliseconds = Atomic(1_800_000_000_000)

  var now: Timestamp { Timestamp(milliseconds: milliseconds.load(ordering: .relaxed)) }

  func pass(_ seconds: Int) { milliseconds.add(seconds * 1000, ordering: .relaxed) }
}

private final class PortBox: Sendable {
  let value = Mutex<UInt16?>(nil)
}
