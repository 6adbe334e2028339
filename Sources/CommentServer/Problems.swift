import Comments
import HTTP
import JSON

/// What is wrong with a request, as JSON. Source: RFC 9457.
func problem(_ status: Int, _ detail: String, fields: [PostingProblem.FieldProblem] = []) -> HTTPAnswer {
  var text = JSONText()
  text.add("status", status)
  text.add("detail", detail)
  if !fields.isEmpty {
    text.add(
      "fields",
      fields.map { problem in
        var field = JSONText()
        field.add("name", problem.field)
        field.add("detail", problem.message)
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

  /// What is wrong, for the reader.
  var message: String {
    switch self {
    case .malformed(let what): "This cannot be read: \(what)."
    case .noPage: "There is no such page, or it has no comments."
    case .fields(let problems): problems.map { $0.message.sentence }.joined(separator: " ")
    case .proof(let refusal): "\(refusal)".sentence
    case .refused(let refusal): refusal.message
    }
  }

  var fieldProblems: [FieldProblem] {
    switch self {
    case .fields(let problems): problems
    // By its name a client can tell it from a proof that has become too old, which is worth another try.
    case .refused(.noParent): [FieldProblem(field: "parent", message: "the comment is not there any more")]
    case .malformed, .noPage, .proof, .refused: []
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
  var message: String {
    switch self {
    case .tooMany: "Too much has come from where you are, or to this page. Try again later."
    case .usedProof: "The proof of work was used before. Send the comment once more."
    case .noParent: "The comment that you reply to is not there any more."
    case .otherContent: "Another comment was sent in the same way. Send this one once more."
    }
  }
}

extension PostingProblem {
  /// The answer for clients with a script.
  func answer(at now: Timestamp) -> HTTPAnswer {
    var answer = problem(status, message, fields: fieldProblems)
    if case .refused(.tooMany(let until)) = self {
      answer.headers.append(("Retry-After", String(max(1, until.seconds - now.seconds))))
    }
    return answer
  }
}

extension SQLError {
  /// The answer when the store does not do what it should: the client may try again, the same way.
  var answer: HTTPAnswer {
    var answer = problem(passes ? 503 : 500, Self.apology)
    if passes { answer.headers.append(("Retry-After", "5")) }
    return answer
  }

  /// What a reader is told; the details are for who runs the server.
  static let apology =
    "The comments cannot be reached at the moment. Nothing was lost that was confirmed; try again soon."
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
