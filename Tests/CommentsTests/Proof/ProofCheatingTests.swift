import Comments
import Crypto
import Foundation
import Testing

/// Every way to get a comment in without the work, and what it is told.
@Suite struct ProofCheatingTests {
  /// Changes a proof that counts.
  struct Cheat: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var refusal: ProofRefusal
    var change: @Sendable (inout TestProof) -> Void

    init(_ name: String, _ refusal: ProofRefusal, _ change: @escaping @Sendable (inout TestProof) -> Void) {
      (testDescription, self.refusal, self.change) = (name, refusal, change)
    }
  }

  @Test func `the proof that the cheats begin with counts`() throws {
    #expect(try TestProof.refusal(TestProof().payload) == nil)
  }

  @Test(arguments: [
    Cheat("no work: zeros", .unsolved) { $0.solution["derivedKey"] = String(repeating: "0", count: 64) },
    Cheat("no work: the prefix, then zeros", .unsolved) {
      $0.solution["derivedKey"] = "\($0.parameters["keyPrefix"] ?? "")" + String(repeating: "0", count: 32)
    },
    Cheat("no work: the key's signature for the key", .unsolved) {
      $0.solution["derivedKey"] = $0.parameters["keySignature"]
    },
    Cheat("another prefix, so that any key has it", .notOurs) {
      $0.parameters["keyPrefix"] = String(repeating: "0", count: 32)
      $0.solution["derivedKey"] = String(repeating: "0", count: 64)
    },
    Cheat("a shorter prefix", .malformed(#""keyPrefix" is not 16 bytes in hexadecimal"#)) {
      $0.parameters["keyPrefix"] = "\($0.parameters["keyPrefix"] ?? "")".prefix(2).description
    },
    Cheat("no prefix", .malformed("other parameters than challenges have")) { $0.parameters["keyPrefix"] = nil },
    Cheat("less cost", .notOurs) { $0.parameters["cost"] = 1000 },
    Cheat("hardly a cost", .malformed(#"another "cost" than challenges have"#)) { $0.parameters["cost"] = 1 },
    Cheat("a negative cost", .malformed(#"another "cost" than challenges have"#)) { $0.parameters["cost"] = -1000 },
    Cheat("a later end", .notOurs) { $0.parameters["expiresAt"] = TestProof.now + 1_000_000 },
    Cheat("an earlier beginning", .notOurs) {
      $0.parameters["data"] = ["page": TestProof.page, "issued": TestProof.now - 1000]
    },
    Cheat("another page written in", .notOurs) {
      $0.parameters["data"] = ["page": "help/other.html", "issued": TestProof.now]
    },
    Cheat("another salt", .notOurs) { $0.parameters["salt"] = String(repeating: "a", count: 32) },
    Cheat("another nonce, to be used twice", .notOurs) { $0.parameters["nonce"] = String(repeating: "a", count: 32) },
    Cheat("the nonce in capitals, to be used twice", .malformed(#""nonce" is not 16 bytes in hexadecimal"#)) {
      $0.parameters["nonce"] = "A" + "\($0.parameters["nonce"] ?? "")".dropFirst().uppercased()
    },
    Cheat("another signature of the key", .notOurs) {
      $0.parameters["keySignature"] = String(repeating: "a", count: 64)
    },
    Cheat("another algorithm", .malformed(#"another "algorithm""#)) { $0.parameters["algorithm"] = "SHA-256" },
    Cheat("another length", .malformed(#"another "keyLength""#)) { $0.parameters["keyLength"] = 0 },
    Cheat("one parameter more", .malformed("other parameters than challenges have")) {
      $0.parameters["memoryCost"] = 1
    },
    Cheat("one datum more", .malformed("other parameters than challenges have")) {
      $0.parameters["data"] = ["page": TestProof.page, "issued": TestProof.now, "x": 1]
    },
    Cheat("no data", .malformed(#"no "data""#)) { $0.parameters["data"] = nil },
    Cheat("data that are null", .malformed(#"no "page""#)) {
      $0.parameters["data"] = ["issued": TestProof.now, "paje": "a"]
    },
    Cheat("no signature", .malformed(#"no "signature""#)) { $0.challenge["signature"] = nil },
    Cheat("an empty signature", .malformed(#""signature" is not 32 bytes in hexadecimal"#)) {
      $0.challenge["signature"] = ""
    },
    Cheat("a swapped signature", .notOurs) { proof in
      proof.challenge["signature"] = (try? TestProof.solved(1))?.challenge["signature"]
    },
    Cheat("the answer to another challenge", .unsolved) { proof in
      proof.solution = (try? TestProof.solved(1))?.solution ?? [:]
    },
    Cheat("a number that no challenge has", .malformed(#"another "counter" than challenges have"#)) {
      $0.solution["counter"] = 0
    },
    Cheat("a list for the signature", .malformed(#""signature" is no text"#)) { $0.challenge["signature"] = ["a"] },
    Cheat("a number for the key", .malformed(#""derivedKey" is no text"#)) { $0.solution["derivedKey"] = 1 },
    Cheat("a text for the cost", .malformed(#""cost" is no whole number"#)) { $0.parameters["cost"] = "2000" },
    Cheat("a fraction for the cost", .malformed(#""cost" is no whole number"#)) { $0.parameters["cost"] = 2000.5 },
    Cheat("true for the cost", .malformed(#""cost" is no whole number"#)) { $0.parameters["cost"] = true },
    Cheat("null for the end", .malformed(#""expiresAt" is no whole number"#)) { $0.parameters["expiresAt"] = NSNull() },
    Cheat("a text for the counter", .malformed(#""counter" is no whole number"#)) { $0.solution["counter"] = "300" },
    Cheat("a list for the parameters", .malformed(#"no "data""#)) { $0.challenge["parameters"] = [1] },
    Cheat("no solution", .malformed(#"no "derivedKey""#)) { $0.solution = [:] },
  ])
  func `a proof that was changed does not count`(cheat: Cheat) throws {
    var proof = try TestProof.solved(0)
    cheat.change(&proof)
    #expect(TestProof.refusal(proof.payload) == cheat.refusal)
  }

  @Test func `a challenge signed for answers, or with the answers' key, is not ours`() throws {
    let swapped = ProofOfWork(
      keys: ProofKeys(
        challenges: SymmetricKey(data: TestProof.answerKey), answers: SymmetricKey(data: TestProof.challengeKey)))
    #expect(throws: ProofRefusal.notOurs) {
      try swapped.verify(TestProof().payload, for: TestProof.page, now: TestProof.now)
    }
  }

  @Test func `a proof holds for its page alone, until its end`() throws {
    let payload = try TestProof().payload
    #expect(TestProof.refusal(payload, page: "help/other.html") == .otherPage)
    #expect(TestProof.refusal(payload, page: "") == .otherPage)
    #expect(TestProof.refusal(payload, now: TestProof.now + 3599) == nil)
    #expect(TestProof.refusal(payload, now: TestProof.now + 3600) == .expired)
    // The same letters in another encoding are another page.
    let composed = try TestProof(page: "caf\u{E9}").payload
    #expect(TestProof.refusal(composed, page: "caf\u{E9}") == nil)
    #expect(TestProof.refusal(composed, page: "cafe\u{301}") == .otherPage)
  }

  @Test func `a proof in whatever disguise has the same identifier`() throws {
    let proof = try TestProof()
    let identifier = try TestProof.work.verify(proof.payload, for: TestProof.page, now: TestProof.now).identifier
    // Other spaces, another order, more beside it.
    let object: [String: Any] = ["solution": proof.solution, "challenge": proof.challenge, "more": [1, 2]]
    let data = try JSONSerialization.data(withJSONObject: object, options: [.prettyPrinted, .sortedKeys])
    let again = try TestProof.work.verify(data.base64EncodedString(), for: TestProof.page, now: TestProof.now)
    #expect(again.identifier == identifier)
  }

  @Test(
    arguments: [
      ("", .malformed("the text ends where a value should stand")),
      ("!!!!", .malformed("no Base64")),
      ("bnVsbA", .malformed("no Base64")),
      ("bnVsbA==", .malformed(#"no "challenge""#)),
      (Data("[]".utf8).base64EncodedString(), .malformed(#"no "challenge""#)),
      (Data(#"{"challenge":{}}"#.utf8).base64EncodedString(), .malformed(#"no "parameters""#)),
      (
        Data(#"{"challenge":1,"challenge":2}"#.utf8).base64EncodedString(), .malformed("a name that stands there twice")
      ),
      (Data([0x7B, 0x22, 0xFF, 0x22]).base64EncodedString(), .malformed("a string that is no UTF-8")),
      (
        Data(String(repeating: "[", count: 4000).utf8).base64EncodedString(),
        .malformed("lists and objects deeper than 8 levels")
      ),
      (String(repeating: "A", count: 8_193), .tooLong),
      (String(repeating: "A", count: 50_000_000), .tooLong),
    ] as [(String, ProofRefusal)])
  func `what is no proof is told so`(payload: String, refusal: ProofRefusal) {
    #expect(TestProof.refusal(payload) == refusal)
  }

  @Test func `refusals say what is wrong, and nothing of what was sent`() {
    let refusals: [ProofRefusal] = [
      .tooLong, .malformed("no Base64"), .notOurs, .expired, .otherPage, .unsolved,
    ]
    #expect(
      refusals.map(\.description) == [
        "the proof of work has more than 8192 bytes",
        "the proof of work cannot be read: no Base64",
        "the proof of work answers no challenge of this server",
        "the proof of work came too late",
        "the proof of work is for another page",
        "the proof of work is wrong",
      ])
  }

  @Test func `no random change to a proof's bytes makes it count for more than it did`() throws {
    let proof = try TestProof()
    let bytes = Array(Data(base64Encoded: proof.payload) ?? Data())
    let identifier = try TestProof.work.verify(proof.payload, for: TestProof.page, now: TestProof.now)
    var state: UInt64 = 42
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    for _ in 0..<2000 {
      var changed = bytes
      for _ in 0...next(3) { changed[next(changed.count)] = UInt8(next(256)) }
      let text = Data(changed).base64EncodedString()
      // What still counts is the same proof: a digit of the counter or the time, which nothing depends on.
      if let same = try? TestProof.work.verify(text, for: TestProof.page, now: TestProof.now) {
        #expect(same == identifier)
      }
    }
  }
}
