import CommentDatabases
import Comments
import Foundation
import RawHTTP
import Testing

@Suite(.eachDatabase) struct ReadingOverHTTPTests {
  @Test func `a thread has a tag, and is sent again only when it has changed`() throws {
    let server = try RunningCommentServer()
    let empty = try server.ask("GET /api/thread?page=faq/mfa.html")
    #expect(empty.body == #"{"page":"faq/mfa.html","version":0,"count":0,"comments":[]}"#)
    let tag = try #require(empty.field("ETag"))
    for known in [tag, "W/" + tag, "\"x\", \(tag)"] {
      let same = try server.ask("GET /api/thread?page=faq/mfa.html", ["If-None-Match": known])
      #expect(same.status == 304)
      #expect(same.bytes.isEmpty)
      #expect(same.field("ETag") == tag)
    }
    #expect(try server.post(["proof": server.proof()]).status == 201)
    let changed = try server.ask("GET /api/thread?page=faq/mfa.html", ["If-None-Match": tag])
    #expect(changed.status == 200)
    #expect(changed.field("ETag") != tag)
    #expect(changed.object["count"] as? Int == 1)
  }

  @Test func `a comment whose author is gone shows that, and no more`() throws {
    let server = try RunningCommentServer()
    let top = try server.post(["text": "Top.", "proof": server.proof()])
    _ = try server.post(["text": "Reply.", "parent": top.text("id"), "proof": server.proof()])
    _ = try server.store().set(.deleted, of: #require(UUIDv7(top.text("id"))), at: server.now)
    server.pass(seconds: 1)
    let thread = try server.ask("GET /api/thread?page=faq/mfa.html")
    #expect(thread.body.contains(#"{"id":"\#(top.text("id"))","depth":0,"gone":true}"#))
    #expect(try server.comments() == ["gone", "<p>Reply.</p>\n"])
  }

  @Test func `the counts of many pages come in one answer`() throws {
    let server = try RunningCommentServer()
    for _ in 0..<2 { _ = try server.post(["proof": server.proof()]) }
    let pages = "page=faq/mfa.html&page=%C3%BCber%20uns.html&page=none.html"
    for _ in 0..<2 {
      #expect(try server.ask("GET /api/counts?\(pages)").body == #"{"faq/mfa.html":2,"über uns.html":0}"#)
    }
    #expect(try server.ask("GET /api/counts?page=none.html").body == "{}")
    #expect(try server.ask("GET /api/counts").status == 400)
    let many = (0...200).map { "page=\($0)" }.joined(separator: "&")
    #expect(try server.ask("GET /api/counts?\(many)").status == 400)
  }

  @Test func `the export has every public comment with its page, and no other`() throws {
    let server = try RunningCommentServer()
    _ = try server.post(["text": "One.", "proof": server.proof()])
    _ = try server.post(["text": "Two.", "page": "über uns.html", "proof": server.proof(for: "über uns.html")])
    _ = try server.post(["text": "Held."])
    let lines = try server.ask("GET /api/export").body.split(separator: "\n")
    let objects = lines.compactMap { try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] }
    #expect(objects.map { $0["page"] as? String } == ["faq/mfa.html", "über uns.html"])
    #expect(objects.map { $0["html"] as? String } == ["<p>One.</p>\n", "<p>Two.</p>\n"])
  }

  @Test func `a text can be looked at before it is sent`() throws {
    let server = try RunningCommentServer()
    func preview(_ text: String) throws -> RawClient.Answer {
      let body = try JSONSerialization.data(withJSONObject: ["text": text])
      return try server.ask(
        "POST /api/preview", ["Content-Type": "application/json"], body: String(decoding: body, as: UTF8.self))
    }
    #expect(try preview("**Bold** <b>").text("html") == "<p><strong>Bold</strong> &lt;b&gt;</p>\n")
    #expect(try preview("").status == 422)
    #expect(try preview(String(repeating: "x", count: 60_000)).status == 422)
    #expect(try preview(String(repeating: "x", count: 200_000)).status == 413)
  }

  @Test(arguments: [
    ("GET /", 404), ("GET /api", 404), ("GET /api/thread", 404), ("GET /api/thread?page=none.html", 404),
    ("GET /api/thread?page=..%2f..%2fetc%2fpasswd", 404), ("GET /%zz", 400), ("POST /api/thread", 405),
    ("GET /api/comments", 405), ("PUT /api/comments", 405), ("DELETE /comments", 405), ("GET /health", 200),
    ("HEAD /health", 200), ("GET /ready", 200), ("GET /style.css", 200), ("GET /api/challenge?page=none.html", 404),
    ("POST /api/comments", 415), ("POST /api/preview", 415), ("POST /comments", 415),
  ])
  func `each address answers to its methods`(line: String, status: Int) throws {
    let server = try RunningCommentServer()
    let answer = try server.ask(line)
    #expect(answer.status == status)
    #expect(answer.field("X-Content-Type-Options") == "nosniff")
    #expect(answer.field("Content-Security-Policy")?.hasPrefix("default-src 'none'") == true)
    #expect(answer.field("Set-Cookie") == nil)
    if status == 405 { #expect(answer.field("Allow") != nil) }
  }
}
