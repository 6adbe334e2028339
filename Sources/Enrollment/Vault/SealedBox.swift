import Crypto
import FoundationEssentials

/// AES-256-GCM with a random nonce of 96 bits, as bytes: nonce, ciphertext, tag. Source: NIST SP 800-38D.
///
/// With random nonces one key seals at most 2^32 messages (section 8.3), more than a vault ever will.
enum SealedBox {
  static func seal(_ plain: some DataProtocol, _ key: SymmetricKey, for purpose: String) throws(CryptoError) -> [UInt8]
  {
    do {
      let box = try AES.GCM.seal(plain, using: key, authenticating: Array(purpose.utf8))
      return Array(box.nonce) + Array(box.ciphertext) + Array(box.tag)
    } catch {
      throw CryptoError()
    }
  }

  /// The plain text; nil where `sealed` was made with another key, for another purpose, or was altered.
  static func open(_ sealed: some DataProtocol, _ key: SymmetricKey, for purpose: String) -> Data? {
    guard let box = try? AES.GCM.SealedBox(combined: Data(sealed)) else { return nil }
    return try? AES.GCM.open(box, using: key, authenticating: Array(purpose.utf8))
  }
}
