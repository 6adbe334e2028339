import CommentDatabases
import CommentServer
import Comments
import Foundation
import RawHTTP
import Testing

/// Feeds, read by a feed reader's library and by a parser that forgives nothing.
@Suite(.eachDatabase) struct FeedTests {
  /// The feed as feedparser understands it, after expat has read it strictly.
  private func read(_ feed: String) throws -> [String: Any] {
    let script = """
      import sys, json, xml.parsers.expat, feedparser
      data = sys.stdin.buffer.read()
      xml.parsers.expat.ParserCreate().Parse(data, True)
      feed = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
      assert not feed.bozo, feed.bozo_exception
      assert feed.version == 'atom10', feed.version
      print(json.dumps({'id': feed.feed.id, 'title': feed.feed.title, 'updated': feed.feed.updated,
        'links': {link.rel: link.href for link in feed.feed.links},
        'entries': [{'id': e.id, 'title': e.title, 'author': e.author, 'link': e.link, 'updated': e.updated,
          'published': e.published, 'uri': e.author_detail.get('href', ''), 'type': e.content[0].type,
          'html': e.content[0].value} for e in feed.entries]}))
      """
    let text = try PythonPeer.run(script, feed)
    return try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  private func entries(_ feed: [String: Any]) -> [[String: String]] { feed["entries"] as? [[String: String]] ?? [] }

  @Test func `the feed of a page has its public comments, the latest first, with its title and their addresses`() throws
  {
    let server = try RunningCommentServer()
    let first = try server.post(["text": "Use *both* hands & feet.", "proof": server.proof()])
    server.pass(seconds: 60)
    let second = try server.post(["name": "Bob", "text": "Second.", "proof": server.proof()])
    _ = try server.post(["text": "Held."])
    let answer = try server.ask("GET /feed?page=faq/mfa.html")
    #expect(answer.status == 200)
    #expect(answer.field("Content-Type") == "application/atom+xml; charset=utf-8")
    let feed = try read(answer.body)
    #expect(feed["title"] as? String == "Comments on Setting up MFA")
    #expect(feed["updated"] as? String == "2027-01-15T08:01:00Z")
    #expect((feed["id"] as? String)?.hasPrefix("urn:uuid:") == true)
    #expect(
      feed["links"] as? [String: String] == [
        "self": "feed?page=faq/mfa.html", "alternate": "https://help.example.com/faq/mfa.html",
      ])
    let entries = entries(feed)
    #expect(entries.map { $0["id"] } == ["urn:uuid:\(second.text("id"))", "urn:uuid:\(first.text("id"))"])
    #expect(entries.map { $0["title"] } == ["Bob on Setting up MFA", "Ada on Setting up MFA"])
    #expect(entries.map { $0["author"] } == ["Bob", "Ada"])
    #expect(entries.last?["type"] == "text/html")
    #expect(entries.last?["html"] == "<p>Use <em>both</em> hands &amp; feet.</p>")
    #expect(entries.last?["published"] == "2027-01-15T08:00:00Z")
    #expect(entries.last?["link"] == "https://help.example.com/faq/mfa.html#comment-\(first.text("id"))")
  }

