import CommentDatabases
import Comments
import Foundation
import RawHTTP
import Testing

/// Servers that are killed, stopped, or one of several.
///
/// `GUIDEGEN_COMMENT_KILLS` rounds of killing and `GUIDEGEN_COMMENT_WRITES` comments: 20 and 10,000 for a large run.
@Suite(.serialized) struct KillTests {
  private let rounds = count("GUIDEGEN_COMMENT_KILLS", usually: 3)
  private let writes = count("GUIDEGEN_COMMENT_WRITES", usually: 600)
  private let site = "help.example.com"

  /// Everything that was confirmed is there once, as it was confirmed, and nothing else.
  private func check(_ log: PostingCrowd.Log, in store: CommentStore) throws {
    #expect(log.foreign == 0)
    #expect(log.refused.isEmpty)
    let stored = try store.comments(of: site, in: .pending, limit: .max)
    let texts = Dictionary(grouping: stored, by: \.markdown).mapValues { Set($0.map(\.id.description)) }
    #expect(stored.count == log.confirmed.count, "there are others than were confirmed")
    #expect(texts == log.confirmed)
  }

  @Test(arguments: TestDatabase.allCases)
  func `a server killed at random moments loses no comment that it confirmed, and has none twice`(
    _ database: TestDatabase
  ) throws {
    let scratch = try ScratchFolder(database)
    let address = try scratch.address()
    let crowd = PostingCrowd(16, to: [])
    for _ in 0..<rounds {
      let server = try ProbeServer(scratch.text(of: address), in: scratch.path)
      let goal = crowd.confirmed + Int.random(in: 1...max(1, writes / rounds))
      crowd.turn(to: [server.port])
      try eventually("\(goal) comments are confirmed") { crowd.confirmed >= goal ? true : nil }
      usleep(.random(in: 0..<5_000))
      server.end(by: SIGKILL)
    }
    let server = try ProbeServer(scratch.text(of: address), in: scratch.path)
    crowd.turn(to: [server.port])
    let log = crowd.finish(writes)
    #expect(log.confirmed.count >= writes)
    server.end(by: SIGTERM)
    try check(log, in: CommentStore(at: address, creates: false))
    if case .file(let path) = address {
      let connection = try SQLiteConnection(path: path, creates: false)
      #expect(try connection.run("PRAGMA integrity_check", []) == [SQLRow(["ok"])])
      #expect(try connection.run("PRAGMA foreign_key_check", []) == [])
    }
  }

  @Test(arguments: TestDatabase.allCases)
  func `a server that gets SIGTERM finishes what it accepted, and ends well`(_ database: TestDatabase) throws {
    let scratch = try ScratchFolder(database)
    let address = try scratch.address()
    let server = try ProbeServer(scratch.text(of: address), in: scratch.path)
    let crowd = PostingCrowd(16, to: [server.port])
    try eventually("comments are confirmed") { crowd.confirmed >= 50 ? true : nil }
    server.end(by: SIGTERM)
    #expect(server.process.terminationReason == .exit && server.process.terminationStatus == 0)
    let stored = try CommentStore(at: address, creates: false).statistics(of: site)[.pending]
    try eventually("all that is stored was confirmed") { crowd.confirmed == stored ? true : nil }
    let next = try ProbeServer(scratch.text(of: address), in: scratch.path)
    crowd.turn(to: [next.port])
    try check(crowd.finish(0), in: CommentStore(at: address, creates: false))
  }

  @Test func `of two servers on one database one is killed under load: nothing that was confirmed is lost`() throws {
    let scratch = try ScratchFolder(.postgres)
    let address = try scratch.address()
    let (first, second) = (
      try ProbeServer(scratch.text(of: address), in: scratch.path),
      try ProbeServer(scratch.text(of: address), in: scratch.path)
    )
    let crowd = PostingCrowd(16, to: [first.port, second.port])
    try eventually("comments are confirmed") { crowd.confirmed >= writes / 3 ? true : nil }
    first.end(by: SIGKILL)
    crowd.turn(to: [second.port])
    let log = crowd.finish(writes)
    #expect(log.confirmed.count >= writes)
    try check(log, in: CommentStore(at: address, creates: false))
  }

  @Test func `a proof that is sent to two servers at once counts at one of them`() async throws {
    let scratch = try ScratchFolder(.postgres)
    let address = try scratch.text(of: scratch.address())
    let servers = try (0..<2).map { _ in try ProbeServer(address, in: scratch.path) }
    let proofs = try (0..<6).map { number in
      try WorkDone.proof(for: servers[number % 2].ask("GET /api/challenge?page=faq/mfa.html").body)
    }
    for (number, proof) in proofs.enumerated() {
      let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
        for port in servers.map(\.port) {
          for copy in 0..<2 {
            group.addTask {
              try CommentClient(port: port)
                .post("\(number)", nonce: "nonce-of-\(number)-\(copy)-at-\(port)", proof: proof).status
            }
          }
        }
        return try await group.reduce(into: [Int]()) { $0.append($1) }
      }
      #expect(statuses.sorted() == [201, 409, 409, 409])
    }
    #expect(try scratch.store().statistics(of: site) == [.approved: proofs.count])
    #expect(try scratch.store().count(of: PageKey(site: site, path: "faq/mfa.html")) == proofs.count)
  }

  @Test func `two servers count what they take in together`() throws {
    let scratch = try ScratchFolder(.postgres)
    let address = try scratch.text(of: scratch.address())
    let servers = try (0..<2).map { _ in try ProbeServer(address, in: scratch.path, rate: 10) }
    let clients = try servers.map { try CommentClient(port: $0.port) }
    let answers = try (0..<14).map { number in
      try clients[number % 2].post("\(number)", nonce: "nonce-of-number-\(number)")
    }
    #expect(answers.map(\.status) == Array(repeating: 201, count: 10) + Array(repeating: 429, count: 4))
    #expect(answers.last?.field("Retry-After") != nil)
  }
}

/// A folder of a test's own with the address of a database, which goes with it if it is a file.
final class ScratchFolder {
  let path: String
  private let database: TestDatabase

  init(_ database: TestDatabase = .sqlite) throws {
    self.database = database
    path = FileManager.default.temporaryDirectory.path + "/guidegen-faults-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  func address() throws -> DatabaseAddress { try database.address(for: path) }

  /// The address as it is written; there is no password in it.
  func text(of address: DatabaseAddress) -> String { "\(address)" }

  func store() throws -> CommentStore { try CommentStore(at: address(), creates: false) }
}
