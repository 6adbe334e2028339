import Crypto

/// What a moderator's browser shows with each request: 256 bits of chance, in hexadecimal digits. The database has only
/// what is made of it, so that who reads the database cannot sign in.
package struct SessionSecret: Sendable, Equatable {
  package let text: String

  /// A new one.
  package init(random: inout some RandomNumberGenerator) {
    text = Hexadecimal.encoded((0..<32).map { _ in UInt8.random(in: 0...255, using: &random) })
  }

  /// Reads what a browser sends; nil for what is none.
  package init?(_ text: String) {
    guard Hexadecimal.decoded(text, count: 32) != nil else { return nil }
    self.text = text
  }

  /// What the database knows it by.
  var digest: String { Hexadecimal.encoded(SHA256.hash(data: Array(text.utf8))) }

  /// What a form must bring along that asks for `action` with this secret: another page can neither read nor guess it.
  package func formToken(for action: String, site: String, key: StoreKey) -> String {
    Hexadecimal.encoded(key.code(of: ["form", key.id, site, digest, action]))
  }

  /// Whether `text` is the form's token for `action`.
  package func allows(_ action: String, by text: String, site: String, key: StoreKey) -> Bool {
    guard let code = Hexadecimal.decoded(text, count: 32) else { return false }
    return HMAC<SHA256>.isValidAuthenticationCode(
      code, authenticating: key.message(of: ["form", key.id, site, digest, action]), using: key.secret)
  }
}

extension SessionSecret: CustomStringConvertible, CustomReflectable {
  /// Says nothing of it.
  package var description: String { "secret of a session" }
  /// Shows nothing of it.
  package var customMirror: Mirror { Mirror(self, children: [:]) }
}
