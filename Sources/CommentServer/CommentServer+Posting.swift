import Comments
import HTTP
import JSON

extension CommentServer {
  /// Takes a comment from a client with a script.
  func post(_ request: HTTPRequest, _ ticket: HTTPTicket) -> HTTPReply {
    guard isOwn(request, acceptsNone: false) else {
      return .answer(elsewhere("Comments", for: request), to: request, settings)
    }
    guard request.hasJSON else {
      return .answer(problem(415, "The body must be JSON: Content-Type: application/json."), to: request, settings)
    }
    let now = clock()
    let (fields, new): (PostedFields, NewComment)
    do throws(PostingProblem) {
      fields = try PostedFields(body: request.body)
      new = try comment(of: fields, request, now)
    } catch {
      metrics.count(error)
      if case .proof(let refusal) = error { return refuse(refusal, request, ticket, now: now) }
      return .answer(error.answer(at: now, in: words(for: request)), to: request, settings)
    }
    let hasNonce = !fields.nonce.isEmpty
    store(new) { [unowned self] result in
      let answer: HTTPAnswer
      switch result {
      // Who has not chosen a nonce shows by nothing that a comment is theirs: others can write the same from the same network.
      case .success(.stored(let comment)): answer = receipt(of: comment, status: 201, hasRights: hasNonce)
      // Later, the nonce may be known from an export.
      case .success(.repeated(let comment)):
        let isFresh = now < comment.created + settings.editTime
        answer = receipt(of: comment, status: 200, hasRights: hasNonce && isFresh)
      case .success(.refused(let refusal)):
        answer = PostingProblem.refused(refusal).answer(at: now, in: words(for: request))
      case .failure(let error): answer = error.answer(in: words(for: request))
      }
      server.answer(ticket, with: answer.readable(for: request, settings))
    }
    return .later
  }

  /// Takes a comment from a form without a script; the answers are pages.
  func postForm(_ request: HTTPRequest, _ ticket: HTTPTicket) -> HTTPReply {
    guard isOwn(request, acceptsNone: true) else {
      return .answer(AnswerPage.elsewhere(than: settings.origin).answer(in: pages.titles, to: request))
    }
    guard request.fields["content-type"]?.lowercased().hasPrefix("application/x-www-form-urlencoded") == true else {
      return .answer(AnswerPage.noForm.answer(in: pages.titles, to: request))
    }
    let now = clock()
    var fields = PostedFields()
    let new: NewComment
    do throws(PostingProblem) {
      fields = try PostedFields(form: request.body)
      new = try comment(of: fields, request, now)
    } catch {
      metrics.count(error)
      return .answer(AnswerPage(error, fields).answer(in: pages.titles, to: request))
    }
    store(new) { [unowned self, fields] result in
      let answer: HTTPAnswer
      switch result {
      case .success(.stored(let comment)), .success(.repeated(let comment)): answer = wayBack(from: comment)
      case .success(.refused(let refusal)):
        answer = AnswerPage(.refused(refusal), fields).answer(in: pages.titles, to: request)
      case .failure(let error): answer = AnswerPage(error, fields).answer(in: pages.titles, to: request)
      }
      server.answer(ticket, with: answer)
    }
    return .later
  }

  /// The form to reply to a comment, for who has no script.
  func replyForm(_ target: RequestTarget, _ request: HTTPRequest) -> HTTPAnswer {
    let page = target.value("page") ?? ""
    let isPage = pages.contains(page, at: clock())
    guard isPage, let parent = target.value("to").flatMap({ UUIDv7($0) }) else {
      return AnswerPage.noReply(on: page, isPage: isPage).answer(in: pages.titles, to: request)
    }
    let address = settings.help.address(ofPage: page) + "#comment-\(parent)"
    return AnswerPage(replyTo: parent, on: page, at: address).answer(in: pages.titles, to: request)
  }

