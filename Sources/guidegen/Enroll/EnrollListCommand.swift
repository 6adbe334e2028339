#if Enrollment
import ArgumentParser
import Diagnostics
import Enrollment

/// `guidegen enroll list`.
struct EnrollListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists who is in the vault, with the serials of their tokens; no secrets.")

  @Flag(help: "Write JSON Lines.")
  var json = false

  @OptionGroup(title: "The vault") var vault: VaultOptions

  func run() throws {
    let opened = try vault.open(try vault.settings(), for: .reading)
    for index in 0..<opened.count {
      let enrollee = try VaultOptions.reporting { () throws(VaultError) in try opened.enrollee(at: index) }
      Terminal.print(json ? enrollee.jsonLine : enrollee.line)
    }
  }
}

extension Enrollee {
  /// `GG7K3M9QXA  jo@example.com  Jo Doe`.
  fileprivate var line: String {
    let serial = token?.serial ?? "revoked   "
    let name = user.displayName.isEmpty ? "" : "  " + user.displayName
    return "\(serial)  \(user.principalName)\(name)"
  }

  fileprivate var jsonLine: String {
    var line: [UInt8] = []
    for (key, value) in [
      ("id", user.id), ("userPrincipalName", user.principalName), ("displayName", user.displayName),
      ("serial", token?.serial ?? ""), ("state", token == nil ? "revoked" : "active"),
    ] {
      line.append(UInt8(ascii: line.isEmpty ? "{" : ","))
      line.appendJSONString(key)
      line.append(UInt8(ascii: ":"))
      line.appendJSONString(value)
    }
    return String(decoding: line, as: UTF8.self) + "}"
  }
}
#endif
