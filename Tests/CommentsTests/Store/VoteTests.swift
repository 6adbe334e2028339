import CommentDatabases
import Comments
import Foundation
import Testing

@Suite(.eachDatabase) struct VoteTests {
  private let test: TestStore

  init() throws {
    test = try TestStore()
  }

  private static func vote(
    _ score: NewVote.Score, on id: UUIDv7, by voter: String, site: String = TestStore.page.site,
    at time: Timestamp = TestStore.now
  ) -> NewVote {
    NewVote(score, on: id, of: site, by: voter, at: time)
  }

  private func count(_ score: NewVote.Score, on id: UUIDv7, by voter: String) throws -> VoteCount? {
    guard case .counted(let votes, page: TestStore.page) = try test.store.count(Self.vote(score, on: id, by: voter))
    else {
      return nil
    }
    return votes
  }

  @Test func `a voter has one vote on a comment, which can be changed and taken back`() throws {
    let id = try test.post(TestStore.judged("Words", from: "20833-author")).id
    #expect(try count(.up, on: id, by: "20833-a") == VoteCount(up: 1))
    #expect(try count(.up, on: id, by: "20833-a") == VoteCount(up: 1))
    #expect(try count(.up, on: id, by: "20833-b") == VoteCount(up: 2))
    #expect(try count(.down, on: id, by: "20833-a") == VoteCount(up: 1, down: 1))
    #expect(try count(.none, on: id, by: "20833-a") == VoteCount(up: 1))
    #expect(try count(.none, on: id, by: "20833-c") == VoteCount(up: 1))
    #expect(try test.store.comment(id)?.votes == VoteCount(up: 1))
  }

  @Test func `readers see a vote, and nothing changes where none does`() throws {
    let id = try test.post(TestStore.judged("Words", from: "20833-author")).id
    let version = try test.store.version(of: TestStore.page)
    for _ in 0..<2 { _ = try count(.down, on: id, by: "20833-a") }
    let thread = try test.store.thread(of: TestStore.page)
    #expect((thread.version, thread.count) == (version + 1, 1))
    let shown = String(decoding: thread.json(hasVotes: true), as: UTF8.self)
    #expect(shown.contains(#""count":1,"votes":true,"comments":["#))
    #expect(shown.hasSuffix(#""up":0,"down":1}]}"#))
    #expect(!String(decoding: thread.json(), as: UTF8.self).contains("down"))
  }

  @Test func `only what others wrote and all can read is voted on`() throws {
    let own = try test.post(TestStore.judged("Words", from: "20833-a")).id
    #expect(try test.store.count(Self.vote(.up, on: own, by: "20833-a")) == .own)
    var random = SystemRandomNumberGenerator()
    let unknown = UUIDv7(at: TestStore.now, random: &random)
    #expect(try test.store.count(Self.vote(.up, on: unknown, by: "20833-b")) == .noComment)
    #expect(try test.store.count(Self.vote(.up, on: own, by: "")) == .noComment)
    #expect(try test.store.count(Self.vote(.up, on: own, by: "20833-b", site: "other.example.com")) == .noComment)
    for state in [CommentState.pending, .rejected, .deleted] {
      let id = try test.post(TestStore.judged("Words", from: "20833-c")).id
      _ = try count(.up, on: id, by: "20833-b")
      _ = try test.store.set(state, of: id, at: TestStore.now)
      #expect(try test.store.count(Self.vote(.down, on: id, by: "20833-b")) == .noComment)
    }
  }

  @Test func `a deleted comment has no votes, and nobody's are kept`() throws {
    let id = try test.post(TestStore.judged("Words", from: "20833-author")).id
    _ = try count(.up, on: id, by: "20833-a")
    #expect(try test.store.set(.deleted, of: id, at: TestStore.now)?.votes == VoteCount())
    #expect(try test.address.connection().run("SELECT * FROM votes", []).isEmpty)
  }

  @Test func `a voter has so many votes within an hour`() throws {
    let id = try test.post(TestStore.judged("Words", from: "20833-author")).id
    for number in 0..<60 { #expect(try count(number % 2 == 0 ? .up : .down, on: id, by: "20833-a") != nil) }
    let until = TestStore.now + 3600
    #expect(try test.store.count(Self.vote(.up, on: id, by: "20833-a")) == .tooMany(until: until))
    #expect(try count(.up, on: id, by: "20833-b") == VoteCount(up: 1, down: 1))
    guard case .counted = try test.store.count(Self.vote(.up, on: id, by: "20833-a", at: until)) else {
      throw TestStore.NotStored(outcome: .refused(.tooMany(until: until)))
    }
  }

  @Test func `who voted is forgotten when nobody can be known by it, and the sums stay`() throws {
    let id = try test.post(TestStore.judged("Words", from: "20833-author")).id
    _ = try count(.up, on: id, by: "20833-a")
    try test.store.tidy(at: TestStore.now + 2 * 86_400)
    let connection = try test.address.connection()
    #expect(try connection.run("SELECT * FROM votes", []).count == 1)
    try test.store.tidy(at: TestStore.now + 2 * 86_400 + 1)
    #expect(try connection.run("SELECT * FROM votes", []).isEmpty)
    #expect(try test.store.comment(id)?.votes == VoteCount(up: 1))
  }

  @Test func `votes from four servers at once are all counted, each voter's once`() async throws {
    let (address, id) = (test.address, try test.post(TestStore.judged("Words", from: "20833-author")).id)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for server in 0..<4 {
        group.addTask {
          let store = try CommentStore(at: address, creates: false)
          for voter in 0..<20 {
            let score: NewVote.Score = (voter + server) % 3 == 0 ? .down : .up
            _ = try store.count(Self.vote(score, on: id, by: "20833-\(voter)"))
          }
          for voter in 0..<20 { _ = try store.count(Self.vote(voter < 5 ? .down : .up, on: id, by: "20833-\(voter)")) }
        }
      }
      try await group.waitForAll()
    }
    #expect(try test.store.comment(id)?.votes == VoteCount(up: 15, down: 5))
  }
}
