import CommentServer
import Comments
import Foundation
import HTTP
import RawHTTP
import Testing

/// What clients are told when the database does not do what it should.
@Suite struct StoreFaultTests {
  @Test func `a database that cannot be written says so, and works again by itself`() throws {
    let server = try RunningCommentServer()
    #expect(try server.post(["text": "Before.", "proof": server.proof()]).status == 201)
    let other = try SQLiteConnection(path: server.folder + "/comments.db", creates: false)
    // SQLite refuses what would need another page.
    try other.runScript("CREATE TRIGGER refuse BEFORE INSERT ON comments BEGIN SELECT RAISE(ABORT, 'no room'); END")
    let refused = try server.post(["text": "Meanwhile.", "nonce": "0123456789abcdef"])
    #expect(refused.status == 500)
    #expect(!refused.body.contains("no room"))
    try other.runScript("DROP TRIGGER refuse")
    #expect(try server.post(["text": "Meanwhile.", "nonce": "0123456789abcdef"]).status == 201)
    #expect(try server.ask("GET /ready").status == 200)
  }

  @Test func `what the database refuses of one comment costs no other that was sent at the same time`() async throws {
    let server = try RunningCommentServer()
    let other = try SQLiteConnection(path: server.folder + "/comments.db", creates: false)
    try other.runScript(
      "CREATE TRIGGER refuse BEFORE INSERT ON comments WHEN NEW.author = 'Bad' BEGIN SELECT RAISE(ABORT, 'no'); END")
    let statuses = try await withThrowingTaskGroup(of: (Bool, Int).self) { group in
      for number in 0..<40 {
        group.addTask {
          let isBad = number % 4 == 0
          return (isBad, try server.post(["name": isBad ? "Bad" : "Good", "text": "\(number)"]).status)
        }
      }
      return try await group.reduce(into: [(Bool, Int)]()) { $0.append($1) }
    }
    for (isBad, status) in statuses { #expect(status == (isBad ? 500 : 201)) }
    #expect(try server.store().statistics(of: "help.example.com") == [.pending: 30])
  }

  @Test func `a server begins only with what it needs`() throws {
    let server = try RunningCommentServer()
    let settings = ServerSettings(help: PublicAddress(origin: RunningCommentServer.origin), listen: .init(port: 0))
    let good = StoreOpener { () throws(StoreError) in
      try CommentStore(path: server.folder + "/comments.db", creates: false)
    }
    let none = server.folder + "/none"
    #expect(throws: ServerError.pages(PageListError(path: none, reason: "no such file or directory"))) {
      _ = try CommentServer(settings, store: good, pageList: none)
    }
    try "{}\n".write(toFile: none, atomically: true, encoding: .utf8)
    #expect(throws: ServerError.pages(PageListError(path: none, reason: #"line 1 is not {"path":…,"title":…}"#))) {
      _ = try CommentServer(settings, store: good, pageList: none)
    }
    let bad = StoreOpener { () throws(StoreError) in throw .laterVersion(9) }
    #expect(throws: ServerError.store(.laterVersion(9))) {
      _ = try CommentServer(settings, store: bad, pageList: server.folder + "/pages.jsonl")
    }
    var taken = settings
    taken.listen.port = server.port
    #expect(throws: ServerError.listen(.cannotListen(on: taken.listen, reason: EADDRINUSE))) {
      _ = try CommentServer(taken, store: good, pageList: server.folder + "/pages.jsonl")
    }
  }
}