  @Test func `where it is known where the server and the help centre are, all addresses are whole ones`() throws {
    let server = try RunningCommentServer { settings in
      settings.help = PublicAddress("https://www.example.com/help") ?? settings.help
      settings.publicURL = PublicAddress("https://www.example.com/comments")
    }
    let form = ["Content-Type": "application/x-www-form-urlencoded"]
    let sent = try server.ask("POST /comments", form, body: "page=faq/mfa.html&name=Ada&text=First.")
    #expect(sent.field("Location") == "https://www.example.com/help/faq/mfa.html#comment-held")
    let id = try #require(try server.store().comments(of: "www.example.com/help", in: .pending, limit: 1).first?.id)
    _ = try server.store().set(.approved, of: id, at: .now())
    server.pass(seconds: 1)
    let feed = try read(try server.ask("GET /feed?page=faq/mfa.html").body)
    #expect(
      feed["links"] as? [String: String] == [
        "self": "https://www.example.com/comments/feed?page=faq/mfa.html",
        "alternate": "https://www.example.com/help/faq/mfa.html",
      ])
    #expect(entries(feed).map { $0["link"] } == ["https://www.example.com/help/faq/mfa.html#comment-\(id)"])
  }

  @Test func `the feed of the site has the latest 50 comments of all pages`() throws {
    let server = try RunningCommentServer()
    let other = try server.proof(for: "über uns.html")
    _ = try server.post(["page": "über uns.html", "text": "Oldest.", "proof": other])
    for number in 1...50 {
      server.pass(seconds: 1)
      let page = number % 2 == 0 ? "faq/mfa.html" : "über uns.html"
      let id = try server.post(["page": page, "text": "Number \(number)."]).text("id")
      _ = try server.store().set(.approved, of: #require(UUIDv7(id)), at: .now())
    }
    server.pass(seconds: 1)
    let feed = try read(try server.ask("GET /feed").body)
    #expect(feed["title"] as? String == "Comments on help.example.com")
    #expect((feed["links"] as? [String: String])?["self"] == "feed")
    let entries = entries(feed)
    #expect(entries.map { $0["html"] } == (1...50).reversed().map { "<p>Number \($0).</p>" })
    #expect(entries.first?["title"] == "Ada on Setting up MFA")
    #expect(entries.last?["title"] == "Ada on About us")
    #expect(entries.last?["link"]?.hasPrefix("https://help.example.com/%C3%BCber%20uns.html#comment-") == true)
  }

  @Test func `a feed without comments is one, and a page that is none has none`() throws {
    let server = try RunningCommentServer()
    for line in ["GET /feed?page=faq/mfa.html", "GET /feed"] {
      let feed = try read(try server.ask(line).body)
      #expect(entries(feed).isEmpty)
      #expect(feed["updated"] as? String == "1970-01-01T00:00:00Z")
    }
    for page in ["none.html", "", "..%2ffaq/mfa.html", "faq%2fmfa.html%00"] {
      #expect(try server.ask("GET /feed?page=\(page)").status == 404)
    }
  }

  @Test func `feeds are told apart for ever, whatever the comments are`() throws {
    let server = try RunningCommentServer()
    func identifier(_ query: String) throws -> String? {
      try read(try server.ask("GET /feed\(query)").body)["id"] as? String
    }
    let (site, page) = (try identifier(""), try identifier("?page=faq/mfa.html"))
    let other = try identifier("?page=%C3%BCber%20uns.html")
    #expect(Set([site, page, other]).count == 3)
    _ = try server.post(["proof": server.proof()])
    #expect(try identifier("") == site)
    #expect(try identifier("?page=faq/mfa.html") == page)
  }

  @Test func `what XML cannot hold, or what would be markup, breaks no feed`() throws {
    let server = try RunningCommentServer()
    let store = try server.store()
    var random = SystemRandomNumberGenerator()
    // As a database may hold it that others have filled: the desk takes such letters out.
    var new = NewComment(
      id: UUIDv7(at: server.now, random: &random), page: PageKey(site: "help.example.com", path: "faq/mfa.html"),
      state: .approved, author: "A\u{1}\u{B}\u{1F}<b>&\"]]>\u{FFFE}\u{FFFF}\u{7F}\u{85}\r\n\u{1F600}",
      markdown: "x", html: "<p>]]>\u{8}&amp;\u{FFFE}\u{2028}</p>\r\n", created: server.now, nonce: "0123456789abcdef")
    new.website = "https://example.com/?a=1&b=\"<"
    guard case .stored = try store.post(new) else { throw PythonPeer.Missing(description: "not stored") }
    for line in ["GET /feed?page=faq/mfa.html", "GET /feed"] {
      let answer = try server.ask(line)
      let entry = try #require(entries(try read(answer.body)).first)
      #expect(entry["author"]?.contains("<b>&\"]]>") == true)
      #expect(entry["author"]?.contains("\u{1F600}") == true)
      #expect(entry["uri"] == "https://example.com/?a=1&b=\"<")
      #expect(entry["html"]?.hasPrefix("<p>]]>\u{FFFD}&amp;\u{FFFD}\u{2028}</p>") == true)
      #expect(!answer.body.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
      #expect(!answer.body.unicodeScalars.contains { $0 == "\u{FFFE}" || $0 == "\u{FFFF}" })
    }
  }

  @Test func `a feed has a tag, and is sent again only when a comment or a title has changed`() throws {
    let server = try RunningCommentServer()
    for line in ["GET /feed?page=faq/mfa.html", "GET /feed"] {
      let tag = try #require(try server.ask(line).field("ETag"))
      #expect(try server.ask(line, ["If-None-Match": tag]).status == 304)
      _ = try server.post(["proof": server.proof()])
      let changed = try server.ask(line, ["If-None-Match": tag])
      #expect(changed.status == 200)
      let second = try #require(changed.field("ETag"))
      #expect(try server.ask(line, ["If-None-Match": second]).status == 304)
      // A change on the other page is one of the site's alone.
      _ = try server.post(["page": "über uns.html", "proof": server.proof(for: "über uns.html")])
      #expect(try server.ask(line, ["If-None-Match": second]).status == (line.contains("page") ? 304 : 200))
    }
    let tag = try #require(try server.ask("GET /feed?page=faq/mfa.html").field("ETag"))
    let list = #"{"path":"faq/mfa.html","title":"Another title"}"# + "\n"
    try list.write(toFile: server.folder + "/pages.jsonl", atomically: true, encoding: .utf8)
    server.pass(seconds: 2)
    let answer = try server.ask("GET /feed?page=faq/mfa.html", ["If-None-Match": tag])
    #expect(answer.status == 200)
    #expect(try read(answer.body)["title"] as? String == "Comments on Another title")
    // The page that is gone from the list is called what its path says.
    #expect(entries(try read(try server.ask("GET /feed").body)).contains { $0["title"] == "Ada on über uns.html" })
  }
}
