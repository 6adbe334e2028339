#if Enrollment
import ArgumentParser
import Diagnostics
import Enrollment

/// Who gets a letter.
struct LetterPeople: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The user principal name, the id, or the serial of a token; can be given several times.", valueName: "user"))
  var user: [String] = []

  @Flag(help: "Everybody in the vault whose token was not revoked.")
  var all = false

  mutating func validate() throws {
    if all == !user.isEmpty { throw ValidationError("Say who gets a letter: --all, or --user for each person.") }
  }

  /// The people, in the order of the vault with --all, else in the order in which they were named; each has a token.
  func select(from vault: Vault) throws -> [Enrollee] {
    let enrollees = try VaultOptions.reporting { () throws(VaultError) in try vault.enrollees() }
    if all { return enrollees.filter { $0.token != nil } }
    return try user.map { name in
      var person = PersonOptions()
      person.user = name
      let enrollee = try person.find(among: enrollees, in: vault)
      _ = try person.token(of: enrollee)
      return enrollee
    }
  }
}
#endif
