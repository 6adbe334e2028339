import Comments
import HTTP

/// A page for moderators.
struct AdminPage {
  var title: String
  /// What leads to the top of the server: `../`.
  var root: String
  /// Who is signed in, and what signs them out.
  var visitor: (name: String, logout: String)?
  /// Behind the title, on top of the page.
  var navigation: HTML = ""
  var body: HTML
  /// Where the browser goes on to by itself.
  var refresh: String?

  init(title: String, root: String, visitor: (name: String, logout: String)? = nil, body: HTML) {
    (self.title, self.root, self.visitor, self.body) = (title, root, visitor, body)
  }

  func answer(status: Int = 200, cookies: [String] = []) -> HTTPAnswer {
    HTTPAnswer(
      status: status, type: "text/html; charset=utf-8",
      headers: Self.headers + cookies.map { (name: "Set-Cookie", value: $0) },
      body: Array(html.text.utf8))
  }

  private var html: HTML {
    let signedIn: HTML? = visitor.map { visitor in
      """
      <form method="post" action="\(root)admin/logout" class="account">
      <input type="hidden" name="token" value="\(visitor.logout)">
      <span><bdi>\(visitor.name)</bdi></span> <button>Sign out</button>
      </form>
      """
    }
    let goesOn: HTML? = refresh.map { "<meta http-equiv=\"refresh\" content=\"0;url=\($0)\">\n" }
    return """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="robots" content="noindex">
      \(goesOn)<title>\(title)</title>
      <link rel="stylesheet" href="\(root)admin/admin.css">
      <script src="\(root)admin/admin.js" defer></script>
      </head>
      <body>
      <header class="top">
      <h1>\(title)</h1>
      \(signedIn)
      \(navigation)
      </header>
      <main>
      \(body)
      </main>
      </body>
      </html>

      """
  }

  /// Nothing runs but our own file, nobody puts the page into a frame, and no other site learns its address. Browsers
  /// leave out where a form comes from where a page says nothing to anybody; so our own may know.
  private static let headers: [(name: String, value: String)] = [
    (
      "Content-Security-Policy",
      "default-src 'none'; style-src 'self'; script-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    ("Referrer-Policy", "same-origin"),
    ("Cache-Control", "no-store"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
  ]

  /// A page that says one thing.
  ///
  /// - Parameters:
  ///   - words: without a full stop.
  ///   - link: where to go on, from the top of the server, and what that is called.
  static func notice(
    _ status: Int, _ words: String, root: String, link: (address: String, words: String)? = nil
  ) -> HTTPAnswer {
    let way: HTML? = link.map { "<p><a href=\"\(root)\($0.address)\">\($0.words)</a></p>" }
    return AdminPage(title: "Comments", root: root, body: "<p role=\"status\" class=\"notice\">\(words).</p>\n\(way)")
      .answer(status: status)
  }

  /// What is said where the database does not do what it should.
  static func apology(passes: Bool) -> HTTPAnswer {
    // Which page asked is not known here: nothing is linked.
    let page: HTML = """
      <!doctype html>
      <html lang="en"><meta charset="utf-8"><title>Comments</title>
      <p>\(ReaderWords.english[.unreachable])</p>
      </html>

      """
    var answer = HTTPAnswer(
      status: passes ? 503 : 500, type: "text/html; charset=utf-8", headers: headers, body: Array(page.text.utf8))
    if passes { answer.headers.append(("Retry-After", "5")) }
    return answer
  }

  /// Leads to `address`, which is one of ours and relative to the address of the request.
  static func redirect(to address: String, cookies: [String] = []) -> HTTPAnswer {
    HTTPAnswer(
      status: 303, type: "text/plain; charset=utf-8",
      headers: [(name: "Location", value: address)] + headers + cookies.map { (name: "Set-Cookie", value: $0) },
      body: Array("\(address)\n".utf8))
  }

  /// Has the browser ask once more, from a page of ours.
  static func again(_ route: AdminRoute) -> HTTPAnswer {
    let address = route.root + (route == .statistics ? "admin/statistics" : "admin")
    var page = AdminPage(title: "Comments", root: route.root, body: "<p><a href=\"\(address)\">Go on</a></p>")
    page.refresh = address
    return page.answer()
  }

  static func file(_ type: String, _ bytes: [UInt8]) -> HTTPAnswer {
    HTTPAnswer(type: type, headers: [("Cache-Control", "max-age=600")], body: bytes)
  }
}
