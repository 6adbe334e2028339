/// Why a proof does not count.
package enum ProofRefusal: Error, Sendable, Hashable {
  /// It has more bytes than any proof.
  case tooLong
  /// It has not the form of a proof; what is wrong.
  case malformed(String)
  /// Its challenge was not made here, or was changed.
  case notOurs
  /// Its challenge holds no more.
  case expired
  /// Its challenge was made for another page.
  case otherPage
  /// The work was not done.
  case unsolved
}

extension ProofRefusal {
  /// Whether no browser sends such a proof that does what it is told, however slow its reader is.
  package var isCheating: Bool {
    switch self {
    case .tooLong, .malformed, .notOurs, .unsolved: true
    case .expired, .otherPage: false
    }
  }
}

extension ProofRefusal: CustomStringConvertible {
  /// What is wrong, and nothing of what was sent.
  package var description: String {
    switch self {
    case .tooLong: "the proof of work has more than \(ProofPayload.maximumCount) bytes"
    case .malformed(let flaw): "the proof of work cannot be read: \(flaw)"
    case .notOurs: "the proof of work answers no challenge of this server"
    case .expired: "the proof of work came too late"
    case .otherPage: "the proof of work is for another page"
    case .unsolved: "the proof of work is wrong"
    }
  }
}
