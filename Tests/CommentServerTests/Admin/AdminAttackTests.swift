import CommentAttacks
import CommentDatabases
import CommentServer
import Comments
import Foundation
import RawHTTP
import Testing

/// What strangers try with moderators and their browsers.
@Suite(.eachDatabase) struct AdminAttackTests {
  @Test func `CSRF: nothing is decided by a form that is not from the moderator's own page`() throws {
    let server = try AdminBrowser.server()
    let (browser, eve) = (AdminBrowser(server), AdminBrowser(server))
    try browser.signIn()
    try AdminBrowser.add("Eve", to: server)
    try eve.signIn("Eve")
    let id = try server.waiting()
    let (page, foreign) = (try browser.get("/admin"), try eve.get("/admin"))
    let token = try page.hidden("token", form: "admin/decide")
    let wrong = [
      "", token.uppercased(), String(token.dropLast()), try page.hidden("token", form: "admin/logout"),
      try foreign.hidden("token", form: "admin/decide"), String(repeating: "0", count: 64),
    ]
    for token in wrong {
      #expect(try browser.post("/admin/decide", [("token", token), ("one", "approve \(id)")]).status == 403)
    }
    let fields = [("token", token), ("one", "approve \(id)")]
    for origin in ["null", "https://evil.example", "https://help.example.com", "http://comments.example.com"] {
      #expect(try browser.post("/admin/decide", fields, ["Origin": origin]).status == 403)
    }
    #expect(try server.state(id) == .pending)
    // By GET neither.
    #expect(try browser.get("/admin/decide?token=\(token)&one=approve+\(id)").status == 405)
    #expect(try browser.post("/admin/logout", [("token", token)]).status == 403)
    #expect(try browser.post("/admin/decide", fields).status == 303)
    #expect(try server.state(id) == .approved)
  }

  @Test func `CSRF: nobody is signed in as somebody else by a form of another site`() throws {
    let server = try AdminBrowser.server()
    let (victim, attacker) = (AdminBrowser(server), AdminBrowser(server))
    let form = try attacker.get("/admin/login").hidden("form")
    let fields = [("form", form), ("name", "Ada"), ("password", AdminBrowser.password)]
    #expect(try victim.post("/admin/login", fields).status == 403)
    #expect(victim.cookies[AdminBrowser.session] == nil)
    #expect(try attacker.post("/admin/login", fields, ["Origin": "https://evil.example"]).status == 403)
  }

