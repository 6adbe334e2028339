import Comments
import HTTP
import JSON

extension CommentServer {
  /// How many pages one request may ask the counts of.
  private static let mostCounts = 200

  /// The comments of one page.
  func thread(_ target: RequestTarget, _ request: HTTPRequest, _ ticket: HTTPTicket) -> HTTPReply {
    let now = clock()
    guard let path = target.value("page"), pages.contains(path, at: now) else {
      return .answer(PostingProblem.noPage.answer(at: now, in: words(for: request)), to: request, settings)
    }
    return send(.thread(PageKey(site: settings.site, path: path)), request, ticket, now)
  }

  /// The latest comments of a page, or of all.
  func feed(_ target: RequestTarget, _ request: HTTPRequest, _ ticket: HTTPTicket) -> HTTPReply {
    let now = clock()
    guard let path = target.value("page") else {
      pages.refresh(at: now)
      return send(.siteFeed, request, ticket, now)
    }
    guard pages.contains(path, at: now) else {
      return .answer(PostingProblem.noPage.answer(at: now, in: words(for: request)), to: request, settings)
    }
    return send(.feed(PageKey(site: settings.site, path: path)), request, ticket, now)
  }

  private func send(
    _ subject: Subject, _ request: HTTPRequest, _ ticket: HTTPTicket, _ now: Timestamp
  ) -> HTTPReply {
    let known = threads.document(of: subject, at: now) { [unowned self] result in
      let answer: HTTPAnswer
      switch result {
      case .success(let document): answer = document.answer(to: request)
      case .failure(let error): answer = error.answer(in: words(for: request))
      }
      server.answer(ticket, with: answer.readable(for: request, settings))
    }
    return known.map { .answer($0.answer(to: request), to: request, settings) } ?? .later
  }

  /// How many comments several pages have: `{"faq/mfa.html":3}`.
  func counts(_ target: RequestTarget, _ request: HTTPRequest, _ ticket: HTTPTicket) -> HTTPReply {
    let now = clock()
    let paths = target.values("page")
    guard !paths.isEmpty, paths.count <= Self.mostCounts else {
      return .answer(problem(400, "Ask for 1 to \(Self.mostCounts) pages: ?page=…&page=…"), to: request, settings)
    }
    let known = paths.filter { pages.contains($0, at: now) }
    guard !known.isEmpty else { return .answer(Counting(0, [:], request, settings).answer) }
    let counting = Counting(known.count, [:], request, settings)
    for path in known {
      let page = PageKey(site: settings.site, path: path)
      let found = threads.document(of: .thread(page), at: now) { [unowned self] result in
        if let answer = counting.take(path, result) { server.answer(ticket, with: answer) }
      }
      if let found, let answer = counting.take(path, .success(found)) { return .answer(answer) }
    }
    return .later
  }

  /// What a text would look like.
  func preview(_ request: HTTPRequest) -> HTTPAnswer {
    guard request.hasJSON else { return problem(415, "The body must be JSON: Content-Type: application/json.") }
    do throws(PostingProblem) {
      let fields = try PostedFields(body: request.body)
      var text = JSONText()
      do throws(CommentProblems) {
        text.add("html", try CommentMarkdown(fields.text, limits: desk.limits).html)
      } catch {
        throw .fields(error.all)
      }
      return HTTPAnswer(type: "application/json", headers: [("Cache-Control", "no-store")], body: text.bytes)
    } catch {
      return error.answer(at: clock(), in: words(for: request))
    }
  }
}

extension HTTPRequest {
  /// Whether the body says that it is JSON; a form of a foreign page cannot say so without being asked for first.
  var hasJSON: Bool {
    guard let type = fields["content-type"]?.lowercased() else { return false }
    return type == "application/json" || type.hasPrefix("application/json;")
  }
}

/// Gathers the counts of several pages.
private final class Counting {
  private var left: Int
  private var counts: [String: Int]
  private var failure: SQLError?
  private let request: HTTPRequest
  private let settings: ServerSettings

  init(_ left: Int, _ counts: [String: Int], _ request: HTTPRequest, _ settings: ServerSettings) {
    (self.left, self.counts, self.request, self.settings) = (left, counts, request, settings)
  }

  /// Takes what is known of the page at `path`; returns the answer when it was the last one.
  func take(_ path: String, _ result: Result<Document, SQLError>) -> HTTPAnswer? {
    left -= 1
    switch result {
    case .success(let document): counts[path] = document.count
    case .failure(let error): failure = error
    }
    return left == 0 ? answer : nil
  }

  var answer: HTTPAnswer {
    if let failure { return failure.answer(in: .english).readable(for: request, settings) }
    var text = JSONText()
    for (path, count) in counts.sorted(by: { $0.key < $1.key }) { text.add(named: path, count) }
    return HTTPAnswer(type: "application/json", headers: [("Cache-Control", "no-cache")], body: text.bytes)
      .readable(for: request, settings)
  }
}
