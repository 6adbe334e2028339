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
      return .answer(PostingProblem.noPage.answer(at: now), to: request, settings)
    }
    let (settings, tag) = (settings, request.fields["if-none-match"])
    func answer(_ result: Result<RenderedThread, SQLError>) -> HTTPAnswer {
      switch result {
      case .success(let thread): thread.answer(ifNoneMatch: tag).readable(for: request, settings)
      case .failure(let error): error.answer.readable(for: request, settings)
      }
    }
    let known = threads.thread(of: PageKey(site: settings.site, path: path), at: now) { [unowned self] result in
      server.answer(ticket, with: answer(result))
    }
    return known.map { .answer(answer(.success($0))) } ?? .later
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
      let found = threads.thread(of: page, at: now) { [unowned self] result in
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
        throw .fields(error.all.map { PostingProblem.FieldProblem(field: $0.field.rawValue, message: "\($0)") })
      }
      return HTTPAnswer(type: "application/json", headers: [("Cache-Control", "no-store")], body: text.bytes)
    } catch {
      return error.answer(at: clock())
    }
  }

  /// All public comments, for builds.
  func export(_ request: HTTPRequest, _ ticket: HTTPTicket) -> HTTPReply {
    let (site, settings) = (settings.site, settings)
    write { store throws(SQLError) in
      .exported(try store.publicExport(of: site))
    } then: { [unowned self] result in
      var answer: HTTPAnswer
      switch result {
      case .success(.exported(let lines)):
        answer = HTTPAnswer(type: "application/jsonl", headers: [("Cache-Control", "no-cache")], body: lines)
      case .success: answer = problem(500, SQLError.apology)
      case .failure(let error): answer = error.answer
      }
      server.answer(ticket, with: answer.readable(for: request, settings))
    }
    return .later
  }
}

extension RenderedThread {
  fileprivate func answer(ifNoneMatch known: String?) -> HTTPAnswer {
    let headers = [("ETag", tag), ("Cache-Control", "no-cache")]
    // A list of tags, or of weak ones, comes from caches in between; comparing is by their text (RFC 9110, 13.1.2).
    if let known, known == tag || known.split(separator: ",").contains(where: { $0.unpadded == tag }) {
      return HTTPAnswer(status: 304, headers: headers)
    }
    return HTTPAnswer(type: "application/json", headers: headers, body: json)
  }
}

extension Substring {
  /// Without spaces around it, and without the mark of a weak tag.
  fileprivate var unpadded: Substring {
    var text = drop { $0 == " " }
    while text.last == " " { text.removeLast() }
    return text.hasPrefix("W/") ? text.dropFirst(2) : text
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
  func take(_ path: String, _ result: Result<RenderedThread, SQLError>) -> HTTPAnswer? {
    left -= 1
    switch result {
    case .success(let thread): counts[path] = thread.count
    case .failure(let error): failure = error
    }
    return left == 0 ? answer : nil
  }

  var answer: HTTPAnswer {
    if let failure { return failure.answer.readable(for: request, settings) }
    var text = JSONText()
    for (path, count) in counts.sorted(by: { $0.key < $1.key }) { text.add(named: path, count) }
    return HTTPAnswer(type: "application/json", headers: [("Cache-Control", "no-cache")], body: text.bytes)
      .readable(for: request, settings)
  }
}