  private func comment(
    of fields: PostedFields, _ request: HTTPRequest, _ now: Timestamp
  ) throws(PostingProblem) -> NewComment {
    try desk.comment(of: fields, from: addressKey(of: request, at: now), now: now, random: &random) {
      pages.contains($0, at: now)
    }
  }

  private func store(_ new: NewComment, then answer: @escaping (Result<PostingOutcome, SQLError>) -> Void) {
    write { store throws(SQLError) in
      .posted(try store.post(new))
    } then: { [unowned self] result in
      switch result {
      case .success(.posted(let outcome)):
        metrics.count(outcome)
        if case .stored(let comment) = outcome, comment.state == .approved { threads.forget(comment.page) }
        answer(.success(outcome))
      case .success: answer(.failure(SQLError(.other, "another answer than to a comment")))
      case .failure(let error): answer(.failure(error))
      }
    }
  }

  /// What the author's browser gets: the comment, whether it waits, what allows it to be changed for a while, and what
  /// makes later ones known to be the same author's.
  ///
  /// - Parameter hasRights: whether it is the author's browser for sure.
  func receipt(of comment: Comment, status: Int, hasRights: Bool) -> HTTPAnswer {
    let expiry = comment.created + settings.editTime
    var text = comment.json(depth: comment.depth)
    // Who writes spam does not learn what gives it away.
    text.add("state", (comment.state == .rejected ? .pending : comment.state).rawValue)
    if hasRights {
      text.add("token", Token(.edit, of: comment.id, until: expiry, key: desk.key).text)
      text.add("tokenExpires", expiry.text)
      text.add("authorToken", AuthorToken(of: comment, key: desk.key).text)
    }
    return HTTPAnswer(
      status: status, type: "application/json", headers: [("Cache-Control", "no-store")], body: text.bytes)
  }

  /// Leads the browser back to the page, which says what has become of the comment.
  private func wayBack(from comment: Comment) -> HTTPAnswer {
    let mark = comment.state == .approved ? "comment-published" : "comment-held"
    let address = settings.help.address(ofPage: comment.page.path) + "#" + mark
    return HTTPAnswer(
      status: 303, type: "text/plain; charset=utf-8", headers: [("Location", address), ("Cache-Control", "no-store")],
      body: Array((address + "\n").utf8))
  }

  /// What is said to the client that sent `request`.
  func words(for request: HTTPRequest) -> ReaderWords { pages.titles.words(for: request) }

  /// Says that `what` is taken from the help centre's own pages alone.
  func elsewhere(_ what: String, for request: HTTPRequest) -> HTTPAnswer {
    problem(
      403, words(for: request).say(.elsewhere, ["address": settings.origin]),
      reason: "\(what) are taken from \(settings.origin) alone.")
  }

  /// Says that the server was not set up for something.
  func off(_ reason: String, for request: HTTPRequest) -> HTTPAnswer {
    problem(404, words(for: request)[.off], reason: reason)
  }

  /// Whether a request comes from the help centre, as far as a browser says.
  ///
  /// - Parameter acceptsNone: whether `null` will do too: a form says no more where its page keeps to itself where it is
  ///   (`Referrer-Policy: no-referrer`). There is nothing that it could make use of: no cookie, no login.
  func isOwn(_ request: HTTPRequest, acceptsNone: Bool) -> Bool {
    guard let origin = request.fields["origin"] else { return true }
    return origin == settings.origin || (acceptsNone && origin == "null")
  }
}

extension PostedFields {
  /// Reads a body of JSON.
  init(body: [UInt8]) throws(PostingProblem) {
    try self.init(json: JSONValue(body: body))
  }
}

extension JSONValue {
  /// Reads what a client sent.
  init(body: [UInt8]) throws(PostingProblem) {
    do throws(JSONError) {
      self = try JSONReader.read(body[...])
    } catch {
      throw .malformed("\(error.description), at byte \(error.offset)")
    }
  }
}
