import CommentDatabases
import CommentServer
import Comments
import Foundation
import RawHTTP
import Testing

@Suite(.eachDatabase) struct LoginTests {
  @Test func `a moderator signs in, sees the list, and signs out`() throws {
    let browser = AdminBrowser(try AdminBrowser.server())
    let sent = try browser.get("/admin")
    #expect((sent.status, sent.field("Location")) == (303, "admin/login"))
    let answer = try browser.signIn()
    #expect((answer.status, answer.field("Location")) == (303, "../admin"))
    let list = try browser.get("/admin")
    #expect(list.status == 200)
    #expect(list.body.contains("<bdi>Ada</bdi>"))
    #expect(try browser.get("/admin/login").field("Location") == "../admin")
    let before = browser.cookies
    let out = try browser.post("/admin/logout", [("token", list.hidden("token", form: "admin/logout"))])
    #expect((out.status, out.field("Location")) == (303, "login"))
    #expect(try browser.get("/admin").status == 303)
    // The session is gone, not only the cookie.
    browser.cookies = before
    #expect(try browser.get("/admin").status == 303)
  }

  @Test(arguments: [
    ("Ada", "wrong password"), ("Ada", ""), ("Bob", AdminBrowser.password), ("", ""), ("ada", AdminBrowser.password),
    ("Eve", ""), ("' OR 1=1 --", "x"), ("Ada", String(repeating: "x", count: 60_000)),
  ])
  func `who has not both name and password is told the same, whatever is wrong`(name: String, password: String) throws {
    let server = try AdminBrowser.server()
    try AdminBrowser.add("Eve", password: nil, to: server)
    let browser = AdminBrowser(server)
    let answer = try browser.signIn(name, password)
    #expect(answer.status == 403)
    #expect(answer.body.contains("The name or the password is wrong."))
    #expect(try browser.get("/admin").status == 303)
  }