  @Test func `stored XSS: whatever comments, names, websites and pages hold, it stays text on the moderators' page`()
    throws
  {
    let server = try AdminBrowser.server { $0.rates = PostingRates(perNetwork: 10_000, perPage: 10_000) }
    let browser = AdminBrowser(server)
    try browser.signIn()
    let store = try server.store()
    var random = SystemRandomNumberGenerator()
    let script = #"</textarea></script><script>alert(1)</script><img src=x onerror="alert(1)">'"><svg/onload=alert(1)>"#
    for text in MarkupAttacks.texts.prefix(60) + [script] { _ = try server.post(["text": text, "name": "Mallory"]) }
    // What no form lets in, an import or another program may.
    var new = NewComment(
      id: UUIDv7(at: server.now, random: &random), page: PageKey(site: "help.example.com", path: script),
      state: .pending,
      author: script, markdown: script, html: "<p>safe</p>", created: server.now, nonce: UUID().uuidString)
    (new.website, new.verdicts) = ("javascript:alert(1)//\(script)", script)
    _ = try store.post(new)
    var reply = new
    (reply.id, reply.parent, reply.nonce) = (UUIDv7(at: server.now, random: &random), new.id, UUID().uuidString)
    _ = try store.set(.approved, of: new.id, at: server.now)
    _ = try store.post(reply)
    // Nor what readers search for, or what a list of pages once called one.
    _ = try store.count(
      NewFeedback(
        .no, because: .other, on: PageKey(site: "help.example.com", path: script), by: "a", from: "a", at: server.now))
    for query in [script, "javascript:alert(1)", "a\u{202E}b"].compactMap(UnfoundQuery.init) {
      _ = try store.count(NewSearch(query, on: "help.example.com", by: query.text, from: "a", at: server.now))
    }
    try AdminBrowser.add(script, to: server)
    let other = AdminBrowser(server)
    try other.signIn(script)
    for path in ["/admin", "/admin?state=approved", "/admin/statistics", "/admin?state=pending&done=\"><script>"] {
      for page in [try browser.get(path).body, try other.get(path).body] {
        let scripts = page.components(separatedBy: "<script").count - 1
        #expect(scripts == 1, "one script, ours: \(path)")
        #expect(!page.contains("<img") && !page.contains("<svg") && !page.contains("<iframe"))
        for tag in Self.tags(in: page) {
          #expect(!tag.bare.contains(" on"), "\(tag)")
          let scheme = #"(href|src|action)="\s*(javascript|data|vbscript):"#
          #expect(tag.whole.range(of: scheme, options: [.regularExpression, .caseInsensitive]) == nil, "\(tag)")
        }
      }
    }
    let link = Token(.approve, of: reply.id, until: server.now + 60, key: try store.key(for: .tokens, at: server.now))
    let page = try browser.get("/moderate?comment=\(reply.id)&token=\(link.text)").body
    #expect(page.contains("Let everybody read this comment?"))
    #expect(page.components(separatedBy: "<script").count == 2)
  }

  /// The tags of `page`, with what stands in quotes and without.
  private static func tags(in page: String) -> [(whole: String, bare: String)] {
    var tags: [(whole: String, bare: String)] = []
    var isQuoted = false
    var tag: (whole: String, bare: String)?
    for character in page {
      switch character {
      case "<" where tag == nil: tag = ("", "")
      case ">" where !isQuoted:
        if let tag { tags.append(tag) }
        tag = nil
      default:
        if character == "\"", tag != nil { isQuoted.toggle() }
        tag?.whole.append(character)
        if !isQuoted { tag?.bare.append(character) }
      }
    }
    return tags
  }

