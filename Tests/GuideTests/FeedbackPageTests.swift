import Testing

@testable import Guide

/// The question whether an article helped, and the search box that tells of what it does not find.
@Suite struct FeedbackPageTests {
  private static func site(_ lines: String, help: Bool = false) -> [String: String] {
    let helpdesk = help ? "helpdesk:\n  phone: +44 20 7946 0123\n" : ""
    return SampleGuide(files: [
      "content/guide.yml": "title: Help\n\(helpdesk)\(lines)\n", "content/a/index.md": "---\ntitle: A\n---\n",
      "content/a/b.md": "---\ntitle: B\n---\n\n## One\n", "content/a/c.md": "---\ntitle: C\ncomments: false\n---\n",
    ]).rendered().mapValues { $0.replacing("&#39;", with: "'") }
  }

  private static func policy(of page: String?) -> Substring {
    page?.firstMatch(of: #/connect-src [^"]*base-uri/#)?.output ?? ""
  }

  @Test func `every article asks where there is a comment server, and nothing else does`() throws {
    let files = Self.site("comments: {server: \"https://c.example/x/\"}\nsearch: true")
    let asking = files.filter { $0.key.hasSuffix(".html") && $0.value.contains("feedback") }.keys.sorted()
    #expect(asking == ["a/b.html", "a/c.html"])
    for path in asking {
      let page = try #require(files[path])
      #expect(page.contains(#"data-server="https://c.example/x/" data-page="\#(path)""#))
      #expect(page.matches(of: #/method="post" action="https://c\.example/x/feedback"/#).count == 2)
      let named = page.matches(of: #/(?:href|src)="\.\./(assets/feedback\.\w+\.(?:css|js))"/#).map { String($0.1) }
      #expect(named.count == 2)
      for file in named { #expect(files[file] != nil) }
    }
    // What has comments may start their worker too, what only asks may ask, and what does neither may nothing.
    let origin = "https://c.example"
    #expect(
      Self.policy(of: files["a/b.html"])
        == "connect-src 'self' \(origin); form-action 'self' \(origin); worker-src 'self'; base-uri")
    #expect(
      Self.policy(of: files["a/c.html"]) == "connect-src 'self' \(origin); form-action 'self' \(origin); base-uri")
    #expect(Self.policy(of: files["a/index.html"]) == "connect-src 'self'; form-action 'self'; base-uri")
    #expect(!files.keys.contains { $0.contains("unfound") })
  }

  @Test func `a server below the site's top is asked from each page as it must`() {
    let page = Self.site("comments: {server: comments/}")["a/b.html"]
    #expect(page?.contains(#"data-server="../comments/""#) == true)
    #expect(page?.contains(#"action="../comments/feedback""#) == true)
  }

  @Test(arguments: ["", "comments: {server: /c/, feedback: false}", "search: true"])
  func `where nobody is asked there is nothing of it`(lines: String) {
    for (path, text) in Self.site(lines) {
      #expect(!path.contains("feedback") && !path.contains("unfound"), "\(path)")
      if path.hasSuffix(".html") || path.hasSuffix("jsonl") {
        #expect(!text.contains("feedback") && !text.contains("unfound") && !text.contains("false}"), "\(path)")
      }
    }
  }

  @Test(arguments: [
    ("a/b.html", true, ["#site-help", "#comment-form"]), ("a/c.html", true, ["#site-help"]),
    ("a/b.html", false, ["#comment-form"]), ("a/c.html", false, []),
  ])
  func `who was not helped finds the helpdesk and the comments, where there are any`(
    path: String, help: Bool, links: [String]
  ) throws {
    let page = try #require(Self.site("comments: {server: /c/}", help: help)[path])
    let line = try #require(page.split(separator: "\n").first { $0.contains("feedback-help") })
    #expect(line.matches(of: /href="([^"]*)"/).map { String($0.1) } == links)
    for link in links { #expect(page.contains("id=\"\(link.dropFirst())\"")) }
  }

  @Test func `the reasons are those that the server counts`() throws {
    let page = try #require(Self.site("comments: {server: /c/}")["a/b.html"])
    let reasons = page.matches(of: /name="reason" value="(\w+)"/).map { String($0.1) }
    #expect(reasons == ["missing", "differs", "broken", "unclear", "other"])
  }

  @Test func `search boxes tell of searches only where that is switched on, and pages may ask for no more`() throws {
    let files = Self.site("comments: {server: \"https://c.example/\", searches: true, feedback: false}")
    let script = try #require(files.keys.first { $0.hasPrefix("assets/unfound.") })
    for path in ["index.html", "a/index.html", "a/b.html", "a/c.html", "a-z.html", "404.html"] {
      let page = try #require(files[path])
      #expect(page.contains(#" data-unfound="https://c.example/api/searches""#), "\(path)")
      #expect(page.contains(script.dropFirst("assets/".count)), "\(path)")
      #expect(Self.policy(of: page).hasPrefix("connect-src 'self' https://c.example; form-action 'self'"), "\(path)")
    }
    #expect(
      Self.policy(of: files["a/c.html"]) == "connect-src 'self' https://c.example; form-action 'self'; base-uri")
    let without = Self.site("comments: {server: \"https://c.example/\", searches: true}\nsearch: false")
    #expect(without["a/index.html"]?.contains("unfound") == false)
  }

  @Test(arguments: [
    ("feedback: maybe", "4:13: error: \"feedback\" must be true or false, not \"maybe\""),
    ("searches: 1", "4:13: error: \"searches\" must be true or false, not \"1\""),
  ])
  func `what is neither on nor off is an error`(line: String, message: String) {
    let guide = SampleGuide(files: ["content/guide.yml": "title: Help\ncomments:\n  server: /c/\n  \(line)\n"])
    #expect(guide.findings().hasPrefix("content/guide.yml:" + message), "\(guide.findings())")
  }
}
