#if Letters
import ArgumentParser

/// Who gets a letter: people of the vault, or those in a list of passes.
struct LetterPeopleOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Whose: a user principal name, an id or a serial. Can be repeated.", valueName: "user"))
  var user: [String] = []

  @Flag(help: "All people, but for those who have only revoked tokens.")
  var all = false

  @Option(
    help: ArgumentHelp(
      "Letters with Temporary Access Passes, from this CSV file: userPrincipalName, temporaryAccessPass, startDateTime, "
        + "lifetimeInMinutes … No vault is needed.", valueName: "file"))
  var passes: String?

  @Option(
    help: ArgumentHelp(
      "What the code beside a pass says: an address, with the person's fields (default: \(PassHolders.usualAddress)).",
      valueName: "template"))
  var signIn: String?

  mutating func validate() throws {
    if passes == nil, signIn != nil { throw ValidationError("--sign-in is for letters of --passes.") }
    guard passes != nil ? !all || user.isEmpty : all == user.isEmpty else {
      throw ValidationError("Give either --all or --user, once or several times.")
    }
  }

  /// Whom of the vault they mean.
  var ofVault: PeopleOptions {
    var options = PeopleOptions()
    (options.user, options.all) = (user, all)
    return options
  }
}
#endif
