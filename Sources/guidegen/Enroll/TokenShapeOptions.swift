#if Enrollment
import ArgumentParser
import Diagnostics
import Enrollment
import Guide

/// How new codes are made.
struct TokenShapeOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Who gives the codes (default: the organisation's name in guide.yml).", valueName: "name"))
  var issuer: String?

  @Option(help: "The hash beneath the codes: SHA1, SHA256 or SHA512.")
  var algorithm: OneTimePassword.Algorithm = .sha1

  @Option(help: "How many digits codes have: 6 or 8.")
  var digits = 6

  @Option(help: ArgumentHelp("How long a code holds: 30 or 60 seconds.", valueName: "seconds"))
  var period = 30

  @Flag(help: "Codes that a press shows (HOTP), not time.")
  var hotp = false

  func validate() throws {
    guard [6, 8].contains(digits) else { throw ValidationError("--digits takes 6 or 8.") }
    guard [30, 60].contains(period) else { throw ValidationError("--period takes 30 or 60.") }
    if hotp, period != 30 { throw ValidationError("--hotp and --period exclude each other.") }
  }

  var shape: Token.Shape {
    Token.Shape(algorithm: algorithm, digits: digits, moving: hotp ? .counter(0) : .time(period: period))
  }

  /// The issuer; ends the command where there is none, or none that apps can read.
  func issuer(_ settings: EnrollmentSettings) throws -> String {
    let name = issuer ?? settings.issuer
    let problem: (String, String)? =
      if name.isEmpty {
        ("nobody says who gives the codes", "give --issuer, or write organisation: {name: …} in content/guide.yml")
      } else if name.contains(":") || name.unicodeScalars.contains(where: { $0.value < 32 }) {
        (
          #"the issuer "\#(name)" has a colon or a control character"#,
          "apps end the name at a colon; give another with --issuer"
        )
      } else {
        nil
      }
    if let problem { throw VaultOptions.fail([.error(problem.0, at: nil, hint: problem.1)], with: .wrongInput) }
    return name
  }

  /// Says which apps cannot do with what was asked for.
  func warn() {
    var warnings: [Diagnostic] = []
    if algorithm != .sha1 {
      warnings.append(
        .warning(
          "Microsoft Authenticator and Authy compute SHA-1 codes whatever is asked for", at: nil,
          hint: "leave --algorithm out unless people use other apps"))
    }
    if digits != 6 {
      warnings.append(
        .warning(
          "Authy and older Google Authenticators show 6 digits, and Entra ID takes no others", at: nil,
          hint: "leave --digits out"))
    }
    if period != 30 {
      warnings.append(
        .warning(
          "Google Authenticator on iPhones and Authy show a new code each 30 seconds whatever is asked for", at: nil,
          hint: "leave --period out"))
    }
    if hotp {
      warnings.append(
        .warning(
          "Microsoft Authenticator has no codes that a press shows, and Entra ID takes none", at: nil,
          hint: "leave --hotp out"))
    }
    guard !warnings.isEmpty else { return }
    Terminal.printError(warnings)
  }
}

extension OneTimePassword.Algorithm: ExpressibleByArgument {}
#endif
