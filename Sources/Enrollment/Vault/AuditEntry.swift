import Diagnostics
import Glibc
import YAML

/// One line of the vault's log: who did what and when; never a secret.
public struct AuditEntry: Sendable, Equatable {
  /// What was done.
  public enum Action: String, Sendable {
    case created, issued, changed, revoked, removed, shown, printed, exported
    case recoveryCodesIssued = "recovery-codes-issued"
    case pageMade = "page-made"
    case pageRemoved = "page-removed"
    case passphraseChanged = "passphrase-changed"
  }

  /// What was done.
  public var action: Action
  /// Whose it was; empty where it was about the vault as a whole.
  public var principalName: String
  /// Which token; empty where it was about none.
  public var serial: String
  /// In which form a token was handed over; empty where none was.
  public var format: String

  /// Something that was done.
  public init(_ action: Action, principalName: String = "", serial: String = "", format: String = "") {
    (self.action, self.principalName, self.serial, self.format) = (action, principalName, serial, format)
  }

  /// The line, with its end: `{"time":"2026-11-24T17:00:00Z","who":"jo","action":"issued",…}`.
  ///
  /// - Parameter time: seconds since 1970.
  func line(at time: Int, by person: String) -> [UInt8] {
    var line: [UInt8] = []
    for (key, value) in [
      ("time", writtenTime(time)), ("who", person), ("action", action.rawValue), ("user", principalName),
      ("serial", serial), ("format", format),
    ] where !value.isEmpty {
      line.append(UInt8(ascii: line.isEmpty ? "{" : ","))
      line.appendJSONString(key)
      line.append(UInt8(ascii: ":"))
      line.appendJSONString(value)
    }
    return line + Array("}\n".utf8)
  }

  /// The name of whoever runs this process, else the number.
  static var person: String {
    getpwuid(getuid()).map { String(cString: $0.pointee.pw_name) } ?? String(getuid())
  }
}

/// `2026-11-24T17:00:00Z` for seconds since 1970. Source: RFC 3339.
public func writtenTime(_ time: Int) -> String {
  func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
  let date = CalendarDate(daysSince1970: time / 86_400) ?? .epoch
  return "\(date)T\(two(time / 3600 % 24)):\(two(time / 60 % 60)):\(two(time % 60))Z"
}
