import CommentServer
import Comments
import Foundation
import RawHTTP
import Testing

@Suite struct OriginTests {
  private static let foreign = [
    "https://evil.example.com", "http://help.example.com", "https://help.example.com.evil.example",
    "https://help.example.com:8443",
    "HTTPS://HELP.EXAMPLE.COM", "https://help.example.com/",
  ]

  @Test(arguments: foreign + ["null"])
  func `a script of another origin posts nothing`(origin: String) throws {
    let server = try RunningCommentServer()
    #expect(try server.post([:], ["Origin": origin]).status == 403)
    #expect(try server.store().statistics(of: "help.example.com").isEmpty)
  }

  @Test(arguments: foreign)
  func `a form of another origin posts nothing`(origin: String) throws {
    let server = try RunningCommentServer()
    let headers = ["Content-Type": "application/x-www-form-urlencoded", "Origin": origin]
    let answer = try server.ask("POST /comments", headers, body: "page=faq/mfa.html&name=a&text=b")
    #expect(answer.status == 403)
    #expect(try server.store().statistics(of: "help.example.com").isEmpty)
  }

  @Test(arguments: foreign + ["null"])
  func `pages of another origin cannot read what is answered`(origin: String) throws {
    let server = try RunningCommentServer()
    for line in ["GET /api/thread?page=faq/mfa.html", "GET /api/export", "GET /api/challenge?page=faq/mfa.html"] {
      let answer = try server.ask(line, ["Origin": origin])
      #expect(answer.field("Access-Control-Allow-Origin") == nil)
      #expect(answer.field("Vary")?.hasPrefix("Origin") == true)
    }
    let asked = try server.ask("OPTIONS /api/comments", ["Origin": origin, "Access-Control-Request-Method": "POST"])
    #expect(asked.field("Access-Control-Allow-Origin") == nil)
  }

  @Test func `pages of the help centre may ask, read and post`() throws {
    let server = try RunningCommentServer()
    let origin = ["Origin": RunningCommentServer.origin]
    let asked = try server.ask(
      "OPTIONS /api/comments", origin.merging(["Access-Control-Request-Method": "POST"]) { $1 })
    #expect(asked.status == 204)
    #expect(asked.field("Access-Control-Allow-Origin") == RunningCommentServer.origin)
    #expect(asked.field("Access-Control-Allow-Methods") == "POST")
    #expect(asked.field("Access-Control-Allow-Headers") == "Authorization, Content-Type")
    let path = "/api/comments/0197a6c5-3f2e-7b1c-8d4e-5f6a7b8c9d0e"
    let change = try server.ask("OPTIONS \(path)", origin.merging(["Access-Control-Request-Method": "PUT"]) { $1 })
    #expect(change.field("Access-Control-Allow-Methods") == "PUT, DELETE")
    for line in [
      "GET /api/thread?page=faq/mfa.html", "GET /api/thread?page=none.html", "GET /api/counts?page=faq/mfa.html",
    ] {
      #expect(try server.ask(line, origin).field("Access-Control-Allow-Origin") == RunningCommentServer.origin)
    }
    #expect(try server.post().field("Access-Control-Allow-Origin") == RunningCommentServer.origin)
  }
}
