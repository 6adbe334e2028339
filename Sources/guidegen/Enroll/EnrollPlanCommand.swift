#if Enrollment
import ArgumentParser
import Enrollment

/// `guidegen enroll plan`.
struct EnrollPlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Shows what an import of a list would change, and changes nothing.")

  @OptionGroup var users: UserListOptions
  @OptionGroup var vault: VaultOptions

  func run() throws {
    let settings = try vault.settings()
    let list = try users.read(settings)
    var enrollees: [Enrollee] = []
    if Vault.exists(at: vault.path(settings)) {
      let vault = try vault.open(settings, for: .reading)
      enrollees = try VaultOptions.reporting { () throws(VaultError) in try vault.enrollees() }
    }
    let plan = try users.plan(list, enrollees)
    for step in plan.steps { if let line = step.line { Terminal.print(line) } }
    Terminal.printError(plan.summary)
  }
}

extension EnrollmentPlan.Step {
  /// `new      jo@example.com  Jo Doe`; nil where nothing changes.
  var line: String? {
    switch self {
    case .kept: nil
    case .new(let user): "new      \(user.principalName)"
    case .returning(let user): "again    \(user.principalName)  (only revoked tokens)"
    case .rotated(let user): "rotated  \(user.principalName)  (the secret before is revoked)"
    case .changed(let user, let fields): "changed  \(user.principalName)  (\(fields.joined(separator: ", ")))"
    case .missing(let user): "missing  \(user.principalName)  (in the vault, not in the list)"
    }
  }
}

extension EnrollmentPlan {
  /// `2 new, 1 changed, 240 kept`.
  var summary: String {
    func number(_ matches: (Step) -> Bool) -> Int { steps.count(where: matches) }
    let counts = [
      (number { if case .new = $0 { true } else { false } }, "new"),
      (number { if case .returning = $0 { true } else { false } }, "again"),
      (number { if case .rotated = $0 { true } else { false } }, "rotated"),
      (number { if case .changed = $0 { true } else { false } }, "changed"),
      (number { if case .kept = $0 { true } else { false } }, "kept"),
      (number { if case .missing = $0 { true } else { false } }, "missing in the list"),
    ]
    let parts = counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    return parts.isEmpty ? "nobody" : parts.joined(separator: ", ")
  }
}
#endif
