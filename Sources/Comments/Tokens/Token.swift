import Crypto

/// What allows one thing to be done with one comment until a time: a signature over exactly that, and nothing kept.
///
/// Any server of the store can check it. Written as `edit.1800000000.3f2e…`: action, expiry, code.
package struct Token: Sendable, Hashable {
  package let text: String

  /// What may be done.
  package enum Action: String, Sendable, CaseIterable {
    /// The author may change or take back the comment.
    case edit
    case approve
    case reject
    case delete
    /// Who has it posted the comment; others that they post are known to be theirs.
    case author
  }

  /// The token for `action` on the comment `id` until `expiry`.
  package init(_ action: Action, of id: UUIDv7, until expiry: Timestamp, key: StoreKey) {
    let code = key.code(of: Self.parts(action, id, expiry.seconds, key))
    text = "\(action.rawValue).\(expiry.seconds).\(Hexadecimal.encoded(code))"
  }

  /// Whether `text` allows `action` on the comment `id` at `now`.
  package static func allows(
    _ action: Action, of id: UUIDv7, by text: String, at now: Timestamp, key: StoreKey
  ) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == action.rawValue, let expiry = Int(parts[1]), parts[1] == String(expiry),
      let code = Hexadecimal.decoded(String(parts[2]), count: 32)
    else { return false }
    // The time is looked at only after the signature: what was not signed says nothing.
    let isOurs = HMAC<SHA256>.isValidAuthenticationCode(
      code, authenticating: key.message(of: Self.parts(action, id, expiry, key)), using: key.secret)
    return isOurs && now.seconds < expiry
  }

  private static func parts(_ action: Action, _ id: UUIDv7, _ expiry: Int, _ key: StoreKey) -> [String] {
    ["token", key.id, action.rawValue, id.description, String(expiry)]
  }
}
