import Diagnostics
import FoundationEssentials

/// Changes for an OpenLDAP server with the overlay `otp`: an entry for each token, one for each kind of token, and what
/// points people to theirs.
///
/// Sources: RFC 2849 (LDIF); slapo-otp(5) and its schema; RFC 8018, appendix B.1.2 (the hashes' object identifiers).
struct LDIF: TokenExport {
  let folders: LDAPFolders
  /// Kinds whose entries were written.
  private var kinds: Set<String> = []

  init(_ folders: LDAPFolders) {
    self.folders = folders
  }

  /// slapo-otp takes secrets as bytes and any number of digits and seconds.
  func obstacles(to token: ExportedToken) -> [Diagnostic] { [] }

  func head() -> [UInt8] { Array("version: 1\n".utf8) }

  mutating func part(_ tokens: [ExportedToken], index: Int, count: Int) -> [UInt8] {
    var text: [UInt8] = []
    for token in tokens {
      let kind = kind(of: token.token.shape)
      let kindName = "cn=\(kind),\(folders.tokens)"
      if kinds.insert(kind).inserted { text += entry(of: token.token.shape, kind, called: kindName) }
      let isTimed = token.token.shape.period != nil
      let type = isTimed ? "oathTOTP" : "oathHOTP"
      let name = "cn=\(token.token.serial),\(folders.tokens)"
      var lines = [("dn", name), ("changetype", "add"), ("objectClass", "device"), ("objectClass", type + "Token")]
      lines += [("cn", token.token.serial), ("oathTokenSerialNumber", token.token.serial), (type + "Params", kindName)]
      if case .counter(let counter) = token.token.shape.moving {
        // The last counter that was used up: the app's first code is that of `counter`.
        if counter > 0 { lines.append(("oathHOTPCounter", String(counter - 1))) }
      }
      text += LDIF.lines(lines) + LDIF.line("oathSecret", bytes: token.token.secret.bytes)
      let person = "uid=\(DistinguishedName.escaped(token.name)),\(folders.people)"
      text += LDIF.lines([
        ("dn", person), ("changetype", "modify"), ("add", "objectClass"), ("objectClass", type + "User"),
      ])
      text += Array("-\n".utf8) + LDIF.continued([("add", type + "Token"), (type + "Token", name)]) + Array("-\n".utf8)
    }
    return text
  }

  /// What the entry of a kind is called: `totp-sha1-6-30`.
  private func kind(of shape: Token.Shape) -> String {
    let hash = shape.algorithm.rawValue.lowercased()
    return shape.period.map { "totp-\(hash)-\(shape.digits)-\($0)" } ?? "hotp-\(hash)-\(shape.digits)"
  }

  private func entry(of shape: Token.Shape, _ kind: String, called name: String) -> [UInt8] {
    let type = shape.period == nil ? "oathHOTPParams" : "oathTOTPParams"
    let algorithm =
      switch shape.algorithm {
      case .sha1: "1.2.840.113549.2.7"
      case .sha256: "1.2.840.113549.2.9"
      case .sha512: "1.2.840.113549.2.11"
      }
    var lines = [
      ("dn", name), ("changetype", "add"), ("objectClass", "device"), ("objectClass", type), ("cn", kind),
      ("oathOTPLength", String(shape.digits)), ("oathHMACAlgorithm", algorithm),
    ]
    if let period = shape.period {
      lines += [("oathTOTPTimeStepPeriod", String(period)), ("oathTOTPTimeStepWindow", "1")]
    } else {
      lines.append(("oathHOTPLookAhead", "10"))
    }
    return LDIF.lines(lines)
  }

  /// A record begins behind an empty line.
  private static func lines(_ lines: [(String, String)]) -> [UInt8] { Array("\n".utf8) + continued(lines) }

  private static func continued(_ lines: [(String, String)]) -> [UInt8] {
    lines.flatMap { name, value in
      isSafe(value) ? Array("\(name): \(value)\n".utf8) : line(name, bytes: Array(value.utf8))
    }
  }

  private static func line(_ name: String, bytes: [UInt8]) -> [UInt8] {
    Array("\(name):: \(Data(bytes).base64EncodedString())\n".utf8)
  }

  /// Whether `value` may stand as it is: a SAFE-STRING that does not end in a space.
  private static func isSafe(_ value: String) -> Bool {
    guard let first = value.utf8.first, let last = value.utf8.last else { return true }
    return ![UInt8(ascii: " "), UInt8(ascii: ":"), UInt8(ascii: "<")].contains(first) && last != UInt8(ascii: " ")
      && value.utf8.allSatisfy { $0 < 128 && $0 != 0 && $0 != 10 && $0 != 13 }
  }
}

/// Where a directory keeps what LDIF changes, as distinguished names.
public struct LDAPFolders: Sendable, Equatable {
  /// Where entries of tokens go; has to be there.
  public var tokens: String
  /// Where people are, as `uid=…`.
  public var people: String

  /// Two distinguished names.
  public init(tokens: String, people: String) {
    (self.tokens, self.people) = (tokens, people)
  }
}
