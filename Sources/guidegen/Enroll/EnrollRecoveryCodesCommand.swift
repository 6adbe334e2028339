#if Enrollment
import ArgumentParser
import Diagnostics
import Enrollment
import Glibc

/// `guidegen enroll recovery-codes`.
struct EnrollRecoveryCodesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recovery-codes",
    abstract: "Makes codes for the day on which the phone is gone, each for one sign-in.",
    discussion: """
      Who has codes keeps them unless --renew is given. guidegen enroll show --recovery-codes prints them, and an export \
      with --recovery-codes hands them over to the identity system, which alone knows which were used.
      """)

  @OptionGroup var people: PeopleOptions

  @Option(help: "How many codes a person gets.")
  var count = RecoveryCodes.usualCount

  @Flag(help: "Make new codes in the place of old ones.")
  var renew = false

  @OptionGroup(title: "The vault") var vault: VaultOptions

  func validate() throws {
    guard RecoveryCodes.counts.contains(count) else { throw ValidationError("--count takes 1 to 20.") }
  }

  func run() throws {
    let opened = try vault.open(try vault.settings(), for: .writing)
    var generator = SystemRandomNumberGenerator()
    var entries: [AuditEntry] = []
    var (revoked, kept): ([String], Int) = ([], 0)
    let missing = try people.visit(opened) { _, enrollee in
      guard let token = enrollee.token else { return revoked.append(enrollee.user.principalName) }
      guard renew || enrollee.recoveryCodes == nil else { return kept += 1 }
      var new = enrollee
      new.recoveryCodes = RecoveryCodes(count: count, now: time(nil), using: &generator)
      try VaultOptions.reporting { () throws(VaultError) in try opened.put(new, using: &generator) }
      entries.append(
        AuditEntry(.recoveryCodesIssued, principalName: enrollee.user.principalName, serial: token.serial))
    }
    let problems = missing + people.judge(revoked)
    if !problems.isEmpty {
      let exit = VaultOptions.fail(problems, with: .wrongInput)
      Terminal.printError("nothing was changed")
      throw exit
    }
    if !entries.isEmpty { try VaultOptions.reporting { () throws(VaultError) in try opened.save(entries) } }
    let others = kept == 0 ? "" : ", \(kept) kept"
    Terminal.print(
      "\(opened.path): \(counted(count, "code", "codes")) each for \(counted(entries.count, "person", "people"))\(others)"
    )
  }
}
#endif
