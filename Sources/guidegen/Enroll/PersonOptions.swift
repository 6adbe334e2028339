#if Enrollment
import ArgumentParser
import Diagnostics
import Enrollment

/// Which person of the vault a command is about.
struct PersonOptions: ParsableArguments {
  @Argument(help: "The user principal name, the id, or the serial of a token.")
  var user: String

  /// The person; ends the command where the vault has no such.
  func find(in vault: Vault) throws -> Enrollee {
    try find(among: VaultOptions.reporting { () throws(VaultError) in try vault.enrollees() }, in: vault)
  }

  /// The same where all people of the vault are at hand.
  func find(among enrollees: [Enrollee], in vault: Vault) throws -> Enrollee {
    if let found = enrollees.first(where: { $0.isCalled(user) }) { return found }
    let near = nearestName(to: user, among: enrollees.map(\.user.principalName)).map { #"did you mean "\#($0)"?"# }
    throw VaultOptions.fail(
      [
        .error(
          #"there is no "\#(user)" in the vault"#, at: Place(file: vault.path),
          hint: near ?? "guidegen enroll list shows who is")
      ], with: .wrongInput)
  }

  /// The token of `enrollee` that holds; ends the command where there is none.
  func token(of enrollee: Enrollee) throws -> Token {
    if let token = enrollee.token { return token }
    throw VaultOptions.fail(
      [
        .error(
          #"all tokens of "\#(enrollee.user.principalName)" were revoked"#, at: nil,
          hint: "guidegen enroll rotate makes a new one")
      ], with: .wrongInput)
  }
}

extension Enrollee {
  /// Whether `name` means this person: the principal name, the identity, or the serial of one of the tokens.
  func isCalled(_ name: String) -> Bool {
    user.isCalled(name) || tokens.contains { $0.serial == name.uppercased() }
  }
}
#endif
