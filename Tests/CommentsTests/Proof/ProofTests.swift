import Comments
import Crypto
import Foundation
import Testing

@Suite struct ProofTests {
  @Test func `a challenge has the form, the order of keys and the bytes that the protocol signs`() throws {
    var generator = SystemRandomNumberGenerator()
    let challenge = try TestProof.work.challenge(for: "a/b.html", .usual, now: 1_000_000, using: &generator).json
    let form = try Regex(
      #"""
      \{"parameters":\{"algorithm":"PBKDF2/SHA-256","cost":1000,"data":\{"issued":1000000,"page":"a/b.html"\},\#
      "expiresAt":1003600,"keyLength":32,"keyPrefix":"[0-9a-f]{32}","keySignature":"[0-9a-f]{64}",\#
      "nonce":"[0-9a-f]{32}","salt":"[0-9a-f]{32}"\},"signature":"[0-9a-f]{64}"\}
      """#)
    #expect(challenge.wholeMatch(of: form) != nil, "\(challenge)")
    // The signature covers the parameters, byte for byte.
    let parts = challenge.split(separator: #","signature":"#)
    let signed = try #require(parts.first).dropFirst(#"{"parameters":"#.count)
    let signature = HMAC<SHA256>.authenticationCode(
      for: Array(signed.utf8), using: SymmetricKey(data: TestProof.challengeKey))
    #expect(parts.last == #""\#(Self.hex(Array(signature)))"}"#)
  }

  @Test(arguments: [0, 4])
  func `ALTCHA's library solves our challenges, and both verify the proof`(doublings: Int) throws {
    var generator = SystemRandomNumberGenerator()
    // What JSON must escape, and what it must not.
    let page = "hilfe/ü \"日本\" \\ \u{7} \u{8}\t\n\u{C}\r\u{1F} \u{7F}\u{2028} 😀/<&>'.html"
    let difficulty = ProofDifficulty(doublings: doublings)
    let challenge = try TestProof.work.challenge(for: page, difficulty, now: Self.now, using: &generator)
    let solved = try AltchaPeer.solve(challenge.json)
    #expect(250...750 ~= solved.counter)
    let proof = try TestProof.work.verify(solved.payload, for: page, now: Self.now + 5)
    #expect(proof.difficulty == difficulty)
    #expect(proof.issued == Self.now && proof.expires == Self.now + 3600)
    #expect(try Self.isVerifiedByPeer(solved.payload))
  }

  @Test func `a challenge that ALTCHA's library makes with our keys is one of ours`() throws {
    let made = try AltchaPeer.ask([
      "do": "create", "challenges": Self.hex(TestProof.challengeKey), "answers": Self.hex(TestProof.answerKey),
      "cost": 1000, "counter": 321, "expires": TestProof.now + 60,
      "data": ["page": TestProof.page, "issued": TestProof.now],
    ])
    let payload = try #require(made["payload"] as? String)
    let proof = try TestProof.work.verify(payload, for: TestProof.page, now: TestProof.now)
    let challenge = try TestProof.object(#require(made["challenge"] as? String))
    let nonce = try #require((challenge["parameters"] as? [String: Any])?["nonce"] as? String)
    #expect(Self.hex(proof.identifier) == nonce)
  }

  @Test func `the library agrees with us about proofs that are none`() throws {
    var other = try TestProof(page: TestProof.page)
    other.solution["derivedKey"] = String(repeating: "0", count: 64)
    #expect(try !Self.isVerifiedByPeer(other.payload, expired: true))
    #expect(TestProof.refusal(other.payload) == .unsolved)
  }

  @Test func `no two challenges are alike, and each server with the secret checks the others'`() throws {
    var generator = SystemRandomNumberGenerator()
    let secret = SymmetricKey(size: .bits256)
    let servers = (0..<2).map { _ in ProofOfWork(keys: ProofKeys(secret: secret), lifetime: 60) }
    let challenges = try (0..<50).map { _ in
      try servers[0].challenge(for: "a", .usual, now: 1000, using: &generator).json
    }
    let parameters = try challenges.map { try TestProof.object($0)["parameters"] as? [String: Any] ?? [:] }
    for name in ["nonce", "salt", "keyPrefix", "keySignature"] {
      #expect(Set(parameters.compactMap { $0[name] as? String }).count == 50)
    }
    let payload = TestProof.payload([
      "challenge": try TestProof.object(challenges[0]), "solution": try TestProof.solution(parameters[0]),
    ])
    let proofs = try servers.map { try $0.verify(payload, for: "a", now: 1059) }
    #expect(proofs[0] == proofs[1])
    #expect(proofs[0].expires == 1060)
    let stranger = ProofOfWork(keys: ProofKeys(secret: SymmetricKey(size: .bits256)))
    #expect(throws: ProofRefusal.notOurs) { try stranger.verify(payload, for: "a", now: 1000) }
  }

  @Test func `numbers to be found are spread over their whole range`() throws {
    var generator = SystemRandomNumberGenerator()
    let counters = try (0..<24).map { _ in
      try #require(
        TestProof.solution(
          try TestProof.object(
            TestProof.work.challenge(for: "a", .usual, now: 0, using: &generator).json)["parameters"] as? [String: Any]
            ?? [:])["counter"] as? Int)
    }
    #expect(counters.allSatisfy { 250...750 ~= $0 })
    #expect(Set(counters).count > 12)
    #expect((counters.max() ?? 0) - (counters.min() ?? 0) > 150)
  }

  @Test(arguments: [(0, 1000), (1, 2000), (2, 4000), (4, 16_000), (5, 16_000), (-1, 1000)])
  func `difficulty doubles the cost, up to 16 times`(doublings: Int, cost: Int) {
    #expect(ProofDifficulty(doublings: doublings).cost == cost)
  }

  @Test func `nothing prints the keys by accident`() {
    let keys = ProofKeys(secret: SymmetricKey(data: Array(repeating: 0x41, count: 32)))
    var dumped = ""
    dump(keys, to: &dumped)
    #expect("\(keys) \(dumped)".contains("(keys)"))
    #expect(!dumped.contains("SymmetricKey"))
  }

  /// Now, since the library asks its own clock.
  private static let now = Int(Date().timeIntervalSince1970)

  private static func isVerifiedByPeer(_ payload: String, expired: Bool = false) throws -> Bool {
    let answer = try AltchaPeer.ask([
      "do": "verify", "payload": payload, "challenges": hex(TestProof.challengeKey),
      "answers": hex(TestProof.answerKey),
    ])
    let verified = try #require(answer["verified"] as? [Bool])
    #expect(verified.count == 2 && verified[0] == verified[1])
    return verified[0]
  }

  private static func hex(_ bytes: [UInt8]) -> String { bytes.map { String(format: "%02x", $0) }.joined() }
}
