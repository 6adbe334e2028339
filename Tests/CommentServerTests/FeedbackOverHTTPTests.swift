import CommentDatabases
import Comments
import Foundation
import HTTP
import RawHTTP
import Testing

@Suite(.eachDatabase) struct FeedbackOverHTTPTests {
  private func ask(
    _ body: String, _ server: RunningCommentServer, to path: String = "/api/feedback", from address: String? = nil,
    _ headers: [String: String] = [:]
  ) throws -> RawClient.Answer {
    var all = ["Content-Type": "application/json", "Origin": RunningCommentServer.origin]
    all["X-Forwarded-For"] = address
    return try server.ask("POST \(path)", all.merging(headers) { $1 }, body: body)
  }

  private func send(
    _ body: String, _ server: RunningCommentServer, origin: String? = "null", from address: String? = nil
  ) throws -> RawClient.Answer {
    var headers = ["Content-Type": "application/x-www-form-urlencoded"]
    (headers["Origin"], headers["X-Forwarded-For"]) = (origin, address)
    return try server.ask("POST /feedback", headers, body: body)
  }

  private func server(searches: Bool = false) throws -> RunningCommentServer {
    try RunningCommentServer(proxies: RunningCommentServer.proxies) { $0.searches = searches }
  }

  private func counted(_ server: RunningCommentServer) throws -> FeedbackStatistics {
    try server.store().feedbackStatistics(of: "help.example.com", since: 0)
  }

  private static let no = #"{"page":"faq/mfa.html","answer":"no"}"#
  private static let broken = #"{"page":"faq/mfa.html","answer":"no","reason":"broken"}"#

