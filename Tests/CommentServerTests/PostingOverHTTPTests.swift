import CommentDatabases
import Comments
import Foundation
import HTTP
import RawHTTP
import Testing

@Suite(.eachDatabase) struct PostingOverHTTPTests {
  @Test func `a comment with its work done is public at once, and its author gets it back`() throws {
    let server = try RunningCommentServer()
    #expect(try server.comments().isEmpty)
    let answer = try server.post(["text": "Use *both* hands.", "proof": server.proof()])
    #expect(answer.status == 201)
    #expect(answer.text("state") == "approved")
    #expect(answer.text("html") == "<p>Use <em>both</em> hands.</p>\n")
    #expect(answer.text("author") == "Ada")
    #expect(answer.text("created") == "2027-01-15T08:00:00Z")
    #expect(answer.text("tokenExpires") == "2027-01-15T08:15:00Z")
    #expect(try server.comments() == ["<p>Use <em>both</em> hands.</p>\n"])
  }

  @Test func `without work, or before moderation, a comment waits`() throws {
    let after = try RunningCommentServer()
    #expect(try after.post().text("state") == "pending")
    let before = try RunningCommentServer(moderation: .before)
    #expect(try before.post(["proof": before.proof()]).text("state") == "pending")
    for server in [after, before] { #expect(try server.comments().isEmpty) }
  }

  @Test(arguments: [
    (["text": "See https://example.com/"], "links +30: it has a link, hardly a word besides"),
    (["website": "example.com"], "links +5: its author gives a website"),
    (
      ["email": "a@example.com"], "trap +100: a field was filled that people do not see"
    ),
  ])
  func `what spam has waits, with the reason for the moderator`(fields: [String: String], verdict: String) throws {
    let server = try RunningCommentServer()
    let answer = try server.post(fields.merging(["proof": server.proof()]) { $1 })
    #expect(answer.text("state") == "pending")
    let id = try #require(UUIDv7(answer.text("id")))
    #expect(try server.store().comment(id)?.verdicts == verdict)
  }

  @Test func `what a moderator decides in another process is seen soon`() throws {
    let server = try RunningCommentServer()
    let id = try #require(UUIDv7(server.post().text("id")))
    #expect(try server.comments().isEmpty)
    _ = try server.store().set(.approved, of: id, at: server.now)
    server.pass(seconds: 1)
    #expect(try server.comments() == ["<p>Words.</p>\n"])
  }

  @Test func `a proof counts once, for its page, until its time, on all servers`() throws {
    let server = try RunningCommentServer()
    let proof = try server.proof()
    #expect(try server.post(["proof": proof]).status == 201)
    #expect(try server.post(["proof": proof]).status == 409)
    let other = try RunningCommentServer(folder: server.folder)
    #expect(try other.post(["proof": proof]).status == 409)
    #expect(try other.post(["proof": server.proof()]).status == 201)
    let answer = try server.post(["proof": server.proof(for: "über uns.html")])
    #expect(answer.status == 422)
    #expect(answer.text("reason") == "The proof of work is for another page.")
    let late = try server.proof()
    server.pass(seconds: 3600)
    #expect(try server.post(["proof": late]).text("reason") == "The proof of work came too late.")
    #expect(try server.comments().count == 2)
  }

  @Test func `the same comment sent again is the same comment, with the same right to change it`() throws {
    let server = try RunningCommentServer()
    let fields = ["nonce": "0123456789abcdef", "proof": try server.proof()]
    let (first, second) = (try server.post(fields), try server.post(fields))
    #expect((first.status, second.status) == (201, 200))
    #expect(first.body == second.body)
    #expect(try server.post(["nonce": "0123456789abcdef", "text": "Others."]).status == 409)
    #expect(try server.comments().count == 1)
  }

  @Test func `who knows a comment's nonce later, from an export, gets no right by sending it again`() throws {
    let server = try RunningCommentServer()
    let fields = ["nonce": "0123456789abcdef", "proof": try server.proof()]
    #expect(try server.post(fields).object["token"] != nil)
    server.pass(seconds: 900)
    let again = try server.post(["nonce": "0123456789abcdef"])
    #expect(again.status == 200)
    #expect(again.object["token"] == nil && again.object["authorToken"] == nil)
  }

  @Test func `replies say what they reply to`() throws {
    let server = try RunningCommentServer()
    let top = try server.post(["text": "Top.", "proof": server.proof()])
    let reply = try server.post(["text": "Reply.", "parent": top.text("id"), "proof": server.proof()])
    #expect(reply.text("parent") == top.text("id"))
    let thread = try server.ask("GET /api/thread?page=faq/mfa.html").object["comments"] as? [[String: Any]]
    #expect(thread?.map { $0["depth"] as? Int } == [0, 1])
    for parent in ["0197a6c5-3f2e-7b1c-8d4e-5f6a7b8c9d0e", "1", "' OR 1=1 --"] {
      let answer = try server.post(["parent": parent])
      #expect(answer.status == 422)
      #expect(answer.text("detail") == "The comment that you reply to is not there any more.")
      #expect((answer.object["fields"] as? [[String: String]])?.map { $0["name"] } == ["parent"])
    }
  }

  @Test func `each field that is wrong is named, all at once`() throws {
    let server = try RunningCommentServer()
    let answer = try server.post(["name": "", "text": " ", "website": "javascript:alert(1)"])
    #expect(answer.status == 422)
    #expect(answer.field("Content-Type") == "application/problem+json")
    let fields = answer.object["fields"] as? [[String: String]]
    #expect(fields?.map { $0["name"] } == ["name", "website", "text"])
    #expect(fields?.allSatisfy { $0["detail"]?.isEmpty == false } == true)
  }

  @Test(arguments: [
    #"{"page":"faq/mfa.html","name":1,"text":"x","nonce":"0123456789abcdef"}"#, "[]", "null", "1", "", "{",
    #"{"page":{"a":1}}"#, #"{"page":"faq/mfa.html","name":"a","text":"x","nonce":"short"}"#,
    #"{"page":"faq/mfa.html","name":"a","text":"x","nonce":"0123456789abcde\u0000"}"#, #"{"unknown":"field"}"#,
    #"{"page":"faq/mfa.html","page":"faq/mfa.html"}"#, String(repeating: "[", count: 10_000),
  ])
  func `what has not the agreed form is the client's mistake`(body: String) throws {
    let server = try RunningCommentServer()
    let headers = ["Content-Type": "application/json", "Origin": RunningCommentServer.origin]
    #expect(try server.ask("POST /api/comments", headers, body: body).status == 400)
  }

  @Test(arguments: [
    ("name", "A" + String(repeating: "\u{301}", count: 30_000), 422),
    ("name", String(repeating: "\u{202E}\u{200B}", count: 20), 422), ("name", String(repeating: "👨‍👩‍👧‍👦", count: 61), 422),
    ("name", "A\u{301}\u{327}\u{FE0F}", 201), ("text", String(repeating: "e\u{301}\u{302}\u{303}", count: 4_000), 422),
    ("text", String(repeating: "\u{FDFA}", count: 5_000), 201), ("text", String(repeating: "[", count: 5_000), 201),
    ("text", String(repeating: "> ", count: 2_000) + "a", 422),
    ("text", String(repeating: "\u{10FFFF}", count: 100), 422),
    ("text", "\u{0}\u{1}\u{FFFE}", 422),
    ("website", "https://" + String(repeating: "\u{301}", count: 90) + ".example", 422),
    ("parent", String(repeating: "\u{301}", count: 10_000), 422),
    ("proof", String(repeating: "\u{301}", count: 10_000), 422),
    ("nonce", String(repeating: "\u{301}", count: 16), 400),
    ("page", "faq/mfa.html" + String(repeating: "\u{301}", count: 999), 404),
  ])
  func `what is made to be large or unreadable is taken or refused, and costs nobody the server`(
    field: String, value: String, status: Int
  ) throws {
    let server = try RunningCommentServer()
    #expect(try server.post([field: value]).status == status)
    #expect(try server.ask("GET /health").status == 200)
  }

  @Test(arguments: [
    "", "none.html", "../faq/mfa.html", "faq/../faq/mfa.html", "/faq/mfa.html", "faq/mfa.html\u{0}", "FAQ/mfa.html",
  ])
  func `only pages of the help centre have comments`(page: String) throws {
    let server = try RunningCommentServer()
    #expect(try server.post(["page": page]).status == 404)
    #expect(try server.store().statistics(of: "help.example.com").isEmpty)
  }

  @Test func `a page that a build adds has comments soon`() throws {
    let server = try RunningCommentServer()
    #expect(try server.post(["page": "new.html"]).status == 404)
    let list = RunningCommentServer.pageList + #"{"path":"new.html","title":"New"}"# + "\n"
    try list.write(toFile: server.folder + "/pages.jsonl", atomically: true, encoding: .utf8)
    server.pass(seconds: 2)
    #expect(try server.post(["page": "new.html"]).status == 201)
    try FileManager.default.removeItem(atPath: server.folder + "/pages.jsonl")
    server.pass(seconds: 2)
    #expect(try server.post(["page": "new.html"]).status == 201)
  }

  @Test func `who posts too often is told when to try again`() throws {
    let server = try RunningCommentServer(rates: PostingRates(perNetwork: 2, perPage: 100))
    for _ in 0..<2 { #expect(try server.post().status == 201) }
    let answer = try server.post()
    #expect(answer.status == 429)
    #expect(answer.field("Retry-After") == "3600")
    server.pass(seconds: 3600)
    #expect(try server.post().status == 201)
  }

  @Test func `what a client says of its address counts only where a proxy says it`() throws {
    let rates = PostingRates(perNetwork: 1, perPage: 100)
    let direct = try RunningCommentServer(rates: rates)
    #expect(try direct.post([:], ["X-Forwarded-For": "192.0.2.1"]).status == 201)
    #expect(try direct.post([:], ["X-Forwarded-For": "192.0.2.2"]).status == 429)
    let proxied = try RunningCommentServer(rates: rates, proxies: RunningCommentServer.proxies)
    #expect(try proxied.post([:], ["X-Forwarded-For": "192.0.2.1"]).status == 201)
    #expect(try proxied.post([:], ["X-Forwarded-For": "198.51.100.7, 192.0.2.1"]).status == 429)
    #expect(try proxied.post([:], ["X-Forwarded-For": "192.0.2.2, 127.0.0.1"]).status == 201)
    #expect(try proxied.post([:], ["X-Forwarded-For": "192.0.2.2, 10.1.2.3"]).status == 429)
    #expect(try proxied.post([:], ["X-Forwarded-For": "192.0.2.3:4711"]).status == 201)
    #expect(try proxied.post([:], ["X-Forwarded-For": "2001:db8:1:2::1"]).status == 201)
    #expect(try proxied.post([:], ["X-Forwarded-For": "2001:db8:1:2::2"]).status == 429)
    #expect(try proxied.post([:], ["X-Forwarded-For": "2001:db8:1:3::1"]).status == 201)
  }

  @Test func `no address is stored, nor anything that names one on another day`() throws {
    let server = try RunningCommentServer(proxies: RunningCommentServer.proxies)
    #expect(try server.post([:], ["X-Forwarded-For": "203.0.113.77"]).status == 201)
    server.stop()
    let bytes = try TestDatabase.current.contents(for: server.folder)
    #expect(bytes.range(of: Data("Words.".utf8)) != nil)
    #expect(bytes.range(of: Data("203.0.113.77".utf8)) == nil)
    #expect(bytes.range(of: Data([203, 0, 113, 77])) == nil)
  }

  @Test func `a server that is told to stop has stored all that it confirmed`() throws {
    let server = try RunningCommentServer()
    let clients = try (0..<20).map { _ in try RawClient(port: server.port) }
    for (number, client) in clients.enumerated() {
      let body = #"{"page":"faq/mfa.html","name":"a","text":"\#(number)","nonce":"nonce-0123456789-\#(number)"}"#
      client.send(
        "POST /api/comments HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
      )
    }
    server.stop()
    let confirmed = clients.compactMap { try? $0.answer().status }.count { $0 == 201 }
    #expect(confirmed == 20)
    #expect(try server.store().statistics(of: "help.example.com") == [.pending: 20])
  }

  @Test func `comments posted at once by many clients: each gets its own back`() async throws {
    let server = try RunningCommentServer()
    let foreign = try await withThrowingTaskGroup(of: Int.self) { group in
      for client in 0..<4 {
        group.addTask {
          var foreign = 0
          for number in 0..<50 {
            let answer = try server.post(["text": "\(client)-\(number)"])
            if answer.text("html") != "<p>\(client)-\(number)</p>\n" { foreign += 1 }
          }
          return foreign
        }
      }
      return try await group.reduce(0, +)
    }
    #expect(foreign == 0)
    #expect(try server.store().statistics(of: "help.example.com") == [.pending: 200])
  }
}
