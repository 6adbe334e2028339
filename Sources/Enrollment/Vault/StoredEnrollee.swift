import FoundationEssentials

/// A record of the vault as it is sealed: JSON.
struct StoredEnrollee: Codable {
  struct StoredToken: Codable {
    var serial: String
    var secret: Data
    var algorithm: OneTimePassword.Algorithm
    var digits: Int
    /// Seconds; nil for a token that counts.
    var period: Int?
    var counter: UInt64?
    var issuer: String
    var account: String
    var created: Int
    var revoked: Int?
  }

  struct StoredCodes: Codable {
    var codes: [String]
    var created: Int
  }

  struct StoredPage: Codable {
    var name: String
    var code: String
    var addressKey: String?
    var serial: String
    var expires: Int
  }

  var user: User
  var tokens: [StoredToken]
  var recoveryCodes: StoredCodes?
  var page: StoredPage?

  init(_ enrollee: Enrollee) {
    user = enrollee.user
    recoveryCodes = enrollee.recoveryCodes.map { StoredCodes(codes: $0.codes, created: $0.created) }
    page = enrollee.page.map { page in
      StoredPage(
        name: page.name, code: page.code, addressKey: page.addressKey, serial: page.serial, expires: page.expires)
    }
    tokens = enrollee.tokens.map { token in
      var stored = StoredToken(
        serial: token.serial, secret: Data(token.secret.bytes), algorithm: token.shape.algorithm,
        digits: token.shape.digits, issuer: token.issuer, account: token.account, created: token.created,
        revoked: token.revoked)
      switch token.shape.moving {
      case .time(let period): stored.period = period
      case .counter(let counter): stored.counter = counter
      }
      return stored
    }
  }

  /// Nil where a token, a code or a page cannot be one.
  var enrollee: Enrollee? {
    var read: [Token] = []
    for stored in tokens {
      guard let secret = Secret(stored.secret), (1...9).contains(stored.digits) else { return nil }
      let moving: Token.Moving
      switch (stored.period, stored.counter) {
      case (let period?, nil) where period > 0: moving = .time(period: period)
      case (nil, let counter?): moving = .counter(counter)
      default: return nil
      }
      read.append(
        Token(
          serial: stored.serial, secret: secret,
          shape: Token.Shape(algorithm: stored.algorithm, digits: stored.digits, moving: moving),
          issuer: stored.issuer, account: stored.account, created: stored.created, revoked: stored.revoked))
    }
    var enrollee = Enrollee(user: user, tokens: read)
    if let recoveryCodes {
      enrollee.recoveryCodes = RecoveryCodes(codes: recoveryCodes.codes, created: recoveryCodes.created)
      guard enrollee.recoveryCodes != nil else { return nil }
    }
    if let page {
      enrollee.page = PageAccess(
        name: page.name, code: page.code, addressKey: page.addressKey, serial: page.serial, expires: page.expires)
      guard enrollee.page != nil else { return nil }
    }
    return enrollee
  }
}
