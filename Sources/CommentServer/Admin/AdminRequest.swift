import Comments
import HTTP

/// What a moderator's browser asks for, as far as it matters: nothing that names this server (Host, X-Forwarded-…) is
/// among it.
struct AdminRequest: Sendable {
  var route: AdminRoute
  var isPost: Bool
  /// Of the query.
  private var query: [String: String]
  /// Of the body, in its order.
  private var form: [(name: String, value: String)]
  private var cookies: [String: String]
  var origin: String?
  /// Where the browser says that the request comes from. Source: Fetch Metadata Request Headers, 2.
  var fetchSite: String?
  /// What the client's network address is known by.
  var address: String
  var now: Timestamp

  /// nil for a form that cannot be read.
  init?(_ request: HTTPRequest, _ target: RequestTarget, _ route: AdminRoute, address: String, now: Timestamp) {
    (self.route, self.address, self.now, isPost) = (route, address, now, request.method == .post)
    origin = request.fields["origin"]
    fetchSite = request.fields["sec-fetch-site"]
    query = [:]
    for name in ["state", "before", "done", "count", "of", "comment", "token"] { query[name] = target.value(name) }
    form = []
    if isPost {
      guard request.fields["content-type"]?.lowercased().hasPrefix("application/x-www-form-urlencoded") == true,
        let read = FormFields.read(request.body)
      else { return nil }
      form = read
    }
    cookies = [:]
    for pair in (request.fields["cookie"] ?? "").split(separator: ";") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts[0].drop { $0 == " " })
      // A browser sends the one of the nearest path first.
      if parts.count == 2, cookies[name] == nil { cookies[name] = String(parts[1]) }
    }
  }

  /// The first value of `name`: of the form, where it is one, else of the query.
  func value(_ name: String) -> String {
    isPost ? form.first { $0.name == name }?.value ?? "" : query[name] ?? ""
  }

  /// All values of `name` in the form.
  func values(_ name: String) -> [String] { form.filter { $0.name == name }.map(\.value) }

  func cookie(_ name: String) -> String { cookies[name] ?? "" }
}

/// The addresses of moderators.
enum AdminRoute: String, Sendable {
  case list = "/admin"
  case decide = "/admin/decide"
  case statistics = "/admin/statistics"
  case login = "/admin/login"
  /// A link that signs in.
  case link = "/admin/link"
  /// Asks for such a link.
  case mail = "/admin/mail"
  case logout = "/admin/logout"
  /// Where links in mail lead.
  case moderate = "/moderate"
  case style = "/admin/admin.css"
  case script = "/admin/admin.js"

  var methods: [HTTPMethod] {
    switch self {
    case .list, .statistics, .style, .script: [.get, .head]
    case .decide, .mail, .logout: [.post]
    case .login, .link, .moderate: [.get, .head, .post]
    }
  }

  /// What leads from here to the top of the server.
  var root: String {
    switch self {
    case .list, .moderate: ""
    default: "../"
    }
  }
}
