import Crypto

/// The codes of authenticator apps. Sources: RFC 4226 (HOTP), RFC 6238 (TOTP).
public enum OneTimePassword {
  /// The hash beneath the HMAC.
  public enum Algorithm: String, Sendable, CaseIterable, Codable {
    case sha1 = "SHA1"
    case sha256 = "SHA256"
    case sha512 = "SHA512"
  }

  /// The code of `secret` for `counter`, `digits` (1 to 9) digits with zeros in front. Source: RFC 4226, section 5.3.
  public static func hotp(
    _ secret: Secret, counter: UInt64, digits: Int = 6, algorithm: Algorithm = .sha1
  ) -> String {
    let message = (0..<8).map { UInt8(truncatingIfNeeded: counter >> UInt64(56 - 8 * $0)) }
    let code = authenticationCode(of: message, secret.symmetricKey, algorithm)
    let offset = Int((code.last ?? 0) & 15)
    let number = code[offset..<(offset + 4)].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
    let power = (0..<digits).reduce(UInt32(1)) { power, _ in power * 10 }
    let text = String(number % power)
    return String(repeating: "0", count: digits - text.utf8.count) + text
  }

  /// The code of `secret` at `time`, in seconds since 1970 and not negative. Source: RFC 6238, section 4.2.
  public static func totp(
    _ secret: Secret, at time: Int, period: Int = 30, digits: Int = 6, algorithm: Algorithm = .sha1
  ) -> String {
    hotp(secret, counter: UInt64(max(0, time / period)), digits: digits, algorithm: algorithm)
  }

  private static func authenticationCode(
    of message: [UInt8], _ key: SymmetricKey, _ algorithm: Algorithm
  ) -> [UInt8] {
    switch algorithm {
    case .sha1: Array(HMAC<Insecure.SHA1>.authenticationCode(for: message, using: key))
    case .sha256: Array(HMAC<SHA256>.authenticationCode(for: message, using: key))
    case .sha512: Array(HMAC<SHA512>.authenticationCode(for: message, using: key))
    }
  }
}
