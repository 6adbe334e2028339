import Diagnostics

/// The file `.google_authenticator` in one person's home folder, which the PAM module of that name reads.
///
/// Source: google-authenticator-libpam, `FILEFORMAT`: the key, then options behind `" `.
struct GooglePAM: TokenExport {
  private static let limits = TokenLimits(system: "pam_google_authenticator", algorithms: [.sha1], digits: [6])

  func obstacles(to token: ExportedToken) -> [Diagnostic] { Self.limits.obstacles(to: token) }

  func part(_ tokens: [ExportedToken], index: Int, count: Int) -> [UInt8] {
    tokens.flatMap { token in
      var lines = [token.token.secret.base32, "\" RATE_LIMIT 3 30", "\" WINDOW_SIZE 3"]
      switch token.token.shape.moving {
      case .time(let period):
        lines += ["\" DISALLOW_REUSE", "\" TOTP_AUTH"]
        if period != 30 { lines.append("\" STEP_SIZE \(period)") }
      case .counter(let counter): lines.append("\" HOTP_COUNTER \(counter)")
      }
      return Array((lines.joined(separator: "\n") + "\n").utf8)
    }
  }
}
