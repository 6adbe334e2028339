import Comments
import HTTP
import JSON

extension CommentServer {
  /// Takes `{"page": path, "answer": "yes"}`, or `"no"` with a `"reason"`.
  func feedback(_ request: HTTPRequest, _ ticket: HTTPTicket) -> HTTPReply {
    guard settings.feedback else {
      return .answer(off("Nobody asks here whether articles help.", for: request), to: request, settings)
    }
    if let refusal = refusal(of: request, "Answers") { return .answer(refusal, to: request, settings) }
    let now = clock()
    let new: NewFeedback
    do throws(PostingProblem) {
      new = try feedback(FeedbackFields(json: JSONValue(body: request.body)), request, now)
    } catch {
      return .answer(error.feedbackAnswer(at: now, in: words(for: request)), to: request, settings)
    }
    hear(new) { [unowned self] problem in
      let answer = problem?.answer(at: now, in: words(for: request)) ?? Self.counted
      server.answer(ticket, with: answer.readable(for: request, settings))
    }
    return .later
  }

  /// Takes the same from a form without a script, and leads the browser back to the article, which goes on from there.
  func feedbackForm(_ request: HTTPRequest, _ ticket: HTTPTicket) -> HTTPReply {
    guard settings.feedback else {
      return .answer(FeedbackPage(404) { "\($0[.off])" }.answer(in: pages.titles, to: request))
    }
    guard isOwn(request, acceptsNone: true) else {
      let refusal = FeedbackPage(403) { [settings] in
        $0.say(.elsewhere, ["address": "<bdi>\(settings.origin)</bdi>"])
      }
      return .answer(refusal.answer(in: pages.titles, to: request))
    }
    guard request.fields["content-type"]?.lowercased().hasPrefix("application/x-www-form-urlencoded") == true else {
      let refusal = FeedbackPage(415) { _ in ReaderPage.english("This is not what a form sends.") }
      return .answer(refusal.answer(in: pages.titles, to: request))
    }
    let now = clock()
    let new: NewFeedback
    do throws(PostingProblem) {
      new = try feedback(FeedbackFields(form: request.body), request, now)
    } catch {
      return .answer(FeedbackPage(error.status) { error.feedbackMessage(in: $0) }.answer(in: pages.titles, to: request))
    }
    hear(new) { [unowned self] problem in
      if let problem {
        let page = FeedbackPage(problem.status, article: new.page.path) { "\($0[problem.words])" }
        server.answer(ticket, with: page.answer(in: pages.titles, to: request))
      } else {
        let article = settings.help.address(ofPage: new.page.path)
        let asks = new.answer == .no && new.reason == nil
        server.answer(ticket, with: Self.seeOther(article + (asks ? "#feedback-why" : "#feedback-thanks")))
      }
    }
    return .later
  }

  /// Takes `{"query": words}`: a search that found nothing.
  func unfoundSearch(_ request: HTTPRequest, _ ticket: HTTPTicket) -> HTTPReply {
    guard settings.searches else {
      return .answer(off("Searches are not counted here.", for: request), to: request, settings)
    }
    if let refusal = refusal(of: request, "Searches") { return .answer(refusal, to: request, settings) }
    let now = clock()
    let text: String
    do throws(PostingProblem) {
      text = try Self.query(JSONValue(body: request.body))
    } catch {
      return .answer(error.feedbackAnswer(at: now, in: words(for: request)), to: request, settings)
    }
    // Who sends what is not counted does not learn why not.
    guard let query = UnfoundQuery(text) else { return .answer(Self.counted, to: request, settings) }
    let search = NewSearch(
      query, on: settings.site, by: addressKey(of: request, on: "search \(settings.site)/\(query.text)", at: now),
      from: addressKey(of: request, at: now), at: now)
    write { store throws(SQLError) in
      .heard(try store.count(search))
    } then: { [unowned self] result in
      let problem = FeedbackProblem(result)
      if problem == nil { metrics.countUnfoundSearch() }
      let answer = problem?.answer(at: now, in: words(for: request)) ?? Self.counted
      server.answer(ticket, with: answer.readable(for: request, settings))
    }
    return .later
  }

  /// Why a script's request is not looked at; nil where it is.
  private func refusal(of request: HTTPRequest, _ what: String) -> HTTPAnswer? {
    guard isOwn(request, acceptsNone: false) else {
      return elsewhere(what, for: request)
    }
    return request.hasJSON ? nil : problem(415, "The body must be JSON: Content-Type: application/json.")
  }

