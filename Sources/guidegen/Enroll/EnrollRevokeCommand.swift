#if Enrollment
import ArgumentParser
import Enrollment
import Glibc

/// `guidegen enroll revoke`.
struct EnrollRevokeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revoke",
    abstract: "Revokes a person's token: no letter, page or export has it any more.",
    discussion: "The identity system has to be told too: what it was given, it goes on to accept.")

  @OptionGroup var person: PersonOptions

  @Flag(help: "Take the person out of the vault, with all secrets.")
  var forget = false

  @OptionGroup(title: "The vault") var vault: VaultOptions

  func run() throws {
    let opened = try vault.open(try vault.settings(), for: .writing)
    let enrollee = try person.find(in: opened)
    let name = enrollee.user.principalName
    if !forget { _ = try person.token(of: enrollee) }
    let serial = enrollee.token?.serial ?? ""
    var generator = SystemRandomNumberGenerator()
    try VaultOptions.reporting { () throws(VaultError) in
      if forget {
        try opened.remove(userID: enrollee.user.id)
        try opened.save([AuditEntry(.removed, principalName: name, serial: serial)])
      } else {
        try opened.put(enrollee.revoking(at: time(nil)), using: &generator)
        try opened.save([AuditEntry(.revoked, principalName: name, serial: serial)])
      }
    }
    Terminal.print(forget ? "\(name): forgotten" : "\(name): \(serial) revoked")
  }
}
#endif
