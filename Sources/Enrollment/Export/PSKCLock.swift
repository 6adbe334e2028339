import Crypto
import CryptoExtras
import FoundationEssentials

/// What opens the keys of a Portable Symmetric Key Container.
public enum PSKCCredential: Sendable {
  /// 16 bytes that both sides have.
  case key([UInt8])
  /// Words that both sides have, as bytes.
  case password([UInt8])

  /// How many bytes a key has: AES-128's.
  static let keyCount = 16

  /// The key that 32 hexadecimal digits stand for; nil where they are none.
  public init?(hexadecimalKey text: [UInt8]) {
    guard let key = Hexadecimal.decoded(String(decoding: text, as: UTF8.self)), key.count == Self.keyCount else {
      return nil
    }
    self = .key(key)
  }
}

/// Encrypts the keys of one container and says how. Source: RFC 6030, section 6.
struct PSKCLock {
  /// The inside of `EncryptionKey`.
  let keyInformation: String
  /// The key for the codes, encrypted.
  let sealedAuthenticationKey: [UInt8]
  private let key: SymmetricKey
  private let authenticationKey: SymmetricKey

  /// OWASP's Password Storage Cheat Sheet asks for no less with HMAC-SHA-1, the one function that all readers know.
  static let usualIterations = 1_300_000

  /// - Parameter iterations: how often a password is stretched; less than the usual is for tests.
  init(
    _ credential: PSKCCredential, iterations: Int = usualIterations, using generator: inout some RandomNumberGenerator
  ) throws(CryptoError) {
    switch credential {
    case .key(let bytes):
      key = SymmetricKey(data: bytes)
      keyInformation = "<ds:KeyName>Pre-shared key</ds:KeyName>"
    case .password(let words):
      let salt = randomBytes(16, using: &generator)
      do {
        key = try KDF.Insecure.PBKDF2.deriveKey(
          from: words, salt: salt, using: .insecureSHA1, outputByteCount: PSKCCredential.keyCount,
          unsafeUncheckedRounds: iterations)
      } catch {
        throw CryptoError()
      }
      keyInformation = Self.derivation(salt: salt, iterations: iterations)
    }
    let authentication = randomBytes(20, using: &generator)
    authenticationKey = SymmetricKey(data: authentication)
    sealedAuthenticationKey = try Self.seal(authentication, key, using: &generator)
  }

  /// `bytes` encrypted with AES-128 in CBC mode, padded by PKCS #7, behind 16 random bytes.
  func seal(_ bytes: [UInt8], using generator: inout some RandomNumberGenerator) throws(CryptoError) -> [UInt8] {
    try Self.seal(bytes, key, using: &generator)
  }

  /// HMAC-SHA-1 of what `seal` gave.
  func code(of sealed: [UInt8]) -> [UInt8] {
    Array(HMAC<Insecure.SHA1>.authenticationCode(for: sealed, using: authenticationKey))
  }

  private static func seal(
    _ bytes: [UInt8], _ key: SymmetricKey, using generator: inout some RandomNumberGenerator
  ) throws(CryptoError) -> [UInt8] {
    let start = randomBytes(16, using: &generator)
    do {
      return start + Array(try AES._CBC.encrypt(bytes, using: key, iv: AES._CBC.IV(ivBytes: start)))
    } catch {
      throw CryptoError()
    }
  }

  /// How a password becomes the key. Source: RFC 6030, section 6.2.1; PKCS #5 2.0's schema, whose elements have no prefix.
  private static func derivation(salt: [UInt8], iterations: Int) -> String {
    """
    <xenc11:DerivedKey>\
    <xenc11:KeyDerivationMethod Algorithm="http://www.rsasecurity.com/rsalabs/pkcs/schemas/pkcs-5v2-0#pbkdf2">\
    <pkcs5:PBKDF2-params><Salt><Specified>\(Data(salt).base64EncodedString())</Specified></Salt>\
    <IterationCount>\(iterations)</IterationCount><KeyLength>\(PSKCCredential.keyCount)</KeyLength><PRF/>\
    </pkcs5:PBKDF2-params></xenc11:KeyDerivationMethod>\
    <xenc11:MasterKeyName>Password</xenc11:MasterKeyName></xenc11:DerivedKey>
    """
  }
}
