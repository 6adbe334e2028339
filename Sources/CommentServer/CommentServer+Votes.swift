import Comments
import HTTP
import JSON

extension CommentServer {
  /// Takes `{"comment": id, "vote": 1}`: 1 for a comment, -1 against it, 0 to take that back.
  func vote(_ request: HTTPRequest, _ ticket: HTTPTicket) -> HTTPReply {
    guard settings.votes else {
      return .answer(off("Comments are not voted on here.", for: request), to: request, settings)
    }
    guard isOwn(request, acceptsNone: false) else {
      return .answer(elsewhere("Votes", for: request), to: request, settings)
    }
    guard request.hasJSON else {
      return .answer(problem(415, "The body must be JSON: Content-Type: application/json."), to: request, settings)
    }
    let now = clock()
    let vote: NewVote
    do throws(PostingProblem) {
      let (comment, score) = try Self.vote(JSONValue(body: request.body))
      vote = NewVote(score, on: comment, of: settings.site, by: addressKey(of: request, at: now), at: now)
    } catch {
      return .answer(error.answer(at: now, in: words(for: request)), to: request, settings)
    }
    write { store throws(SQLError) in
      .voted(try store.count(vote))
    } then: { [unowned self] result in
      server.answer(ticket, with: answer(to: vote, result, request).readable(for: request, settings))
    }
    return .later
  }

  private func answer(
    to vote: NewVote, _ result: Result<WriteQueue.Change, SQLError>, _ request: HTTPRequest
  ) -> HTTPAnswer {
    switch result {
    case .success(.voted(.counted(let votes, let page))):
      threads.forget(page)
      var text = JSONText()
      text.add("comment", vote.comment.description)
      text.add("vote", vote.score.rawValue)
      text.add(votes.json)
      return HTTPAnswer(type: "application/json", headers: [("Cache-Control", "no-store")], body: text.bytes)
    case .success(.voted(.own)): return problem(403, words(for: request)[.ownVote])
    case .success(.voted(.tooMany(let until))):
      return PostingProblem.refused(.tooMany(until: until)).answer(at: vote.time, in: words(for: request))
    case .success: return problem(404, words(for: request)[.commentGone])
    case .failure(let error): return error.answer(in: words(for: request))
    }
  }

  /// The comment and the score that a body names.
  private static func vote(_ value: JSONValue) throws(PostingProblem) -> (UUIDv7, NewVote.Score) {
    guard let members = value.members, Set(members.map(\.name)) == ["comment", "vote"] else {
      throw .malformed(#"the body must be {"comment": …, "vote": …}"#)
    }
    guard let comment = value["comment"]?.string.flatMap(UUIDv7.init) else {
      throw .malformed("\"comment\" must be the identifier of a comment")
    }
    guard let score = value["vote"]?.integer.flatMap(NewVote.Score.init(rawValue:)) else {
      throw .malformed("\"vote\" must be 1, -1 or 0")
    }
    return (comment, score)
  }
}
