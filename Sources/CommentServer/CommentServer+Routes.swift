import Comments
import HTTP

extension CommentServer {
  /// What the server answers to, by path.
  enum Route: String {
    case thread = "/api/thread"
    case counts = "/api/counts"
    case challenge = "/api/challenge"
    case preview = "/api/preview"
    case comments = "/api/comments"
    /// One of them, with its identifier behind.
    case comment = "/api/comments/"
    case votes = "/api/votes"
    case feedback = "/api/feedback"
    case searches = "/api/searches"
    case export = "/api/export"
    /// The latest comments, for feed readers.
    case feed = "/feed"
    /// Where forms without a script go.
    case form = "/comments"
    case feedbackForm = "/feedback"
    case reply = "/reply"
    case style = "/style.css"
    case health = "/health"
    case ready = "/ready"
    case metrics = "/metrics"

    var methods: [HTTPMethod] {
      switch self {
      case .thread, .counts, .challenge, .export, .feed, .reply, .style, .health, .ready, .metrics: [.get, .head]
      case .preview, .comments, .votes, .feedback, .searches, .form, .feedbackForm: [.post]
      case .comment: [.put, .delete]
      }
    }

    var allowed: String {
      switch methods {
      case [.post]: "POST"
      case [.put, .delete]: "PUT, DELETE"
      default: "GET, HEAD"
      }
    }

    /// The route of `path`; nil where there is none.
    init?(path: String) {
      guard let route = Route(rawValue: path) ?? (path.hasPrefix(Route.comment.rawValue) ? .comment : nil) else {
        return nil
      }
      self = route
    }

    /// What metrics and logs call the route of a request with `target`: never what somebody else has written.
    static func label(of target: String) -> String {
      let path = String(Substring(target.utf8.prefix { $0 != UInt8(ascii: "?") }))
      return Route(path: path)?.rawValue ?? AdminRoute(rawValue: path)?.rawValue ?? "other"
    }
  }

  func respond(to request: HTTPRequest, _ ticket: HTTPTicket) -> HTTPReply {
    guard let target = RequestTarget(request.target) else {
      return .answer(problem(400, "This is not an address."), to: request, settings)
    }
    if Self.isForModerators(target.path) { return moderate(target, request, ticket) }
    guard let route = Route(path: target.path) else {
      return .answer(problem(404, "There is nothing here."), to: request, settings)
    }
    if request.method == .options { return .answer(permission(for: request, route.allowed)) }
    guard route.methods.contains(request.method) else {
      var answer = problem(405, "Only \(route.allowed) is answered here.")
      answer.headers.append(("Allow", route.allowed))
      return .answer(answer, to: request, settings)
    }
    switch route {
    case .thread: return thread(target, request, ticket)
    case .counts: return counts(target, request, ticket)
    case .challenge: return challenge(target, request, ticket)
    case .preview: return .answer(preview(request), to: request, settings)
    case .comments: return post(request, ticket)
    case .comment: return change(UUIDv7(String(target.path.dropFirst(route.rawValue.count))), request, ticket)
    case .votes: return vote(request, ticket)
    case .feedback: return feedback(request, ticket)
    case .searches: return unfoundSearch(request, ticket)
    case .export: return export(request, ticket)
    case .feed: return feed(target, request, ticket)
    case .form: return postForm(request, ticket)
    case .feedbackForm: return feedbackForm(request, ticket)
    case .reply: return .answer(replyForm(target, request))
    case .style:
      return .answer(HTTPAnswer(type: "text/css; charset=utf-8", body: Array(ReaderPage.style.utf8)))
    case .health: return .answer(.text(200, "ok\n"))
    case .ready: return ready(request, ticket)
    case .metrics: return .answer(metrics(request), to: request, settings)
    }
  }

  /// What a browser is told that asks whether a page of the help centre may send something (Fetch, 3.2.2).
  private func permission(for request: HTTPRequest, _ methods: String) -> HTTPAnswer {
    var answer = HTTPAnswer(status: 204, headers: [("Allow", methods)])
    guard request.fields["origin"] == settings.origin else { return answer }
    answer.headers += [
      ("Access-Control-Allow-Origin", settings.origin), ("Access-Control-Allow-Methods", methods),
      ("Access-Control-Allow-Headers", "Authorization, Content-Type"), ("Access-Control-Max-Age", "86400"),
      ("Vary", "Origin"),
    ]
    return answer
  }

  /// What the server counts, for those who may know.
  private func metrics(_ request: HTTPRequest) -> HTTPAnswer {
    guard settings.metrics.include(request) else { return problem(404, "There is nothing here.") }
    return HTTPAnswer(
      type: MetricsText.type, headers: [("Cache-Control", "no-store")], body: MetricsText(metrics, gauges).bytes)
  }

  /// Whether the store can be written, for those who may know: each answer costs a commit.
  private func ready(_ request: HTTPRequest, _ ticket: HTTPTicket) -> HTTPReply {
    guard settings.metrics.include(request) else {
      return .answer(problem(404, "There is nothing here."), to: request, settings)
    }
    write { store throws(SQLError) in
      try store.checkThatItCanBeWritten()
      return .done
    } then: { [unowned self] result in
      switch result {
      case .success: server.answer(ticket, with: .text(200, "ready\n"))
      case .failure(let error): server.answer(ticket, with: .text(503, error.kind.sentence + "\n"))
      }
    }
    return .later
  }
}

extension HTTPReply {
  /// `answer`, which pages of the help centre may read.
  static func answer(_ answer: HTTPAnswer, to request: HTTPRequest, _ settings: ServerSettings) -> HTTPReply {
    .answer(answer.readable(for: request, settings))
  }
}

extension HTTPAnswer {
  /// The answer with what lets a page of the help centre, and no other, read it (Fetch, 3.2.3).
  func readable(for request: HTTPRequest, _ settings: ServerSettings) -> HTTPAnswer {
    var answer = self
    if let place = answer.headers.firstIndex(where: { $0.name == "Vary" }) {
      answer.headers[place].value = "Origin, " + answer.headers[place].value
    } else {
      answer.headers.append(("Vary", "Origin"))
    }
    if request.fields["origin"] == settings.origin {
      answer.headers.append(("Access-Control-Allow-Origin", settings.origin))
      // Others than the simple ones a script is shown only by name.
      if status >= 400 { answer.headers.append(("Access-Control-Expose-Headers", "Retry-After")) }
    }
    return answer
  }
}
