import CommentDatabases
import Comments
import Foundation
import Testing

@Suite(.eachDatabase) struct PostingTests {
  @Test func `the same comment sent twice is one comment, and its author gets the same answer`() throws {
    let test = try TestStore()
    let new = TestStore.comment(nonce: "once")
    let stored = try test.post(new)
    var again = TestStore.comment(nonce: "once")
    #expect(try test.store.post(again) == .repeated(stored))
    #expect(try test.other().post(again) == .repeated(stored))
    again.markdown = "Other words."
    #expect(try test.store.post(again) == .refused(.otherContent))
    #expect(try test.tree() == ["Words."])
    #expect(try test.store.version(of: TestStore.page) == 1)
  }

  @Test func `a nonce is one site's own`() throws {
    let test = try TestStore()
    try test.post(TestStore.comment(nonce: "once"))
    try test.post(TestStore.comment(on: PageKey(site: "other", path: "a.html"), nonce: "once"))
  }

  @Test func `a proof counts once, whatever server it is sent to`() throws {
    let test = try TestStore()
    let proof = NewComment.UsedProof(id: "proof", expires: TestStore.now + 60)
    var (first, second) = (TestStore.comment("1"), TestStore.comment("2"))
    (first.proof, second.proof) = (proof, proof)
    try test.post(first)
    #expect(try test.store.post(second) == .refused(.usedProof))
    #expect(try test.other().post(second) == .refused(.usedProof))
    second.proof?.id = "other"
    try test.post(second)
  }

  @Test func `a used proof is remembered as long as it would count, however many there are`() throws {
    let test = try TestStore()
    try test.store.together { () throws(SQLError) in
      for number in 0..<2000 {
        var new = TestStore.comment()
        new.proof = NewComment.UsedProof(id: "proof \(number)", expires: TestStore.now + 60)
        _ = try test.store.post(new)
      }
    }
    try test.store.tidy(at: TestStore.now + 59)
    var again = TestStore.comment()
    again.proof = NewComment.UsedProof(id: "proof 0", expires: TestStore.now + 60)
    #expect(try test.store.post(again) == .refused(.usedProof))
  }

  @Test func `a proof that came with a comment sent twice is no replay`() throws {
    let test = try TestStore()
    var new = TestStore.comment()
    new.proof = NewComment.UsedProof(id: "proof", expires: TestStore.now + 60)
    let stored = try test.post(new)
    #expect(try test.store.post(new) == .repeated(stored))
  }

  @Test func `a limit holds for its bucket and its period, and what is refused leaves nothing`() throws {
    let test = try TestStore()
    func post(_ bucket: String, at time: Timestamp) throws -> PostingOutcome {
      var new = TestStore.comment(at: time)
      new.rates = [RateRule(bucket: bucket, period: 60_000, limit: 2)]
      new.proof = NewComment.UsedProof(id: new.id.description, expires: time + 60)
      return try test.store.post(new)
    }
    let until = Timestamp(milliseconds: 1_800_000_060_000)
    for expected in [true, true, false] {
      let outcome = try post("a", at: TestStore.now)
      if expected {
        guard case .stored = outcome else { throw TestStore.NotStored(outcome: outcome) }
      } else {
        #expect(outcome == .refused(.tooMany(until: until)))
      }
    }
    guard case .stored = try post("b", at: TestStore.now) else {
      throw TestStore.NotStored(outcome: .refused(.usedProof))
    }
    guard case .stored = try post("a", at: TestStore.now + 60) else {
      throw TestStore.NotStored(outcome: .refused(.usedProof))
    }
    #expect(try test.store.count(of: TestStore.page) == 4)
  }

  @Test func `a reply needs a comment that can be read on the same page`() throws {
    let test = try TestStore()
    var random = SystemRandomNumberGenerator()
    let elsewhere = try test.post(TestStore.comment(on: PageKey(site: TestStore.page.site, path: "other.html")))
    let otherSite = try test.post(TestStore.comment(on: PageKey(site: "other", path: TestStore.page.path)))
    let held = try test.post(TestStore.comment(state: .pending))
    let unknown = UUIDv7(at: TestStore.now, random: &random)
    for parent in [elsewhere.id, otherSite.id, held.id, unknown] {
      #expect(try test.store.post(TestStore.comment("reply", parent: parent)) == .refused(.noParent))
    }
    #expect(try test.tree().isEmpty)
  }

  @Test func `many changes together are one, and all or nothing`() throws {
    let test = try TestStore()
    struct Stop: Error {}
    let failure = #expect(throws: SQLError.self) {
      try test.store.together { () throws(SQLError) in
        _ = try test.store.post(TestStore.comment("1"))
        _ = try test.store.post(TestStore.comment("2"))
        throw SQLError(.other, "stop")
      }
    }
    #expect(failure?.message == "stop")
    #expect(try test.tree().isEmpty)
    try test.store.together { () throws(SQLError) in
      _ = try test.store.post(TestStore.comment("1"))
      _ = try test.store.post(TestStore.comment("2", at: TestStore.now + 1))
    }
    #expect(try test.tree() == ["1", "2"])
  }

  @Test func `a thousand comments posted at once by four stores: each answer is of its own comment`() async throws {
    let test = try TestStore()
    let address = test.address
    let foreign = try await withThrowingTaskGroup(of: Int.self) { group in
      for writer in 0..<4 {
        group.addTask {
          let store = try CommentStore(at: address, creates: false)
          var foreign = 0
          for number in 0..<250 {
            let text = "\(writer)/\(number)"
            let new = TestStore.comment(text)
            guard case .stored(let comment) = try store.post(new) else { return 1 }
            if comment.id != new.id || comment.markdown != text { foreign += 1 }
            if try store.comment(comment.id)?.markdown != text { foreign += 1 }
          }
          return foreign
        }
      }
      return try await group.reduce(0, +)
    }
    #expect(foreign == 0)
    #expect(try test.store.count(of: TestStore.page) == 1000)
    #expect(try Set(test.store.thread(of: TestStore.page).entries.map { $0.comment?.markdown }).count == 1000)
  }
}
