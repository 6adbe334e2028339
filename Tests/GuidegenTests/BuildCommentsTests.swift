import Foundation
import Testing

@testable import guidegen

/// `guidegen build --comments`.
@Suite struct BuildCommentsTests {
  private let guide: TestFolder

  init() throws {
    guide = try TestFolder([
      "content/guide.yml": "title: Help\nbase-url: https://help.example.com/\ncomments: {server: /comments/}\n",
      "content/faq/mfa.md": "---\ntitle: Setting up MFA\n---\n",
    ])
  }

  private static let line =
    #"{"page":"faq/mfa.html","id":"0197","depth":0,"author":"Ada","html":"<p>Hi</p>\n","created":"2026-11-01T09:30:00Z"}"#

  @Test func `comments get into pages, from a file or from what the environment names`() throws {
    try guide.write(Self.line + "\n", to: "comments.jsonl")
    #expect(try guidegen("build", "--comments", "comments.jsonl", in: guide).status == 0)
    #expect(try guide.read("site/faq/mfa.html").contains(#"id="comment-0197""#))
    let unchanged = try guidegen("build", "--comments", "comments.jsonl", "--explain", in: guide)
    #expect(unchanged.errors == "no page: nothing changed\n")
    #expect(unchanged.output.hasPrefix("site: 5 pages; 0 files written, "))
    let again = try guidegen("build", "--explain", in: guide, environment: ["GUIDEGEN_COMMENTS": "comments.jsonl"])
    #expect(again.errors == "no page: nothing changed\n")
    try guidegen("build", in: guide)
    #expect(try !guide.read("site/faq/mfa.html").contains("comment-0197"))
  }

  @Test func `a line that is wrong is named, and the site stays as it was`() throws {
    try guidegen("build", in: guide)
    let before = try guide.contents(of: "site")
    try guide.write(Self.line + "\n" + Self.line.replacing("<p>", with: "<script>"), to: "c.jsonl")
    let outcome = try guidegen("build", "--comments", "c.jsonl", in: guide)
    #expect(outcome.status == 1)
    #expect(
      outcome.errors == """
        c.jsonl:2:68: error: the text has the tag "<script>", which comments have not
          hint: export the comments again, and leave the file as it comes
        1 error; site was left as it was

        """)
    #expect(try guide.contents(of: "site") == before)
  }

  @Test(arguments: [
    (
      "none.jsonl", 1,
      "error: cannot read \"none.jsonl\": no such file or directory\n  hint: name what guidegen comments export --public wrote\n"
    )
  ])
  func `comments that cannot be had stop the build`(origin: String, status: Int32, message: String) throws {
    #expect(try guidegen("build", "--comments", origin, in: guide) == Outcome(status: status, errors: message))
    #expect(!guide.exists("site"))
  }

  @Test func `the address of comments says what it is`() {
    #expect(CommentsOrigin(argument: "comments.jsonl") == .file("comments.jsonl"))
    #expect(CommentsOrigin(argument: "postgres://a@b/c") == .database("postgres://a@b/c"))
    #expect(CommentsOrigin(argument: "https://a.example/api/export") == .server("https://a.example/api/export"))
  }

  #if Comments
  @Test func `a comment that was approved is baked straight from the database, or from the server`() throws {
    try guidegen("build", in: guide)
    let store = ["--database", "comments.db", "--origin", ServedComments.origin]
    let server = try ServedComments(guide, store + ["--pages", "site/_server/comments.jsonl"])
    let id = try #require(try server.post("It *works*.")["id"] as? String)
    #expect(try guidegen("build", "--comments", "comments.db", in: guide).status == 0)
    #expect(try !guide.read("site/faq/mfa.html").contains(id))
    #expect(try Command([guidegenPath(), "comments", "approve", id] + store, in: guide).run().status == 0)
    let outcome = try guidegen("build", "--comments", "comments.db", in: guide)
    #expect(outcome == Outcome(status: 0, output: outcome.output))
    let page = try guide.read("site/faq/mfa.html")
    #expect(page.contains(#"id="comment-\#(id)""#) && page.contains("<p>It <em>works</em>.</p>"))
    // From the server itself the same comes.
    let export = "http://127.0.0.1:\(server.port)/api/export"
    let same = try guidegen("build", "--comments", export, "--explain", in: guide)
    #expect(same == Outcome(status: 0, output: same.output, errors: "no page: nothing changed\n"))
    #expect(server.end(by: SIGTERM) == 0)
    let before = try guide.contents(of: "site")
    #expect(try guidegen("build", "--comments", export, in: guide).status == 3)
    #expect(try guide.contents(of: "site") == before)
  }
  #endif
}
