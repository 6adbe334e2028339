import Diagnostics

/// privacyIDEA's "OATH CSV".
///
/// Source: privacyIDEA's administrator handbook, "Import"; version 2 of the file has the person in three columns before the
/// serial. There is no column for the hash: privacyIDEA infers it from the length of the key.
struct PrivacyIDEACSV: TokenExport {
  /// Where the people are; nil where an administrator assigns the tokens later.
  let realm: Realm?
  /// Whether a second token of the type `tan` holds each person's recovery codes; privacyIDEA keeps their hashes.
  let hasRecoveryCodes: Bool

  /// Where privacyIDEA finds people.
  struct Realm {
    var resolver: String
    var realm: String
  }

  /// Hexadecimal digits of keys by which privacyIDEA takes a token for one of another hash than SHA-1.
  private static let telling = [56: "SHA224", 64: "SHA256", 96: "SHA384", 128: "SHA512"]

  func obstacles(to token: ExportedToken) -> [Diagnostic] {
    var found = SpreadsheetRow.obstacles(
      [
        ("name", token.name), ("resolver", realm?.resolver ?? ""), ("realm", realm?.realm ?? ""),
        ("serial", token.token.serial),
      ], of: token)
    let digits = token.token.secret.bytes.count * 2
    let inferred = Self.telling[digits] ?? "SHA1"
    if inferred != token.token.shape.algorithm.rawValue {
      found.append(
        token.obstacle(
          "is made with \(token.token.shape.algorithm.rawValue), and privacyIDEA would take it for \(inferred), since its "
            + "key has \(digits / 2) bytes", hint: "take --format pskc, which names the hash"))
    }
    if token.name.unicodeScalars.first == "#" {
      found.append(
        token.obstacle(
          ##"belongs to "\##(token.name)", which begins with "#" like a comment"##, hint: "take --format pskc"))
    }
    return found
  }

  func head() -> [UInt8] { realm == nil ? [] : Array("# version: 2\n".utf8) }

  func part(_ tokens: [ExportedToken], index: Int, count: Int) -> [UInt8] {
    tokens.flatMap { token in
      let person = realm.map { [token.name, $0.resolver, $0.realm] } ?? []
      let (type, last) =
        switch token.token.shape.moving {
        case .time(let period): ("totp", String(period))
        case .counter(let counter): ("hotp", String(counter))
        }
      var lines = SpreadsheetRow.line(
        person + [
          token.token.serial, Hexadecimal.encoded(token.token.secret.bytes), type, String(token.token.shape.digits),
          last,
        ])
      if hasRecoveryCodes, let codes = token.recoveryCodes {
        // The key is not used for this type; a digit stands for it.
        lines += SpreadsheetRow.line(
          person + [token.token.serial + "R", "0", "tan", codes.codes.joined(separator: " ")])
      }
      return lines
    }
  }
}
