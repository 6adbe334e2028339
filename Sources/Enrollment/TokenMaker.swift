/// Makes new tokens: of one shape, for one organisation, with serials that no other token has.
public struct TokenMaker<Generator: RandomNumberGenerator> {
  private let issuer: String
  private let shape: Token.Shape
  private let now: Int
  private var generator: Generator
  private var serials: Set<String>

  /// - Parameters:
  ///   - issuer: the organisation, without a colon.
  ///   - now: seconds since 1970.
  ///   - enrollees: all who are in the vault.
  public init(issuer: String, shape: Token.Shape, now: Int, knowing enrollees: [Enrollee], using generator: Generator) {
    (self.issuer, self.shape, self.now, self.generator) = (issuer, shape, now, generator)
    serials = Set(enrollees.flatMap { $0.tokens.map(\.serial) })
  }

  /// A new token for `user`.
  public mutating func token(for user: User) -> Token {
    Token(
      serial: serial(), secret: .random(using: &generator), shape: shape, issuer: issuer,
      account: user.principalName, created: now)
  }

  /// `old` with a new token for `user`; what held before is revoked.
  public mutating func renewed(_ old: Enrollee, for user: User) -> Enrollee {
    var new = old
    new.user = user
    new.revokeTokens(at: now)
    new.tokens.append(token(for: user))
    return new
  }

  /// `GG` and eight digits of Crockford's: short enough to type, and 2^40 of them.
  private mutating func serial() -> String {
    while true {
      let serial = "GG" + String((0..<8).map { _ in Crockford.digits[Int.random(in: 0..<32, using: &generator)] })
      if serials.insert(serial).inserted { return serial }
    }
  }
}

extension Enrollee {
  /// The person with no token that holds, and without recovery codes.
  ///
  /// - Parameter now: seconds since 1970.
  public func revoking(at now: Int) -> Enrollee {
    var copy = self
    copy.revokeTokens(at: now)
    copy.recoveryCodes = nil
    return copy
  }

  fileprivate mutating func revokeTokens(at now: Int) {
    for index in tokens.indices where tokens[index].revoked == nil { tokens[index].revoked = now }
  }
}
