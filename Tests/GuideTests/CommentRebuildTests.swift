import Foundation
import Testing

@testable import Guide

/// Comments that come into a site that stands.
@Suite struct CommentRebuildTests {
  private static func line(_ page: String, _ id: Int, _ text: String = "a") -> String {
    #"{"page":"\#(page)","id":"\#(id)","depth":0,"author":"A","html":"<p>\#(text)</p>","created":"2026-11-01T09:30:00Z"}"#
      + "\n"
  }

  private static func guide() throws -> IncrementalGuide {
    var files = IncrementalGuide.small
    files["content/guide.yml"] = """
      title: Help
      variables: {phone: '555'}
      comments: {server: "https://comments.example.com/"}
      """
    files["content/draft.md"] = "---\ntitle: Draft\ndraft: true\n---\n"
    return try IncrementalGuide(files)
  }

  @Test func `only the pages whose comments changed are made again, and an unchanged site writes nothing`() throws {
    let guide = try Self.guide()
    let both = Self.line("a.html", 1) + Self.line("more/c.html", 2)
    guide.comments = both
    try guide.buildAndCompare("first")
    #expect(try guide.buildAndCompare("again").report?.written == [])
    guide.comments = both + Self.line("a.html", 3, "new")
    let outcome = try guide.buildAndCompare("one more")
    #expect(outcome.report?.written == ["a.html"])
    #expect(outcome.explanation.lines == ["a.html: its comments changed"])
    // The order of pages in the file says nothing.
    guide.comments = Self.line("more/c.html", 2) + Self.line("a.html", 1) + Self.line("a.html", 3, "new")
    #expect(try guide.buildAndCompare("another order").report?.written == [])
    // A page's last comment is taken back.
    guide.comments = Self.line("a.html", 1)
    let less = try guide.buildAndCompare("less")
    #expect(less.report?.written.sorted() == ["a.html", "more/c.html"])
    #expect(less.explanation.lines == ["a.html: its comments changed", "more/c.html: its comments changed"])
    // Together with an edit.
    try guide.put("---\ntitle: B\n---\n\n## Steps\n\nOther words.\n", at: "content/b.md")
    guide.comments = Self.line("a.html", 1, "changed")
    let edit = try guide.buildAndCompare("with an edit")
    #expect(edit.explanation.lines == ["a.html: its comments changed", "b.html: content/b.md changed"])
    guide.comments = nil
    try guide.buildAndCompare("none")
    #expect(try !guide.text("site/a.html").contains("comment-1"))
  }

  @Test func `comments of pages that are not there are told of, whatever was built before`() throws {
    let guide = try Self.guide()
    guide.comments = Self.line("a.html", 1)
    try guide.buildAndCompare("first")
    guide.comments = Self.line("a.html", 1) + Self.line("old.html", 2) + Self.line("draft.html", 3)
    let outcome = try guide.buildAndCompare("two unknown")
    #expect(
      outcome.diagnostics.map(\.message) == [
        #"the site has no page "draft.html", so its comments are not shown"#,
        #"the site has no page "old.html", so its comments are not shown"#,
      ])
    guide.comments = Self.line("a.html", 1) + Self.line("draft.html", 3)
    #expect(try guide.buildAndCompare("one unknown").diagnostics.count == 1)
    try guide.put("---\ntitle: Old\n---\n", at: "content/old.md")
    guide.comments = Self.line("a.html", 1) + Self.line("old.html", 2)
    #expect(try guide.buildAndCompare("none unknown").diagnostics.isEmpty)
    #expect(try guide.text("site/old.html").contains("comment-2"))
  }

  @Test func `the list for the comment server follows the pages`() throws {
    let guide = try Self.guide()
    try guide.buildAndCompare("first")
    // Behind what the site looks like.
    func list() throws -> [Substring] {
      try Array(guide.text("site/_server/comments.jsonl").split(separator: "\n").dropFirst())
    }
    #expect(
      try list() == [
        #"{"path":"a.html","title":"A"}"#, #"{"path":"b.html","title":"B"}"#, #"{"path":"more/c.html","title":"C"}"#,
      ])
    try guide.put("---\ntitle: Bee\n---\n\n## Steps\n", at: "content/b.md")
    try guide.put("---\ntitle: A\ntags: [one]\ncomments: false\n---\n\n[B](b.md#steps)\n", at: "content/a.md")
    try guide.buildAndCompare("other titles")
    // That without comments still asks whether it helped.
    #expect(
      try list() == [
        #"{"path":"a.html","title":"A","comments":false}"#, #"{"path":"b.html","title":"Bee"}"#,
        #"{"path":"more/c.html","title":"C"}"#,
      ])
    try guide.put("title: Help\n", at: "content/guide.yml")
    try guide.buildAndCompare("no comments")
    #expect(try guide.files("site").keys.filter { $0.contains("comment") } == [])
  }

  @Test func `comments for a guide that has none are an error, and the site stays`() throws {
    let guide = try IncrementalGuide()
    try guide.buildAndCompare("first")
    guide.comments = Self.line("a.html", 1)
    let outcome = try guide.buildAndCompare("comments")
    #expect(
      outcome.diagnostics.map { "\($0)" } == [
        """
        content/guide.yml: error: there are comments, but the guide does not say where their server is
          hint: write comments: and, below it, server: https://…
        """
      ])
  }
}
