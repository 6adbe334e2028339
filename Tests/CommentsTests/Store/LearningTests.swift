import CommentDatabases
import Comments
import Foundation
import Testing

/// What moderators decide teaches the filter.
@Suite(.eachDatabase) struct LearningTests {
  private let test: TestStore

  init() throws {
    test = try TestStore()
  }

  /// What is in `learned`: token, approved, rejected; the token of all comments is empty.
  private func learned() throws -> [String: [Int64]] {
    let rows = try test.address.connection()
      .run("SELECT token, approved, rejected FROM learned WHERE site = 'help.example.com'", [])
    return rows.reduce(into: [:]) { found, row in
      guard case .text(let token) = row.values[0], case .integer(let approved) = row.values[1],
        case .integer(let rejected) = row.values[2]
      else { return }
      found[token] = [approved, rejected]
    }
  }

  private func decide(_ state: CommentState, _ id: UUIDv7) throws {
    #expect(try test.store.set(state, of: id, at: TestStore.now)?.state == state)
  }

  @Test func `a decision is learned, a changed one is learned anew, one that is taken back is forgotten`() throws {
    let comment = try test.post(TestStore.judged("Cheap pills", name: "Bo"))
    #expect(try learned().isEmpty)
    try decide(.approved, comment.id)
    let approved: [String: [Int64]] = ["": [1, 0], "cheap": [1, 0], "pills": [1, 0], "name:bo": [1, 0]]
    #expect(try learned() == approved)
    try decide(.approved, comment.id)
    #expect(try learned() == approved)
    try decide(.rejected, comment.id)
    #expect(try learned() == approved.mapValues { [$0[1], $0[0]] })
    try decide(.pending, comment.id)
    #expect(try learned().isEmpty)
  }

  @Test func `deleting takes nothing back of what was learned`() throws {
    let comment = try test.post(TestStore.judged("Cheap pills", name: "Bo"))
    try decide(.rejected, comment.id)
    let before = try learned()
    try decide(.deleted, comment.id)
    #expect(try learned() == before)
    #expect(before[""] == [0, 1])
  }

  @Test func `what moderators rejected is told from what they approved`() throws {
    for text in TestCorpus.wanted { try decide(.approved, test.post(TestStore.judged(text)).id) }
    for text in TestCorpus.unwanted { try decide(.rejected, test.post(TestStore.judged(text)).id) }
    let policy = TestStore.lenient { $0.holdsLinks = false }
    for text in TestCorpus.laterWanted {
      #expect(try test.post(TestStore.judged(text, by: policy)).state == .approved, "\(text)")
    }
    for text in TestCorpus.laterUnwanted {
      let comment = try test.post(TestStore.judged(text, by: policy))
      #expect(comment.state != .approved, "\(text)")
      #expect(comment.verdicts.contains("it is like rejected comments"), "\(comment.verdicts)")
    }
    // What another site learned is its own.
    let elsewhere = PageKey(site: "other.example.com", path: "a.html")
    for text in TestCorpus.laterUnwanted {
      #expect(try test.post(TestStore.judged(text, by: policy, on: elsewhere)).state == .approved)
    }
  }

  @Test func `the longest comments are learned and told as well`() throws {
    func text(_ kind: String) -> String { (0..<700).map { "\(kind)\($0)" }.joined(separator: " ") }
    for number in 0..<5 {
      try decide(.approved, test.post(TestStore.judged("\(number) " + text("g"))).id)
      try decide(.rejected, test.post(TestStore.judged("\(number) " + text("b"))).id)
    }
    #expect(try learned().count == 2 * 399 + 2)
    let comment = try test.post(TestStore.judged(String(text("b").suffix(300))))
    #expect(comment.verdicts.isEmpty)
    let last = text("b").split(separator: " ")[300..<390].joined(separator: " ")
    #expect(try test.post(TestStore.judged(last)).verdicts.contains("like rejected comments, with 100 of 100"))
  }

  @Test func `tokens that hardly anything had go when there are too many, and the counts stay true`() throws {
    for number in 0..<4 {
      try decide(number % 2 == 0 ? .approved : .rejected, test.post(TestStore.judged("common word\(number)")).id)
    }
    #expect(try learned().count == 7)
    try test.store.forgetRareTokens(of: TestStore.page.site, most: 3)
    #expect(try learned() == ["": [2, 2], "common": [2, 2], "name:ada": [2, 2]])
    // A decision on one of them can still be changed.
    let first = try test.store.comments(of: TestStore.page.site, in: .approved, limit: 1)
    try decide(.rejected, #require(first.first?.id))
    #expect(try learned()[""] == [1, 3])
    #expect(try learned()["common"] == [1, 3])
  }

  @Test func `moderators who decide at once are all learned from, each once`() async throws {
    let address = test.address
    let ids = try (0..<20).map { try test.post(TestStore.judged("common word\($0)")).id }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for worker in 0..<3 {
        group.addTask {
          let store = try CommentStore(at: address, creates: false)
          for (index, id) in ids.enumerated() {
            _ = try store.set(worker == index % 3 ? .rejected : .approved, of: id, at: TestStore.now)
          }
          for id in ids { _ = try store.set(.rejected, of: id, at: TestStore.now) }
        }
      }
      try await group.waitForAll()
    }
    #expect(try learned()[""] == [0, 20])
    #expect(try learned()["common"] == [0, 20])
  }
}
