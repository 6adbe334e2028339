import Foundation
import Testing

/// Letters that tell of their reader's enrollment page.
@Suite struct LetterPageTests {
  private let guide: LetterGuide

  init() throws {
    guide = try LetterGuide()
    try guide.folder.write(
      LetterGuide.configuration + "base-url: https://help.example.com/it\n", to: "content/guide.yml")
  }

  /// Makes pages for people; what the file of codes says, by user.
  private func makePages(_ options: String...) throws -> [String: [String]] {
    try #require(try guidegen("build", in: guide.folder).status == 0)
    let outcome = try guide.run(["enroll", "pages", "--codes", "codes.csv", "--force"] + options)
    try #require(outcome.status == 0, "\(outcome)")
    let rows = try guide.folder.read("codes.csv").split(separator: "\n").dropFirst()
    return Dictionary(
      uniqueKeysWithValues: rows.map { row in
        let cells = row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        return (cells[2], cells)
      })
  }

  @Test func `a letter says where the person's page is, what opens it and until when`() throws {
    let codes = try makePages("--user", "jo@example.com", "--expires", "2099-12-24")
    let page = try #require(codes["jo@example.com"])
    let words = try guide.words(of: "jo@example.com")
    #expect(page[0].hasPrefix("https://help.example.com/it/_enroll/"))
    // A long address is broken over lines.
    #expect(words.filter { $0 != " " }.contains(page[0]), "\(words)")
    #expect(words.contains(page[1]) && words.contains("until 24 December 2099"), "\(words)")
    let other = try guide.words(of: "ada@example.com")
    #expect(!other.contains("_enroll") && !other.contains("a page of your own"), "\(other)")
  }

  @Test func `the code stays out of a letter whose address holds a part of the key`() throws {
    let codes = try makePages("--user", "jo@example.com", "--second-channel")
    let page = try #require(codes["jo@example.com"])
    let words = try guide.words(of: "jo@example.com")
    #expect(page[0].contains("#") && words.filter { $0 != " " }.contains(page[0]), "\(words)")
    #expect(!words.contains(page[1]) && !words.contains(page[1].filter { $0 != "-" }), "\(words)")
    #expect(words.contains("reaches you by another way"), "\(words)")
  }

  @Test func `a page that has expired or shows an earlier token is left out, and a message says so`() throws {
    _ = try makePages("--all", "--expires", "2099-12-24")
    try #require(try guide.run(["enroll", "rotate", "jo@example.com"]).status == 0)
    let outcome = try guide.run(["letters", "--all", "--merged", "all.pdf"])
    #expect(
      outcome.errors.hasPrefix(
        "left out: 1 enrollment page that expired, or of an earlier token; guidegen enroll pages makes them anew\n"),
      "\(outcome)")
    #expect(try !guide.words(of: "jo@example.com").contains("_enroll"))
    #expect(try guide.words(of: "ada@example.com").contains("_enroll"))
    #expect(try !guide.words(of: "ada@example.com", "--date", "2099-12-25").contains("_enroll"))
  }

  @Test func `without the site's address an error says what to add, and no letter is made`() throws {
    try guide.folder.write(LetterGuide.configuration, to: "content/guide.yml")
    _ = try makePages("--user", "jo@example.com")
    let outcome = try guide.run(["letters", "--all", "--merged", "all.pdf"])
    #expect(outcome.status == 1 && !guide.folder.exists("all.pdf"))
    #expect(
      outcome.errors == """
        content/guide.yml: error: letters cannot say where people's pages are: there is no "base-url"
          hint: add the site's address: base-url: https://help.example.com/

        """, "\(outcome)")
    #expect(try guide.words(of: "ada@example.com").contains("Dear Ada,"))
  }
}
