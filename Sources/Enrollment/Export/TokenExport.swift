import Diagnostics

/// A file in which an identity system takes tokens over.
///
/// A file is `head`, then parts of up to `partSize` tokens, then `tail`; so it is written while the vault is read.
protocol TokenExport {
  /// How many tokens one part holds; 1 but where a single code carries several.
  var partSize: Int { get }
  /// Why `token` cannot be carried; empty where it can.
  func obstacles(to token: ExportedToken) -> [Diagnostic]
  /// What stands before the first token.
  mutating func head() -> [UInt8]
  /// The `index`th of `count` parts, counted from 0.
  mutating func part(_ tokens: [ExportedToken], index: Int, count: Int) throws(CryptoError) -> [UInt8]
  /// What stands behind the last token.
  mutating func tail() -> [UInt8]
}

extension TokenExport {
  var partSize: Int { 1 }
  func head() -> [UInt8] { [] }
  func tail() -> [UInt8] { [] }
}

/// A person's token on its way to an identity system.
public struct ExportedToken: Sendable {
  /// The person.
  public var user: User
  /// The token that holds.
  public var token: Token
  /// What the identity system calls the person.
  public var name: String
  /// For the day on which the phone is gone; nil where none were made.
  public var recoveryCodes: RecoveryCodes?

  /// The token of `enrollee` that holds; nil where all were revoked.
  public init?(_ enrollee: Enrollee, called name: AccountName) {
    guard let token = enrollee.token else { return nil }
    (user, self.token, recoveryCodes) = (enrollee.user, token, enrollee.recoveryCodes)
    self.name = name.name(of: enrollee.user)
  }

  /// What is wrong with it, and what to do.
  func obstacle(_ message: String, hint: String) -> Diagnostic {
    .error(#"the token of "\#(user.principalName)" \#(message)"#, at: nil, hint: hint)
  }
}

/// What an identity system calls people.
public enum AccountName: String, Sendable, CaseIterable {
  /// `jo@example.com`, what the list calls them.
  case principal
  /// `jo`, the part before the at sign.
  case local
  /// The mail address.
  case email
  /// What the list has as identity.
  case id

  /// The name of `user`; empty where the list has none of the kind.
  func name(of user: User) -> String {
    switch self {
    case .principal: user.principalName
    case .local: String(user.principalName.prefix { $0 != "@" })
    case .email: user.email
    case .id: user.id
    }
  }
}
