/// Somebody who gets a token.
public struct User: Sendable, Equatable, Codable {
  /// What stays when a name changes: the list's own identifier, else the principal name in small letters.
  public var id: String
  /// What the person signs in with: `jo@example.com`.
  public var principalName: String
  /// How the person is addressed.
  public var displayName: String
  /// Empty where it is not known.
  public var email: String
  /// The lines below the name in the window of an envelope; empty where it is not known.
  public var address: [String]
  /// A language tag, such as `de`; empty for the site's own.
  public var language: String
  /// A key of the browser data; empty where it is not known.
  public var browser: String
  /// A system's key of the browser data, such as `windows`; empty where it is not known.
  public var platform: String

  /// Somebody with an identity and a principal name, neither of them empty.
  public init(
    id: String, principalName: String, displayName: String = "", email: String = "", address: [String] = [],
    language: String = "", browser: String = "", platform: String = ""
  ) {
    (self.id, self.principalName, self.displayName, self.email) = (id, principalName, displayName, email)
    (self.address, self.language, self.browser, self.platform) = (address, language, browser, platform)
  }
}
