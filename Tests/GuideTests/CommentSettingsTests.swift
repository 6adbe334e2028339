import Testing

@testable import Guide

/// What `guide.yml` says of comments, and what becomes of the pages.
@Suite struct CommentSettingsTests {
  private static func findings(_ lines: String) -> String {
    SampleGuide(files: ["content/guide.yml": "title: Help\n" + lines, "content/a.md": "---\ntitle: A\n---\n"])
      .findings()
  }

  @Test(arguments: [
    (
      "comments:\n  show-on: articles\n",
      "content/guide.yml:3:3: error: the mapping \"comments\" has no \"server\"\n  hint: add \"server: …\""
    ),
    (
      "comments:\n  server: ftp://a.example/\n",
      """
      content/guide.yml:3:11: error: "server" must be the address of a comment server, not "ftp://a.example/"
        hint: write https://comments.example.com/, or a path on the site's own host: /comments/
      """
    ),
    (
      "comments:\n  server: /c/\n  show-on: article\n",
      "content/guide.yml:4:12: error: unknown show-on \"article\"\n  hint: did you mean \"articles\"?"
    ),
    (
      "comments:\n  server: /c/\n  moderation: never\n",
      "content/guide.yml:4:15: error: unknown moderation \"never\"\n  hint: write one of before, after"
    ),
    (
      "comments: true\n",
      "content/guide.yml:2:11: error: \"comments\" must be a mapping, not \"true\"\n  hint: write a \"key: value\" on each line below it, indented by two spaces"
    ),
    (
      "comments:\n  sever: /c/\n",
      """
      content/guide.yml:3:3: error: the mapping "comments" has no "server"
        hint: add "server: …"
      content/guide.yml:3:3: error: unknown key "sever" in the mapping "comments"
        hint: did you mean "server"?
      """
    ),
  ])
  func `what is wrong has its place and a hint`(lines: String, message: String) {
    #expect(Self.findings(lines) == message)
  }

  @Test(arguments: [
    "https://a.example;script-src *", "https://a.example, b", "https://a.example'", "//a.example/",
    "javascript:alert(1)",
    "https://", "https:///a", "https://a.example/?b", "https://a.example/#b", "https://a b.example/",
    "https://ä.example/",
    "http://:8080/", "https://user%40a.example/", "https://a.example/b:c", "/a:b",
  ])
  func `an address that could say something else in a policy is refused`(server: String) {
    let message = #"error: "server" must be the address of a comment server, not "\#(server)""#
    #expect(Self.findings("comments:\n  server: \"\(server)\"\n").contains(message))
  }

  @Test(arguments: [
    ("https://comments.example.com", "https://comments.example.com/", " https://comments.example.com"),
    ("https://a.example:8443/b", "https://a.example:8443/b/", " https://a.example:8443"),
    ("http://[::1]:80/", "http://[::1]:80/", " http://[::1]:80"),
    ("/comments/", "/comments/", ""), ("comments", "../comments/", ""),
  ])
  func `the policy names the server's origin and no more`(server: String, written: String, origin: String) throws {
    let files = SampleGuide(files: [
      "content/guide.yml": "title: Help\ncomments:\n  server: \"\(server)\"\n",
      "content/b/a.md": "---\ntitle: A\n---\n",
      "content/b/index.md": "---\ntitle: B\n---\n",
    ]).rendered()
    let page = try #require(files["b/a.html"]).replacing("&#39;", with: "'")
    #expect(page.contains(#"data-server="\#(written)" data-page="b/a.html""#))
    #expect(page.contains(#"method="post" action="\#(written)comments""#))
    let policy = "connect-src 'self'\(origin); form-action 'self'\(origin); worker-src 'self'; base-uri 'none'"
    #expect(page.contains(policy))
    let section = files["b/index.html"]?.replacing("&#39;", with: "'")
    #expect(section?.contains("connect-src 'self'; form-action 'self'; base-uri 'none'") == true)
    for name in ["_headers", "_server/nginx.conf", "_server/Caddyfile"] {
      #expect(files[name]?.contains(policy + "; frame-ancestors 'none'") == true, "\(name)")
    }
  }

  @Test(arguments: [
    ("articles", ["a.html", "b.html"]), ("chosen", ["b.html"]),
  ])
  func `pages have comments by what the guide says, unless they say it themselves`(showOn: String, pages: [String]) {
    let files = SampleGuide(files: [
      "content/guide.yml": "title: Help\ncomments: {server: /c/, show-on: \(showOn)}\n",
      "content/index.md": "---\ntitle: Home\ncomments: true\n---\n", "content/a.md": "---\ntitle: A \"1\"\n---\n",
      "content/b.md": "---\ntitle: B\ncomments: true\n---\n", "content/c.md": "---\ntitle: C\ncomments: false\n---\n",
    ]).rendered()
    let commented = files.filter { $0.key.hasSuffix(".html") && $0.value.contains("id=\"comments\"") }.keys.sorted()
    #expect(commented == pages)
    // The others ask whether they helped.
    let list = [("a.html", #"A \"1\""#), ("b.html", "B"), ("c.html", "C")].map { path, title in
      #"{"path":"\#(path)","title":"\#(title)"\#(pages.contains(path) ? "" : #","comments":false"#)}"# + "\n"
    }
    #expect(files["_server/comments.jsonl"]?.drop { $0 != "\n" } == "\n" + list.joined())
  }

  @Test func `the comment server is told what the site looks like`() throws {
    let files = SampleGuide(files: [
      "content/guide.yml": """
      title: Hilfe & "Rat"
      language: de
      theme: {accent: '#123456'}
      comments: {server: /c/, feedback: false}
      """,
      "content/a.md": "---\ntitle: A\n---\n",
    ]).rendered()
    let line = try #require(files["_server/comments.jsonl"]?.split(separator: "\n").first)
    let page = try #require(files["a.html"])
    // In the order in which the page has them: the later goes before the earlier.
    let sheets = page.matches(of: #/<link rel="stylesheet" href="([^"]+)">/#).map { "\"\($0.1)\"" }
    let icon = try #require(page.firstMatch(of: #/<link rel="icon" href="([^"]+)"/#)).1
    #expect(sheets.count == 3)
    let start = #"{"site":{"title":"Hilfe \u0026 \"Rat\"","language":"de","direction":"ltr","words":{"#
    let end = #"},"icon":"\#(icon)","styles":[\#(sheets.joined(separator: ","))]}}"#
    #expect(line.hasPrefix(start) && line.hasSuffix(end), "\(line)")
    // What it says itself, and what the form says on the pages.
    #expect(line.contains(#","answer-back":"Zurück zu {{page}}","#) && line.contains(#""comment-send":"Senden""#))
    #expect(!line.contains("Vorschau"))
  }

  @Test func `a site without comments has nothing of them`() {
    let files = SampleGuide(body: "Words.").rendered()
    for (path, text) in files {
      #expect(!path.contains("comment"), "\(path)")
      #expect(!text.lowercased().contains("comment") || path.hasSuffix(".css") || path.hasSuffix(".js"), "\(path)")
    }
  }
}
