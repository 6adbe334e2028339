import CommentDatabases
import Comments
import Foundation
import Testing

@Suite(.eachDatabase) struct RetentionTests {
  private let test: TestStore
  private let site = TestStore.page.site

  init() throws {
    test = try TestStore()
  }

  private static func days(_ count: Int) -> Timestamp { TestStore.now + count * 86_400 }

  private func count(_ condition: SQLStatement) throws -> Int {
    let rows = try test.address.connection().run(condition, [])
    guard let row = rows.first, case .integer(let count) = row.values[0] else { return -1 }
    return Int(count)
  }

  @Test func `networks are forgotten after some days`() throws {
    try test.post(TestStore.judged("Old", from: "20833-a"))
    try test.post(TestStore.judged("New", from: "20834-a", at: Self.days(1)))
    try test.post(TestStore.judged("Other", on: PageKey(site: "other", path: "a.html"), from: "20833-a"))
    try test.store.forget(Retention(), of: site, at: Self.days(7))
    #expect(try count("SELECT COUNT(*) FROM comments WHERE address_key IS NOT NULL") == 3)
    try test.store.forget(Retention(), of: site, at: Self.days(8))
    #expect(try count("SELECT COUNT(*) FROM comments WHERE address_key IS NOT NULL AND site <> 'other'") == 1)
    try test.store.forget(Retention(), of: site, at: Self.days(9))
    #expect(try count("SELECT COUNT(*) FROM comments WHERE address_key IS NOT NULL") == 1)
    #expect(try test.tree() == ["Old", "New"])
  }

  @Test func `what was rejected or deleted goes after its time, by when that was decided`() throws {
    var retention = Retention()
    (retention.rejected, retention.deleted) = (10, 5)
    let ids = try ["rejected", "rejected later", "deleted", "kept", "held"].map {
      try test.post(TestStore.judged($0)).id
    }
    let spam = try test.post(TestStore.judged("spam") { $0.trap = "x" }).id
    _ = try test.store.set(.rejected, of: ids[0], at: TestStore.now)
    _ = try test.store.set(.rejected, of: ids[1], at: Self.days(3))
    _ = try test.store.takeBack(ids[2], site: site, at: Self.days(1))
    _ = try test.store.set(.pending, of: ids[4], at: TestStore.now)
    func left(at day: Int) throws -> [Bool] {
      try test.store.forget(retention, of: site, at: Self.days(day) + 1)
      return try (ids + [spam]).map { try test.store.comment($0) != nil }
    }
    #expect(try left(at: 5) == [true, true, true, true, true, true])
    #expect(try left(at: 6) == [true, true, false, true, true, true])
    #expect(try left(at: 10) == [false, true, false, true, true, false])
    #expect(try left(at: 13) == [false, false, false, true, true, false])
    #expect(try left(at: 10_000) == [false, false, false, true, true, false])
  }

  @Test func `what has replies keeps its place, and loses its words all the same`() throws {
    let top = try test.post(TestStore.judged("Top", from: "20833-a"))
    let reply = try test.post(TestStore.judged("Reply", parent: top.id, from: "20833-b"))
    _ = try test.store.count(NewVote(.up, on: top.id, of: site, by: "20833-c", at: TestStore.now))
    _ = try test.store.set(.rejected, of: top.id, at: TestStore.now)
    try test.store.forget(Retention(), of: site, at: Self.days(91))
    #expect(try test.tree() == ["gone", ".Reply"])
    #expect(try test.store.comment(top.id)?.state == .deleted)
    #expect(try test.store.comment(top.id)?.markdown == "")
    try test.store.forget(Retention(), of: site, at: Self.days(1000))
    #expect(try test.tree() == ["gone", ".Reply"])
    _ = try test.store.takeBack(reply.id, site: site, at: Self.days(1000))
    for day in [1031, 1032] { try test.store.forget(Retention(), of: site, at: Self.days(day)) }
    #expect(try count("SELECT COUNT(*) FROM comments") == 0)
    #expect(try count("SELECT COUNT(*) FROM votes") == 0)
  }

  @Test func `one pass takes no more than its share, and passes go on until nothing is left`() throws {
    let policy = TestStore.lenient()
    try test.store.together { () throws(SQLError) in
      for number in 0..<600 {
        guard let new = try? TestStore.judged("\(number)", by: policy, change: { $0.trap = "x" }) else { continue }
        _ = try test.store.post(new)
      }
    }
    #expect(try count("SELECT COUNT(*) FROM comments") == 600)
    try test.store.forget(Retention(), of: site, at: Self.days(91))
    #expect(try count("SELECT COUNT(*) FROM comments") == 100)
    try test.store.forget(Retention(), of: site, at: Self.days(91))
    #expect(try count("SELECT COUNT(*) FROM comments") == 0)
  }

  @Test func `a store of before learns to keep what is gone, and what texts are known by`() throws {
    let id = try test.post(TestStore.judged("Long enough to be known by its letters alone")).id
    let old = String(repeating: "5a", count: 138)
    try test.makeFirstVersion()
    try test.address.connection().run("UPDATE comments SET fingerprint = ?1", [.text(old)])
    let store = try CommentStore(at: test.address, creates: false)
    #expect(try count("SELECT COUNT(*) FROM comments WHERE fingerprint <> ''") == 0)
    _ = try store.set(.deleted, of: id, at: TestStore.now)
    try store.forget(Retention(), of: site, at: Self.days(31))
    #expect(try count("SELECT COUNT(*) FROM gone") == 1)
  }
}
