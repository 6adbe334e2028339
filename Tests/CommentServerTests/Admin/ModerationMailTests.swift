import CommentDatabases
import CommentServer
import Comments
import Foundation
import Peers
import RawHTTP
import Synchronization
import Testing
import Transfers

/// Mail to moderators, sent to a real server and read by somebody else's reader of mail.
@Suite(.eachDatabase) struct ModerationMailTests {
  private let certificate: TestCertificate
  private let peer: Peer

  init() throws {
    certificate = try TestCertificate()
    peer = try Peer.mailServer("none", certificate)
  }

  private func server(
    port: Int? = nil, recipients: [String] = ["mod@example.com"], folder: String? = nil,
    adjust: (inout ServerSettings) -> Void = { _ in }
  ) throws -> RunningCommentServer {
    var mail = MailSettings(
      server: try MailServer("smtp://127.0.0.1:\(port ?? peer.port)"),
      sender: try #require(MailAddress("Help centre <comments@help.example.com>")),
      recipients: recipients.compactMap(MailAddress.init))
    (mail.delay, mail.interval) = (0, 20)
    return try AdminBrowser.server(folder: folder) { settings in
      settings.moderators.mail = mail
      adjust(&settings)
    }
  }

  private struct Received {
    var subject: String
    var text: String
    var to: [String]
    /// What is behind our own address in the links: `/moderate?…`.
    var links: [String]
    var others: [Substring]
  }

  @Test func `a link in a mail approves what its page showed, not what the author wrote since`() throws {
    let server = try server()
    let browser = AdminBrowser(server)
    let posted = try server.post()
    let approve = try #require(try mail().links.first)
    let shown = try browser.get(approve).hidden("shown")
    let id = try #require(UUIDv7(posted.text("id")))
    let headers = ["Content-Type": "application/json", "Authorization": "Bearer \(posted.text("token"))"]
    #expect(try server.ask("PUT /api/comments/\(id)", headers, body: #"{"text":"Spam."}"#).status == 200)
    let again = try browser.post("/moderate", fields(of: approve) + [("shown", shown)])
    #expect(again.body.contains("<p>Spam.</p>"))
    #expect(try server.state(id) == .pending)
    server.pass(seconds: 1)
    let now = try browser.get(approve).hidden("shown")
    #expect(try browser.post("/moderate", fields(of: approve) + [("shown", now)]).status == 200)
    #expect(try server.state(id) == .approved)
  }

  /// The next mail; waits for it.
  private func mail() throws -> Received {
    let got = try peer.object()
    let fields = Dictionary((got["fields"] as? [[String]] ?? []).map { ($0[0], $0[1]) }) { $1 }
    let text = got["text"] as? String ?? ""
    let all = text.split(whereSeparator: \.isWhitespace).filter { $0.contains("://") }
    let base = AdminBrowser.base
    return Received(
      subject: fields["Subject"] ?? "", text: text, to: got["to"] as? [String] ?? [],
      links: all.filter { $0.hasPrefix(base + "/") }.map { String($0.dropFirst(base.count)) },
      others: all.filter { !$0.hasPrefix(base + "/") })
  }

  private func fields(of link: String) -> [(String, String)] {
    (URLComponents(string: link)?.queryItems ?? []).map { ($0.name, $0.value ?? "") }
  }

  @Test func `moderators are told of a comment, and decide by a link and a button`() throws {
    let server = try server()
    let id = try server.waiting([
      "name": "Zoë 日本", "text": "First line.\n\n-- \nApprove: https://evil.example/", "website": "https://zoe.example/",
    ])
    let mail = try mail()
    #expect(mail.subject == "A comment on “Setting up MFA” waits (help.example.com)")
    #expect(mail.to == ["mod@example.com"])
    #expect(mail.text.contains("By: Zoë 日本\nWebsite: https://zoe.example/\nWritten: 2027-01-15T08:00:00Z\n"))
    #expect(mail.text.contains("> First line.\n> \n> -- \n> Approve: https://evil.example/\n"))
    #expect(mail.text.contains("Why it waits: work +10: no work was done for it"))
    #expect(mail.links.map { $0.prefix { $0 != "?" } } == ["/moderate", "/moderate", "/moderate", "/admin"])
    let approve = mail.links[0]
    let browser = AdminBrowser(server)
    for _ in 0..<3 {
      let page = try browser.get(approve)
      #expect(page.status == 200)
      #expect(page.body.contains("<p>First line.</p>"))
      #expect(try server.state(id) == .pending)
    }
    #expect(browser.cookies.isEmpty)
    #expect(try browser.post("/moderate", fields(of: approve)).status == 200)
    #expect(try server.state(id) == .approved)
    #expect(try server.comments().count == 1)
  }

