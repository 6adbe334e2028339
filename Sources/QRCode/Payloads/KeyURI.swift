/// The address that gives an authenticator app a TOTP secret.
///
/// Source: the "Key Uri Format" of Google Authenticator's wiki, which all apps follow.
public struct KeyURI: Sendable, Hashable {
  /// Who the code is for, for example the organisation.
  public var issuer: String
  /// Whose code it is, for example a mail address.
  public var account: String
  /// The secret in Base32.
  public var secret: String
  /// SHA1, SHA256 or SHA512.
  public var algorithm: String
  /// 6 to 8.
  public var digits: Int
  /// Seconds.
  public var period: Int
  /// The first code's counter for codes that a press makes (HOTP, RFC 4226); nil for those that time makes.
  public var counter: UInt64?

  /// An address from its parts; spaces, hyphens and padding in the secret are taken out.
  public init(
    issuer: String, account: String, secret: String, algorithm: String = "SHA1", digits: Int = 6, period: Int = 30
  ) {
    self.issuer = issuer
    self.account = account
    self.secret = String(secret.filter { !$0.isWhitespace && $0 != "-" && $0 != "=" }).uppercased()
    self.algorithm = algorithm.uppercased()
    self.digits = digits
    self.period = period
  }

  /// `otpauth://totp/…` or, with a counter, `otpauth://hotp/…`, without parameters that say what is so anyway.
  public var payload: String {
    let encodedIssuer = KeyURI.encoded(issuer)
    var text = counter == nil ? "otpauth://totp/" : "otpauth://hotp/"
    if !issuer.isEmpty { text += encodedIssuer + ":" }
    text += KeyURI.encoded(account) + "?secret=\(secret)"
    if !issuer.isEmpty { text += "&issuer=\(encodedIssuer)" }
    if algorithm != "SHA1" { text += "&algorithm=\(algorithm)" }
    if digits != 6 { text += "&digits=\(digits)" }
    if let counter { text += "&counter=\(counter)" } else if period != 30 { text += "&period=\(period)" }
    return text
  }

  /// Percent-encoding of all but letters, digits and `-._~@`.
  static func encoded(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".unicodeScalars)
    var result = String.UnicodeScalarView()
    for byte in text.utf8 {
      let scalar = Unicode.Scalar(byte)
      if byte < 128,
        scalar.properties.isAlphabetic || (48...57).contains(byte) || "-._~@".unicodeScalars.contains(scalar)
      {
        result.append(scalar)
      } else {
        result += ["%", digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(result)
  }

  /// `text` with `%41` and the like decoded; nil where that is not UTF-8 or a per cent sign stands alone.
  static func decoded(_ text: Substring) -> String? {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else {
        return nil
      }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
