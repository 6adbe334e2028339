import Comments
import HTTP
import JSON

/// What an author may do with a comment of theirs: their browser shows by a token that it posted it.
extension CommentServer {
  func change(_ id: UUIDv7?, _ request: HTTPRequest, _ ticket: HTTPTicket) -> HTTPReply {
    let now = clock()
    let id: UUIDv7? = allows(id, request, now)
    guard let id else { return .answer(refusal(of: request), to: request, settings) }
    return request.method == .delete ? takeBack(id, now, request, ticket) : edit(id, now, request, ticket)
  }

  private func edit(_ id: UUIDv7, _ now: Timestamp, _ request: HTTPRequest, _ ticket: HTTPTicket) -> HTTPReply {
    guard request.hasJSON else {
      return .answer(problem(415, "The body must be JSON: Content-Type: application/json."), to: request, settings)
    }
    let edit: CommentEdit
    do throws(PostingProblem) {
      edit = try desk.edit(
        of: id, EditedFields(json: JSONValue(body: request.body)), from: addressKey(of: request, at: now), now: now)
    } catch {
      return .answer(error.answer(at: now, in: words(for: request)), to: request, settings)
    }
    write { store throws(SQLError) in
      .edited(try store.edit(edit))
    } then: { [unowned self] result in
      let answer: HTTPAnswer
      switch result {
      case .success(.edited(.changed(let comment))):
        threads.forget(comment.page)
        answer = receipt(of: comment, status: 200, hasRights: true)
      case .success(.edited(.tooMany(let until))):
        answer = PostingProblem.refused(.tooMany(until: until)).answer(at: now, in: words(for: request))
      case .success: answer = problem(404, words(for: request)[.commentGone])
      case .failure(let error): answer = error.answer(in: words(for: request))
      }
      server.answer(ticket, with: answer.readable(for: request, settings))
    }
    return .later
  }

  private func takeBack(_ id: UUIDv7, _ now: Timestamp, _ request: HTTPRequest, _ ticket: HTTPTicket) -> HTTPReply {
    let site = settings.site
    write { store throws(SQLError) in
      .takenBack(try store.takeBack(id, site: site, at: now))
    } then: { [unowned self] result in
      let answer: HTTPAnswer
      switch result {
      case .success(let change):
        if case .takenBack(let comment?) = change { threads.forget(comment.page) }
        // What is gone already was taken back: the browser did not get the answer the first time.
        answer = HTTPAnswer(status: 204, headers: [("Cache-Control", "no-store")])
      case .failure(let error): answer = error.answer(in: words(for: request))
      }
      server.answer(ticket, with: answer.readable(for: request, settings))
    }
    return .later
  }

  /// `id` if the request may change it: it comes from the help centre, with the comment's own token.
  private func allows(_ id: UUIDv7?, _ request: HTTPRequest, _ now: Timestamp) -> UUIDv7? {
    guard let id, isOwn(request, acceptsNone: false), let token = request.bearerToken,
      Token.allows(.edit, of: id, by: token, at: now, key: desk.key)
    else { return nil }
    return id
  }

  /// Says why a request may not change a comment, and nothing of the comment: not even whether there is one.
  private func refusal(of request: HTTPRequest) -> HTTPAnswer {
    guard isOwn(request, acceptsNone: false) else {
      return elsewhere("Changes", for: request)
    }
    guard request.bearerToken != nil else {
      var answer = problem(401, "Send the token that came with the comment: Authorization: Bearer TOKEN.")
      answer.headers.append(("WWW-Authenticate", "Bearer"))
      return answer
    }
    return problem(
      403, words(for: request).say(.changeLate, settings.editTime / 60),
      reason: "The token is another comment's, or its time is over.")
  }
}

extension HTTPRequest {
  /// The token in `Authorization: Bearer TOKEN`. Source: RFC 6750, 2.1.
  fileprivate var bearerToken: String? {
    guard let parts = fields["authorization"]?.split(separator: " "), parts.count == 2, let scheme = parts.first,
      scheme.lowercased() == "bearer"
    else { return nil }
    return parts.last.map(String.init)
  }
}
