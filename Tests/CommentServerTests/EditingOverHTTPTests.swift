import CommentDatabases
import Comments
import Foundation
import HTTP
import RawHTTP
import Testing

@Suite(.eachDatabase) struct EditingOverHTTPTests {
  private func change(
    _ id: String, _ token: String?, on server: RunningCommentServer, _ body: String = #"{"text":"*Other* words."}"#,
    origin: String? = RunningCommentServer.origin, method: String = "PUT"
  ) throws -> RawClient.Answer {
    var headers = ["Content-Type": "application/json"]
    headers["Origin"] = origin
    headers["Authorization"] = token.map { "Bearer \($0)" }
    return try server.ask("\(method) /api/comments/\(id)", headers, body: body)
  }

  @Test func `an author changes a comment, and takes it back`() throws {
    let server = try RunningCommentServer()
    let posted = try server.post(["proof": server.proof()])
    let (id, token) = (posted.text("id"), posted.text("token"))
    server.pass(seconds: 60)
    let answer = try change(id, token, on: server)
    #expect(answer.status == 200)
    #expect(answer.text("html") == "<p><em>Other</em> words.</p>\n")
    #expect((answer.text("id"), answer.text("author"), answer.text("state")) == (id, "Ada", "approved"))
    #expect((answer.text("edited"), answer.text("token")) == ("2027-01-15T08:01:00Z", token))
    #expect(answer.field("Access-Control-Allow-Origin") == RunningCommentServer.origin)
    #expect(try server.comments() == ["<p><em>Other</em> words.</p>\n"])
    let named = try change(id, token, on: server, #"{"text":"Mine","name":"Bo","website":"example.com"}"#)
    #expect((named.text("author"), named.text("website")) == ("Bo", "https://example.com"))
    #expect(named.text("state") == "pending")
    #expect(try server.comments().isEmpty)
    for _ in 0..<2 { #expect(try change(id, token, on: server, "", method: "DELETE").status == 204) }
    #expect(try change(id, token, on: server).status == 404)
    #expect(try server.store().statistics(of: "help.example.com") == [.deleted: 1])
  }

  @Test func `a comment with replies that is taken back is gone, and the replies stay`() throws {
    let server = try RunningCommentServer()
    let top = try server.post(["proof": server.proof()])
    _ = try server.post(["text": "Reply.", "parent": top.text("id"), "proof": server.proof()])
    #expect(try change(top.text("id"), top.text("token"), on: server, "", method: "DELETE").status == 204)
    #expect(try server.comments() == ["gone", "<p>Reply.</p>\n"])
  }

  @Test func `nobody changes, reads or takes back a comment without its own token, in time`() throws {
    let server = try RunningCommentServer()
    let (mine, other) = (try server.post(["text": "Mine."]), try server.post(["text": "Secret plans."]))
    let (id, token) = (other.text("id"), mine.text("token"))
    let parts = token.split(separator: ".").map(String.init)
    let foreign = try RunningCommentServer()
    let stranger = try foreign.post().text("token")
    let deletion = "delete.\(parts[1]).\(parts[2])"
    let wrong: [String?] = [
      token, deletion, "", "edit.\(parts[1]).", "edit", stranger, mine.text("authorToken"), other.text("authorToken"),
      other.text("token") + "0", other.text("token").uppercased(), "edit.\(Int.max).\(parts[2])",
      String(repeating: "x", count: 20_000), token + ", " + other.text("token"), "null", nil,
    ]
    for method in ["PUT", "DELETE"] {
      for wrong in wrong {
        let answer = try change(id, wrong, on: server, method: method)
        #expect([401, 403].contains(answer.status), "\(wrong ?? "none"): \(answer.status)")
        #expect(!answer.body.contains("Secret"))
      }
      for renamed in ["\(id)?id=\(mine.text("id"))", "\(id)/", "../comments/\(id)", "%00", "", "1", id.uppercased()] {
        let answer = try change(renamed, token, on: server, method: method)
        #expect([400, 403, 404].contains(answer.status), "\(renamed): \(answer.status)")
        #expect(!answer.body.contains("Secret"))
      }
      #expect(
        try change(id, other.text("token"), on: server, origin: "https://evil.example.com", method: method).status
          == 403)
      #expect(try change(id, other.text("token"), on: server, origin: "null", method: method).status == 403)
    }
    #expect(try change(id, nil, on: server).field("WWW-Authenticate") == "Bearer")
    server.pass(seconds: 900)
    let late = try change(id, other.text("token"), on: server)
    #expect(late.status == 403)
    #expect(late.text("detail") == "It is too late to change this comment. Minutes for that: 15.")
    let texts = try server.store().comments(of: "help.example.com", in: .pending, limit: 9).map(\.markdown)
    #expect(texts.sorted() == ["Mine.", "Secret plans."])
  }

  @Test(arguments: [
    (#"{"text":1}"#, 400), (#"{"text":"a","page":"faq/mfa.html"}"#, 400), (#"{"text":"a","state":"approved"}"#, 400),
    ("[]", 400), ("null", 400), ("", 400), ("{", 400), (#"{"text":{}}"#, 400), (#"{"text":"a","name":false}"#, 400),
    (#"{"text":"a","text":"b"}"#, 400), ("{}", 422), (#"{"text":" "}"#, 422), (#"{"text":"a","name":""}"#, 422),
    (#"{"text":"a","website":"javascript:alert(1)"}"#, 422), (#"{"text":null}"#, 422),
    ("{\"text\":\"\u{202E}\u{200B}\"}", 422), (#"{"text":"a","name":null,"website":null}"#, 200),
    (#"{"text":"\#(String(repeating: "e\u{301}\u{300}", count: 9_000))"}"#, 422),
    (#"{"text":"\#(String(repeating: "> ", count: 2_000))a"}"#, 422),
    (#"{"text":"\#(String(repeating: "x", count: 70_000))"}"#, 413),
  ])
  func `an edit that has not the agreed form is the client's mistake`(body: String, status: Int) throws {
    let server = try RunningCommentServer()
    let posted = try server.post(["proof": server.proof()])
    #expect(try change(posted.text("id"), posted.text("token"), on: server, body).status == status)
  }

  @Test func `what a form of somebody else wrote is not the right to change it`() throws {
    let server = try RunningCommentServer()
    // Two who share a network write the same, one of them by a form without a script.
    let form = "page=faq%2Fmfa.html&name=Ada&text=Words."
    let headers = ["Content-Type": "application/x-www-form-urlencoded"]
    #expect(try server.ask("POST /comments", headers, body: form).status == 303)
    let answer = try server.post(["nonce": NSNull()])
    #expect(answer.status == 200)
    for name in ["token", "tokenExpires", "authorToken"] { #expect(answer.object[name] == nil) }
  }

  @Test func `who spams is answered as who waits`() throws {
    let server = try RunningCommentServer()
    let fields = ["nonce": "0123456789abcdef", "email": "a@example.com"]
    let (held, spam) = (try server.post(["text": "Held."]), try server.post(fields))
    #expect((held.status, spam.status) == (201, 201))
    #expect(spam.text("state") == "pending")
    #expect(Set(held.object.keys) == Set(spam.object.keys))
    #expect(try server.post(fields).text("state") == "pending")
    #expect(try change(spam.text("id"), spam.text("token"), on: server).text("state") == "pending")
    #expect(try server.store().statistics(of: "help.example.com") == [.pending: 1, .rejected: 1])
    let form = "page=faq%2Fmfa.html&name=Ada&text=Words.&email=x"
    let answer = try server.ask("POST /comments", ["Content-Type": "application/x-www-form-urlencoded"], body: form)
    #expect(answer.field("Location") == "https://help.example.com/faq/mfa.html#comment-held")
  }

  @Test func `a browser that shows whose it is is no newcomer, once a comment of its was approved`() throws {
    let server = try RunningCommentServer { $0.spam.holdsNewcomers = true }
    let first = try server.post(["proof": server.proof()])
    let author = first.text("authorToken")
    #expect(first.text("state") == "pending")
    _ = try server.store().set(.approved, of: #require(UUIDv7(first.text("id"))), at: server.now)
    #expect(try server.post(["author": author, "proof": server.proof()]).text("state") == "approved")
    // What is no such token makes a newcomer of its bearer, and keeps nobody from writing.
    let parts = author.split(separator: ".").map(String.init)
    for wrong in [
      "", "x", String(repeating: "x", count: 10_000), first.text("token"), "\(first.text("id")).\(first.text("token"))",
      "\(first.text("id")).author.\(parts[2]).\(String(repeating: "0", count: 64))", author + "0",
    ] {
      let answer = try server.post(["author": wrong, "proof": server.proof()])
      #expect((answer.status, answer.text("state")) == (201, "pending"), "\(wrong.prefix(100))")
    }
    #expect(try server.post(["author": 1]).status == 400)
    server.pass(seconds: 400 * 86_400)
    #expect(try server.post(["author": author, "proof": server.proof()]).text("state") == "pending")
  }

  @Test func `a browser's author is told in the thread to nobody`() throws {
    let server = try RunningCommentServer()
    let first = try server.post(["proof": server.proof()])
    _ = try server.post(["author": first.text("authorToken"), "name": "Bo", "proof": server.proof()])
    let thread = try server.ask("GET /api/thread?page=faq/mfa.html").object["comments"] as? [[String: Any]]
    let names = Set(thread?.flatMap(\.keys) ?? [])
    #expect(names == ["id", "depth", "author", "html", "created"])
  }

  @Test func `edits by many at once: each gets its own back`() async throws {
    let server = try RunningCommentServer(rates: PostingRates(perNetwork: 10_000, perPage: 10_000))
    let foreign = try await withThrowingTaskGroup(of: Int.self) { group in
      for client in 0..<4 {
        group.addTask {
          let posted = try server.post(["text": "\(client)"])
          var foreign = 0
          for number in 0..<10 {
            let answer = try change(
              posted.text("id"), posted.text("token"), on: server, #"{"text":"\#(client)-\#(number)"}"#)
            let isOwn = answer.text("html") == "<p>\(client)-\(number)</p>\n" && answer.text("id") == posted.text("id")
            if !isOwn { foreign += 1 }
          }
          return foreign
        }
      }
      return try await group.reduce(0, +)
    }
    #expect(foreign == 0)
    let texts = try server.store().comments(of: "help.example.com", in: .pending, limit: 9).map(\.markdown)
    #expect(texts.sorted() == ["0-9", "1-9", "2-9", "3-9"])
  }
}
