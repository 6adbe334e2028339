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

  @Test func `without a script too a comment can be replied to`() throws {
    let server = try RunningCommentServer()
    let comment = try server.post(["text": "First.", "proof": server.proof()]).text("id")
    let form = try server.ask("GET /reply?page=faq/mfa.html&to=\(comment)")
    #expect(form.status == 200)
    #expect(form.body.contains(#"<input type="hidden" name="parent" value="\#(comment)">"#))
    #expect(form.body.contains("href=\"https://help.example.com/faq/mfa.html#comment-\(comment)\""))
    let reply = [("page", "faq/mfa.html"), ("parent", comment), ("name", "Bo"), ("text", "Second.")]
    #expect(try send(reply, to: server).status == 303)
    let stored = try server.store().comments(of: "help.example.com", in: .pending, limit: 10)
    #expect(stored.map(\.parent?.description) == [comment])
  }

  @Test(arguments: [
    "", "?page=faq/mfa.html", "?page=none.html&to=0197a6c5-3f2e-7b1c-8d4e-5f6a7b8c9d0e", "?page=faq/mfa.html&to=%22%3E",
    "?to=0197a6c5-3f2e-7b1c-8d4e-5f6a7b8c9d0e",
  ])
  func `there is a form to reply only with a page and a comment's identifier`(query: String) throws {
    let answer = try RunningCommentServer().ask("GET /reply" + query)
    #expect(answer.status == 404)
    #expect(!answer.body.contains("<form"))
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

  @Test func `a page of the server looks like those of the help centre, and leads back there`() throws {
    let server = try RunningCommentServer()
    let look =
      #"{"site":{"title":"Hilfe <&>","language":"de","icon":"assets/icon.1.svg","styles":["assets/style.2.css","a\"b.css"],"languages":[{"language":"ar","title":"مساعدة"}]}}"#
    let arabic = #"{"path":"ar/faq/mfa.html","title":"إعداد"}"# + "\n"
    try (look + "\n" + RunningCommentServer.pageList + arabic)
      .write(toFile: server.folder + "/pages.jsonl", atomically: true, encoding: .utf8)
    server.pass(seconds: 2)
    let answer = try send([("page", "faq/mfa.html"), ("name", ""), ("text", "Words.")], to: server)
    #expect(answer.status == 422)
    for part in [
      #"<html lang="en" dir="ltr">"#, "<title>Your comment was not sent - Hilfe &lt;&amp;&gt;</title>",
      #"<link rel="stylesheet" href="https://help.example.com/assets/style.2.css">"#,
      #"<link rel="stylesheet" href="https://help.example.com/a&quot;b.css">"#,
      #"<a class="site-name" href="https://help.example.com/"><img src="https://help.example.com/assets/icon.1.svg" alt="" width="32" height="32"><bdi lang="de">Hilfe &lt;&amp;&gt;</bdi></a>"#,
      #"Back to <a href="https://help.example.com/faq/mfa.html#comments"><bdi lang="de">Setting up MFA</bdi></a>"#,
    ] {
      #expect(answer.body.contains(part), "\(part) is not in \(answer.body)")
    }
    #expect(!answer.body.contains("style.css\""))
    let other = try send([("page", "ar/faq/mfa.html"), ("name", ""), ("text", "Words.")], to: server)
    for part in [
      "<title>Your comment was not sent - مساعدة</title>",
      #"<a class="site-name" href="https://help.example.com/ar/">"#, #"<bdi lang="ar">مساعدة</bdi>"#,
      #"Back to <a href="https://help.example.com/ar/faq/mfa.html#comments"><bdi lang="ar">إعداد</bdi></a>"#,
    ] {
      #expect(other.body.contains(part), "\(part) is not in \(other.body)")
    }
    let policy = try #require(answer.field("Content-Security-Policy"))
    #expect(
      policy
        == "default-src 'none'; style-src 'self' https://help.example.com; img-src https://help.example.com; font-src https://help.example.com; form-action 'self' https://help.example.com; base-uri 'none'"
    )
    #expect(try server.ask("GET /health").field("Content-Security-Policy")?.contains("help.example.com") == false)
    // A list that says nothing of it.
    let plain = try send([("page", "faq/mfa.html"), ("name", ""), ("text", "Words.")], to: RunningCommentServer())
    #expect(
      plain.body.contains(#"<html lang="en" dir="ltr">"#)
        && plain.body.contains(#"<link rel="stylesheet" href="style.css">"#))
  }

  @Test func `a website that the server takes is no mistake to the browser, and what hides in a text is left out`()
    throws
  {
    let server = try RunningCommentServer()
    let answer = try send(
      [
        ("page", "faq/mfa.html"), ("name", ""), ("website", "ada.example"),
        ("text", "a\u{202E}b\u{200B}c مر\u{200D}حبا"),
      ],
      to: server)
    #expect(answer.status == 422)
    #expect(answer.body.contains(#"inputmode="url""#) && !answer.body.contains(#"type="url""#))
    #expect(answer.body.contains("\nabc مر\u{200D}حبا</textarea>"))
  }

  @Test func `a reply to what has gone can be sent once more, by itself`() throws {
    let server = try RunningCommentServer()
    let gone = "0197a6c5-3f2e-7b1c-8d4e-5f6a7b8c9d0e"
    let answer = try send([("page", "faq/mfa.html"), ("parent", gone), ("name", "Bo"), ("text", "Words.")], to: server)
    #expect(answer.status == 422)
    #expect(answer.body.contains("The comment that you reply to is not there any more. Send yours once more"))
    #expect(answer.body.contains(#"name="parent" value="""#))
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
