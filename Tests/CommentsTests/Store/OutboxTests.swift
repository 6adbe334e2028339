import CommentDatabases
import Comments
import Testing

@Suite(.eachDatabase) struct OutboxTests {
  private let site = TestStore.page.site

  @Test func `what is leased is nobody else's until the lease ends, and is gone when it was sent`() throws {
    let test = try TestStore()
    for number in 0..<3 { try test.post(TestStore.comment("\(number)", state: .pending)) }
    let other = try test.other()
    let entries = try test.store.lease(.pending, of: site, for: 300, limit: 2, at: TestStore.now)
    #expect(entries.count == 2)
    #expect(entries.map(\.tries) == [0, 0])
    #expect(try other.lease(.pending, of: site, for: 300, limit: 10, at: TestStore.now).count == 1)
    #expect(try other.lease(.pending, of: site, for: 300, limit: 10, at: TestStore.now + 299).isEmpty)
    // Who leased them has died.
    let again = try other.lease(.pending, of: site, for: 300, limit: 10, at: TestStore.now + 300)
    #expect(again.count == 3)
    #expect(try test.store.undelivered(of: site) == (0, 0))
    try other.sent(Array(again.prefix(1)))
    try other.postpone([again[1]], until: TestStore.now + 9_000)
    try other.giveUp(Array(again.suffix(1)))
    #expect(try test.store.undelivered(of: site) == (1, 1))
    #expect(try test.store.lease(.pending, of: "other", for: 1, limit: 10, at: TestStore.now + 9_999).isEmpty)
    #expect(try test.store.lease(.pending, of: site, for: 1, limit: 10, at: TestStore.now + 8_999).isEmpty)
    let late = try test.store.lease(.pending, of: site, for: 1, limit: 10, at: TestStore.now + 9_000)
    #expect(late.map(\.tries) == [1])
  }

  @Test func `of many who lease at once each notice is one's`() async throws {
    let test = try TestStore()
    let address = test.address
    for _ in 0..<60 { try test.post(TestStore.comment(state: .pending)) }
    let all = try await withThrowingTaskGroup(of: [UUIDv7].self) { group in
      for _ in 0..<4 {
        group.addTask {
          let store = try CommentStore(at: address, creates: false)
          var taken: [UUIDv7] = []
          while true {
            let entries = try store.lease(.pending, of: TestStore.page.site, for: 300, limit: 7, at: TestStore.now)
            if entries.isEmpty { return taken }
            taken += entries.map(\.id)
          }
        }
      }
      return try await group.reduce(into: [UUIDv7]()) { $0 += $1 }
    }
    #expect(all.count == 60)
    #expect(Set(all).count == 60)
  }
}