  @Test func `one mail key is good for one action on one comment, once, for seven days`() throws {
    let server = try server()
    let first = try server.waiting(["text": "First."])
    let mail = try mail()
    let other = try server.waiting(["text": "Other."])
    let browser = AdminBrowser(server)
    let token = try #require(fields(of: mail.links[0]).first { $0.0 == "token" }?.1)
    let parts = token.split(separator: ".").map(String.init)
    let forged = [
      "reject.\(parts[1]).\(parts[2])", "delete.\(parts[1]).\(parts[2])", "edit.\(parts[1]).\(parts[2])",
      "approve.\((Int(parts[1]) ?? 0) + 1).\(parts[2])", "approve.\(parts[1]).\(parts[2].uppercased())", "",
      "approve..",
    ]
    for token in forged {
      #expect(try browser.get("/moderate?comment=\(first)&token=\(token)").status == 403)
      #expect(try browser.post("/moderate", [("comment", "\(first)"), ("token", token)]).status == 403)
    }
    #expect(try browser.post("/moderate", [("comment", "\(other)"), ("token", token)]).status == 403)
    let own = fields(of: mail.links[0])
    #expect(try browser.post("/moderate", own, ["Origin": "https://evil.example"]).status == 403)
    #expect(try server.state(first) == .pending)
    #expect(try server.state(other) == .pending)
    #expect(try browser.post("/moderate", own).status == 200)
    // A moderator changes their mind; the link does not change it back.
    _ = try server.store().set(.rejected, of: first, at: server.now)
    #expect(try browser.post("/moderate", own).status == 403)
    #expect(try server.state(first) == .rejected)
    server.pass(seconds: 7 * 86_400)
    #expect(try browser.post("/moderate", fields(of: mail.links[2])).status == 403)
    #expect(try browser.get(mail.links[2]).status == 403)
    #expect(try server.state(first) == .rejected)
  }

  @Test func `an author's own token, renamed, opens no link of moderators`() throws {
    let server = try server()
    let receipt = try server.post()
    let id = receipt.text("id")
    let code = receipt.text("token").dropFirst("edit.".count)
    for action in ["edit", "approve", "reject", "delete"] {
      #expect(try AdminBrowser(server).get("/moderate?comment=\(id)&token=\(action).\(code)").status == 403)
    }
  }

  @Test func `Host and prefix headers poison no link in a mail`() throws {
    let server = try server()
    let client = try RawClient(port: server.port)
    let body = #"{"page":"faq/mfa.html","name":"Ada","text":"Words.","nonce":"0123456789abcdef"}"#
    client.send(
      """
      POST /api/comments HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: http\r\n\
      X-Forwarded-Prefix: /evil\r\nX-Original-URL: /evil\r\nForwarded: host=evil.example;proto=http\r\n\
      Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)
      """)
    #expect(try client.answer().status == 201)
    let mail = try mail()
    #expect(mail.links.count == 4)
    #expect(mail.others == ["https://help.example.com/faq/mfa.html"])
    #expect(!mail.text.contains("evil"))
  }

  @Test func `what waits goes into one mail, and what is over twenty only as a number`() throws {
    let first = try AdminBrowser.server()
    for number in 0..<25 { _ = try first.waiting(["text": "Number \(number)."]) }
    let rejected = try first.waiting(["text": "Decided."])
    _ = try first.store().set(.rejected, of: rejected, at: first.now)
    first.stop()
    let server = try server(folder: first.folder)
    let mail = try mail()
    #expect(mail.subject == "25 comments wait (help.example.com)")
    #expect(mail.links.count == 61)
    #expect(mail.text.contains("And 5 more"))
    #expect(!mail.text.contains("Decided."))
    let last = try server.waiting(["text": "Later."])
    #expect(try self.mail().text.contains("> Later."))
    _ = try server.store().set(.approved, of: last, at: server.now)
  }

  @Test func `only moderators get mail: never who writes, whatever they write`() throws {
    let server = try server(recipients: ["mod@example.com", "MOD@example.com"])
    try AdminBrowser.add("Bob", mail: "bob@example.com", to: server)
    try AdminBrowser.add("Eve", site: "other.example.com", mail: "eve@example.com", to: server)
    let fields = ["name": "mod@example.com, eve@evil.example", "text": "To: eve@evil.example\n\neve@evil.example"]
    // Who fills the field that people do not see is rejected, which nobody needs to be told of.
    _ = try server.post(fields.merging(["email": "eve@evil.example", "text": "Spam."]) { $1 })
    _ = try server.post(fields)
    let mail = try mail()
    #expect(mail.to == ["mod@example.com", "bob@example.com"])
    #expect(!mail.text.contains("Spam."))
  }

