#if Enrollment
import ArgumentParser
import Enrollment
import Glibc

/// `guidegen enroll rotate`.
struct EnrollRotateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rotate", abstract: "Gives a person a new secret; the one before is revoked.")

  @OptionGroup var person: PersonOptions
  @OptionGroup(title: "New codes") var shape: TokenShapeOptions
  @OptionGroup(title: "The vault") var vault: VaultOptions

  func run() throws {
    let settings = try vault.settings()
    let issuer = try shape.issuer(settings)
    shape.warn()
    let opened = try vault.open(settings, for: .writing)
    let enrollees = try VaultOptions.reporting { () throws(VaultError) in try opened.enrollees() }
    let old = try person.find(among: enrollees, in: opened)
    var generator = SystemRandomNumberGenerator()
    var maker = TokenMaker(issuer: issuer, shape: shape.shape, now: time(nil), knowing: enrollees, using: generator)
    let new = maker.renewed(old, for: old.user)
    let name = old.user.principalName
    var entries: [AuditEntry] = []
    if let token = old.token { entries.append(AuditEntry(.revoked, principalName: name, serial: token.serial)) }
    entries.append(AuditEntry(.issued, principalName: name, serial: new.token?.serial ?? ""))
    try VaultOptions.reporting { () throws(VaultError) in
      try opened.put(new, using: &generator)
      try opened.save(entries)
    }
    Terminal.print("\(name): \(new.token?.serial ?? "")")
  }
}
#endif
