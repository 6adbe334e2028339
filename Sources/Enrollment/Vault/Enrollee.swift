/// A person and the tokens that were made for that person.
public struct Enrollee: Sendable, Equatable {
  /// The person, as the last list had it.
  public var user: User
  /// The oldest first; at most one is not revoked.
  public var tokens: [Token]
  /// For the day on which the phone is gone; nil where none were made.
  public var recoveryCodes: RecoveryCodes?
  /// The enrollment page that was made last and not taken away; nil where there is none.
  public var page: PageAccess?

  /// A person with tokens, the oldest first.
  public init(user: User, tokens: [Token], recoveryCodes: RecoveryCodes? = nil, page: PageAccess? = nil) {
    (self.user, self.tokens, self.recoveryCodes, self.page) = (user, tokens, recoveryCodes, page)
  }

  /// The token that holds; nil where all were revoked.
  public var token: Token? { tokens.last { $0.revoked == nil } }
}
