import CommentDatabases
import Comments
import Foundation
import HTTP
import RawHTTP
import Testing

@Suite(.eachDatabase) struct VotesOverHTTPTests {
  private func vote(
    _ vote: Int, on id: String, to server: RunningCommentServer, from address: String = "192.0.2.1"
  ) throws -> RawClient.Answer {
    try ask(#"{"comment":"\#(id)","vote":\#(vote)}"#, server, ["X-Forwarded-For": address])
  }

  private func ask(
    _ body: String, _ server: RunningCommentServer, _ headers: [String: String] = [:]
  ) throws -> RawClient.Answer {
    let usual = ["Content-Type": "application/json", "Origin": RunningCommentServer.origin]
    return try server.ask("POST /api/votes", usual.merging(headers) { $1 }, body: body)
  }

  private func server() throws -> (RunningCommentServer, id: String) {
    let server = try RunningCommentServer(proxies: RunningCommentServer.proxies) { $0.votes = true }
    return (server, try server.post(["proof": server.proof()]).text("id"))
  }

  @Test func `votes are counted and shown, changed and taken back`() throws {
    let (server, id) = try server()
    let answer = try vote(1, on: id, to: server)
    #expect(answer.status == 200)
    #expect(answer.body == #"{"comment":"\#(id)","vote":1,"up":1,"down":0}"#)
    let thread = try server.ask("GET /api/thread?page=faq/mfa.html")
    #expect(thread.object["votes"] as? Bool == true)
    let comments = thread.object["comments"] as? [[String: Any]]
    #expect(comments?.first?["up"] as? Int == 1)
    #expect(try vote(-1, on: id, to: server, from: "192.0.2.2").body.hasSuffix(#""up":1,"down":1}"#))
    #expect(try vote(-1, on: id, to: server).body.hasSuffix(#""up":0,"down":2}"#))
    #expect(try vote(0, on: id, to: server).body.hasSuffix(#""up":0,"down":1}"#))
  }

  @Test func `a network has one vote, however many addresses it has and whatever it says of them`() throws {
    let (server, id) = try server()
    for address in ["2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "198.51.100.1, 2001:db8:1:2::3"] {
      #expect(try vote(1, on: id, to: server, from: address).object["up"] as? Int == 1)
    }
    #expect(try vote(1, on: id, to: server, from: "2001:db8:1:3::1").object["up"] as? Int == 2)
    let direct = try RunningCommentServer { $0.votes = true }
    let other = try direct.post(["proof": direct.proof()]).text("id")
    for number in 1...5 { #expect(try vote(1, on: other, to: direct, from: "192.0.2.\(number)").status == 403) }
  }

  @Test func `nobody votes on a comment of their own, nor on one that cannot be read`() throws {
    let (server, id) = try server()
    #expect(try vote(1, on: id, to: server, from: "127.0.0.1").status == 403)
    let held = try server.post(["text": "Held."]).text("id")
    for missing in [held, "0197a6c5-3f2e-7b1c-8d4e-5f6a7b8c9d0e"] {
      #expect(try vote(1, on: missing, to: server).status == 404)
    }
  }

  @Test func `votes that are too many, or from elsewhere, are refused`() throws {
    let (server, id) = try server()
    for _ in 0..<60 { #expect(try vote(1, on: id, to: server).status == 200) }
    let answer = try vote(1, on: id, to: server)
    #expect((answer.status, answer.field("Retry-After")) == (429, "3600"))
    for origin in ["https://evil.example.com", "null"] {
      #expect(try ask(#"{"comment":"\#(id)","vote":1}"#, server, ["Origin": origin]).status == 403)
    }
    #expect(
      try ask("comment=\(id)&vote=1", server, ["Content-Type": "application/x-www-form-urlencoded"]).status == 415)
  }

  @Test(arguments: [
    "", "[]", "null", "{}", #"{"comment":1,"vote":1}"#, #"{"comment":"x","vote":1}"#,
    #"{"comment":"0197a6c5-3f2e-7b1c-8d4e-5f6a7b8c9d0e","vote":2}"#,
    #"{"comment":"0197a6c5-3f2e-7b1c-8d4e-5f6a7b8c9d0e","vote":"1"}"#,
    #"{"comment":"0197a6c5-3f2e-7b1c-8d4e-5f6a7b8c9d0e","vote":1.5}"#,
    #"{"comment":"0197a6c5-3f2e-7b1c-8d4e-5f6a7b8c9d0e","vote":true}"#,
    #"{"comment":"0197a6c5-3f2e-7b1c-8d4e-5f6a7b8c9d0e","vote":99999999999999999999}"#,
    #"{"comment":"0197a6c5-3f2e-7b1c-8d4e-5f6a7b8c9d0e","vote":null}"#,
    #"{"comment":"0197a6c5-3f2e-7b1c-8d4e-5f6a7b8c9d0e","vote":1,"by":"a"}"#,
    #"{"comment":"0197a6c5-3f2e-7b1c-8d4e-5f6a7b8c9d0e"}"#,
  ])
  func `a vote that has not the agreed form is the client's mistake`(body: String) throws {
    let server = try RunningCommentServer { $0.votes = true }
    #expect(try ask(body, server).status == 400)
  }

  @Test func `where votes are off there are none`() throws {
    let server = try RunningCommentServer()
    let id = try server.post(["proof": server.proof()]).text("id")
    #expect(try vote(1, on: id, to: server).status == 404)
    #expect(!(try server.ask("GET /api/thread?page=faq/mfa.html").body.contains("\"up\"")))
  }
}
