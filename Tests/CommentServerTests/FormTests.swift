import CommentDatabases
import Comments
import Foundation
import RawHTTP
import Testing

/// Forms as browsers send them that run no scripts.
@Suite(.eachDatabase) struct FormTests {
  private func send(
    _ fields: [(String, String)], to server: RunningCommentServer, origin: String? = "null"
  ) throws -> RawClient.Answer {
    var allowed = CharacterSet.alphanumerics
    allowed.insert(charactersIn: "-._*")
    let body = fields.map { name, value in
      let encoded = value.addingPercentEncoding(withAllowedCharacters: allowed) ?? ""
      return "\(name)=\(encoded.replacingOccurrences(of: "%20", with: "+"))"
    }
    var headers = ["Content-Type": "application/x-www-form-urlencoded"]
    headers["Origin"] = origin
    return try server.ask("POST /comments", headers, body: body.joined(separator: "&"))
  }

  private let usual = [
    ("page", "faq/mfa.html"), ("parent", ""), ("name", "Ada"), ("website", ""), ("text", "Words & more.\r\n\r\nÜ"),
    ("email", ""),
  ]

  @Test(arguments: ["null", "https://help.example.com", nil])
  func `a form's comment waits, and the browser goes back to the page, which says so`(origin: String?) throws {
    let server = try RunningCommentServer()
    let answer = try send(usual, to: server, origin: origin)
    #expect(answer.status == 303)
    #expect(answer.field("Location") == "https://help.example.com/faq/mfa.html#comment-held")
    let comments = try server.store().comments(of: "help.example.com", in: .pending, limit: 10)
    #expect(comments.map(\.markdown) == ["Words & more.\n\nÜ"])
    #expect(comments.map(\.html) == ["<p>Words &amp; more.</p>\n<p>Ü</p>\n"])
  }

  @Test func `a form sent twice is one comment`() throws {
    let server = try RunningCommentServer()
    for _ in 0..<3 { #expect(try send(usual, to: server).status == 303) }
    #expect(try server.store().statistics(of: "help.example.com") == [.pending: 1])
  }

  @Test func `the way back leads to the help centre alone, whatever the page is called`() throws {
    let server = try RunningCommentServer()
    let answer = try send([("page", "über uns.html"), ("name", "Ada"), ("text", "Words.")], to: server)
    #expect(answer.field("Location") == "https://help.example.com/%C3%BCber%20uns.html#comment-held")
    for page in [
      "//evil.example.com", "https://evil.example.com/", "faq/mfa.html\r\nLocation: https://evil.example.com/",
    ] {
      let answer = try send([("page", page), ("name", "Ada"), ("text", "Words.")], to: server)
      #expect(answer.status == 404)
      #expect(answer.field("Location") == nil)
    }
  }

  @Test func `a form that is not taken comes back with all that was written, and why`() throws {
    let server = try RunningCommentServer()
    let written = #"</textarea><script>alert("1")</script>"#
    let answer = try send(
      [
        ("page", "faq/mfa.html"), ("name", #""><img src=x onerror=alert(1)>"#), ("website", "nowhere"),
        ("text", written),
      ],
      to: server)
    #expect(answer.status == 422)
    #expect(answer.field("Content-Type") == "text/html; charset=utf-8")
    #expect(answer.body.contains("The website is no address"))
    #expect(answer.body.contains("&lt;/textarea&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;"))
    #expect(answer.body.contains("value=\"&quot;&gt;&lt;img src=x onerror=alert(1)&gt;\""))
    #expect(!answer.body.contains("<script>"))
    #expect(!answer.body.contains("<img"))
  }

  @Test(arguments: [
    ("name=%ff&text=a&page=faq/mfa.html", 400), ("", 404), ("=&&&=", 404), ("page=faq%2Fmfa.html&name=a&text=b", 303),
    ("page=faq/mfa.html&name=a&text=100%&other=1", 303), ("page=faq/mfa.html&name=a", 422),
  ])
  func `forms are read as browsers write them`(body: String, status: Int) throws {
    let server = try RunningCommentServer()
    let answer = try server.ask("POST /comments", ["Content-Type": "application/x-www-form-urlencoded"], body: body)
    #expect(answer.status == status)
  }
}