  @Test func `bidi and zero-width names: they cannot turn the page around, nor look like another's`() throws {
    let server = try AdminBrowser.server()
    let browser = AdminBrowser(server)
    try browser.signIn()
    _ = try server.waiting(["name": "Ada\u{202E}nimda\u{200B}\u{2066}", "text": "a\u{202E}b\u{2067}c"])
    let store = try server.store()
    var random = SystemRandomNumberGenerator()
    // Past the checks, as an import might bring it.
    _ = try store.post(
      NewComment(
        id: UUIDv7(at: server.now, random: &random), page: PageKey(site: "help.example.com", path: "faq/mfa.html"),
        state: .pending, author: "Ev\u{200B}e\u{202E}x", markdown: "a", html: "<p>a</p>", created: server.now,
        nonce: UUID().uuidString))
    let page = try browser.get("/admin").body
    for hidden in ["\u{202E}", "\u{2066}", "\u{2067}", "\u{200B}"] { #expect(!page.contains(hidden)) }
    #expect(page.contains("<bdi>Adanimda</bdi>"))
    #expect(page.contains("<bdi>Ev[U+200B]e[U+202E]x</bdi>"))
  }

  @Test(arguments: [
    "/admin", "/admin/login", "/admin/link?token=x", "/moderate?comment=x&token=y", "/admin/none", "/admin/admin.js",
  ])
  func `clickjacking headers: no page goes into a frame, runs others' scripts, or tells where it was`(path: String)
    throws
  {
    let browser = AdminBrowser(try AdminBrowser.server())
    try browser.signIn()
    let answer = try browser.get(path)
    #expect(answer.field("X-Frame-Options") == "DENY")
    #expect(answer.field("X-Content-Type-Options") == "nosniff")
    let policies = answer.head.components(separatedBy: "\r\n").filter { $0.hasPrefix("Content-Security-Policy: ") }
    #expect(policies.count == 1)
    #expect(policies.allSatisfy { $0.contains("default-src 'none'") && !$0.contains("unsafe") })
    guard path != "/admin/admin.js" else { return }
    #expect(policies.allSatisfy { $0.contains("frame-ancestors 'none'") && $0.contains("script-src 'self'") })
    #expect(answer.field("Referrer-Policy") == "same-origin")
    #expect(answer.field("Cache-Control") == "no-store")
    #expect(answer.field("Access-Control-Allow-Origin") == nil)
  }

  @Test(arguments: [
    "//evil.example/admin", "/admin//evil.example", "/admin/login?next=//evil.example", "/admin?state=//evil.example",
    "/admin?before=//evil.example", "/admin/login?token=https://evil.example", "http://evil.example/admin",
    "/\\evil.example",
    "/admin?done=approve&count=//evil.example", "/admin/%2f%2fevil.example",
    "/admin%0d%0aLocation:%20https://evil.example",
  ])
  func `open redirect: the way always leads to pages of ours`(target: String) throws {
    let browser = AdminBrowser(try AdminBrowser.server())
    let headers = [
      "X-Forwarded-Host": "evil.example", "X-Forwarded-Prefix": "//evil.example", "X-Original-URL": "//evil.example",
    ]
    for isSignedIn in [false, true] {
      if isSignedIn { try browser.signIn() }
      let answer = try browser.get(target, headers)
      let location = answer.field("Location")
      #expect(location == nil || location == "admin/login" || location == "../admin")
      #expect(!answer.head.contains("evil.example"))
    }
    let id = try browser.server.waiting()
    let answer = try browser.press(
      "approve", id, [("state", "//evil.example"), ("before", "//evil.example"), ("next", "//evil.example")])
    #expect(answer.field("Location") == "../admin?state=pending&done=approve&count=1")
  }

  @Test func `moderator of one site: another site's comments in the same database are out of reach`() throws {
    let here = try AdminBrowser.server()
    let there = try AdminBrowser.server(site: "https://other.example.com", folder: here.folder)
    let (browser, other) = (AdminBrowser(here), AdminBrowser(there))
    try browser.signIn()
    try other.signIn()
    let id = try #require(UUIDv7(there.post([:], ["Origin": "https://other.example.com"]).text("id")))
    #expect(try !browser.get("/admin").body.contains("Words."))
    let own = try here.waiting(["text": "Own."])
    let answer = try browser.press("approve", id)
    #expect(answer.field("Location") == "../admin?state=pending&done=approve&count=0")
    let token = try browser.get("/admin").hidden("token", form: "admin/decide")
    let question = try browser.post("/admin/decide", [("token", token), ("one", "delete \(id)")])
    #expect(!question.body.contains("Words."))
    let sure = [("token", token), ("all", "delete"), ("sure", "yes"), ("comment", "\(id)"), ("comment", "\(own)")]
    #expect(try browser.post("/admin/decide", sure).field("Location")?.hasSuffix("count=1") == true)
    #expect(try there.state(id) == .pending)
    // Nor does a session, or a link in a mail, count there.
    let stolen = AdminBrowser(there)
    stolen.cookies = browser.cookies
    #expect(try stolen.get("/admin").status == 303)
    let key = try here.store().key(for: .tokens, at: here.now)
    let link = Token(.approve, of: id, until: here.now + 60, key: key).text
    #expect(try browser.get("/moderate?comment=\(id)&token=\(link)").status == 404)
    #expect(try browser.post("/moderate", [("comment", "\(id)"), ("token", link)]).status == 404)
    #expect(try there.state(id) == .pending)
    #expect(try other.press("approve", id).status == 303)
    #expect(try there.state(id) == .approved)
  }
}
