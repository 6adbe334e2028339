import Crypto
import FoundationEssentials

/// A secret that all servers of one store share.
package struct StoreKey: Sendable {
  /// Which one it is: tokens name it.
  package let id: String
  /// 32 bytes.
  package let secret: SymmetricKey

  /// What a store needs secrets for.
  package enum Use: Sendable, Hashable {
    /// Signs what lets an author change a comment, and a moderator decide.
    case tokens
    /// Signs challenges.
    case proofs
    /// Makes keys of network addresses, on one day (`Timestamp.day`): those of different days cannot be compared.
    case addresses(day: Int)

    /// The key's identifier, the same on all servers, so that they agree without talking.
    var id: String {
      switch self {
      case .tokens: "tokens-1"
      case .proofs: "proofs-1"
      case .addresses(let day): "addresses-\(day)"
      }
    }
  }

  /// What has seen the secret and no message: to begin takes longer than a message.
  private let beginning: HMAC<SHA256>

  package init(id: String, secret: SymmetricKey) {
    (self.id, self.secret) = (id, secret)
    beginning = HMAC(key: secret)
  }

  /// The HMAC-SHA256 of `parts`, 32 bytes.
  func code(of parts: [String]) -> [UInt8] {
    var code = beginning
    code.update(data: message(of: parts))
    return Array(code.finalize())
  }

  /// The bytes of `parts`; where one ends and the next begins is among them.
  func message(of parts: [String]) -> [UInt8] {
    var bytes: [UInt8] = []
    for part in parts {
      bytes += "\(part.utf8.count):".utf8
      bytes += part.utf8
    }
    return bytes
  }
}

extension StoreKey: CustomStringConvertible, CustomReflectable {
  /// Says nothing of the secret.
  package var description: String { "key \(id)" }
  /// Shows nothing of the secret.
  package var customMirror: Mirror { Mirror(self, children: [:]) }
}

extension CommentStore {
  /// The key for `use`; the first server that asks makes it.
  package func key(for use: StoreKey.Use, at now: Timestamp) throws(SQLError) -> StoreKey {
    let id = SQLValue.text(use.id)
    if let secret = try secret(of: id) { return StoreKey(id: use.id, secret: secret) }
    return try together { () throws(SQLError) in
      let made = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0).base64EncodedString() }
      try connection.run(
        "INSERT INTO keys (id, secret, created) VALUES (?1, ?2, ?3) ON CONFLICT (id) DO NOTHING",
        [id, .text(made), SQLValue(now.milliseconds)])
      guard let secret = try secret(of: id) else { throw SQLError(.damaged, "a key cannot be read") }
      return StoreKey(id: use.id, secret: secret)
    }
  }

  /// Destroys the keys of addresses of days before `day`: what was made with them leads to nobody then.
  package func forgetAddressKeys(before day: Int) throws(SQLError) {
    for row in try connection.run("SELECT id FROM keys", []) {
      let id = row.text(0)
      guard id.hasPrefix("addresses-"), let its = Int(id.dropFirst("addresses-".count)), its < day else { continue }
      try connection.run("DELETE FROM keys WHERE id = ?1", [.text(id)])
    }
  }

  private func secret(of id: SQLValue) throws(SQLError) -> SymmetricKey? {
    guard let row = try connection.run("SELECT secret FROM keys WHERE id = ?1", [id]).first,
      let secret = Data(base64Encoded: row.text(0)), secret.count == 32
    else { return nil }
    return SymmetricKey(data: secret)
  }
}
