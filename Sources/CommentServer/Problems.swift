import Comments
import HTTP
import JSON

/// What is wrong with a request, as JSON. Source: RFC 9457.
///
/// - Parameters:
///   - detail: for the reader.
///   - reason: the same for the client's author, where that is more.
///   - fields: what is wrong with which field.
func problem(
  _ status: Int, _ detail: String, reason: String? = nil, fields: [(name: String, detail: String)] = []
) -> HTTPAnswer {
  var text = JSONText()
  text.add("status", status)
  text.add("detail", detail)
  if let reason { text.add("reason", reason) }
  if !fields.isEmpty {
    text.add(
      "fields",
      fields.map { problem in
        var field = JSONText()
        field.add("name", problem.name)
        field.add("detail", problem.detail)
        return field
      })
  }
  return HTTPAnswer(
    status: status, type: "application/problem+json", headers: [("Cache-Control", "no-store")], body: text.bytes)
}

extension PostingProblem {
  /// The number that says what kind it is.
  var status: Int {
    switch self {
    case .malformed: 400
    case .noPage: 404
    case .fields: 422
    case .proof: 422
    case .refused(let refusal): refusal.status
    }
  }

  /// What is wrong, for the reader; for the client's author, in English, where only they can mend it.
  func message(in words: ReaderWords) -> String {
    switch self {
    case .malformed(let what): "This cannot be read: \(what)."
    case .noPage: words[.noPage]
    case .fields(let problems): problems.map { $0.message(in: words) }.joined(separator: " ")
    case .proof: words[.sendAgain]
    case .refused(let refusal): words[refusal.words]
    }
  }

  /// The same for the client's author, where it is more.
  private var reason: String? {
    switch self {
    case .proof(let refusal): "\(refusal)".sentence
    case .refused(.usedProof): "The proof of work was used before."
    case .refused(.otherContent): "Another comment has the same nonce."
    case .malformed, .noPage, .fields, .refused: nil
    }
  }

  private func fieldProblems(in words: ReaderWords) -> [(name: String, detail: String)] {
    switch self {
    case .fields(let problems): problems.map { ($0.field.rawValue, $0.message(in: words)) }
    // By its name a client can tell it from a proof that has become too old, which is worth another try.
    case .refused(.noParent): [("parent", words[.commentGone])]
    case .malformed, .noPage, .proof, .refused: []
    }
  }
}

extension CommentProblem {
  /// What is wrong, for the author.
  fileprivate func message(in words: ReaderWords) -> String {
    switch self {
    case .textEmpty: words[.textEmpty]
    case .textTooLong(let maximum): words.say(.textLong, maximum)
    case .textTooDeep(let maximum): words.say(.textDeep, maximum)
    case .tooManyLinks(let maximum): words.say(.manyLinks, maximum)
    case .nameEmpty: words[.nameEmpty]
    case .nameTooLong(let maximum): words.say(.nameLong, maximum)
    case .websiteInvalid: words[.website]
    }
  }
}

extension PostingRefusal {
  var status: Int {
    switch self {
    case .tooMany: 429
    case .usedProof, .otherContent: 409
    case .noParent: 422
    }
  }

  /// What is wrong, for the reader.
  fileprivate var words: ReaderWords.Key {
    switch self {
    case .tooMany: .tooMany
    case .usedProof, .otherContent: .sendAgain
    case .noParent: .noParent
    }
  }
}

extension PostingProblem {
  /// The answer for clients with a script.
  func answer(at now: Timestamp, in words: ReaderWords) -> HTTPAnswer {
    var answer = problem(status, message(in: words), reason: reason, fields: fieldProblems(in: words))
    if case .refused(.tooMany(let until)) = self {
      answer.headers.append(("Retry-After", String(max(1, until.seconds - now.seconds))))
    }
    return answer
  }
}

extension SQLError {
  /// The answer when the store does not do what it should: the client may try again, the same way.
  func answer(in words: ReaderWords) -> HTTPAnswer {
    var answer = problem(passes ? 503 : 500, words[.unreachable])
    if passes { answer.headers.append(("Retry-After", "5")) }
    return answer
  }
}

extension SQLError.Kind {
  /// What who runs the server is told; it may be read by anybody.
  var sentence: String {
    switch self {
    case .conflict: "Too many change the database at once."
    case .locked: "Another process holds the database."
    case .full: "The database has no room left."
    case .readOnly: "The database cannot be written."
    case .unavailable: "The database cannot be reached."
    case .damaged: "The database is damaged."
    case .constraint, .other: "The database refuses what it is asked."
    }
  }
}

extension String {
  /// The words with a capital and a full stop.
  fileprivate var sentence: String { prefix(1).uppercased() + dropFirst() + "." }
}
