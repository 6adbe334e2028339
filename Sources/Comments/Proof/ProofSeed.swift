/// The part of a challenge that costs its maker work, and says nothing of page and time: it can be made beforehand.
///
/// It is good for one challenge: by its nonce a proof is told from others.
package struct ProofSeed: Sendable, Hashable {
  package let difficulty: ProofDifficulty
  /// 16 random bytes.
  let nonce: [UInt8]
  /// 16 random bytes.
  let salt: [UInt8]
  /// The first half of the key that is to be found.
  let keyPrefix: [UInt8]
  /// The HMAC-SHA256 of that key.
  let keySignature: [UInt8]
}
