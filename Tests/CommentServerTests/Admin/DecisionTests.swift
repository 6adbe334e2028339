import CommentDatabases
import CommentServer
import Comments
import Foundation
import RawHTTP
import Testing

@Suite(.eachDatabase) struct DecisionTests {
  private let server: RunningCommentServer
  private let browser: AdminBrowser

  init() throws {
    server = try AdminBrowser.server()
    browser = AdminBrowser(server)
    try browser.signIn()
  }

  @Test func `a comment is shown with all that a moderator needs`() throws {
    let parent = try server.waiting(["name": "Grace", "text": String(repeating: "Of old. ", count: 40)])
    _ = try browser.press("approve", parent)
    _ = try server.waiting([
      "name": "Bob", "text": "Use *both* hands & <b>.", "website": "https://bob.example/a?b=c&d", "parent": "\(parent)",
    ])
    server.pass(seconds: 3 * 3_600)
    let page = try browser.get("/admin").body
    #expect(page.contains("<title>Pending</title>"))
    #expect(page.contains("<bdi>Bob</bdi>"))
    #expect(page.contains("<bdi class=\"website\">https://bob.example/a?b=c&amp;d</bdi>"))
    #expect(!page.contains("href=\"https://bob.example"))
    #expect(page.contains("<a href=\"https://help.example.com/faq/mfa.html\"><bdi>Setting up MFA</bdi></a>"))
    #expect(page.contains("<p>Use <em>both</em> hands &amp; &lt;b&gt;.</p>"))
    #expect(page.contains("3 hours ago"))
    #expect(page.contains("In reply to <bdi>Grace</bdi>: <span dir=\"auto\">Of old. Of old."))
    #expect(page.contains("…</span>"))
    #expect(page.contains("<li>work +10: no work was done for it</li>"))
    #expect(page.contains("<li>links +5: its author gives a website</li>"))
  }

  @Test func `a comment is approved, taken off again, and deleted after a question`() throws {
    let id = try server.waiting()
    let answer = try browser.press("approve", id)
    #expect((answer.status, answer.field("Location")) == (303, "../admin?state=pending&done=approve&count=1"))
    #expect(try server.state(id) == .approved)
    // Readers see it at once.
    #expect(try server.comments() == ["<p>Words.</p>\n"])
    #expect(try browser.get("/admin?state=pending&done=approve&count=1").body.contains("1 comment is approved."))
    #expect(try browser.press("reject", id).status == 303)
    #expect(try server.state(id) == .rejected)
    #expect(try server.comments().isEmpty)
    let question = try browser.press("delete", id)
    #expect(question.status == 200)
    #expect(question.body.contains("gone for good"))
    #expect(try server.state(id) == .rejected)
    let fields = [
      ("token", try question.hidden("token", form: "decide")), ("comment", "\(id)"), ("sure", "yes"), ("all", "delete"),
    ]
    #expect(try browser.post("/admin/decide", fields).status == 303)
    #expect(try server.state(id) == .deleted)
  }

