/// Finds what authenticator apps stumble over in an `otpauth://` address.
///
/// No finding repeats the secret.
public struct KeyURILint: Sendable {
  /// One finding.
  public struct Finding: Sendable, Hashable {
    /// How bad it is.
    public enum Severity: String, Sendable, Hashable {
      /// Some apps will refuse the address or show wrong codes.
      case error
      /// Some apps will behave differently from what the address says.
      case warning
      /// It works, but could be better.
      case note
    }

    /// How bad it is.
    public var severity: Severity
    /// One sentence.
    public var message: String
    /// What to do.
    public var hint: String?
  }

  private var findings: [Finding] = []

  /// All findings about `text`, in the order of the text.
  public static func findings(in text: String) -> [Finding] {
    var lint = KeyURILint()
    lint.check(text)
    return lint.findings
  }

  private mutating func check(_ text: String) {
    if text.hasPrefix("otpauth-migration://") {
      return add(
        .error, "this is an export of Google Authenticator, with all secrets that were chosen for it",
        "only Google Authenticator reads it; encode the single otpauth:// address")
    }
    if text.hasPrefix("phonefactor://") {
      return add(
        .error, "this activates Microsoft Authenticator for a work or school account, once, and holds no TOTP secret",
        "print the code for any authenticator app, not the one for notifications")
    }
    guard text.hasPrefix("otpauth://") else {
      return add(.error, "this is no otpauth:// address", "write otpauth://totp/Issuer:account?secret=…&issuer=Issuer")
    }
    if text.utf8.contains(where: { $0 <= 32 || $0 > 126 }) {
      add(
        .error, "the address has a space, a line break or a character outside ASCII",
        "write them percent-encoded, a space as %20")
    }
    let rest = text.dropFirst("otpauth://".count)
    let halves = rest.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    let path = halves[0].split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    let type = String(path[0])
    if type != "totp", type != "hotp" { add(.error, "the type is \"\(type)\"", "write totp (or hotp)") }
    let parameters = parameters(halves.count > 1 ? halves[1] : "")
    let issuer = checkLabel(path.count > 1 ? path[1] : "")
    checkIssuer(parameters["issuer"], label: issuer)
    checkSecret(parameters["secret"])
    checkNumbers(parameters, type: type)
  }

  /// The issuer before the label's colon, checked.
  private mutating func checkLabel(_ label: Substring) -> String? {
    if label.contains("+") {
      add(.warning, "the label has a \"+\", which apps show as it is", "write a space as %20")
    }
    guard let text = KeyURI.decoded(label) else {
      add(.error, "the label is not percent-encoded UTF-8", nil)
      return nil
    }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    if parts.count > 2 {
      add(.error, "the label has more than one colon", "issuer and account may hold none; one stands between them")
    }
    if (parts.last ?? "").allSatisfy(\.isWhitespace) { add(.error, "the label names no account", nil) }
    return parts.count > 1 ? String(parts[0]) : nil
  }

  private mutating func checkIssuer(_ parameter: String?, label: String?) {
    if parameter?.contains(":") ?? false {
      add(.error, "the issuer has a colon", "take it out; apps split the label there")
    }
    switch (parameter, label) {
    case (let parameter?, let label?) where parameter != label:
      add(
        .error, "the issuer is \"\(label)\" in the label and \"\(parameter)\" in the parameter",
        "write both the same; some apps show one, some the other")
    case (nil, _): add(.warning, "there is no issuer parameter", "apps then cannot tell accounts of one name apart")
    case (_?, nil): add(.warning, "the label has no issuer", "older apps read it only there: Issuer:account")
    default: break
    }
  }

  private mutating func checkSecret(_ secret: String?) {
    guard let secret, !secret.isEmpty else { return add(.error, "there is no secret", nil) }
    let padding = secret.reversed().prefix { $0 == "=" }.count
    let digits = secret.dropLast(padding)
    if padding > 0 { add(.error, "the secret ends in \"=\"", "take the padding out; several apps refuse it") }
    if digits.contains(where: \.isLowercase) { add(.warning, "the secret has small letters", "write it in capitals") }
    let isBase32 = digits.uppercased().allSatisfy { "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".contains($0) }
    guard isBase32, ![1, 3, 6].contains(digits.count % 8) else {
      return add(.error, "the secret is not Base32", "it is made of A to Z and 2 to 7")
    }
    if digits.count * 5 / 8 < 16 {
      add(.warning, "the secret has \(digits.count * 5 / 8) bytes", "RFC 4226 wants at least 16, better 20")
    }
  }

  private mutating func checkNumbers(_ parameters: [String: String], type: String) {
    for (name, standard, allowed) in [
      ("algorithm", "SHA1", ["SHA1", "SHA256", "SHA512"]), ("digits", "6", ["6", "7", "8"]),
    ] {
      guard let value = parameters[name] else { continue }
      if !allowed.contains(value.uppercased()) {
        add(.error, "\(name) is \"\(value)\"", "write \(allowed.joined(separator: ", ")), or leave it out")
      } else {
        compare(name, value, standard)
      }
    }
    if type == "hotp" {
      if parameters["counter"].flatMap({ UInt64($0) }) == nil { add(.error, "hotp needs a counter", "write counter=0") }
      if parameters["period"] != nil { add(.note, "hotp has no period", "leave it out; the code gets smaller") }
    } else if let period = parameters["period"] {
      guard let seconds = Int(period), (1...3600).contains(seconds) else {
        return add(.error, "period is \"\(period)\"", "write seconds, or leave it out")
      }
      compare("period", period, "30")
    }
  }

  private mutating func compare(_ name: String, _ value: String, _ standard: String) {
    if value.uppercased() == standard {
      add(.note, "\(name)=\(value) says what is so anyway", "leave it out; the code gets smaller")
    } else {
      add(
        .warning, "Microsoft Authenticator ignores \(name)=\(value) and shows wrong codes",
        "use \(standard), or tell readers to take another app")
    }
  }

  /// Parameters by name, percent-decoded.
  private mutating func parameters(_ query: Substring) -> [String: String] {
    var result: [String: String] = [:]
    for part in query.split(separator: "&") {
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(pair[0])
      let raw = pair.count > 1 ? pair[1] : ""
      if name != "secret", raw.contains("+") {
        add(.warning, "\(name) has a \"+\", which apps show as it is", "write a space as %20")
      }
      guard let value = KeyURI.decoded(raw) else {
        add(.error, "\(name) is not percent-encoded UTF-8", nil)
        continue
      }
      if result.updateValue(value, forKey: name) != nil { add(.error, "\(name) is there twice", nil) }
      if !["secret", "issuer", "algorithm", "digits", "period", "counter", "image"].contains(name) {
        add(.note, "no app reads the parameter \"\(name)\"", "leave it out; the code gets smaller")
      }
    }
    return result
  }

  private mutating func add(_ severity: Finding.Severity, _ message: String, _ hint: String?) {
    findings.append(Finding(severity: severity, message: message, hint: hint))
  }
}
