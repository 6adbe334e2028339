import Crypto

/// What signs one moderator in once, until a time: a signature over exactly that.
///
/// Written as `1800000900.0197….0197….3f2e…`: expiry, moderator, the link's own number, code.
package struct LoginLink: Sendable, Equatable {
  /// How long it counts, in seconds.
  package static let lifetime = 900

  package let text: String
  package let moderator: UUIDv7
  let id: UUIDv7
  let expiry: Timestamp

  /// A new one for `moderator`.
  package init(for moderator: Moderator, at now: Timestamp, key: StoreKey, random: inout some RandomNumberGenerator) {
    (self.moderator, id, expiry) = (moderator.id, UUIDv7(at: now, random: &random), now + Self.lifetime)
    let code = key.code(of: Self.parts(moderator.id, id, expiry.seconds, moderator.site, key))
    text = "\(expiry.seconds).\(moderator.id).\(id).\(Hexadecimal.encoded(code))"
  }

  /// Reads a link of `site`; nil for one that this store has not made, or whose time is over at `now`.
  package init?(_ text: String, site: String, at now: Timestamp, key: StoreKey) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 4, let seconds = Int(parts[0]), parts[0] == String(seconds), (0...(1 << 40)).contains(seconds),
      let moderator = UUIDv7(parts[1]), let id = UUIDv7(parts[2]), let code = Hexadecimal.decoded(parts[3], count: 32),
      HMAC<SHA256>.isValidAuthenticationCode(
        code, authenticating: key.message(of: Self.parts(moderator, id, seconds, site, key)), using: key.secret),
      now.seconds < seconds
    else { return nil }
    (self.text, self.moderator, self.id) = (text, moderator, id)
    expiry = Timestamp(milliseconds: seconds * 1000)
  }

  private static func parts(_ moderator: UUIDv7, _ id: UUIDv7, _ expiry: Int, _ site: String, _ key: StoreKey)
    -> [String]
  {
    ["login", key.id, site, moderator.description, id.description, String(expiry)]
  }
}

extension CommentStore {
  /// Uses `link` up; returns whose it is, or nil where it was used before or the moderator is none any more.
  package func use(_ link: LoginLink, of site: String, at now: Timestamp) throws(SQLError) -> Moderator? {
    try together { () throws(SQLError) in
      guard try useOnce("login:\(link.id)", until: link.expiry, at: now) else { return nil }
      return try moderator(link.moderator, of: site)
    }
  }

  /// A link that signs the moderator called `name` in, once and soon; nil where there is none of that name.
  package func loginLink(
    for name: String, of site: String, at now: Timestamp, random: inout some RandomNumberGenerator
  ) throws(SQLError) -> LoginLink? {
    guard let known = try moderator(named: name, of: site) else { return nil }
    return LoginLink(for: known.moderator, at: now, key: try key(for: .tokens, at: now), random: &random)
  }

  /// Notes that the link `id` was used; returns false where it was before.
  package func useOnce(_ id: String, until expiry: Timestamp, at now: Timestamp) throws(SQLError) -> Bool {
    try connection.run("DELETE FROM used_links WHERE expires <= ?1", [SQLValue(now.milliseconds)])
    let rows = try connection.run(
      "INSERT INTO used_links (id, expires) VALUES (?1, ?2) ON CONFLICT (id) DO NOTHING RETURNING id",
      [.text(id), SQLValue(expiry.milliseconds)])
    return !rows.isEmpty
  }
}
