import Diagnostics
import FoundationEssentials

/// What `authelia storage user totp import` reads: YAML whose secret is the Base64 of the Base32 text.
///
/// Source: Authelia's TOTPConfigurationData and the JSON schema of its exports.
struct Authelia: TokenExport {
  private static let limits = TokenLimits(system: "Authelia", takesCounters: false)

  func obstacles(to token: ExportedToken) -> [Diagnostic] { Self.limits.obstacles(to: token) }

  func head() -> [UInt8] { Array("---\ntotp_configurations:\n".utf8) }

  func part(_ tokens: [ExportedToken], index: Int, count: Int) -> [UInt8] {
    var text: [UInt8] = []
    for token in tokens {
      let shape = token.token.shape
      text += Array("  - created_at: \(writtenTime(token.token.created))\n    username: ".utf8)
      // A JSON string is a double-quoted one of YAML (YAML 1.2.2, 1.2).
      text.appendJSONString(token.name)
      text += Array("\n    issuer: ".utf8)
      text.appendJSONString(token.token.issuer)
      let secret = Data(token.token.secret.base32.utf8).base64EncodedString()
      text += Array(
        """

            algorithm: \(shape.algorithm.rawValue)
            digits: \(shape.digits)
            period: \(shape.period ?? 0)
            secret: \(secret)

        """.utf8)
    }
    return text
  }
}