  @Test func `cookie flags: scripts, other sites and unencrypted lines do not get it`() throws {
    let browser = AdminBrowser(try AdminBrowser.server())
    let cookies = try browser.signIn().setCookies
    let session = try #require(cookies.first { $0.hasPrefix("__Secure-moderator=") })
    let parts = Set(session.components(separatedBy: "; ").dropFirst())
    #expect(parts == ["HttpOnly", "SameSite=Strict", "Path=/talk/admin", "Secure"])
    for cookie in cookies { #expect(cookie.contains("; HttpOnly; SameSite=Strict; Path=/talk/admin; Secure")) }
    let local = AdminBrowser(
      try AdminBrowser.server { settings in settings.publicURL = PublicAddress("http://127.0.0.1:8080") })
    let form = try local.get("/admin/login").hidden("form")
    let fields = [("form", form), ("name", "Ada"), ("password", AdminBrowser.password)]
    let answer = try local.post("/admin/login", fields, ["Origin": "http://127.0.0.1:8080"])
    #expect(answer.setCookies.contains { $0.hasPrefix("moderator=") && $0.hasSuffix("; Path=/admin") })
  }

  @Test func `session fixation: signing in always begins a new session`() throws {
    let server = try AdminBrowser.server()
    let planted = String(repeating: "a", count: 64)
    let victim = AdminBrowser(server)
    victim.cookies = [AdminBrowser.session: planted]
    #expect(try victim.signIn().status == 303)
    #expect(victim.cookies[AdminBrowser.session] != planted)
    let attacker = AdminBrowser(server)
    attacker.cookies = [AdminBrowser.session: planted]
    #expect(try attacker.get("/admin").status == 303)
    // Nor does a session of before go on beside the new one.
    let first = try #require(victim.cookies[AdminBrowser.session])
    victim.cookies["__Secure-moderator-form"] = nil
    let page = AdminBrowser(server)
    let form = try page.get("/admin/login").hidden("form")
    victim.cookies.merge(page.cookies) { $1 }
    _ = try victim.post("/admin/login", [("form", form), ("name", "Ada"), ("password", AdminBrowser.password)])
    #expect(victim.cookies[AdminBrowser.session] != first)
    attacker.cookies = [AdminBrowser.session: first]
    #expect(try attacker.get("/admin").status == 303)
  }

  @Test func `a session ends when nobody uses it, and after its longest time in any case`() throws {
    let server = try AdminBrowser.server { settings in
      settings.moderators.sessions = SessionLimits(idle: 3_600, longest: 10_000)
    }
    let browser = AdminBrowser(server)
    try browser.signIn()
    for _ in 0..<3 {
      server.pass(seconds: 3_000)
      #expect(try browser.get("/admin").status == 200)
    }
    server.pass(seconds: 999)
    #expect(try browser.get("/admin").status == 200)
    server.pass(seconds: 1)
    #expect(try browser.get("/admin").status == 303)
    try browser.signIn()
    server.pass(seconds: 3_600)
    #expect(try browser.get("/admin").status == 303)
  }

  @Test func `the database holds neither passwords nor what signs in`() throws {
    let server = try AdminBrowser.server()
    let browser = AdminBrowser(server)
    try browser.signIn()
    #expect(try browser.signInAnew("Ada", "a password typed wrong").status == 403)
    let secret = try #require(browser.cookies[AdminBrowser.session])
    server.stop()
    for file in try FileManager.default.contentsOfDirectory(atPath: server.folder) where file.hasPrefix("comments") {
      let bytes = try Data(contentsOf: URL(fileURLWithPath: server.folder + "/" + file))
      for text in [secret, AdminBrowser.password, "typed wrong"] { #expect(bytes.range(of: Data(text.utf8)) == nil) }
    }
  }

  @Test func `unlimited login tries: from one network few may be made, and other networks are not kept out`() throws {
    let server = try AdminBrowser.server { settings in
      settings.proxies = RunningCommentServer.proxies
      settings.moderators.logins.perNetwork = 3
    }
    for _ in 0..<3 {
      let answer = try AdminBrowser(server).signIn("Ada", "wrong password", ["X-Forwarded-For": "192.0.2.1"])
      #expect(answer.status == 403)
    }
    for name in ["Ada", "Bob"] {
      let answer = try AdminBrowser(server).signIn(name, AdminBrowser.password, ["X-Forwarded-For": "192.0.2.1"])
      #expect(answer.status == 429)
      #expect(answer.field("Retry-After") == "900")
    }
    let other = AdminBrowser(server)
    #expect(try other.signIn("Ada", AdminBrowser.password, ["X-Forwarded-For": "198.51.100.1"]).status == 303)
    server.pass(seconds: 900)
    let later = AdminBrowser(server)
    #expect(try later.signIn("Ada", AdminBrowser.password, ["X-Forwarded-For": "192.0.2.1"]).status == 303)
  }

  @Test func `unlimited login tries: with one name few may be made, which locks the moderator's own browser not out`()
    throws
  {
    let server = try AdminBrowser.server { settings in
      settings.proxies = RunningCommentServer.proxies
      settings.moderators.logins.perName = 3
    }
    let own = AdminBrowser(server)
    #expect(try own.signIn().status == 303)
    own.cookies[AdminBrowser.session] = nil
    var statuses: [Int] = []
    for number in 0..<5 {
      let stranger = AdminBrowser(server)
      statuses.append(
        try stranger.signIn("Ada", "guess \(number) guess", ["X-Forwarded-For": "192.0.2.\(number)"]).status)
    }
    #expect(statuses == [403, 403, 429, 429, 429])
    #expect(try own.signIn().status == 303)
    // Known for one name, a browser is a stranger to others.
    try AdminBrowser.add("Bob", to: server)
    for number in 0..<3 { #expect(try own.signInAnew("Bob", "guess \(number) guess").status == 403) }
    #expect(try own.signInAnew("Bob", AdminBrowser.password).status == 429)
  }

  @Test func `login timing: a name that is nobody's takes as long as one that is somebody's`() throws {
    let server = try AdminBrowser.server { settings in
      settings.moderators.logins = LoginRates(perNetwork: 1_000, perName: 1_000)
      settings.moderators.passwordCost = PasswordHash.Cost(n: 4_096, r: 8, p: 1)
    }
    try AdminBrowser.add("Bob", cost: PasswordHash.Cost(n: 4_096, r: 8, p: 1), to: server)
    try AdminBrowser.add("Eve", password: nil, to: server)
    let browser = AdminBrowser(server)
    let form = try browser.get("/admin/login").hidden("form")
    func median(_ name: String) throws -> Double {
      var times: [Double] = []
      for _ in 0..<5 {
        let start = DispatchTime.now().uptimeNanoseconds
        let answer = try browser.post("/admin/login", [("form", form), ("name", name), ("password", "wrong password")])
        times.append(Double(DispatchTime.now().uptimeNanoseconds - start))
        #expect(answer.status == 403)
      }
      return times.sorted()[2]
    }
    let (known, unknown, without) = (try median("Bob"), try median("Nobody"), try median("Eve"))
    // Without the work an answer takes less than a tenth of the time.
    #expect(unknown > known / 3 && known > unknown / 3, "\(known) and \(unknown)")
    #expect(without > known / 3 && known > without / 3, "\(known) and \(without)")
  }

  @Test func `a link signs in once, only when its button is pressed`() throws {
    let server = try AdminBrowser.server()
    var random = SystemRandomNumberGenerator()
    let found = try server.store().loginLink(for: "Ada", of: "help.example.com", at: server.now, random: &random)
    let link = try #require(found).text
    let (browser, other) = (AdminBrowser(server), AdminBrowser(server))
    // Scanners of mail look at links, more than once.
    for _ in 0..<3 {
      let page = try browser.get("/admin/link?token=\(link)")
      #expect(page.status == 200)
      #expect(try browser.get("/admin").status == 303)
    }
    let forms = try [browser, other].map { try $0.get("/admin/link?token=\(link)").hidden("form") }
    let answer = try browser.post("/admin/link", [("form", forms[0]), ("token", link)])
    #expect((answer.status, answer.field("Location")) == (303, "../admin"))
    #expect(try browser.get("/admin").status == 200)
    // Replayed.
    #expect(try other.post("/admin/link", [("form", forms[1]), ("token", link)]).status == 403)
    #expect(try other.get("/admin").status == 303)
  }

  @Test func `replayed one-time link: of many who use it at once, also on two servers, one is let in`() async throws {
    let server = try AdminBrowser.server()
    let second = try AdminBrowser.server(folder: server.folder)
    var random = SystemRandomNumberGenerator()
    let found = try server.store().loginLink(for: "Ada", of: "help.example.com", at: server.now, random: &random)
    let link = try #require(found).text
    let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
      for number in 0..<8 {
        group.addTask {
          let browser = AdminBrowser(number % 2 == 0 ? server : second)
          let form = try browser.get("/admin/link?token=\(link)").hidden("form")
          return try browser.post("/admin/link", [("form", form), ("token", link)]).status
        }
      }
      return try await group.reduce(into: [Int]()) { $0.append($1) }
    }
    #expect(statuses.sorted() == [303] + Array(repeating: 403, count: 7))
  }

  @Test func `a link counts for a quarter of an hour, for its site, as long as its moderator is one`() throws {
    let server = try AdminBrowser.server()
    var random = SystemRandomNumberGenerator()
    func link() throws -> String {
      let found = try server.store().loginLink(for: "Ada", of: "help.example.com", at: server.now, random: &random)
      return try #require(found).text
    }
    func follow(_ link: String, on server: RunningCommentServer) throws -> Int {
      let browser = AdminBrowser(server)
      let form = try browser.get("/admin/login").hidden("form")
      return try browser.post("/admin/link", [("form", form), ("token", link)]).status
    }
    let late = try link()
    server.pass(seconds: 900)
    #expect(try follow(late, on: server) == 403)
    let elsewhere = try AdminBrowser.server(site: "https://other.example.com", folder: server.folder)
    elsewhere.pass(seconds: 900)
    #expect(try follow(link(), on: elsewhere) == 403)
    let changed = try link()
    #expect(try follow(changed.dropLast() + (changed.hasSuffix("0") ? "1" : "0"), on: server) == 403)
    #expect(try follow("", on: server) == 403)
    let orphan = try link()
    #expect(try server.store().removeModerator("Ada", of: "help.example.com"))
    #expect(try follow(orphan, on: server) == 403)
    #expect(try server.store().loginLink(for: "Ada", of: "help.example.com", at: server.now, random: &random) == nil)
  }

  @Test func `who is no moderator any more is signed out at once`() throws {
    let server = try AdminBrowser.server()
    let browser = AdminBrowser(server)
    try browser.signIn()
    _ = try server.store().removeModerator("Ada", of: "help.example.com")
    #expect(try browser.get("/admin").status == 303)
  }

  @Test func `who gets another password is signed out, and what is not said stays as it is`() throws {
    let server = try AdminBrowser.server()
    let browser = AdminBrowser(server)
    #expect(try browser.signIn("Ada").status == 303)
    try AdminBrowser.add("Ada", mail: "ada@example.com", password: nil, to: server)
    #expect(try browser.get("/admin").status == 303)
    #expect(try browser.signIn("Ada").status == 303)
    try AdminBrowser.add("Ada", to: server)
    #expect(try browser.get("/admin").status == 303)
    #expect(try server.store().moderators(of: "help.example.com").map(\.mail) == ["ada@example.com"])
  }

  @Test func `from a page elsewhere a browser brings no cookie, and is made to ask once more`() throws {
    let server = try AdminBrowser.server()
    let answer = try AdminBrowser(server).get("/admin", ["Sec-Fetch-Site": "cross-site"])
    #expect(answer.status == 200)
    #expect(answer.body.contains("<meta http-equiv=\"refresh\" content=\"0;url=admin\">"))
    #expect(answer.setCookies.isEmpty)
  }
}

extension AdminBrowser {
  /// Signs in with a form as a browser has it that is signed in as somebody already.
  func signInAnew(_ name: String, _ password: String) throws -> RawClient.Answer {
    let session = cookies.removeValue(forKey: Self.session)
    defer { cookies[Self.session] = cookies[Self.session] ?? session }
    return try signIn(name, password)
  }
}
