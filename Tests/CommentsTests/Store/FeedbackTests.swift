import CommentDatabases
import Comments
import Foundation
import JSON
import Testing

@Suite(.eachDatabase) struct FeedbackTests {
  private let test: TestStore
  private static let page = TestStore.page
  private static let other = PageKey(site: page.site, path: "faq/vpn.html")

  init() throws {
    test = try TestStore()
  }

  @discardableResult
  private func say(
    _ answer: NewFeedback.Answer, because reason: NewFeedback.Reason? = nil, by voter: String, on page: PageKey = page,
    from network: String? = nil, at time: Timestamp = TestStore.now
  ) throws -> FeedbackOutcome {
    try test.store.count(
      NewFeedback(answer, because: reason, on: page, by: voter, from: network ?? voter, at: time))
  }

  private func search(
    _ words: String, by voter: String, from network: String? = nil, at time: Timestamp = TestStore.now
  ) throws -> FeedbackOutcome {
    let query = try #require(UnfoundQuery(words))
    return try test.store.count(
      NewSearch(query, on: Self.page.site, by: voter, from: network ?? voter, at: time))
  }

  /// `faq/mfa.html yes 1 no 2 broken 1`, one for each page; then `vpn 3` for each search.
  private func counted(since day: Int = 0, of site: String = page.site) throws -> [String] {
    let found = try test.store.feedbackStatistics(of: site, since: day)
    let pages = found.pages.map { page in
      let reasons = page.sortedReasons.map { " \($0.reason.rawValue) \($0.count)" }.joined()
      return "\(page.path) yes \(page.yes) no \(page.no)\(reasons)"
    }
    return pages + found.searches.map { "\($0.query) \($0.count)" }
  }

  @Test func `a network counts once, and its latest answer is the one that counts`() throws {
    for _ in 0..<3 { #expect(try say(.yes, by: "20833-a") == .counted) }
    #expect(try counted() == ["faq/mfa.html yes 1 no 0"])
    try say(.no, by: "20833-a")
    #expect(try counted() == ["faq/mfa.html yes 0 no 1"])
    for reason in [NewFeedback.Reason.broken, .missing, .missing] { try say(.no, because: reason, by: "20833-a") }
    #expect(try counted() == ["faq/mfa.html yes 0 no 1 missing 1"])
    // Said once more without a reason, it has the one of before.
    try say(.no, by: "20833-a")
    try say(.no, because: .broken, by: "20833-b")
    try say(.no, because: .broken, by: "20833-c")
    #expect(try counted() == ["faq/mfa.html yes 0 no 3 broken 2 missing 1"])
    // What helped after all has nothing wrong.
    try say(.yes, because: .broken, by: "20833-a")
    #expect(try counted() == ["faq/mfa.html yes 1 no 2 broken 2"])
  }

  @Test func `sums are kept by day, and the worst article comes first`() throws {
    try say(.yes, by: "20833-a")
    try say(.yes, by: "20834-a", at: TestStore.now + 86_400)
    for voter in ["20834-b", "20834-c"] { try say(.no, by: voter, on: Self.other, at: TestStore.now + 86_400) }
    #expect(try counted() == ["faq/vpn.html yes 0 no 2", "faq/mfa.html yes 2 no 0"])
    #expect(
      try counted(since: TestStore.now.day + 1) == ["faq/vpn.html yes 0 no 2", "faq/mfa.html yes 1 no 0"])
    #expect(try counted(of: "other.example.com") == [])
    #expect(try test.store.sites() == [Self.page.site])
  }

  @Test func `who changes their mind after midnight changes what they said, and nothing else`() throws {
    let evening = Timestamp(milliseconds: (TestStore.now.day + 1) * 86_400_000 - 1)
    try say(.no, by: "20833-b", at: evening)
    try say(.no, by: "20833-a", at: evening)
    // The server that took this had no key of the new day yet.
    try say(.yes, by: "20833-a", at: evening + 1)
    #expect(try counted() == ["faq/mfa.html yes 1 no 1"])
    #expect(try counted(since: evening.day + 1) == ["faq/mfa.html yes 1 no 0"])
  }

  @Test func `one network, and all that answer on one page, have a limit`() throws {
    let until = Timestamp(milliseconds: TestStore.now.milliseconds / 3_600_000 * 3_600_000) + 3600
    for number in 0..<60 {
      #expect(try say(.no, by: "20833-\(number)", on: number % 2 == 0 ? Self.page : Self.other, from: "n") == .counted)
    }
    #expect(try say(.no, by: "20833-60", from: "n") == .tooMany(until: until))
    #expect(try say(.no, by: "20833-61", from: "m") == .counted)
    try test.store.together { () throws(SQLError) in
      for number in 0..<569 {
        _ = try test.store.count(
          NewFeedback(.yes, on: Self.page, by: "20833-z\(number)", from: "z\(number)", at: TestStore.now))
      }
    }
    #expect(try say(.yes, by: "20833-y", from: "y") == .tooMany(until: until))
    #expect(try say(.yes, by: "20833-y", on: Self.other, from: "y") == .counted)
  }

