#if Enrollment
import ArgumentParser
import Diagnostics
import Enrollment
import Glibc

/// `guidegen enroll import`.
struct EnrollImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Gives everybody in a list a secret, and keeps the secrets of those who have one.",
    discussion: """
      Nothing is changed unless every row is right. A second import of the same list changes nothing. Who is not in \
      the list any more keeps the secret, unless --revoke-missing is given.
      """)

  @OptionGroup var users: UserListOptions
  @OptionGroup(title: "New codes") var shape: TokenShapeOptions
  @OptionGroup(title: "The vault") var vault: VaultOptions

  @Flag(help: "Revoke the tokens of people who are in the vault but not in the list.")
  var revokeMissing = false

  func run() throws {
    let settings = try vault.settings()
    let list = try users.read(settings)
    let issuer = try shape.issuer(settings)
    shape.warn()
    let vault = try vault.openOrCreate(settings)
    let enrollees = try VaultOptions.reporting { () throws(VaultError) in try vault.enrollees() }
    let plan = try users.plan(list, enrollees)
    let now = time(nil)
    var generator = SystemRandomNumberGenerator()
    var maker = TokenMaker(issuer: issuer, shape: shape.shape, now: now, knowing: enrollees, using: generator)
    let known = Dictionary(enrollees.map { ($0.user.id, $0) }) { first, _ in first }
    var entries: [AuditEntry] = []
    try VaultOptions.reporting { () throws(VaultError) in
      for step in plan.steps {
        let user = step.user
        let earlierID = plan.earlierIDs[user.id]
        let old = known[earlierID ?? user.id] ?? Enrollee(user: user, tokens: [])
        let new: Enrollee
        switch step {
        case .kept: continue
        case .missing:
          guard revokeMissing else { continue }
          new = old.revoking(at: now)
          entries.append(AuditEntry(.revoked, principalName: user.principalName, serial: old.token?.serial ?? ""))
        case .changed:
          new = Enrollee(user: user, tokens: old.tokens, recoveryCodes: old.recoveryCodes, page: old.page)
          entries.append(AuditEntry(.changed, principalName: user.principalName))
        case .new, .returning, .rotated:
          if let token = old.token {
            entries.append(AuditEntry(.revoked, principalName: user.principalName, serial: token.serial))
          }
          new = maker.renewed(old, for: user)
          entries.append(AuditEntry(.issued, principalName: user.principalName, serial: new.token?.serial ?? ""))
        }
        try vault.put(new, inPlaceOf: earlierID, using: &generator)
      }
      if !entries.isEmpty { try vault.save(entries) }
    }
    Terminal.print("\(vault.path): \(plan.summary)")
  }
}
#endif
