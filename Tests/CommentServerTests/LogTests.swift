import CommentServer
import Comments
import Foundation
import HTTP
import RawHTTP
import Synchronization
import Testing

@Suite struct LogTests {
  /// Lines as a server has told them.
  private final class Lines: Sendable {
    private let bytes = Mutex<[UInt8]>([])

    func add(_ line: [UInt8]) { bytes.withLock { $0 += line } }

    var text: String { bytes.withLock { String(decoding: $0, as: UTF8.self) } }

    var objects: [[String: Any]] {
      text.split(separator: "\n").compactMap {
        try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
      }
    }
  }

  private func server(_ level: LogEvent.Level, _ lines: Lines) throws -> RunningCommentServer {
    try RunningCommentServer(proxies: RunningCommentServer.proxies) {
      $0.log = LogSink(from: level) { lines.add($0) }
      $0.version = "1.2.3"
    }
  }

  private static let address = ListenAddress(port: 8080)
  private static let lines: [(LogEvent, String)] = [
    (
      .start(at: address, version: "1.2.3"),
      #"{"time":"2027-01-15T08:00:00Z","level":"info","event":"start","listen":"127.0.0.1:8080","version":"1.2.3"}"#
    ),
    (.stop, #"{"time":"2027-01-15T08:00:00Z","level":"info","event":"stop"}"#),
    (
      .request(method: "GET", route: "/feed", status: 200, duration: 87, bytes: 1204),
      """
      {"time":"2027-01-15T08:00:00Z","level":"debug","event":"request","method":"GET","route":"/feed",\
      "status":200,"microseconds":87,"bytes":1204}
      """
    ),
    (
      .request(method: "GET", route: "/feed", status: 503, duration: 87, bytes: 120),
      """
      {"time":"2027-01-15T08:00:00Z","level":"error","event":"request","method":"GET","route":"/feed",\
      "status":503,"microseconds":87,"bytes":120}
      """
    ),
    (
      .storeError(kind: .full, words: "the disk is \"full\""),
      #"{"time":"2027-01-15T08:00:00Z","level":"error","event":"database error","kind":"full","message":"the disk is \"full\""}"#
    ),
    (
      .pageList(words: "line 1 is not {…}"),
      #"{"time":"2027-01-15T08:00:00Z","level":"warning","event":"page list","message":"line 1 is not {…}"}"#
    ),
    (
      .mail(isSent: false, words: "the server refused the sender"),
      """
      {"time":"2027-01-15T08:00:00Z","level":"warning","event":"mail","sent":false,\
      "message":"the server refused the sender"}
      """
    ),
  ]

  @Test(arguments: lines)
  func `each event is a line of JSON`(event: LogEvent, line: String) {
    #expect(String(decoding: event.line(at: Timestamp(milliseconds: 1_800_000_000_000)), as: UTF8.self) == line + "\n")
  }

  @Test func `a server tells when it begins, what it was asked, and when it has ended`() throws {
    let lines = Lines()
    let server = try server(.debug, lines)
    _ = try server.ask("GET /api/thread?page=faq/mfa.html")
    _ = try server.post()
    _ = try server.ask("GET /nothing?here")
    _ = try server.ask("nonsense")
    server.stop()
    let events = lines.objects
    #expect(events.map { $0["event"] as? String } == ["start", "request", "request", "request", "request", "stop"])
    #expect(events.first?["listen"] as? String == "127.0.0.1:\(server.port)")
    let requests = events.filter { $0["event"] as? String == "request" }
    #expect(requests.map { $0["route"] as? String } == ["/api/thread", "/api/comments", "other", "other"])
    #expect(requests.map { $0["method"] as? String } == ["GET", "POST", "GET", "none"])
    #expect(requests.map { $0["status"] as? Int } == [200, 201, 404, 400])
    #expect(requests.first?["bytes"] as? Int == 59)
    #expect(requests.allSatisfy { ($0["microseconds"] as? Int ?? -1) >= 0 })
    #expect(
      Set(requests.flatMap(\.keys)).isSubset(of: [
        "time", "level", "event", "method", "route", "status", "microseconds", "bytes",
      ]))
  }

