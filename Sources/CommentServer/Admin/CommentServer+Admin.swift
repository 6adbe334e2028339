import Comments
import HTTP

extension CommentServer {
  /// Whether `path` is for moderators.
  static func isForModerators(_ path: String) -> Bool {
    path == "/moderate" || path == "/admin" || path.hasPrefix("/admin/")
  }

  /// Answers a moderator's request, on a thread of its own.
  func moderate(_ target: RequestTarget, _ request: HTTPRequest, _ ticket: HTTPTicket) -> HTTPReply {
    guard let route = AdminRoute(rawValue: target.path) else {
      return .answer(AdminPage.notice(404, "There is nothing here", root: Self.root(of: target.path)))
    }
    guard route.methods.contains(request.method) else {
      var answer = AdminPage.notice(405, "This address is used otherwise", root: route.root)
      answer.headers.append(("Allow", route.methods == [.post] ? "POST" : "GET, HEAD, POST"))
      return .answer(answer)
    }
    switch route {
    case .style: return .answer(AdminPage.file("text/css; charset=utf-8", PackageResources.admin_css))
    case .script: return .answer(AdminPage.file("text/javascript; charset=utf-8", PackageResources.admin_js))
    default: break
    }
    let now = clock()
    guard let asked = AdminRequest(request, target, route, address: addressKey(of: request, at: now), now: now) else {
      return .answer(AdminPage.notice(400, "This form cannot be read", root: route.root))
    }
    pages.refresh(at: now)
    let desk = AdminDesk(settings: settings, key: desk.key, titles: pages.titles)
    let job = AdminQueue.Job(ticket: ticket) { store throws(SQLError) in try desk.outcome(of: asked, store) }
    // Who tries passwords keeps nobody else waiting.
    let isLogin = asked.isPost && [.login, .link, .mail].contains(route)
    guard (isLogin ? logins : moderation).put(job) else {
      return .answer(AdminPage.notice(503, "Too many wait at the moment. Try again soon", root: route.root))
    }
    return .later
  }

  /// What leads from `path` to the top of the server.
  private static func root(of path: String) -> String {
    String(repeating: "../", count: max(0, path.split(separator: "/", omittingEmptySubsequences: false).count - 2))
  }
}