  private func feedback(
    _ fields: FeedbackFields, _ request: HTTPRequest, _ now: Timestamp
  ) throws(PostingProblem) -> NewFeedback {
    guard let answer = NewFeedback.Answer(rawValue: fields.answer) else {
      throw .malformed(#""answer" must be "yes" or "no""#)
    }
    let reason = NewFeedback.Reason(rawValue: fields.reason)
    guard reason != nil || fields.reason.isEmpty else {
      let all = NewFeedback.Reason.allCases.map(\.rawValue).joined(separator: ", ")
      throw .malformed(#""reason" must be one of \#(all)"#)
    }
    guard pages.containsArticle(fields.page, at: now) else { throw .noPage }
    let page = PageKey(site: settings.site, path: fields.page)
    return NewFeedback(
      answer, because: reason, on: page,
      by: addressKey(of: request, on: "feedback \(page.site)/\(page.path)", at: now),
      from: addressKey(of: request, at: now), at: now)
  }

  /// Has `new` counted; `then` is told what went wrong, if anything did.
  private func hear(_ new: NewFeedback, then: @escaping (FeedbackProblem?) -> Void) {
    write { store throws(SQLError) in
      .heard(try store.count(new))
    } then: { [unowned self] result in
      let problem = FeedbackProblem(result)
      if problem == nil { metrics.count(new) }
      then(problem)
    }
  }

  private static func query(_ value: JSONValue) throws(PostingProblem) -> String {
    guard let members = value.members, members.map(\.name) == ["query"], let text = value["query"]?.string else {
      throw .malformed(#"the body must be {"query": "…"}"#)
    }
    return text
  }

  private static let counted = HTTPAnswer(status: 204, headers: [("Cache-Control", "no-store")])

  private static func seeOther(_ address: String) -> HTTPAnswer {
    HTTPAnswer(
      status: 303, type: "text/plain; charset=utf-8", headers: [("Location", address), ("Cache-Control", "no-store")],
      body: Array((address + "\n").utf8))
  }
}

/// What a client says of an article, as it came.
private struct FeedbackFields {
  var page = ""
  var answer = ""
  /// Empty for none.
  var reason = ""

  private mutating func set(_ name: String, to value: String) -> Bool {
    switch name {
    case "page": page = value
    case "answer": answer = value
    case "reason": reason = value
    default: return false
    }
    return true
  }

  init(json value: JSONValue) throws(PostingProblem) {
    guard let members = value.members else { throw .malformed("the body is no JSON object") }
    for member in members {
      guard let text = member.value.string else { throw .malformed("\"\(member.name)\" must be a string") }
      guard set(member.name, to: text) else { throw .malformed("there is no field \"\(member.name)\"") }
    }
  }

  /// Fields that are not known are passed over, since a page may add some.
  init(form bytes: [UInt8]) throws(PostingProblem) {
    guard let fields = FormFields.read(bytes) else { throw .malformed("the form is not UTF-8") }
    for (name, value) in fields { _ = set(name, to: value) }
  }
}

/// Why an answer is not counted that was understood.
private enum FeedbackProblem {
  case tooMany(until: Timestamp)
  case store(SQLError)

  /// - Returns: nil where it is counted.
  init?(_ result: Result<WriteQueue.Change, SQLError>) {
    switch result {
    case .success(.heard(.counted)): return nil
    case .success(.heard(.tooMany(let until))): self = .tooMany(until: until)
    case .success: self = .store(SQLError(.other, "another answer than to feedback"))
    case .failure(let error): self = .store(error)
    }
  }

  var status: Int {
    switch self {
    case .tooMany: 429
    case .store(let error): error.passes ? 503 : 500
    }
  }

  /// For the reader.
  var words: ReaderWords.Key {
    switch self {
    case .tooMany: .manyAnswers
    case .store: .countLater
    }
  }

  /// For clients with a script.
  func answer(at now: Timestamp, in words: ReaderWords) -> HTTPAnswer {
    switch self {
    case .tooMany(let until): PostingProblem.refused(.tooMany(until: until)).answer(at: now, in: words)
    case .store(let error): error.answer(in: words)
    }
  }
}

extension PostingProblem {
  /// What is wrong with a form that was sent: an article that there is not any more, or what no form sends.
  fileprivate func feedbackMessage(in words: ReaderWords) -> HTML {
    if case .noPage = self { "\(words[.noArticle])" } else { ReaderPage.english(message(in: words)) }
  }

  fileprivate func feedbackAnswer(at now: Timestamp, in words: ReaderWords) -> HTTPAnswer {
    if case .noPage = self { problem(404, words[.noArticle]) } else { answer(at: now, in: words) }
  }
}
