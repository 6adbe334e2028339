#if Enrollment
import ArgumentParser
import Diagnostics
import Enrollment

/// Which people of the vault a command is about.
struct PeopleOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Whose: a user principal name, an id or a serial. Can be repeated.", valueName: "user"))
  var user: [String] = []

  @Flag(help: "All people, but for those who have only revoked tokens.")
  var all = false

  func validate() throws {
    guard all == user.isEmpty else { throw ValidationError("Give either --all or --user, once or several times.") }
  }

  /// Calls `body` for everybody who is meant, with the number of the record.
  ///
  /// - Returns: who was meant and is not in the vault.
  func visit(_ vault: Vault, _ body: (Int, Enrollee) throws -> Void) throws -> [Diagnostic] {
    var missing = user
    for index in 0..<vault.count {
      let enrollee = try VaultOptions.reporting { () throws(VaultError) in try vault.enrollee(at: index) }
      let count = missing.count
      missing.removeAll { enrollee.isCalled($0) }
      if all || missing.count < count { try body(index, enrollee) }
    }
    return missing.map { name in
      .error(
        #"there is no "\#(name)" in the vault"#, at: Place(file: vault.path), hint: "guidegen enroll list shows who is")
    }
  }

  /// What to say of people who were meant and have only revoked tokens: an error for those who were named.
  func judge(_ revoked: [String]) -> [Diagnostic] {
    guard all else {
      return revoked.map { name in
        .error(#"all tokens of "\#(name)" were revoked"#, at: nil, hint: "guidegen enroll rotate makes a new one")
      }
    }
    if !revoked.isEmpty {
      Terminal.printError("left out: \(counted(revoked.count, "person", "people")) with only revoked tokens")
    }
    return []
  }
}
#endif
