import Diagnostics

/// The users file of liboath, which `pam_oath` reads: a line a person.
///
/// Source: OATH Toolkit, "Usersfile": the kind of code, the name, `-` for no password, the key in hexadecimal digits and, for
/// codes that a press makes, the counter.
struct OATHUsers: TokenExport {
  private static let limits = TokenLimits(system: "liboath", algorithms: [.sha1])

  func obstacles(to token: ExportedToken) -> [Diagnostic] {
    var found = Self.limits.obstacles(to: token)
    if token.name.unicodeScalars.first == "#" || token.name.unicodeScalars.contains(where: \.properties.isWhitespace) {
      found.append(
        token.obstacle(
          #"belongs to "\#(token.name)", which is no name in a users file"#, hint: "take another with --name"))
    }
    return found
  }

  func part(_ tokens: [ExportedToken], index: Int, count: Int) -> [UInt8] {
    tokens.flatMap { token in
      let digits = token.token.shape.digits
      let (kind, end) =
        switch token.token.shape.moving {
        case .time(let period): ("HOTP/T\(period)/\(digits)", "")
        case .counter(let counter): ("HOTP/E/\(digits)", "\t\(counter)")
        }
      return Array("\(kind)\t\(token.name)\t-\t\(Hexadecimal.encoded(token.token.secret.bytes))\(end)\n".utf8)
    }
  }
}