  @Test func `a search counts once for each network, and nobody can fill the database with them`() throws {
    for voter in ["20833-a", "20833-b", "20833-b"] { #expect(try search("Wi-Fi  in the\tCAR", by: voter) == .counted) }
    #expect(try search("fax", by: "20833-c") == .counted)
    #expect(try counted() == ["wi-fi in the car 2", "fax 1"])
    for number in 0..<30 { #expect(try search("word \(number)", by: "20833-w\(number)", from: "n") == .counted) }
    #expect(try search("fax", by: "20833-n", from: "n") != .counted)
    let taken = 33
    try test.store.together { () throws(SQLError) in
      for number in taken..<2_000 {
        guard let query = UnfoundQuery("w \(number)") else { continue }
        _ = try test.store.count(
          NewSearch(query, on: Self.page.site, by: "v\(number)", from: "v\(number)", at: TestStore.now))
      }
    }
    let end = Timestamp(milliseconds: (TestStore.now.day + 1) * 86_400_000)
    #expect(try search("one more", by: "20833-o") == .tooMany(until: end))
    // What is counted already takes no room.
    #expect(try search("fax", by: "20833-c") == .counted)
    #expect(try search("one more", by: "20834-o", at: end) == .counted)
  }

  @Test func `nothing says who has answered, and what tells one network from another goes after two days`() throws {
    try say(.no, because: .unclear, by: "20833-a", from: "20833-n")
    _ = try search("secret words", by: "20833-s", from: "20833-n")
    let connection = try test.address.connection()
    func rows(_ statement: SQLStatement) throws -> [String] {
      try connection.run(statement, []).map { row in
        row.values.map { value in
          if case .text(let text) = value { text } else { "-" }
        }.joined(separator: " ")
      }.sorted()
    }
    let sums = [
      "help.example.com  search secret words - -", "help.example.com faq/mfa.html helpful no - -",
      "help.example.com faq/mfa.html wrong unclear - -",
    ]
    #expect(try rows("SELECT * FROM feedback") == sums)
    // Neither the page nor the words stand beside what a network is known by.
    #expect(
      try rows("SELECT * FROM answered") == [
        "20833-a helpful no -", "20833-a wrong unclear -", "20833-s search  -",
      ])
    try test.store.tidy(at: TestStore.now + 86_400)
    #expect(try rows("SELECT * FROM answered").count == 3)
    try test.store.tidy(at: TestStore.now + 2 * 86_400)
    #expect(try rows("SELECT * FROM answered").isEmpty)
    #expect(try rows("SELECT * FROM feedback") == sums)
  }

  @Test func `sums go when they are older than they are to be kept`() throws {
    try say(.no, because: .unclear, by: "20833-a")
    _ = try search("fax", by: "20833-a")
    var retention = Retention()
    (retention.feedback, retention.searches) = (10, 5)
    func left(after days: Int, of site: String = Self.page.site) throws -> Int {
      try test.store.forget(retention, of: site, at: TestStore.now + days * 86_400)
      return try counted().count
    }
    #expect(try left(after: 5) == 2)
    #expect(try left(after: 6, of: "other.example.com") == 2)
    #expect(try left(after: 6) == 1)
    #expect(try left(after: 10) == 1)
    #expect(try left(after: 11) == 0)
  }

  @Test func `an export has the sums, and gives them back once`() throws {
    try say(.no, because: .unclear, by: "20833-a")
    try say(.yes, by: "20833-b")
    _ = try search("\"fax\" \\ ü", by: "20833-a")
    let file = test.folder + "/export.jsonl"
    let written = try TestStore.exported(test.store)
    try written.write(toFile: file, atomically: true, encoding: .utf8)
    let day = TestStore.now.day
    #expect(
      written.split(separator: "\n").dropFirst().map(String.init) == [
        #"{"feedback":"","kind":"search","answer":"\"fax\" \\ ü","day":\#(day),"given":1}"#,
        #"{"feedback":"faq/mfa.html","kind":"helpful","answer":"no","day":\#(day),"given":1}"#,
        #"{"feedback":"faq/mfa.html","kind":"helpful","answer":"yes","day":\#(day),"given":1}"#,
        #"{"feedback":"faq/mfa.html","kind":"wrong","answer":"unclear","day":\#(day),"given":1}"#,
      ])
    let fresh = try TestStore()
    for _ in 0..<2 { _ = try fresh.store.importComments(ImportOptions(.guidegen, file: file)) }
    let before = try test.store.feedbackStatistics(of: Self.page.site, since: 0)
    #expect(try fresh.store.feedbackStatistics(of: Self.page.site, since: 0) == before)
  }

  @Test func `answers to four servers at once are all counted, each network's once`() async throws {
    let address = test.address
    try await withThrowingTaskGroup(of: Void.self) { group in
      for server in 0..<4 {
        group.addTask {
          let store = try CommentStore(at: address, creates: false)
          for last in [false, true] {
            for voter in 0..<20 {
              let isYes = last ? voter < 15 : (voter + server) % 3 == 0
              _ = try store.count(
                NewFeedback(
                  isYes ? .yes : .no, because: .differs, on: Self.page, by: "\(voter)", from: "\(voter)-\(server)",
                  at: TestStore.now))
            }
          }
        }
      }
      try await group.waitForAll()
    }
    let found = try test.store.feedbackStatistics(of: Self.page.site, since: 0).pages.first
    #expect((found?.yes ?? 0) + (found?.no ?? 0) == 20)
    #expect(found?.reasons[.differs] == found?.no)
  }

  @Test func `a database of before gets what is new, and loses nothing`() throws {
    let id = try test.post(TestStore.comment("Words.")).id
    try test.makeFirstVersion()
    let store = try test.other()
    #expect(try store.comment(id)?.markdown == "Words.")
    #expect(try store.count(NewFeedback(.yes, on: Self.page, by: "a", from: "a", at: TestStore.now)) == .counted)
  }
}
