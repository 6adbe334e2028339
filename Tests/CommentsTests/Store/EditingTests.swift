import CommentDatabases
import Comments
import Crypto
import Foundation
import Testing

/// What an author can do with a comment, once their right to it has been shown.
@Suite(.eachDatabase) struct EditingTests {
  private let test: TestStore

  init() throws {
    test = try TestStore()
  }

  private static let later = TestStore.now + 60

  private static func edit(
    _ id: UUIDv7, _ fields: EditedFields, by policy: SpamPolicy = TestStore.lenient(),
    from address: String = "20833-ab",
    site: String = TestStore.page.site, in store: CommentStore
  ) throws -> EditOutcome {
    let key = StoreKey(id: "proofs-1", secret: SymmetricKey(data: [UInt8](repeating: 1, count: 32)))
    let proofs = ProofOfWork(keys: ProofKeys(secret: key.secret))
    let desk = PostingDesk(site: site, policy: policy, rates: PostingRates(), proofs: proofs, key: key)
    return try store.edit(desk.edit(of: id, fields, from: address, now: later))
  }

  private func edit(
    _ id: UUIDv7, _ fields: EditedFields, by policy: SpamPolicy = TestStore.lenient(),
    from address: String = "20833-ab",
    site: String = TestStore.page.site
  ) throws -> EditOutcome {
    try Self.edit(id, fields, by: policy, from: address, site: site, in: test.store)
  }

  private func changed(_ outcome: EditOutcome) throws -> Comments.Comment {
    guard case .changed(let comment) = outcome else { throw NotChanged(outcome: outcome) }
    return comment
  }

  struct NotChanged: Error {
    var outcome: EditOutcome
  }

  @Test func `an edit changes what it names, and readers see it`() throws {
    var new = try TestStore.judged("Words")
    new.website = "https://example.com/"
    let posted = try test.post(new)
    let version = try test.store.version(of: TestStore.page)
    let policy = TestStore.lenient { $0.holdsLinks = false }
    let edited = try changed(edit(posted.id, EditedFields(text: "*Other* words"), by: policy))
    #expect((edited.author, edited.website) == ("Ada", "https://example.com/"))
    #expect((edited.markdown, edited.html) == ("*Other* words", "<p><em>Other</em> words</p>\n"))
    #expect((edited.created, edited.edited) == (posted.created, Self.later))
    #expect(try test.store.comment(posted.id) == edited)
    #expect(try test.store.thread(of: TestStore.page).entries.map(\.comment) == [edited])
    #expect(try test.store.version(of: TestStore.page) == version + 1)
    let renamed = try changed(edit(posted.id, EditedFields(text: "*Other* words", name: "Bo", website: "")))
    #expect((renamed.author, renamed.website) == ("Bo", nil))
  }

  @Test func `an edit that changes nothing is none`() throws {
    let posted = try test.post(TestStore.judged("Words"))
    let version = try test.store.version(of: TestStore.page)
    #expect(try changed(edit(posted.id, EditedFields(text: "Words", name: "Ada"))) == posted)
    #expect(try test.store.version(of: TestStore.page) == version)
  }

