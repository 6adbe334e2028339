import Crypto

/// The two secrets of proofs: one signs challenges, the other answers. All servers of one store have the same.
package struct ProofKeys: Sendable {
  let challenges: SymmetricKey
  let answers: SymmetricKey

  /// How many bytes a store's secret has.
  package static let secretCount = 32

  /// The keys that belong to a store's `secret`. Source: RFC 5869.
  package init(secret: SymmetricKey) {
    challenges = Self.key("challenges", from: secret)
    answers = Self.key("answers", from: secret)
  }

  /// The keys themselves, for programs that keep both.
  package init(challenges: SymmetricKey, answers: SymmetricKey) {
    (self.challenges, self.answers) = (challenges, answers)
  }

  private static func key(_ use: String, from secret: SymmetricKey) -> SymmetricKey {
    HKDF<SHA256>.deriveKey(
      inputKeyMaterial: secret, info: Array("guidegen comments proof \(use)".utf8), outputByteCount: secretCount)
  }
}

extension ProofKeys: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Says nothing of the keys.
  package var description: String { "(keys)" }
  /// Says nothing of the keys.
  package var debugDescription: String { "(keys)" }
  /// Shows nothing of the keys.
  package var customMirror: Mirror { Mirror(self, children: [:]) }
}
