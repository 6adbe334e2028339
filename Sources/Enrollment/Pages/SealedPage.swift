import Crypto
import CryptoExtras
import FoundationEssentials
import Glibc

/// A page's text as it is published: ciphertext, and what is needed besides the code to open it.
///
/// `docs/content/people/enrollment.md` describes it for other programs; `templates/assets/enrollment.js` opens it.
public struct SealedPage: Sendable {
  /// JSON of ASCII without `<`, so that it can stand in a page's HTML as it is.
  public let bytes: [UInt8]

  /// How often a code is stretched. Source: OWASP's Password Storage Cheat Sheet, for PBKDF2-HMAC-SHA256.
  public static let iterations = 600_000
  private static let version = 1

  /// JSON's own order of keys does not matter; those of this version are these.
  private struct Form: Encodable {
    var version = SealedPage.version
    var name: String
    var iterations: Int
    var expires: Int
    /// 2 where the address holds a part of the key, else 1.
    var channels: Int
    /// Tells a wrong code from a page that was altered.
    var check: Data
    var nonce: Data
    /// Ciphertext and tag.
    var text: Data
  }

  /// Seals `text` for whoever has `access`; the same text gives the same bytes.
  ///
  /// - Parameters:
  ///   - length: bytes of the ciphertext: `text` is filled up with spaces, which must not be longer.
  ///   - iterations: less than the usual is for tests.
  public init(
    _ text: [UInt8], length: Int, for access: PageAccess, iterations: Int = Self.iterations
  ) throws(VaultError) {
    precondition(text.count <= length, "a page's text is filled up, never cut")
    let plain = text + [UInt8](repeating: UInt8(ascii: " "), count: length - text.count)
    do {
      let key = try Self.key(for: access, iterations: iterations)
      let channels = access.addressKey == nil ? 1 : 2
      let purpose = Array(
        "guidegen page \(Self.version) \(access.name) \(iterations) \(access.expires) \(channels)".utf8)
      // Made from the text itself, so that a page whose text did not change keeps its bytes, and one that did has another
      // nonce. Source: the idea is that of RFC 5297 and RFC 8452.
      let code = HMAC<SHA256>.authenticationCode(for: purpose + [0] + plain, using: Self.key("nonce", from: key))
      let nonce = try AES.GCM.Nonce(data: Array(code).prefix(12))
      let box = try AES.GCM.seal(plain, using: key, nonce: nonce, authenticating: purpose)
      let check = Self.key("check", from: key).withUnsafeBytes { Data($0.prefix(4)) }
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      let form = Form(
        name: access.name, iterations: iterations, expires: access.expires, channels: channels, check: check,
        nonce: Data(nonce), text: box.ciphertext + box.tag)
      bytes = Array(try encoder.encode(form))
    } catch {
      throw .refused(attempt: "seal", path: access.name, code: ENOMEM)
    }
  }

  /// The 256-bit key of a page.
  ///
  /// The name is the salt: it is random, 128 bits, and no other page's. Sources: RFC 8018, 5.2; RFC 5869.
  private static func key(for access: PageAccess, iterations: Int) throws -> SymmetricKey {
    let stretched = try KDF.Insecure.PBKDF2.deriveKey(
      from: Array(access.code.utf8), salt: Array(access.name.utf8), using: .sha256, outputByteCount: 32,
      unsafeUncheckedRounds: iterations)
    guard let addressKey = access.addressKey else { return stretched }
    return HKDF<SHA256>.deriveKey(
      inputKeyMaterial: stretched, salt: Array(addressKey.utf8), info: Array("guidegen page address".utf8),
      outputByteCount: 32)
  }

  private static func key(_ use: String, from key: SymmetricKey) -> SymmetricKey {
    HKDF<SHA256>.deriveKey(inputKeyMaterial: key, info: Array("guidegen page \(use)".utf8), outputByteCount: 32)
  }
}
