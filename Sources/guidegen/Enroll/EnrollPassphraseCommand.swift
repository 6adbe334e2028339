#if Enrollment
import ArgumentParser
import Enrollment

/// `guidegen enroll passphrase`.
struct EnrollPassphraseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "passphrase",
    abstract: "Lets the vault open with another passphrase or key file.",
    discussion: "The secrets stay as they are. A copy of the vault from before still opens with the old one.")

  @Option(help: ArgumentHelp("Read the new passphrase from the first line of this file.", valueName: "file"))
  var newPassphraseFile: String?

  @Option(help: ArgumentHelp("The file that is to open the vault in place of a passphrase.", valueName: "file"))
  var newKeyFile: String?

  @OptionGroup(title: "The vault") var vault: VaultOptions

  func validate() throws {
    if newPassphraseFile != nil, newKeyFile != nil {
      throw ValidationError("--new-passphrase-file and --new-key-file exclude each other.")
    }
  }

  func run() throws {
    let opened = try vault.open(try vault.settings(), for: .writing)
    let source = CredentialSource(file: newPassphraseFile, keyFile: newKeyFile)
    let given = try VaultOptions.reporting { () throws(VaultError) in try source.given() }
    let credential = try VaultOptions.checked(given ?? .passphrase(Passphrase.askTwice("New passphrase")))
    var generator = SystemRandomNumberGenerator()
    try VaultOptions.reporting { () throws(VaultError) in
      try opened.change(to: credential, using: &generator)
      try opened.save([AuditEntry(.passphraseChanged)])
    }
    Terminal.print("\(opened.path): another \(newKeyFile == nil ? "passphrase" : "key file") opens it now")
  }
}
#endif
