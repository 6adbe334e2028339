import QRCode

/// One person's credential for an authenticator app.
public struct Token: Sendable, Equatable {
  /// What makes the app show the next code.
  public enum Moving: Sendable, Equatable {
    /// Time: a new code every `period` seconds, 30 or 60. Source: RFC 6238.
    case time(period: Int)
    /// A press: the next code is that of `counter`. Source: RFC 4226.
    case counter(UInt64)
  }

  /// Which apps can do with it, and how its code is made.
  public struct Shape: Sendable, Equatable {
    /// The hash beneath the code's HMAC.
    public var algorithm: OneTimePassword.Algorithm
    /// 6 or 8.
    public var digits: Int
    /// What makes the app show the next code.
    public var moving: Moving

    /// What works in every app: SHA-1, 6 digits, 30 seconds.
    public static let usual = Shape(algorithm: .sha1, digits: 6, moving: .time(period: 30))

    /// A token's shape; Microsoft Authenticator and Authy honour `usual` alone.
    public init(algorithm: OneTimePassword.Algorithm, digits: Int, moving: Moving) {
      (self.algorithm, self.digits, self.moving) = (algorithm, digits, moving)
    }
  }

  /// Names the token in letters, lists and the identity system; unique in a vault, of capital letters, digits and hyphens.
  public var serial: String
  /// What the app and the identity system both know.
  public var secret: Secret
  /// How its codes are made.
  public var shape: Shape
  /// Who the code is for: the organisation.
  public var issuer: String
  /// Whose code it is: the user principal name.
  public var account: String
  /// When it was made, in seconds since 1970.
  public var created: Int
  /// When it was revoked, in seconds since 1970; nil while it holds.
  public var revoked: Int?

  /// A token that was made at `created`.
  public init(
    serial: String, secret: Secret, shape: Shape = .usual, issuer: String, account: String, created: Int,
    revoked: Int? = nil
  ) {
    (self.serial, self.secret, self.shape) = (serial, secret, shape)
    (self.issuer, self.account, self.created, self.revoked) = (issuer, account, created, revoked)
  }

  /// What the QR code says: `otpauth://totp/…`. It holds the secret.
  public var keyURI: String {
    var address = KeyURI(
      issuer: issuer, account: account, secret: secret.base32, algorithm: shape.algorithm.rawValue,
      digits: shape.digits)
    switch shape.moving {
    case .time(let period): address.period = period
    case .counter(let counter): address.counter = counter
    }
    return address.payload
  }
}
