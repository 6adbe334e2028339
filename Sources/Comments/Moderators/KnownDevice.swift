import Crypto

/// What a browser keeps that a moderator has signed in with before.
///
/// It signs nobody in. But tries from such a browser are counted for themselves, so that a stranger who tries passwords
/// cannot lock the moderator out. Source: OWASP, Slow Down Online Guessing Attacks with Device Cookies.
package struct KnownDevice: Sendable, Equatable {
  /// How long it counts, in seconds.
  package static let lifetime = 180 * 86_400

  package let text: String
  /// What its tries are counted under.
  package let id: UUIDv7

  /// A new one for `moderator`.
  package init(of moderator: Moderator, at now: Timestamp, key: StoreKey, random: inout some RandomNumberGenerator) {
    id = UUIDv7(at: now, random: &random)
    text = "\(id).\(Hexadecimal.encoded(key.code(of: Self.parts(id, moderator.name, moderator.site, key))))"
  }

  /// Reads what a browser sends that wants to sign in as `name`; nil for one that nobody of that name has signed in with.
  package init?(_ text: String, name: String, site: String, at now: Timestamp, key: StoreKey) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, let id = UUIDv7(parts[0]), let code = Hexadecimal.decoded(parts[1], count: 32),
      HMAC<SHA256>.isValidAuthenticationCode(
        code, authenticating: key.message(of: Self.parts(id, name, site, key)), using: key.secret),
      now < id.time + Self.lifetime
    else { return nil }
    (self.text, self.id) = (text, id)
  }

  private static func parts(_ id: UUIDv7, _ name: String, _ site: String, _ key: StoreKey) -> [String] {
    ["device", key.id, site, name, id.description]
  }
}
