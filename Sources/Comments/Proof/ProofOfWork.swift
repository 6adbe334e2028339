import Crypto
import CryptoExtras

/// Makes challenges and checks what browsers answer.
///
/// The server picks the number that is to be found and tells half of the key that it leads to. To check an answer then takes
/// two HMACs, however much the work was. Source: ALTCHA, proof of work version 2, deterministic mode.
package struct ProofOfWork: Sendable {
  private let keys: ProofKeys
  /// How long a challenge holds, in seconds.
  package let lifetime: Int

  /// Time enough to write a comment.
  package static let usualLifetime = 3_600

  /// - Parameter lifetime: seconds for which a challenge holds.
  package init(keys: ProofKeys, lifetime: Int = Self.usualLifetime) {
    (self.keys, self.lifetime) = (keys, lifetime)
  }

  /// A new challenge for who wants to write on `page`.
  ///
  /// - Parameters:
  ///   - page: what names the page among all of the store, its site included.
  ///   - now: seconds since 1970.
  package func challenge(
    for page: String, _ difficulty: ProofDifficulty, now: Int, using generator: inout some RandomNumberGenerator
  ) throws -> ProofChallenge {
    challenge(from: try seed(difficulty, using: &generator), for: page, now: now)
  }

  /// What a challenge of this difficulty is made from; it takes one try of the work, a seven hundred and fiftieth at most.
  package func seed(
    _ difficulty: ProofDifficulty, using generator: inout some RandomNumberGenerator
  ) throws -> ProofSeed {
    func randomBytes() -> [UInt8] {
      (0..<ProofChallenge.randomCount).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
    let (nonce, salt) = (randomBytes(), randomBytes())
    let counter = Int.random(in: ProofDifficulty.counters, using: &generator)
    let key = try Self.key(nonce: nonce, salt: salt, counter: UInt32(counter), cost: difficulty.cost)
    return ProofSeed(
      difficulty: difficulty, nonce: nonce, salt: salt, keyPrefix: Array(key.prefix(ProofChallenge.keyPrefixCount)),
      keySignature: Array(HMAC<SHA256>.authenticationCode(for: key, using: keys.answers)))
  }

  /// The challenge that `seed`, which is used for nothing else, makes for who wants to write on `page`.
  ///
  /// - Parameters:
  ///   - page: what names the page among all of the store, its site included.
  ///   - now: seconds since 1970.
  package func challenge(from seed: ProofSeed, for page: String, now: Int) -> ProofChallenge {
    let parameters = ProofChallenge.Parameters(
      difficulty: seed.difficulty, expires: now + lifetime, issued: now, page: page, nonce: seed.nonce,
      salt: seed.salt, keyPrefix: seed.keyPrefix, keySignature: seed.keySignature)
    let signature = HMAC<SHA256>.authenticationCode(for: Array(parameters.json.utf8), using: keys.challenges)
    return ProofChallenge(parameters: parameters, signature: Array(signature))
  }

  /// What `text`, a proof that a browser sent with a comment for `page`, is worth.
  ///
  /// The caller sees to it that its `identifier` is used once.
  ///
  /// - Parameter now: seconds since 1970.
  package func verify(_ text: String, for page: String, now: Int) throws(ProofRefusal) -> VerifiedProof {
    let payload = try ProofPayload(text)
    let parameters = payload.parameters
    // Signed are the bytes that this server would have written, not those that came: nothing else is compared.
    guard
      HMAC<SHA256>.isValidAuthenticationCode(
        payload.signature, authenticating: Array(parameters.json.utf8), using: keys.challenges)
    else { throw .notOurs }
    guard now < parameters.expires else { throw .expired }
    // By bytes: `String` takes some different texts for equal.
    guard parameters.page.utf8.elementsEqual(page.utf8) else { throw .otherPage }
    guard payload.key.starts(with: parameters.keyPrefix),
      HMAC<SHA256>.isValidAuthenticationCode(
        parameters.keySignature, authenticating: payload.key, using: keys.answers)
    else { throw .unsolved }
    return VerifiedProof(
      identifier: parameters.nonce, issued: parameters.issued, expires: parameters.expires,
      difficulty: parameters.difficulty)
  }

  /// The key of the try called `counter`, which goes behind the nonce in four bytes, the highest first.
  private static func key(nonce: [UInt8], salt: [UInt8], counter: UInt32, cost: Int) throws -> [UInt8] {
    let password = nonce + (0..<4).map { UInt8(truncatingIfNeeded: counter >> (24 - 8 * $0)) }
    // As few rounds as the protocol wants; the key protects nothing.
    let key = try KDF.Insecure.PBKDF2.deriveKey(
      from: password, salt: salt, using: .sha256, outputByteCount: ProofChallenge.keyCount,
      unsafeUncheckedRounds: cost)
    return key.withUnsafeBytes { Array($0) }
  }
}

/// A proof whose work was done for the page in question, and in time.
package struct VerifiedProof: Sendable, Hashable {
  /// No other challenge has it: 16 bytes. A proof counts once, so the store keeps it until `expires`.
  package let identifier: [UInt8]
  /// When the challenge was made, in seconds since 1970: the form was not sent before.
  package let issued: Int
  /// When the challenge holds no more, in seconds since 1970.
  package let expires: Int
  /// The work that was done.
  package let difficulty: ProofDifficulty
}
