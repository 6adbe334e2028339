/// What a list says of a pass, and the headings under which Microsoft Graph, PowerShell and spreadsheets say it.
enum PassField: CaseIterable {
  case code, start, lifetime, end, isOneTime

  /// The field that a column is for; nil for others. Capitals and everything but letters do not count.
  init?(heading: String) {
    let plain = heading.lowercased().filter { $0.isASCII && $0.isLetter }
    guard let field = Self.allCases.first(where: { $0.headings.contains(plain) }) else { return nil }
    self = field
  }

  /// Source: the properties of Microsoft Graph's `temporaryAccessPassAuthenticationMethod`.
  private var headings: [String] {
    switch self {
    case .code: ["temporaryaccesspass", "accesspass", "pass", "tap"]
    case .start: ["startdatetime", "starttime", "start", "validfrom"]
    case .lifetime: ["lifetimeinminutes", "lifetime"]
    case .end: ["enddatetime", "endtime", "end", "expires", "expiry", "validuntil", "until"]
    case .isOneTime: ["isusableonce", "usableonce", "onetime", "isonetime"]
    }
  }
}