  @Test func `what its author has changed since a moderator saw it is not approved unseen`() throws {
    let posted = try server.post()
    let id = try #require(UUIDv7(posted.text("id")))
    let page = try browser.get("/admin?state=pending")
    let fields = [
      ("token", try page.hidden("token", form: "admin/decide")),
      ("shown", try page.hidden("shown", form: "admin/decide")),
      ("state", "pending"),
    ]
    let headers = ["Content-Type": "application/json", "Authorization": "Bearer \(posted.text("token"))"]
    #expect(try server.ask("PUT /api/comments/\(id)", headers, body: #"{"text":"Spam."}"#).status == 200)
    let late = try browser.post("/admin/decide", fields + [("one", "approve \(id)")])
    #expect(late.field("Location") == "../admin?state=pending&done=approve&count=0")
    #expect(try server.state(id) == .pending)
    #expect(
      try browser.get("/admin?state=pending&done=approve&count=0").body.contains("0 comments are approved."))
    server.pass(seconds: 1)
    let shown = try browser.get("/admin?state=pending").hidden("shown", form: "admin/decide")
    _ = try browser.post("/admin/decide", [fields[0], ("shown", shown), ("one", "approve \(id)")])
    #expect(try server.state(id) == .approved)
    // To reject or delete what is worse than it was takes no second look.
    #expect(try browser.post("/admin/decide", fields + [("one", "reject \(id)")]).status == 303)
    #expect(try server.state(id) == .rejected)
  }

  @Test func `of several the one that was changed meanwhile waits, and the page says so`() throws {
    let posted = try server.post()
    let id = try #require(UUIDv7(posted.text("id")))
    let other = try server.waiting()
    let page = try browser.get("/admin?state=pending")
    let shown = page.body.split(separator: "name=\"shown\" value=\"").dropFirst().map {
      ("shown", "\($0.prefix { $0 != "\"" })")
    }
    #expect(shown.count == 2)
    let headers = ["Content-Type": "application/json", "Authorization": "Bearer \(posted.text("token"))"]
    #expect(try server.ask("PUT /api/comments/\(id)", headers, body: #"{"text":"Spam."}"#).status == 200)
    let fields = [("token", try page.hidden("token", form: "admin/decide")), ("all", "approve")] + shown
    let answer = try browser.post("/admin/decide", fields + [("comment", "\(id)"), ("comment", "\(other)")])
    #expect(answer.field("Location") == "../admin?state=pending&done=approve&count=1&of=2")
    #expect(try (server.state(id), server.state(other)) == (.pending, .approved))
    #expect(try browser.get("/admin?state=pending&done=approve&count=1&of=2").body.contains("look at it again"))
  }

  @Test func `several are decided on at once, all or none`() throws {
    let ids = try (0..<5).map { _ in try server.waiting() }
    let token = try browser.get("/admin").hidden("token", form: "admin/decide")
    let chosen = ids.prefix(3).map { ("comment", "\($0)") }
    let answer = try browser.post("/admin/decide", [("token", token), ("all", "approve")] + chosen)
    #expect(answer.field("Location") == "../admin?state=pending&done=approve&count=3")
    #expect(try server.store().statistics(of: "help.example.com") == [.approved: 3, .pending: 2])
    let none = try browser.post("/admin/decide", [("token", token), ("all", "approve")])
    #expect(none.field("Location") == "../admin?state=pending&done=none")
    #expect(try browser.get("/admin?done=none").body.contains("No comment was chosen."))
  }

  @Test func `the list goes on page by page, by number, and states are looked at one by one`() throws {
    let ids = try (0..<30).map { number in
      server.pass(seconds: 1)
      return try server.waiting(["text": "Number \(number)."])
    }
    let first = try browser.get("/admin").body
    #expect(first.contains("Number 29.") && first.contains("Number 5.") && !first.contains("Number 4."))
    #expect(first.contains("<a href=\"admin?state=pending&amp;before=\(ids[5])\">Older</a>"))
    let second = try browser.get("/admin?state=pending&before=\(ids[5])").body
    #expect(second.contains("Number 4.") && second.contains("Number 0.") && !second.contains("Number 5."))
    #expect(second.contains("Newest") && !second.contains("Older"))
    _ = try browser.press("approve", ids[3])
    #expect(try browser.get("/admin?state=approved").body.contains("Number 3."))
    #expect(try browser.get("/admin?state=rejected").body.contains("There are no such comments."))
    #expect(try browser.get("/admin?state=deleted").body.contains("<title>Pending</title>"))
  }

  @Test func `statistics count states, days and pages`() throws {
    let id = try server.waiting()
    _ = try browser.press("approve", id)
    server.pass(seconds: 86_400 * 2)
    try browser.signIn()
    for _ in 0..<3 { _ = try server.waiting(["page": "über uns.html"]) }
    let page = try browser.get("/admin/statistics").body
    #expect(page.contains("<tr><th scope=\"row\">2027-01-17</th><td>3</td><td>0</td><td>0</td><td>0</td></tr>"))
    #expect(page.contains("<tr><th scope=\"row\">2027-01-15</th><td>0</td><td>1</td><td>0</td><td>0</td></tr>"))
    #expect(page.contains("<bdi>About us</bdi></a></th><td>3</td>"))
    #expect(page.contains("<tr><th scope=\"row\">Approved</th><td>1</td></tr>"))
  }

  @Test func `statistics say which articles did not help and why, and what was searched for in vain`() throws {
    #expect(!(try browser.get("/admin/statistics").body.contains("Did articles help?")))
    let (store, page) = (try server.store(), PageKey(site: "help.example.com", path: "faq/mfa.html"))
    for (number, reason) in [NewFeedback.Reason.differs, .broken, .differs].enumerated() {
      let new = NewFeedback(.no, because: reason, on: page, by: "\(number)", from: "a", at: server.now)
      #expect(try store.count(new) == .counted)
    }
    #expect(try store.count(NewFeedback(.yes, on: page, by: "b", from: "b", at: server.now)) == .counted)
    let query = try #require(UnfoundQuery("Fax & phone"))
    #expect(try store.count(NewSearch(query, on: page.site, by: "c", from: "c", at: server.now)) == .counted)
    let text = try browser.get("/admin/statistics").body
    #expect(
      text.contains(
        "<bdi>Setting up MFA</bdi></a></th><td>3</td><td>1</td><td>something else is seen (2), it did not work (1)</td>"
      ))
    #expect(text.contains("<tr><th scope=\"row\"><bdi>fax &amp; phone</bdi></th><td>1</td></tr>"))
  }

  @Test(
    arguments: [
      [("one", "approve")], [("one", "approve x")], [("one", "publish 0197a6c5-3f2e-7b1c-8d4e-5f6a7b8c9d0e")],
      [("all", "")], [("all", "edit")], [],
    ] as [[(String, String)]])
  func `what is no decision is refused`(fields: [(String, String)]) throws {
    _ = try server.waiting()
    let token = try browser.get("/admin").hidden("token", form: "admin/decide")
    #expect(try browser.post("/admin/decide", [("token", token)] + fields).status == 400)
  }

  @Test func `the pages' own files are there, and nothing else below`() throws {
    #expect(try browser.get("/admin/admin.css").field("Content-Type") == "text/css; charset=utf-8")
    #expect(try browser.get("/admin/admin.js").field("Content-Type") == "text/javascript; charset=utf-8")
    for path in ["/admin/", "/admin/none", "/admin/../admin/decide", "/adminx", "/moderate/"] {
      #expect(try browser.get(path).status == 404)
    }
    #expect(try browser.get("/admin/decide").status == 405)
    #expect(try browser.post("/admin", []).status == 405)
  }
}
