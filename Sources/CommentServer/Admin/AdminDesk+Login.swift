import Comments
import HTTP

extension AdminDesk {
  func loginPage(_ request: AdminRequest, _ store: CommentStore) throws(SQLError) -> HTTPAnswer {
    if try visitor(request, store) != nil { return AdminPage.redirect(to: "../admin") }
    return loginPage(request, status: 200, message: nil)
  }

  /// Signs in with a name and a password.
  func signIn(_ request: AdminRequest, _ store: CommentStore) throws(SQLError) -> HTTPAnswer {
    guard hasToken(request) else { return staleForm(request) }
    let (name, password) = (String(request.value("name").prefix(200)), request.value("password"))
    let device = KnownDevice(
      request.cookie(cookieName(Self.device)), name: name, site: site, at: request.now, key: key)
    let rules = settings.moderators.logins.rules(
      name: name, site: site, address: request.address, device: device, key: key)
    if let until = try store.take(rules, at: request.now) { return tooMany(request, until) }
    let known = try store.moderator(named: name, of: site)
    guard matches(password, known?.password), let moderator = known?.moderator else {
      return loginPage(request, status: 403, message: "The name or the password is wrong.")
    }
    return try welcome(moderator, request, store)
  }

  /// Does the same work whether there is a hash or not.
  private func matches(_ password: String, _ hash: PasswordHash?) -> Bool {
    guard let hash else {
      PasswordHash.pretend(password, cost: settings.moderators.passwordCost)
      return false
    }
    return hash.matches(password)
  }

  // MARK: Links

  /// A page with a button: who only looks at the address of a link, as scanners of mail do, signs nobody in.
  func linkPage(_ request: AdminRequest) -> HTTPAnswer {
    let text = request.value("token")
    guard LoginLink(text, site: site, at: request.now, key: key) != nil else { return deadLink(request) }
    let (token, cookies) = formToken(request)
    let body: HTML = """
      <form method="post" action="link" class="narrow">
      <input type="hidden" name="form" value="\(token)">
      <input type="hidden" name="token" value="\(text)">
      <p>This link signs you in once.</p>
      <p><button class="primary" autofocus>Sign in</button></p>
      </form>
      """
    return AdminPage(title: "Sign in", root: request.route.root, body: body).answer(cookies: cookies)
  }

  func signInByLink(_ request: AdminRequest, _ store: CommentStore) throws(SQLError) -> HTTPAnswer {
    guard hasToken(request) else { return staleForm(request) }
    guard let link = LoginLink(request.value("token"), site: site, at: request.now, key: key),
      let moderator = try store.use(link, of: site, at: request.now)
    else { return deadLink(request) }
    return try welcome(moderator, request, store)
  }

  /// Has a link sent. The answer is the same whether the address is a moderator's.
  func sendLink(_ request: AdminRequest, _ store: CommentStore) throws(SQLError) -> HTTPAnswer {
    guard settings.moderators.mail != nil else {
      return AdminPage.notice(404, "This server sends no mail", root: request.route.root)
    }
    guard hasToken(request) else { return staleForm(request) }
    let mail = String(request.value("mail").prefix(254))
    let rules = settings.moderators.logins.mailRules(
      mail.lowercased(), site: site, address: request.address, key: key)
    let perNetwork = try store.take([rules.perNetwork], at: request.now)
    if let perNetwork { return tooMany(request, perNetwork) }
    // Whoever has been sent that many has links enough.
    if try store.take([rules.perMailbox], at: request.now) == nil {
      var random = SystemRandomNumberGenerator()
      try store.askForLink(by: mail, of: site, id: UUIDv7(at: request.now, random: &random), at: request.now)
    }
    return AdminPage.notice(
      200, "If this is a moderator's address, a link is on its way to it. It counts for 15 minutes",
      root: request.route.root)
  }

  private func deadLink(_ request: AdminRequest) -> HTTPAnswer {
    AdminPage.notice(
      403, "This link has been used, or is too old", root: request.route.root, link: ("admin/login", "Sign in"))
  }

  // MARK: Both

  /// Begins a session, with a new secret whatever the browser had before.
  private func welcome(
    _ moderator: Moderator, _ request: AdminRequest, _ store: CommentStore
  ) throws(SQLError) -> HTTPAnswer {
    var random = SystemRandomNumberGenerator()
    let secret = SessionSecret(random: &random)
    try store.signIn(
      moderator, with: secret, instead: SessionSecret(request.cookie(cookieName(Self.session))),
      settings.moderators.sessions, at: request.now)
    let device = KnownDevice(of: moderator, at: request.now, key: key, random: &random)
    return AdminPage.redirect(
      to: "../admin",
      cookies: [
        cookie(Self.session, secret.text), cookie(Self.device, device.text, seconds: KnownDevice.lifetime),
        cookie(Self.form, "", seconds: 0),
      ])
  }

  private func tooMany(_ request: AdminRequest, _ until: Timestamp) -> HTTPAnswer {
    let seconds = max(1, until.seconds - request.now.seconds)
    var answer = loginPage(
      request, status: 429, message: "There were too many tries. Try again in \((seconds + 59) / 60) minutes.")
    answer.headers.append(("Retry-After", String(seconds)))
    return answer
  }

  private func staleForm(_ request: AdminRequest) -> HTTPAnswer {
    loginPage(request, status: 403, message: "The form was too old. Try once more.")
  }

  private func loginPage(_ request: AdminRequest, status: Int, message: String?) -> HTTPAnswer {
    let (token, cookies) = formToken(request)
    let alert: HTML? = message.map { "<p role=\"alert\" class=\"alert\">\($0)</p>\n" }
    let byMail: HTML? = settings.moderators.mail.map { _ in
      """
      <form method="post" action="mail" class="narrow">
      <h2>Without a password</h2>
      <input type="hidden" name="form" value="\(token)">
      <label>Mail address <input name="mail" type="email" required autocomplete="email"></label>
      <p><button>Send me a link</button></p>
      </form>
      """
    }
    let body: HTML = """
      \(alert)<form method="post" action="login" class="narrow">
      <input type="hidden" name="form" value="\(token)">
      <label>Name <input name="name" required autocomplete="username" autofocus></label>
      <label>Password <input name="password" type="password" required autocomplete="current-password"></label>
      <p><button class="primary">Sign in</button></p>
      </form>
      \(byMail)
      """
    return AdminPage(title: "Sign in", root: request.route.root, body: body).answer(status: status, cookies: cookies)
  }

  /// A token for the forms of who is not signed in, and the cookie that goes with it.
  private func formToken(_ request: AdminRequest) -> (token: String, cookies: [String]) {
    var random = SystemRandomNumberGenerator()
    let known = SessionSecret(request.cookie(cookieName(Self.form)))
    let secret = known ?? SessionSecret(random: &random)
    let token = secret.formToken(for: Self.form, site: site, key: key)
    return (token, known == nil ? [cookie(Self.form, secret.text)] : [])
  }

  private func hasToken(_ request: AdminRequest) -> Bool {
    guard let secret = SessionSecret(request.cookie(cookieName(Self.form))) else { return false }
    return secret.allows(Self.form, by: request.value("form"), site: site, key: key)
  }
}