  @Test func `usually only what changes something or goes wrong is told`() throws {
    let lines = Lines()
    let server = try server(.info, lines)
    _ = try server.ask("GET /api/thread?page=faq/mfa.html")
    _ = try server.ask("GET /none")
    let other = try SQLiteConnection(path: server.folder + "/comments.db", creates: false)
    try other.runScript("CREATE TRIGGER refuse BEFORE INSERT ON comments BEGIN SELECT RAISE(ABORT, 'no room'); END")
    _ = try server.post()
    server.stop()
    #expect(lines.objects.map { $0["event"] as? String } == ["start", "database error", "request", "stop"])
    #expect(lines.objects[1]["message"] as? String == "no room")
    #expect(lines.objects[1]["kind"] as? String == "constraint")
    #expect(lines.objects[2]["level"] as? String == "error")
  }

  @Test func `nothing of what anybody sent is told, whatever becomes of it`() throws {
    let lines = Lines()
    let server = try server(.debug, lines)
    let secrets = ["Zebedee", "zebedee.example", "Quagga", "0123456789zebra", "203.0.113.77", "Okapi", "Serval", "mfa"]
    let usual: [String: Any] = ["name": "Zebedee", "text": "Quagga.", "nonce": "0123456789zebra-1"]
    let address = ["X-Forwarded-For": "203.0.113.77", "Cookie": "Okapi", "Authorization": "Bearer Serval"]
    let receipt = try server.post(usual.merging(["proof": server.proof()]) { $1 }, address)
    #expect(receipt.status == 201)
    #expect(try server.post(usual.merging(["text": "Quagga!"]) { $1 }, address).status == 409)
    #expect(try server.post(usual.merging(["website": "zebedee.example:x"]) { $1 }, address).status == 422)
    #expect(try server.post(usual.merging(["page": "Zebedee.html"]) { $1 }, address).status == 404)
    #expect(try server.post(["text": ["Quagga"]], address).status == 400)
    let form = ["Content-Type": "application/x-www-form-urlencoded"].merging(address) { $1 }
    #expect(try server.ask("POST /comments", form, body: "page=faq/mfa.html&name=Zebedee&text=Quagga").status == 303)
    for line in [
      "GET /api/thread?page=faq/mfa.html&Zebedee", "GET /Zebedee?Quagga", "ZEBEDEE /Quagga", "GET /%zzZebedee",
      "GET Zebedee", "POST /api/comments/Zebedee?token=Serval",
    ] { _ = try server.ask(line, address) }
    let other = try SQLiteConnection(path: server.folder + "/comments.db", creates: false)
    try other.runScript(
      "CREATE TRIGGER refuse BEFORE INSERT ON comments WHEN NEW.author = 'Zebedee' BEGIN SELECT RAISE(ABORT, 'no'); END"
    )
    #expect(try server.post(usual.merging(["nonce": "0123456789zebra-2"]) { $1 }, address).status == 500)
    try other.runScript(
      "DROP TRIGGER refuse; CREATE UNIQUE INDEX one ON comments (author, markdown) WHERE author = 'Zebedee'")
    #expect(try server.post(usual.merging(["nonce": "0123456789zebra-3"]) { $1 }, address).status == 500)
    server.stop()
    #expect(lines.objects.count > 15)
    for secret in secrets + [receipt.text("token"), receipt.text("id"), "127.0.0.1\""] where !secret.isEmpty {
      #expect(!lines.text.lowercased().contains(secret.lowercased()), "the log names \(secret)")
    }
  }

  @Test func `a list of pages that cannot be read is told of once`() throws {
    let lines = Lines()
    let server = try server(.info, lines)
    try "nonsense\n".write(toFile: server.folder + "/pages.jsonl", atomically: true, encoding: .utf8)
    for _ in 0..<3 {
      server.pass(seconds: 2)
      #expect(try server.ask("GET /api/thread?page=faq/mfa.html").status == 200)
    }
    server.stop()
    #expect(lines.objects.filter { $0["event"] as? String == "page list" }.count == 1)
  }

  @Test func `lines are written by a thread of their own, all of them before the end`() throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    let reader = FileHandle(fileDescriptor: ends[0], closeOnDealloc: true)
    let writer = LogWriter(descriptor: ends[1])
    let sink = LogSink.lines(from: .info, by: writer)
    writer.writing {
      for _ in 0..<300 { sink.put(.stop, at: Timestamp(milliseconds: 0)) }
    }
    close(ends[1])
    let text = String(decoding: try reader.readToEnd() ?? Data(), as: UTF8.self)
    #expect(
      text == String(repeating: #"{"time":"1970-01-01T00:00:00Z","level":"info","event":"stop"}"# + "\n", count: 300))
  }
}
