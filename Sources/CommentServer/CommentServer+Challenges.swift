import Comments
import HTTP

extension CommentServer {
  /// A task for who wants to write on a page: as much work as the store finds that there is reason for.
  func challenge(_ target: RequestTarget, _ request: HTTPRequest, _ ticket: HTTPTicket) -> HTTPReply {
    let now = clock()
    guard let path = target.value("page"), pages.contains(path, at: now) else {
      return .answer(PostingProblem.noPage.answer(at: now, in: words(for: request)), to: request, settings)
    }
    // Who only looks whether there is an answer is given no task.
    if request.method == .head {
      let answer = HTTPAnswer(type: "application/json", headers: [("Cache-Control", "no-store")], body: [])
      return .answer(answer, to: request, settings)
    }
    let (site, limit, address) = (
      settings.site, settings.rates.challengesPerNetwork, addressKey(of: request, at: now)
    )
    write { store throws(SQLError) in
      .demanded(try store.demand(from: address, to: site, at: now, limit: limit))
    } then: { [unowned self] result in
      func answer(_ answer: HTTPAnswer) { server.answer(ticket, with: answer.readable(for: request, settings)) }
      switch result {
      case .success(.demanded(.counted(let demand))):
        challenges.seed(demand.difficulty) { [unowned self] seed in
          answer(seed.map { challenge(from: $0, path, now) } ?? Self.noChallenge)
        }
      case .success(.demanded(.tooMany(let until))):
        answer(PostingProblem.refused(.tooMany(until: until)).answer(at: now, in: words(for: request)))
      case .success: answer(Self.noChallenge)
      case .failure(let error): answer(error.answer(in: words(for: request)))
      }
    }
    return .later
  }

  private func challenge(from seed: ProofSeed, _ path: String, _ now: Timestamp) -> HTTPAnswer {
    let page = PostingDesk.proofPage(PageKey(site: settings.site, path: path))
    let challenge = desk.proofs.challenge(from: seed, for: page, now: now.seconds)
    return HTTPAnswer(
      type: "application/json", headers: [("Cache-Control", "no-store")], body: Array(challenge.json.utf8))
  }

  private static var noChallenge: HTTPAnswer {
    var answer = problem(503, "There is no challenge to be had at the moment.")
    answer.headers.append(("Retry-After", "5"))
    return answer
  }

  /// Answers to a comment whose proof does not count, after its network has been noted for it.
  func refuse(_ refusal: ProofRefusal, _ request: HTTPRequest, _ ticket: HTTPTicket, now: Timestamp) -> HTTPReply {
    guard refusal.isCheating else {
      return .answer(PostingProblem.proof(refusal).answer(at: now, in: words(for: request)), to: request, settings)
    }
    let address = addressKey(of: request, at: now)
    write { store throws(SQLError) in
      try store.noteWrongProof(from: address, at: now)
      return .done
    } then: { [unowned self] _ in
      // The client's mistake is what it has to know, even where the store could not take it down.
      let answer = PostingProblem.proof(refusal).answer(at: now, in: words(for: request))
      server.answer(ticket, with: answer.readable(for: request, settings))
    }
    return .later
  }
}