  @Test func `an edit is checked as a new comment is`() throws {
    let posted = try test.post(TestStore.judged("Words"))
    let problems = #expect(throws: PostingProblem.self) {
      try edit(posted.id, EditedFields(text: "", name: " ", website: "nowhere"))
    }
    #expect(problems == .fields([.nameEmpty, .websiteInvalid, .textEmpty]))
    #expect(try test.store.comment(posted.id) == posted)
  }

  @Test func `a public comment whose edit looks like spam waits, and moderators are told`() throws {
    let posted = try test.post(TestStore.judged("Words"))
    let held = try changed(edit(posted.id, EditedFields(text: "See https://example.com/")))
    #expect((held.state, held.verdicts) == (.pending, "links +30: it has a link, hardly a word besides"))
    #expect(try test.tree().isEmpty)
    #expect(try test.store.count(of: TestStore.page) == 0)
    #expect(try outbox() == [posted.id.description])
    // Back to harmless words, it waits all the same.
    #expect(try changed(edit(posted.id, EditedFields(text: "Words"))).state == .pending)
    #expect(try outbox() == [posted.id.description])
  }

  @Test func `where moderators look first, each edit waits`() throws {
    let posted = try test.post(TestStore.judged("Words"))
    let policy = TestStore.lenient { $0.holdsAll = true }
    #expect(try changed(edit(posted.id, EditedFields(text: "Word"), by: policy)).state == .pending)
    #expect(try test.tree().isEmpty)
  }

  @Test func `no edit makes public what is not, and what the form showed stays with it`() throws {
    let policy = TestStore.lenient()
    let held = try test.post(TestStore.judged("Words", by: policy) { $0.proof = nil })
    #expect(held.verdicts == "work +10: no work was done for it")
    let edited = try changed(edit(held.id, EditedFields(text: "Others")))
    #expect((edited.state, edited.verdicts) == (.pending, "work +10: no work was done for it"))
    let spam = try test.post(TestStore.judged("Words", by: policy) { $0.trap = "x" })
    #expect(try changed(edit(spam.id, EditedFields(text: "Others"))).state == .rejected)
    _ = try test.store.set(.rejected, of: held.id, at: TestStore.now)
    #expect(try changed(edit(held.id, EditedFields(text: "More"))).state == .rejected)
    #expect(try test.tree().isEmpty)
  }

  @Test func `an edit takes back what a moderator decided on the text before`() throws {
    let policy = TestStore.lenient { $0.holdsNewcomers = true }
    let first = try test.post(TestStore.judged("Words", by: policy))
    _ = try test.store.set(.approved, of: first.id, at: TestStore.now)
    // The moderator knows the author by then, so the edit is public; but nobody has decided on it.
    #expect(try changed(edit(first.id, EditedFields(text: "Others"), by: policy)).state == .approved)
    let second = try test.post(TestStore.judged("Mine", by: policy, author: first.id))
    #expect(second.verdicts == "author +5: it is the author's first one")
    #expect(try learned().isEmpty)
  }

  @Test func `an edit does not repeat itself, but others`() throws {
    let text = "The code was wrong until I set the clock of my phone to automatic, then it worked."
    let posted = try test.post(TestStore.judged(text))
    #expect(try changed(edit(posted.id, EditedFields(text: text + " Thanks!"))).state == .approved)
    let other = try test.post(TestStore.judged("Thank you"))
    #expect(try changed(edit(other.id, EditedFields(text: text))).state == .pending)
  }

  @Test func `a comment is changed so often and no more`() throws {
    let posted = try test.post(TestStore.judged("0"))
    for number in 1...10 { _ = try changed(edit(posted.id, EditedFields(text: "\(number)"), from: "20833-\(number)")) }
    #expect(
      try edit(posted.id, EditedFields(text: "11"), from: "20833-11") == .tooMany(until: TestStore.now + 3600))
    #expect(try test.tree() == ["10"])
  }

  @Test func `what is not there, of another site or deleted cannot be changed`() throws {
    var random = SystemRandomNumberGenerator()
    let posted = try test.post(TestStore.judged("Words"))
    #expect(try edit(UUIDv7(at: TestStore.now, random: &random), EditedFields(text: "a")) == .gone)
    #expect(try edit(posted.id, EditedFields(text: "a"), site: "other.example.com") == .gone)
    #expect(try test.store.takeBack(posted.id, site: "other.example.com", at: Self.later) == nil)
    #expect(try test.tree() == ["Words"])
    _ = try test.store.takeBack(posted.id, site: TestStore.page.site, at: Self.later)
    #expect(try edit(posted.id, EditedFields(text: "a")) == .gone)
    #expect(try test.store.comment(posted.id)?.markdown == "")
  }

  @Test func `a comment that is taken back keeps its place if it has replies, and nothing of its author`() throws {
    let top = try test.post(TestStore.judged("Top"))
    let reply = try test.post(TestStore.judged("Reply", parent: top.id))
    let taken = try #require(try test.store.takeBack(top.id, site: TestStore.page.site, at: Self.later))
    #expect((taken.state, taken.author, taken.markdown, taken.authorID) == (.deleted, "", "", nil))
    #expect(try test.tree() == ["gone", ".Reply"])
    #expect(try test.store.takeBack(top.id, site: TestStore.page.site, at: Self.later) == nil)
    _ = try test.store.takeBack(reply.id, site: TestStore.page.site, at: Self.later)
    #expect(try test.tree().isEmpty)
    #expect(try test.store.count(of: TestStore.page) == 0)
  }

  @Test func `edits and decisions at once leave counts that are true`() async throws {
    let address = test.address
    let ids = try (0..<20).map { try test.post(TestStore.judged("Words \($0)")).id }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for worker in 0..<4 {
        group.addTask {
          let store = try CommentStore(at: address, creates: false)
          for (index, id) in ids.enumerated() {
            switch (worker + index) % 4 {
            case 0: _ = try store.set(.rejected, of: id, at: TestStore.now)
            case 1: _ = try store.set(.approved, of: id, at: TestStore.now)
            case 2:
              _ = try Self.edit(
                id, EditedFields(text: index % 2 == 0 ? "https://a.example" : "Fine \(worker)"), in: store)
            default: if index % 5 == 0 { _ = try store.takeBack(id, site: TestStore.page.site, at: Self.later) }
            }
          }
        }
      }
      try await group.waitForAll()
    }
    let counts = try test.store.statistics(of: TestStore.page.site)
    #expect(try test.store.count(of: TestStore.page) == counts[.approved] ?? 0)
    #expect(try test.tree().count { $0 != "gone" } == counts[.approved] ?? 0)
    #expect(counts.values.reduce(0, +) == 20)
    for id in ids { _ = try test.store.set(.pending, of: id, at: TestStore.now) }
    // Of what was taken back after a decision, what was learned stays.
    #expect(try learned().filter { $0.hasPrefix("word") }.count <= 1)
  }

  private func outbox() throws -> [String] {
    try test.address.connection().run("SELECT comment FROM outbox", []).map { row in
      if case .text(let id) = row.values[0] { id } else { "" }
    }
  }

  private func learned() throws -> [String] {
    try test.address.connection().run("SELECT token FROM learned", []).map { row in
      if case .text(let token) = row.values[0] { token } else { "" }
    }
  }
}
