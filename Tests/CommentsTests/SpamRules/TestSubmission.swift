import Comments

/// Comments that the tests judge: by an author who is known, with work done, unless a test says otherwise.
enum TestSubmission {
  static let now = 1_800_000_000

  static func make(
    _ text: String, name: String = "Jo", website: String? = nil, change: (inout Submission) -> Void = { _ in }
  ) throws -> Submission {
    var submission = Submission(
      name: name, website: website.flatMap { LinkAddress($0) }, try CommentMarkdown(text), now: now)
    submission.proof = try proof.get()
    submission.history = Submission.History(approved: 1)
    change(&submission)
    return submission
  }

  /// One that was made a minute before `now`.
  static let proof = Result { try proof(at: now - 60) }

  /// A proof whose challenge was made at `time`.
  static func proof(at time: Int) throws -> VerifiedProof {
    var generator = SystemRandomNumberGenerator()
    let challenge = try TestProof.work.challenge(for: TestProof.page, .usual, now: time, using: &generator).json
    let parameters = try TestProof.object(challenge)["parameters"] as? [String: Any] ?? [:]
    let payload = TestProof.payload([
      "challenge": try TestProof.object(challenge), "solution": try TestProof.solution(parameters),
    ])
    return try TestProof.work.verify(payload, for: TestProof.page, now: time)
  }
}
