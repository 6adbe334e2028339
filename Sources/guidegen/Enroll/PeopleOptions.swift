#if Enrollment
import ArgumentParser
import Diagnostics
import Enrollment
import Guide

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
    let people = vault.people
    for start in stride(from: 0, to: people.count, by: Self.batch) {
      let batch = start..<min(people.count, start + Self.batch)
      for (index, enrollee) in zip(batch, try Self.opened(batch, of: people)) {
        let count = missing.count
        missing.removeAll { enrollee.isCalled($0) }
        if all || missing.count < count { try body(index, enrollee) }
      }
    }
    return missing.map { name in
      .error(
        #"there is no "\#(name)" in the vault"#, at: Place(file: vault.path), hint: "guidegen enroll list shows who is")
    }
  }

  /// How many records are open at a time.
  private static let batch = 1_024
  /// How many a thread opens before it looks for more.
  private static let portion = 64

  /// The people whose records are `batch`, opened by all processors.
  private static func opened(_ batch: Range<Int>, of people: SealedPeople) throws -> [Enrollee] {
    let starts = Array(stride(from: batch.lowerBound, to: batch.upperBound, by: portion))
    return try VaultOptions.reporting { () throws(VaultError) in
      try Crew(threads: processorCount()).map(starts.count) { (number) throws(VaultError) in
        try (starts[number]..<min(batch.upperBound, starts[number] + portion)).map { (index) throws(VaultError) in
          try people.enrollee(at: index)
        }
      }
    }.flatMap(\.self)
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
