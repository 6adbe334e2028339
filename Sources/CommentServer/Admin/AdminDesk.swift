import Comments
import HTTP

/// Where moderators' requests are dealt with.
///
///     request ─► from our own page? ─► signed in? ─► the form's token ─► done in the store ─► page
struct AdminDesk: Sendable {
  let settings: ServerSettings
  let key: StoreKey
  let titles: PageTitles

  var site: String { settings.site }
  /// Where browsers reach the server: links in mail begin with it, and forms come from it.
  var base: PublicAddress { settings.base }

  func outcome(of request: AdminRequest, _ store: CommentStore) throws(SQLError) -> AdminOutcome {
    if request.isPost, !isOwn(request) {
      return AdminOutcome(
        AdminPage.notice(
          403, "This form did not come from \(base.origin). Open \(base)/admin and try again", root: request.route.root)
      )
    }
    switch request.route {
    case .login:
      return AdminOutcome(try request.isPost ? signIn(request, store) : loginPage(request, store))
    case .link:
      return AdminOutcome(try request.isPost ? signInByLink(request, store) : linkPage(request))
    case .mail: return AdminOutcome(try sendLink(request, store))
    case .moderate: return try request.isPost ? followLink(request, store) : linkedComment(request, store)
    case .list, .decide, .statistics, .logout, .style, .script: return try signedIn(request, store)
    }
  }

  private func signedIn(_ request: AdminRequest, _ store: CommentStore) throws(SQLError) -> AdminOutcome {
    guard let visitor = try visitor(request, store) else {
      if request.isPost {
        return AdminOutcome(
          AdminPage.notice(
            403, "You are not signed in any more", root: request.route.root, link: ("admin/login", "Sign in")))
      }
      // From a page elsewhere a browser brings no cookie (SameSite=Strict); from our own it does.
      if request.fetchSite == "cross-site" { return AdminOutcome(AdminPage.again(request.route)) }
      return AdminOutcome(AdminPage.redirect(to: request.route.root + "admin/login"))
    }
    if request.isPost, !visitor.secret.allows(request.route.rawValue, by: request.value("token"), site: site, key: key)
    {
      return AdminOutcome(
        AdminPage.notice(
          403, "This form is too old. Open the page again and repeat what you did", root: request.route.root,
          link: ("admin", "Comments")))
    }
    switch request.route {
    case .decide: return try decide(request, visitor, store)
    case .statistics: return AdminOutcome(try statistics(request, visitor, store))
    case .logout:
      try store.signOut(visitor.secret)
      return AdminOutcome(
        AdminPage.redirect(to: "login", cookies: [cookie(Self.session, "", seconds: 0)]))
    default: return AdminOutcome(try list(request, visitor, store))
    }
  }

  /// Whether a form comes from one of our pages, as far as the browser says. Its token is what counts; this is for
  /// browsers that would give that away.
  private func isOwn(_ request: AdminRequest) -> Bool {
    if let origin = request.origin { return origin == base.origin }
    return request.fetchSite == nil || request.fetchSite == "same-origin"
  }

  /// A moderator who is signed in.
  struct Visitor {
    var moderator: Moderator
    var secret: SessionSecret
  }

  func visitor(_ request: AdminRequest, _ store: CommentStore) throws(SQLError) -> Visitor? {
    guard let secret = SessionSecret(request.cookie(cookieName(Self.session))) else { return nil }
    let limits = settings.moderators.sessions
    guard let moderator = try store.moderator(with: secret, of: site, limits, at: request.now) else { return nil }
    return Visitor(moderator: moderator, secret: secret)
  }

  // MARK: Cookies

  /// Who is signed in.
  static let session = "moderator"
  /// Who has been given a form to sign in with.
  static let form = "moderator-form"
  /// Which browsers have been signed in with before.
  static let device = "moderator-device"

  /// The prefix has browsers refuse it from where nothing is encrypted. (`__Host-` would need the whole host.)
  func cookieName(_ name: String) -> String { (base.isSecure ? "__Secure-" : "") + name }

  /// - Parameter seconds: how long it is kept; nil for as long as the browser is open.
  func cookie(_ name: String, _ value: String, seconds: Int? = nil) -> String {
    var text = "\(cookieName(name))=\(value); HttpOnly; SameSite=Strict"
    // Without a path it counts below the folder of the address that sets it, which is the same one.
    if settings.publicURL != nil { text += "; Path=\(base.path)/admin" }
    if base.isSecure { text += "; Secure" }
    if let seconds { text += "; Max-Age=\(seconds)" }
    return text
  }
}
