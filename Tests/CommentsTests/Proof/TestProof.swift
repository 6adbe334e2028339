import Comments
import Crypto
import CryptoExtras
import Foundation

/// Proofs with keys that the tests know, solved as the protocol says.
struct TestProof {
  static let challengeKey = Array(repeating: UInt8(0x11), count: 32)
  static let answerKey = Array(repeating: UInt8(0x22), count: 32)
  static let page = "help/faq/mfa.html"
  static let now = 1_800_000_000

  static let work = ProofOfWork(
    keys: ProofKeys(challenges: SymmetricKey(data: challengeKey), answers: SymmetricKey(data: answerKey)))

  /// The challenge as an object.
  var challenge: [String: Any]
  /// The answer as an object.
  var solution: [String: Any]

  /// What browsers send for two challenges for `page`, of difficulty 1.
  private static let solved = Result {
    try (0..<2).map { _ in try TestProof(difficulty: ProofDifficulty(doublings: 1)).payload }
  }

  /// One of two proofs that hold for `page`, of difficulty 1: 0 or 1.
  static func solved(_ index: Int) throws -> TestProof {
    let payload = try object(String(decoding: Data(base64Encoded: solved.get()[index]) ?? Data(), as: UTF8.self))
    return TestProof(
      challenge: payload["challenge"] as? [String: Any] ?? [:], solution: payload["solution"] as? [String: Any] ?? [:])
  }

  private init(challenge: [String: Any], solution: [String: Any]) {
    (self.challenge, self.solution) = (challenge, solution)
  }

  /// A challenge for `page`, and its answer.
  init(page: String = Self.page, difficulty: ProofDifficulty = .usual) throws {
    var generator = SystemRandomNumberGenerator()
    let made = try Self.work.challenge(for: page, difficulty, now: Self.now, using: &generator)
    challenge = try Self.object(made.json)
    solution = [:]
    solution = try Self.solution(parameters)
  }

  var parameters: [String: Any] {
    get { challenge["parameters"] as? [String: Any] ?? [:] }
    set { challenge["parameters"] = newValue }
  }

  /// What a browser sends.
  var payload: String { Self.payload(["challenge": challenge, "solution": solution]) }

  static func payload(_ object: Any) -> String {
    let data = try? JSONSerialization.data(withJSONObject: object, options: [.withoutEscapingSlashes])
    return (data ?? Data()).base64EncodedString()
  }

  static func object(_ json: String) throws -> [String: Any] {
    try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any] ?? [:]
  }

  /// Whatever `verify` makes of `payload`: nil where it counts.
  static func refusal(_ payload: String, page: String = Self.page, now: Int = Self.now) -> ProofRefusal? {
    do throws(ProofRefusal) {
      _ = try work.verify(payload, for: page, now: now)
      return nil
    } catch {
      return error
    }
  }

  /// The work, done as RFC 8018 and the protocol say.
  static func solution(_ parameters: [String: Any]) throws -> [String: Any] {
    let nonce = bytes(parameters["nonce"] as? String ?? "")
    let salt = bytes(parameters["salt"] as? String ?? "")
    let prefix = bytes(parameters["keyPrefix"] as? String ?? "?")
    for counter in UInt32(0)...1000 {
      let key = try KDF.Insecure.PBKDF2.deriveKey(
        from: nonce + withUnsafeBytes(of: counter.bigEndian, Array.init), salt: salt, using: .sha256,
        outputByteCount: 32, unsafeUncheckedRounds: parameters["cost"] as? Int ?? 1)
      let found = key.withUnsafeBytes { Array($0) }
      guard found.starts(with: prefix) else { continue }
      return ["counter": Int(counter), "derivedKey": found.map { String(format: "%02x", $0) }.joined(), "time": 12.5]
    }
    throw AltchaPeer.Missing(description: "there is no solution")
  }

  private static func bytes(_ digits: String) -> [UInt8] {
    let digits = Array(digits)
    return stride(from: 0, to: digits.count - 1, by: 2).compactMap { UInt8(String(digits[$0...($0 + 1)]), radix: 16) }
  }
}
