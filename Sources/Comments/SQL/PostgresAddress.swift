/// The address of a PostgreSQL database, as libpq reads it.
///
///     postgres://help:secret@db.example.com:5432/comments?sslmode=verify-full
///     postgres:///comments?host=/run/postgresql
///
/// What libpq could understand otherwise than a person is refused here: its own messages would cite the password in parts.
/// Source: postgresql.org/docs/15/libpq-connect.html, 34.1.1.2.
package struct PostgresAddress: Sendable, Equatable {
  /// As it was written, with the password.
  let text: String
  /// What must not be shown: passwords, as they were written and as they are.
  private let secrets: [String]
  private let shown: String

  package init(_ text: String) throws(DatabaseAddressError) {
    guard let scheme = ["postgres://", "postgresql://"].first(where: text.hasPrefix) else {
      throw DatabaseAddressError(reason: "it begins like no address of a database that is known here")
    }
    guard text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "#") }) else {
      throw DatabaseAddressError(
        reason: "it has a space, a \"#\" or something unprintable, which stands there as %20 …")
    }
    let parts = text.dropFirst(scheme.count).split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    let (place, query) = (parts[0], parts.count > 1 ? parts[1] : "")
    let path = place.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    let who = path[0].split(separator: "@", omittingEmptySubsequences: false)
    guard who.count <= 2,
      path.count < 2 || !path[1].utf8.contains(where: { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "@") })
    else { throw DatabaseAddressError(reason: "it has more than one \"@\", or more than one \"/\" behind the host") }
    try Self.checkHosts(who.last ?? "")
    let user = who.count > 1 ? who[0].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false) : []
    var secrets = user.count > 1 ? [user[1]] : []
    var shownQuery: [String] = []
    for field in query.isEmpty ? [] : query.split(separator: "&", omittingEmptySubsequences: false) {
      let pair = field.split(separator: "=", omittingEmptySubsequences: false)
      guard pair.count == 2, !pair[0].isEmpty else {
        throw DatabaseAddressError(reason: "behind its \"?\" stands something else than name=value&name=value")
      }
      let isSecret = pair[0].lowercased().contains("password")
      if isSecret { secrets.append(pair[1]) }
      shownQuery.append(isSecret ? "\(pair[0])=…" : String(field))
    }
    guard let decoded = Self.decoded(secrets), Self.decoded([Substring(text)]) != nil else {
      throw DatabaseAddressError(reason: "it has a \"%\" without two hexadecimal digits; the character itself is %25")
    }
    self.text = text
    self.secrets = (secrets.map(String.init) + decoded).filter { !$0.isEmpty }
    shown =
      scheme + (user.first.map { $0 + "@" } ?? "") + (who.last ?? "") + (path.count > 1 ? "/" + path[1] : "")
      + (shownQuery.isEmpty ? "" : "?" + shownQuery.joined(separator: "&"))
  }

  /// `message` with nothing in it that must not be shown.
  func withoutSecrets(_ message: String) -> String {
    secrets.reduce(message) { $0.split(separator: $1, omittingEmptySubsequences: false).joined(separator: "…") }
  }

  /// Hosts are names, addresses or, written with %2F, folders of sockets; each may have a port.
  private static func checkHosts(_ hosts: Substring) throws(DatabaseAddressError) {
    for host in hosts.split(separator: ",", omittingEmptySubsequences: false) where !host.isEmpty {
      var port: Substring = ""
      if host.hasPrefix("["), let end = host.firstIndex(of: "]") {
        port = host[host.index(after: end)...]
      } else if let colon = host.firstIndex(of: ":") {
        port = host[colon...]
      }
      let digits = port.dropFirst()
      guard port.isEmpty || (port.first == ":" && (digits.isEmpty || UInt16(digits).map { $0 > 0 } == true)) else {
        throw DatabaseAddressError(reason: "a port is no number from 1 to 65535")
      }
    }
  }

  /// `texts` without their percent signs; nil where one stands without two digits, or for a zero byte.
  private static func decoded(_ texts: [Substring]) -> [String]? {
    var decoded: [String] = []
    for text in texts {
      var bytes: [UInt8] = []
      var rest = text.utf8[...]
      while let byte = rest.popFirst() {
        guard byte == UInt8(ascii: "%") else {
          bytes.append(byte)
          continue
        }
        let digits = rest.prefix(2)
        guard digits.count == 2, digits.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }),
          let value = UInt8(Substring(digits), radix: 16), value != 0
        else { return nil }
        bytes.append(value)
        rest = rest.dropFirst(2)
      }
      decoded.append(String(decoding: bytes, as: UTF8.self))
    }
    return decoded
  }
}

extension PostgresAddress: CustomStringConvertible, CustomReflectable {
  /// The address without a password.
  package var description: String { shown }
  /// Shows no password.
  package var customMirror: Mirror { Mirror(self, children: ["address": shown]) }
}