  @Test func `answers are counted, one for each network, which may change its mind`() throws {
    let server = try server()
    for (number, body) in [Self.no, Self.broken, #"{"page":"faq/mfa.html","answer":"yes"}"#, Self.no].enumerated() {
      let answer = try ask(body, server, from: "192.0.2.\(number % 3)")
      #expect((answer.status, answer.body) == (204, ""))
      #expect(answer.field("Access-Control-Allow-Origin") == RunningCommentServer.origin)
      #expect(answer.field("Set-Cookie") == nil)
    }
    #expect(
      try counted(server).pages == [
        FeedbackStatistics.PageAnswers(path: "faq/mfa.html", yes: 1, no: 2, reasons: [.broken: 1])
      ])
  }

  @Test(arguments: ["null", "https://help.example.com", nil])
  func `a form leads back to the article, which goes on from there`(origin: String?) throws {
    let server = try server()
    for (fields, mark) in [
      ("page=faq%2Fmfa.html&answer=no", "why"), ("page=faq/mfa.html&answer=no&reason=unclear", "thanks"),
      ("page=faq/mfa.html&answer=yes&other=1", "thanks"),
    ] {
      let answer = try send(fields, server, origin: origin)
      #expect(answer.status == 303)
      #expect(answer.field("Location") == "https://help.example.com/faq/mfa.html#feedback-\(mark)")
    }
    #expect(try counted(server).pages == [FeedbackStatistics.PageAnswers(path: "faq/mfa.html", yes: 1)])
    let encoded = try send("page=%C3%BCber+uns.html&answer=yes", server)
    #expect(encoded.field("Location") == "https://help.example.com/%C3%BCber%20uns.html#feedback-thanks")
  }

  @Test(arguments: [
    "", "[]", "null", "{}", "1", #"{"page":"faq/mfa.html"}"#, #"{"page":"faq/mfa.html","answer":"maybe"}"#,
    #"{"page":"faq/mfa.html","answer":true}"#, #"{"page":"faq/mfa.html","answer":null}"#,
    #"{"page":["faq/mfa.html"],"answer":"no"}"#, #"{"page":1,"answer":"no"}"#,
    #"{"page":"faq/mfa.html","answer":"yes","reason":"because"}"#,
    #"{"page":"faq/mfa.html","answer":"no","reason":"because"}"#, #"{"page":"faq/mfa.html","answer":"no","reason":{}}"#,
    #"{"page":"faq/mfa.html","answer":"no","by":"a"}"#, #"{"page":"faq/mfa.html","answer":"no","answer":"no"}"#,
  ])
  func `an answer that has not the agreed form is the client's mistake`(body: String) throws {
    let server = try server()
    #expect(try ask(body, server).status == 400)
    #expect(try counted(server).pages.isEmpty)
  }

  @Test(arguments: [
    ("page=faq/mfa.html&answer=%ff", 400), ("page=faq/mfa.html", 400), ("", 400), ("answer=no&page=none.html", 404),
    ("page=faq/mfa.html&answer=yes&reason=%20", 400), ("page=//evil.example.com&answer=no", 404),
    ("page=%00&answer=no", 404),
  ])
  func `a form that is not taken says so on a page`(body: String, status: Int) throws {
    let answer = try send(body, server())
    #expect(answer.status == status)
    #expect(answer.field("Content-Type") == "text/html; charset=utf-8")
    #expect(answer.field("Location") == nil)
    #expect(answer.body.contains("Your answer was not counted"))
  }

  @Test func `only pages of the site have answers, and names of others are nowhere kept`() throws {
    let server = try server(searches: true)
    for page in ["none.html", "", "faq/mfa.html\\u0000", "https://help.example.com/faq/mfa.html", "../faq/mfa.html"] {
      #expect(try ask(#"{"page":"\#(page)","answer":"no"}"#, server).status == 404)
    }
    #expect(try counted(server) == FeedbackStatistics(pages: [], searches: []))
  }

  @Test func `another site's script or form counts nothing`() throws {
    let server = try server(searches: true)
    for origin in ["https://evil.example.com", "http://help.example.com", "https://help.example.com.evil.example"] {
      #expect(try ask(Self.no, server, ["Origin": origin]).status == 403)
      #expect(try ask(#"{"query":"fax"}"#, server, to: "/api/searches", ["Origin": origin]).status == 403)
      #expect(try send("page=faq/mfa.html&answer=no", server, origin: origin).status == 403)
    }
    for path in ["/api/feedback", "/api/searches"] {
      #expect(try ask(Self.no, server, to: path, ["Origin": "null"]).status == 403)
      // What a page of another site may send without being asked for first.
      for type in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=a"] {
        #expect(try ask(Self.no, server, to: path, ["Content-Type": type]).status == 415)
      }
    }
    #expect(try counted(server) == FeedbackStatistics(pages: [], searches: []))
  }

  @Test func `nobody stuffs the box: the limit is the network's, whatever it says of itself`() throws {
    let server = try RunningCommentServer { $0.searches = true }
    for number in 0..<60 {
      let headers = ["X-Forwarded-For": "192.0.2.\(number)", "User-Agent": "\(number)", "Cookie": "a=\(number)"]
      #expect(try ask(number % 2 == 0 ? Self.no : Self.broken, server, headers).status == 204)
    }
    let answer = try ask(Self.no, server)
    #expect((answer.status, answer.field("Retry-After")) == (429, "3600"))
    #expect(try send("page=faq/mfa.html&answer=no", server).status == 429)
    #expect(try counted(server).pages.map(\.no) == [1])
    for number in 0..<30 {
      #expect(try ask(#"{"query":"fax \#(number)"}"#, server, to: "/api/searches").status == 204)
    }
    #expect(try ask(#"{"query":"fax"}"#, server, to: "/api/searches").status == 429)
    #expect(try counted(server).searches.count == 30)
  }

  @Test func `all addresses of one IPv6 network are one, and on the next day it counts again`() throws {
    let server = try server()
    for number in 1...5 { #expect(try ask(Self.no, server, from: "2001:db8:1:2::\(number)").status == 204) }
    #expect(try counted(server).pages.map(\.no) == [1])
    server.pass(seconds: 86_400)
    #expect(try ask(Self.no, server, from: "2001:db8:1:2::1").status == 204)
    #expect(try counted(server).pages.map(\.no) == [2])
  }

  @Test func `nothing in the database puts two answers of one network together`() throws {
    let server = try server(searches: true)
    #expect(try ask(Self.no, server, from: "192.0.2.1").status == 204)
    #expect(try ask(#"{"page":"über uns.html","answer":"yes"}"#, server, from: "192.0.2.1").status == 204)
    for query in ["fax", "telex"] {
      #expect(try ask(#"{"query":"\#(query)"}"#, server, to: "/api/searches", from: "192.0.2.1").status == 204)
    }
    let rows = try server.database.connection().run("SELECT voter FROM answered", [])
    #expect(Set(rows.map { "\($0.values)" }).count == 4)
    #expect(rows.count == 4)
  }

  @Test func `searches are counted where that is switched on, and what looks personal is not`() throws {
    let server = try server(searches: true)
    for query in [" Fax  machine", "fax MACHINE", "ada@example.com", "+44 20 7946 0123", "", "\\u0000"] {
      let answer = try ask(#"{"query":"\#(query)"}"#, server, to: "/api/searches", from: "192.0.2.1")
      #expect((answer.status, answer.body) == (204, ""))
    }
    #expect(try ask(#"{"query":"fax machine"}"#, server, to: "/api/searches", from: "192.0.2.2").status == 204)
    #expect(
      try counted(server).searches == [FeedbackStatistics.UnfoundSearch(query: "fax machine", count: 2)])
    for body in ["", "{}", "[]", #"{"query":1}"#, #"{"query":null}"#, #"{"query":"a","page":"b"}"#, #"{"q":"a"}"#] {
      #expect(try ask(body, server, to: "/api/searches").status == 400)
    }
    #expect(try ask(#"{"query":"fax"}"#, self.server(), to: "/api/searches").status == 404)
  }

  @Test func `where feedback is off there is none`() throws {
    let server = try RunningCommentServer { $0.feedback = false }
    #expect(try ask(Self.no, server).status == 404)
    #expect(try send("page=faq/mfa.html&answer=no", server).status == 404)
    #expect(try counted(server).pages.isEmpty)
  }

  @Test func `a page without comments can be asked of, and takes no comment`() throws {
    let server = try server()
    let list = server.folder + "/pages.jsonl"
    try (RunningCommentServer.pageList + #"{"path":"quiet.html","title":"Quiet","comments":false}"# + "\n")
      .write(toFile: list, atomically: true, encoding: .utf8)
    server.pass(seconds: 2)
    #expect(try ask(#"{"page":"quiet.html","answer":"no"}"#, server).status == 204)
    #expect(try server.post(["page": "quiet.html"]).status == 404)
    for path in ["thread", "challenge", "counts"] {
      #expect(try server.ask("GET /api/\(path)?page=quiet.html").body.contains("quiet") == false)
    }
    #expect(try server.ask("GET /api/thread?page=quiet.html").status == 404)
  }

  @Test func `answers and searches are metrics, without a word of what was said`() throws {
    let server = try server(searches: true)
    for body in [Self.no, Self.broken] { #expect(try ask(body, server).status == 204) }
    #expect(try ask(#"{"query":"fax"}"#, server, to: "/api/searches").status == 204)
    let text = try server.ask("GET /metrics").body
    #expect(text.contains("guidegen_comments_feedback_total{answer=\"no\"} 2\n"))
    #expect(text.contains("guidegen_comments_feedback_total{answer=\"yes\"} 0\n"))
    #expect(text.contains("guidegen_comments_unfound_searches_total 1\n"))
    #expect(!text.contains("fax") && !text.contains("mfa"))
  }

  @Test func `a body that is too large is not read`() throws {
    let server = try server(searches: true)
    let long = String(repeating: "a", count: 200_000)
    #expect(try ask(#"{"query":"\#(long)"}"#, server, to: "/api/searches").status == 413)
    #expect(try ask(#"{"page":"\#(long)","answer":"no"}"#, server).status == 413)
  }
}
