import CommentDatabases
import Comments
import Foundation
import Testing

/// How much work the store has clients do.
@Suite(.eachDatabase) struct DemandTests {
  private let test: TestStore

  init() throws {
    test = try TestStore()
  }

  private func demand(
    from address: String = "20833-a", at time: Timestamp = TestStore.now, limit: Int = 1000,
    in store: CommentStore? = nil
  ) throws -> ProofDemand {
    let outcome = try (store ?? test.store).demand(from: address, to: TestStore.page.site, at: time, limit: limit)
    guard case .counted(let demand) = outcome else { throw Refused() }
    return demand
  }

  struct Refused: Error {}

  @Test func `challenges are counted for each network, on all servers, and limited`() throws {
    for number in 1...4 {
      #expect(try demand(in: number % 2 == 0 ? test.store : test.other()).challengesToNetwork == number)
    }
    #expect(try demand(from: "20833-b").challengesToNetwork == 1)
    let refused = try test.store.demand(from: "20833-a", to: TestStore.page.site, at: TestStore.now, limit: 4)
    #expect(refused == .tooMany(until: TestStore.now + 3600))
    #expect(try demand(at: TestStore.now + 3600, limit: 4).challengesToNetwork == 1)
    for _ in 0..<14 { _ = try demand() }
    #expect(try demand().difficulty == .usual)
    for _ in 0..<13 { _ = try demand() }
    #expect(try demand().difficulty == ProofDifficulty(doublings: 1))
  }

  @Test func `what came from a network and was rejected, or was no proof, has it work more`() throws {
    let spam = try test.post(TestStore.judged("Words", from: "20833-a") { $0.trap = "x" })
    let other = try test.post(TestStore.judged("Words", from: "20833-a"))
    #expect(try demand().rejectedFromNetwork == 1)
    _ = try test.store.set(.rejected, of: other.id, at: TestStore.now)
    try test.other().noteWrongProof(from: "20833-a", at: TestStore.now)
    let demand = try demand()
    #expect((demand.rejectedFromNetwork, demand.wrongFromNetwork) == (2, 1))
    #expect(demand.difficulty == ProofDifficulty(doublings: 3))
    #expect(try self.demand(from: "20833-b").difficulty == .usual)
    _ = try test.store.set(.approved, of: spam.id, at: TestStore.now)
    #expect(try self.demand(at: TestStore.now + 3600).difficulty == ProofDifficulty(doublings: 1))
  }

  @Test func `many comments within ten minutes have everybody work more`() throws {
    let policy = TestStore.lenient { $0.holdsAll = true }
    try test.store.together { () throws(SQLError) in
      for number in 0..<20 {
        guard let new = try? TestStore.judged("\(number)", by: policy, from: "20833-\(number)") else { continue }
        _ = try test.store.post(new)
      }
    }
    try test.post(TestStore.judged("Elsewhere", on: PageKey(site: "other.example.com", path: "a.html")))
    #expect(try demand().commentsToSite == 20)
    #expect(try demand().difficulty == ProofDifficulty(doublings: 1))
    #expect(try demand(at: TestStore.now + 600).commentsToSite == 20)
    #expect(try demand(at: TestStore.now + 601).commentsToSite == 0)
  }
}
