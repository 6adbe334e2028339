import CommentDatabases
import Comments
import Foundation
import Testing

/// What the store knows of a comment decides what becomes of it.
@Suite(.eachDatabase) struct JudgingTests {
  private let test: TestStore

  init() throws {
    test = try TestStore()
  }

  private static let text = "The code was wrong until I set the clock of my phone to automatic, then it worked."
  private static let changed = "The code was wrong until I set the clock of my tablet to automatic, then it worked!"

  @Test func `a comment is published, held or rejected, and why is kept for moderators`() throws {
    let plain = try test.post(TestStore.judged("Thank you"))
    #expect((plain.state, plain.verdicts) == (.approved, ""))
    let link = try test.post(TestStore.judged("See https://example.com/ for more of it, please"))
    #expect(link.state == .pending)
    #expect(link.verdicts == "links +10: it has a link")
    let spam = try test.post(TestStore.judged("See https://example.com/") { $0.trap = "filled" })
    #expect(spam.state == .rejected)
    #expect(
      spam.verdicts == """
        trap +100: a field was filled that people do not see
        links +30: it has a link, hardly a word besides
        """)
    #expect(try test.store.comment(spam.id)?.verdicts == spam.verdicts)
    #expect(try test.tree() == ["Thank you"])
    #expect(try test.store.version(of: TestStore.page) == 1)
  }

  @Test func `where moderators look first, all waits, and what is spam is rejected all the same`() throws {
    let policy = TestStore.lenient { $0.holdsAll = true }
    #expect(try test.post(TestStore.judged("Thank you", by: policy)).state == .pending)
    #expect(try test.post(TestStore.judged("Thanks", by: policy) { $0.trap = "x" }).state == .rejected)
    #expect(try test.tree().isEmpty)
  }

  @Test func `a text that repeats another is held, on whatever page and server, however long ago`() throws {
    try test.post(TestStore.judged(Self.text))
    let page = PageKey(site: TestStore.page.site, path: "other.html")
    let same = try TestStore.judged(Self.text.uppercased(), on: page, at: TestStore.now + 86_400)
    let found = try TestStore.stored(test.other().post(same))
    #expect(found.state == .pending)
    #expect(found.verdicts == "repetition +50: it repeats an earlier comment")
    let elsewhere = PageKey(site: "other.example.com", path: "a.html")
    #expect(try test.post(TestStore.judged(Self.text, on: elsewhere)).state == .approved)
  }

  @Test func `a text that is nearly another is held at once, and that of another server within a second`() throws {
    try test.post(TestStore.judged(Self.text))
    let near = try test.post(TestStore.judged(Self.changed))
    #expect(near.state == .pending)
    #expect(near.verdicts.hasSuffix("of 100 parts of it stand in an earlier comment"))
    let third = "Where can I find the settings of the authenticator on a phone with two accounts at once?"
    _ = try TestStore.stored(test.other().post(TestStore.judged(third)))
    let later = TestStore.now + 1
    #expect(try test.post(TestStore.judged(third.replacing("two", with: "three"), at: later)).state == .pending)
  }

  @Test func `what repeats a rejected comment is rejected, and an erased one is repeated by nothing`() throws {
    let first = try test.post(TestStore.judged(Self.text))
    _ = try test.store.set(.rejected, of: first.id, at: TestStore.now)
    let copy = try test.post(TestStore.judged(Self.text))
    #expect(copy.state == .rejected)
    #expect(copy.verdicts == "repetition +100: it repeats a rejected comment")
    for id in [first.id, copy.id] { _ = try test.store.set(.deleted, of: id, at: TestStore.now) }
    #expect(try test.post(TestStore.judged(Self.text)).state == .approved)
  }

  @Test func `what one transaction took back is repeated by nothing`() throws {
    _ = #expect(throws: SQLError.self) {
      try test.store.together { () throws(SQLError) in
        guard let new = try? TestStore.judged(Self.text) else { return }
        _ = try test.store.post(new)
        throw SQLError(.other, "stop")
      }
    }
    #expect(try test.post(TestStore.judged(Self.changed)).state == .approved)
  }

  @Test func `an author's comments count once moderators decided on them`() throws {
    let policy = TestStore.lenient { $0.holdsNewcomers = true }
    let first = try test.post(TestStore.judged("Hello", by: policy))
    #expect(first.authorID == first.id)
    #expect((first.state, first.verdicts) == (.pending, "author +5: it is the author's first one"))
    let second = try test.post(TestStore.judged("Hello again", by: policy, author: first.id))
    #expect((second.state, second.authorID) == (.pending, first.id))
    _ = try test.store.set(.approved, of: first.id, at: TestStore.now)
    let third = try test.post(TestStore.judged("Once more", by: policy, author: first.id))
    #expect((third.state, third.verdicts) == (.approved, "author -5: a comment of the author's was approved"))
    _ = try test.store.set(.rejected, of: third.id, at: TestStore.now)
    let fourth = try test.post(TestStore.judged("And again", by: policy, author: first.id))
    #expect(fourth.state == .pending)
    #expect(fourth.verdicts == "author +20: 1 of the author's 2 comments was rejected")
    // What was published without a moderator's look is no merit.
    let unseen = try test.post(TestStore.judged("Hello"))
    #expect(try test.post(TestStore.judged("Mine too", by: policy, author: unseen.id)).state == .pending)
  }

  @Test func `comments from one network and to one page are counted by all servers`() throws {
    let policy = TestStore.lenient { ($0.usualFromNetwork, $0.usualToPage) = (2, 4) }
    let other = try test.other()
    for number in 0..<4 {
      let new = try TestStore.judged("Hello \(number)", by: policy, from: "20833-\(number / 2)")
      let comment = try TestStore.stored((number % 2 == 0 ? test.store : other).post(new))
      #expect(comment.state == .approved)
    }
    #expect(
      try test.post(TestStore.judged("Hello", by: policy, from: "20833-0")).verdicts == """
        crowd +20: 2 came from the same network within the hour before, 4 came to the same page within the hour before
        """)
    #expect(
      try test.post(TestStore.judged("Hello", by: policy, from: "20833-9")).verdicts.hasPrefix("crowd +20: 5 came to"))
    let nextHour = TestStore.now + 3600
    #expect(try test.post(TestStore.judged("Hello", by: policy, from: "20833-0", at: nextHour)).verdicts.isEmpty)
  }
}
