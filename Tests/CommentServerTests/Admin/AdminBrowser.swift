import CommentServer
import Comments
import Foundation
import RawHTTP
import Testing

/// A browser without scripts on a moderator's desk: keeps cookies, and sends what forms hold.
final class AdminBrowser {
  let server: RunningCommentServer
  /// By name.
  var cookies: [String: String] = [:]

  /// Where browsers reach the servers of these tests.
  static let base = "https://comments.example.com/talk"
  static let origin = "https://comments.example.com"
  static let password = "correct horse battery"
  /// As browsers know it.
  static let session = "__Secure-moderator"

  init(_ server: RunningCommentServer) { self.server = server }

  /// A server with the moderator Ada, whose password takes little time to check.
  static func server(
    site origin: String = RunningCommentServer.origin, folder: String? = nil,
    adjust: (inout ServerSettings) -> Void = { _ in }
  ) throws -> RunningCommentServer {
    let server = try RunningCommentServer(moderation: .before, folder: folder) { settings in
      settings.help = PublicAddress(origin: origin)
      settings.publicURL = PublicAddress(base)
      settings.moderators.passwordCost = cost
      adjust(&settings)
    }
    try add("Ada", site: PublicAddress(origin: origin).site, to: server)
    return server
  }

  static let cost = PasswordHash.Cost(n: 1024, r: 8, p: 1)

  @discardableResult
  static func add(
    _ name: String, site: String = "help.example.com", mail: String? = nil, password: String? = password,
    cost: PasswordHash.Cost = cost, to server: RunningCommentServer
  ) throws -> Moderator {
    var random = SystemRandomNumberGenerator()
    let hash = password.flatMap { PasswordHash(of: $0, cost: cost, random: &random) }
    let moderator = Moderator(id: UUIDv7(at: server.now, random: &random), site: site, name: name, mail: mail)
    return try server.store().put(moderator, password: hash, at: server.now).moderator
  }

  func get(_ path: String, _ headers: [String: String] = [:]) throws -> RawClient.Answer {
    try ask("GET \(path)", headers, "")
  }

  func post(
    _ path: String, _ fields: [(String, String)], _ headers: [String: String] = [:]
  ) throws -> RawClient.Answer {
    var allowed = CharacterSet.alphanumerics
    allowed.insert(charactersIn: "-._*")
    let body = fields.map { name, value in
      "\(name)=\(value.addingPercentEncoding(withAllowedCharacters: allowed) ?? "")"
    }
    let usual = ["Content-Type": "application/x-www-form-urlencoded", "Origin": Self.origin]
    return try ask("POST \(path)", usual.merging(headers) { $1 }, body.joined(separator: "&"))
  }

  private func ask(_ line: String, _ headers: [String: String], _ body: String) throws -> RawClient.Answer {
    var headers = headers
    if !cookies.isEmpty, headers["Cookie"] == nil {
      headers["Cookie"] = cookies.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
    }
    let answer = try server.ask(line, headers, body: body)
    for cookie in answer.setCookies {
      let pair = cookie.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      cookies[String(pair[0])] = cookie.contains("Max-Age=0") ? nil : String(pair[1])
    }
    return answer
  }

  /// Signs in as a moderator does: opens the page, fills the form.
  @discardableResult
  func signIn(
    _ name: String = "Ada", _ password: String = password, _ headers: [String: String] = [:]
  ) throws -> RawClient.Answer {
    let form = try get("/admin/login").hidden("form")
    return try post("/admin/login", [("form", form), ("name", name), ("password", password)], headers)
  }

  /// Presses a button of the list: `approve` for one comment, as its own button does.
  func press(_ decision: String, _ id: UUIDv7, _ more: [(String, String)] = []) throws -> RawClient.Answer {
    // The form is where there are comments.
    let pages = try ["pending", "approved", "rejected"].map { try get("/admin?state=\($0)") }
    let page = try #require(pages.first { $0.body.contains("action=\"admin/decide\"") })
    let token = try page.hidden("token", form: "admin/decide")
    return try post("/admin/decide", [("token", token), ("one", "\(decision) \(id)")] + more)
  }
}

extension RawClient.Answer {
  /// All `Set-Cookie` fields.
  var setCookies: [String] {
    head.components(separatedBy: "\r\n").filter { $0.lowercased().hasPrefix("set-cookie: ") }.map {
      String($0.dropFirst("set-cookie: ".count))
    }
  }

  /// The value of the hidden field `name`, of the form that goes to `form` if that is given.
  func hidden(_ name: String, form: String? = nil) throws -> String {
    var text = Substring(body)
    if let form {
      let action = try #require(body.range(of: "action=\"\(form)\""), "no form for \(form)")
      text = body[action.upperBound...]
    }
    let mark = "name=\"\(name)\" value=\""
    let start = try #require(text.range(of: mark)?.upperBound, "no field \(name) in \(body.prefix(2_000))")
    return String(text[start...].prefix { $0 != "\"" })
  }
}

extension RunningCommentServer {
  /// Posts a comment, which waits; returns its number.
  func waiting(_ fields: [String: Any] = [:]) throws -> UUIDv7 {
    try #require(UUIDv7(post(fields).text("id")))
  }

  func state(_ id: UUIDv7) throws -> CommentState? { try store().comment(id)?.state }
}