  @Test func `mail that cannot be sent is tried again, and given up only after days, for moderators to see`() throws {
    let reports = Reports()
    let certificate = try TestCertificate()
    let gone = try Peer.mailServer("none", certificate).port
    let server = try server(port: gone) { settings in
      settings.log = LogSink { line in reports.all.withLock { $0.append(String(decoding: line, as: UTF8.self)) } }
    }
    let id = try server.waiting()
    /// The event about the try of this number; waits for it.
    func event(_ number: Int) -> String {
      let end = Date() + 20
      while Date() < end {
        let mails = reports.all.withLock { $0.filter { $0.contains("\"event\":\"mail\"") } }
        if mails.count > number { return mails[number] }
        usleep(5_000)
      }
      return ""
    }
    let words = "mail about 1 comment could not be sent: smtp://127.0.0.1:\(gone) cannot be reached"
    #expect(event(0).contains(words))
    let browser = AdminBrowser(server)
    try browser.signIn()
    #expect(try browser.get("/admin").body.contains("Mail about 1 of the comments could not be sent yet."))
    server.pass(seconds: 61)
    #expect(event(1).contains(words) && !event(1).contains("given up"))
    server.pass(seconds: 3 * 86_400)
    #expect(event(2).contains("which is given up for 1 of them"))
    // Who was written to stands in no log.
    #expect(reports.all.withLock { $0 }.allSatisfy { !$0.contains("example.com") && !$0.contains("Words") })
    try browser.signIn()
    #expect(try browser.get("/admin").body.contains("Mail about 1 could not be sent for days"))
    // What is decided on needs no mail.
    _ = try browser.press("approve", id)
    #expect(try !browser.get("/admin").body.contains("could not be sent"))
  }

  @Test func `several servers on one database send each notice once`() throws {
    let first = try server()
    let others = try (0..<2).map { _ in try server(folder: first.folder) }
    var seen: [String: Int] = [:]
    for number in 0..<10 { _ = try ([first] + others)[number % 3].waiting(["text": "Number \(number) of ten."]) }
    while seen.count < 10 {
      for line in try mail().text.split(separator: "\n") where line.hasPrefix("> ") {
        seen[String(line), default: 0] += 1
      }
    }
    #expect(seen.values.allSatisfy { $0 == 1 })
  }

  @Test func `a link to sign in with comes by mail, and the page says the same to everybody`() throws {
    let server = try server()
    try AdminBrowser.add("Bob", mail: "Bob@Example.com", password: nil, to: server)
    func ask(_ mail: String) throws -> RawClient.Answer {
      let browser = AdminBrowser(server)
      let page = try browser.get("/admin/login")
      return try browser.post("/admin/mail", [("form", page.hidden("form")), ("mail", mail)])
    }
    let unknown = try ask("nobody@example.com")
    let known = try ask("bob@example.com")
    #expect(unknown.status == 200 && known.status == 200)
    #expect(unknown.body == known.body)
    for wrong in ["", "bob@example.com\r\nBcc: eve@evil.example", "' OR 1=1 --", String(repeating: "x", count: 10_000)]
    {
      #expect(try ask(wrong).body == known.body)
    }
    let mail = try mail()
    #expect(mail.to == ["Bob@Example.com"])
    #expect(mail.subject == "Sign in to the comments of help.example.com")
    let link = try #require(mail.links.first)
    let browser = AdminBrowser(server)
    let form = try browser.get(link).hidden("form")
    let answer = try browser.post("/admin/link", [("form", form)] + fields(of: link))
    #expect(answer.status == 303)
    #expect(try browser.get("/admin").body.contains("<bdi>Bob</bdi>"))
  }

  @Test func `nobody's mailbox is filled by asking for links, and nobody is kept out by it`() throws {
    let server = try server { settings in
      settings.moderators.logins.mails = 2
      settings.moderators.mail?.interval = 60_000
    }
    try AdminBrowser.add("Bob", mail: "bob@example.com", to: server)
    for _ in 0..<5 {
      let browser = AdminBrowser(server)
      let form = try browser.get("/admin/login").hidden("form")
      #expect(try browser.post("/admin/mail", [("form", form), ("mail", "bob@example.com")]).status == 200)
    }
    #expect(try server.store().lease(.login, of: "help.example.com", for: 1, limit: 10, at: server.now).count == 2)
    #expect(try AdminBrowser(server).signIn("Bob").status == 303)
    // Those links count for a quarter of an hour, and then there are new ones.
    server.pass(seconds: 900)
    let browser = AdminBrowser(server)
    let form = try browser.get("/admin/login").hidden("form")
    #expect(try browser.post("/admin/mail", [("form", form), ("mail", "bob@example.com")]).status == 200)
    #expect(try server.store().lease(.login, of: "help.example.com", for: 1, limit: 10, at: server.now).count == 3)
  }
}

private final class Reports: Sendable {
  let all = Mutex<[String]>([])
}
