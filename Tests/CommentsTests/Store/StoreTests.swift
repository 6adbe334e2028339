import CommentDatabases
import Comments
import Foundation
import Testing

@Suite(.eachDatabase) struct StoreTests {
  @Test func `what was posted is read as it was posted, in this process and in another`() throws {
    let test = try TestStore()
    var new = TestStore.comment("*Words*, \"quoted\"; -- and 'more' \u{1F600}")
    new.website = "https://example.com/?a=b"
    let stored = try test.post(new)
    #expect(stored.author == "Ada")
    #expect(stored.website == "https://example.com/?a=b")
    #expect(stored.markdown == "*Words*, \"quoted\"; -- and 'more' \u{1F600}")
    #expect(try test.store.comment(stored.id) == stored)
    #expect(try test.other().thread(of: TestStore.page).entries.map(\.comment) == [stored])
  }

  @Test func `replies stand beneath what they reply to, in the order of their times`() throws {
    let test = try TestStore()
    func time(_ seconds: Int) -> Timestamp { TestStore.now + seconds }
    let first = try test.post(TestStore.comment("first", at: time(0)))
    let second = try test.post(TestStore.comment("second", at: time(1)))
    let reply = try test.post(TestStore.comment("late reply", parent: first.id, at: time(3)))
    try test.post(TestStore.comment("early reply", parent: first.id, at: time(2)))
    try test.post(TestStore.comment("reply to reply", parent: reply.id, at: time(4)))
    try test.post(TestStore.comment("reply to second", parent: second.id, at: time(5)))
    #expect(
      try test.tree() == [
        "first", ".early reply", ".late reply", "..reply to reply", "second", ".reply to second",
      ])
  }

  @Test func `replies to the deepest comments stand beside them`() throws {
    let test = try TestStore()
    var last: Comments.Comment?
    for number in 0..<8 {
      last = try test.post(TestStore.comment("\(number)", parent: last?.id, at: TestStore.now + number))
    }
    #expect(try test.tree() == ["0", ".1", "..2", "...3", "....4", ".....5", ".....6", ".....7"])
  }

  @Test func `only what is approved is public`() throws {
    let test = try TestStore()
    let comments = try CommentState.allCases.filter { $0 != .deleted }.map { state in
      var new = TestStore.comment(state.rawValue)
      new.state = state
      return try test.post(new)
    }
    #expect(try test.tree() == ["approved"])
    #expect(try test.store.count(of: TestStore.page) == 1)
    for comment in comments { #expect(try test.store.comment(comment.id)?.state == comment.state) }
  }

  @Test func `a comment that is gone keeps its place as long as it has replies`() throws {
    let test = try TestStore()
    let top = try test.post(TestStore.comment("top"))
    let middle = try test.post(TestStore.comment("middle", parent: top.id))
    let leaf = try test.post(TestStore.comment("leaf", parent: middle.id))
    _ = try test.store.set(.deleted, of: top.id, at: TestStore.now)
    _ = try test.store.set(.rejected, of: middle.id, at: TestStore.now)
    #expect(try test.tree() == ["gone", ".gone", "..leaf"])
    _ = try test.store.set(.deleted, of: leaf.id, at: TestStore.now)
    #expect(try test.tree().isEmpty)
  }

  @Test func `what readers can see has a version that grows with each change, and with nothing else`() throws {
    let test = try TestStore()
    let store = test.store
    var versions = [try store.version(of: TestStore.page)]
    func note() throws { versions.append(try store.version(of: TestStore.page)) }
    try test.post(TestStore.comment())
    try note()
    let held = try test.post(TestStore.comment(state: .pending))
    try note()
    _ = try store.set(.approved, of: held.id, at: TestStore.now)
    try note()
    _ = try store.set(.approved, of: held.id, at: TestStore.now)
    try note()
    _ = try store.set(.rejected, of: held.id, at: TestStore.now)
    try note()
    try test.post(TestStore.comment(on: PageKey(site: TestStore.page.site, path: "other.html")))
    try note()
    #expect(versions == [0, 1, 1, 2, 2, 3, 3])
    #expect(try store.count(of: TestStore.page) == 1)
  }

  @Test func `a page without comments has an empty thread`() throws {
    let thread = try TestStore().store.thread(of: TestStore.page)
    #expect(thread == CommentThread(page: TestStore.page))
  }

  @Test func `sites and pages are told apart by each letter`() throws {
    let test = try TestStore()
    let pages = [
      PageKey(site: "a", path: "x.html"), PageKey(site: "a", path: "X.html"), PageKey(site: "A", path: "x.html"),
      PageKey(site: "a", path: "x.html "), PageKey(site: "a", path: "e\u{301}.html"),
      PageKey(site: "a", path: "é.html"),
    ]
    for (number, page) in pages.enumerated() { try test.post(TestStore.comment("\(number)", on: page)) }
    for (number, page) in pages.enumerated() where number < 4 { #expect(try test.tree(of: page) == ["\(number)"]) }
    #expect(try test.tree(of: pages[4]) == ["4"])
    #expect(try test.tree(of: pages[5]) == ["5"])
  }

  @Test func `who reads waits for no writer, and sees the store as it was at one moment`() throws {
    let test = try TestStore()
    try test.post(TestStore.comment("before"))
    let (writer, reader) = (try test.other(), try test.other())
    try writer.together { () throws(SQLError) in
      _ = try writer.post(TestStore.comment("meanwhile"))
      let thread = try reader.thread(of: TestStore.page)
      #expect(thread.version == 1 && thread.entries.map { $0.comment?.markdown } == ["before"])
      let export = try reader.publicExport(of: TestStore.page.site)
      #expect(export.count { $0 == 0x0A } == 1)
    }
    try reader.reading { () throws(SQLError) in
      let before = try reader.thread(of: TestStore.page)
      #expect(before.version == 2)
      _ = try writer.post(TestStore.comment("later"))
      let after = try reader.thread(of: TestStore.page)
      #expect(after == before)
      #expect(throws: SQLError(.other, "a change in the midst of reading")) {
        _ = try reader.post(TestStore.comment())
      }
    }
    #expect(try reader.version(of: TestStore.page) == 3)
  }
}
