import CommentDatabases
import Comments
import Foundation
import Testing

@Suite(.eachDatabase) struct ModerationTests {
  @Test func `what waits is listed, the latest first, page by page`() throws {
    let test = try TestStore()
    for number in 0..<5 { try test.post(TestStore.comment("\(number)", state: .pending, at: TestStore.now + number)) }
    try test.post(TestStore.comment("approved"))
    try test.post(TestStore.comment("elsewhere", on: PageKey(site: "other", path: "a.html"), state: .pending))
    let first = try test.store.comments(of: TestStore.page.site, in: .pending, limit: 2)
    #expect(first.map(\.markdown) == ["4", "3"])
    let next = try test.store.comments(of: TestStore.page.site, in: .pending, before: first.last?.id, limit: 10)
    #expect(next.map(\.markdown) == ["2", "1", "0"])
  }

  @Test func `deleting takes the words and the name away for good`() throws {
    let test = try TestStore()
    var new = TestStore.comment("Secret words.")
    (new.addressKey, new.website, new.verdicts) = ("1-ab", "https://example.com/", "why")
    let comment = try test.post(new)
    let found = try test.store.set(.deleted, of: comment.id, at: TestStore.now)
    let deleted = try #require(found)
    #expect(deleted.author == "" && deleted.markdown == "" && deleted.html == "" && deleted.verdicts == "")
    #expect(deleted.website == nil)
    #expect(try test.store.set(.approved, of: comment.id, at: TestStore.now) == nil)
    #expect(try test.store.comments(of: TestStore.page.site, in: .deleted, limit: 10) == [deleted])
  }

  @Test func `a comment that is not there cannot be decided on`() throws {
    var random = SystemRandomNumberGenerator()
    let store = try TestStore().store
    #expect(try store.set(.approved, of: UUIDv7(at: TestStore.now, random: &random), at: TestStore.now) == nil)
  }

  @Test func `the states are counted for each site`() throws {
    let test = try TestStore()
    for state in [CommentState.pending, .pending, .approved] { try test.post(TestStore.comment(state: state)) }
    try test.post(TestStore.comment(on: PageKey(site: "other", path: "a.html")))
    #expect(try test.store.statistics(of: TestStore.page.site) == [.pending: 2, .approved: 1])
    #expect(try test.store.sites() == ["help.example.com", "other"])
  }

  @Test func `two moderators who decide at once count the comment once`() async throws {
    let test = try TestStore()
    let address = test.address
    let comments = try (0..<50).map { _ in try test.post(TestStore.comment(state: .pending)).id }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<3 {
        group.addTask {
          let store = try CommentStore(at: address, creates: false)
          for comment in comments { _ = try store.set(.approved, of: comment, at: TestStore.now) }
        }
      }
      try await group.waitForAll()
    }
    #expect(try test.store.count(of: TestStore.page) == 50)
    #expect(try test.store.version(of: TestStore.page) == 50)
  }
}
