#if Enrollment
import ArgumentParser
import CLinux
import Diagnostics
import Enrollment
import Glibc
import Guide

/// What all commands that open the vault understand.
struct VaultOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The folder that holds content/ (default: this folder).", valueName: "folder"))
  var guide: String?

  @Option(help: ArgumentHelp("The vault (default: enrollment/vault in the guide's folder).", valueName: "file"))
  var vault: String?

  @Option(help: ArgumentHelp("Read the vault's passphrase from the first line of this file.", valueName: "file"))
  var passphraseFile: String?

  @Option(help: ArgumentHelp("Read the vault's passphrase from this file descriptor.", valueName: "n"))
  var passphraseFd: Int32?

  @Option(help: ArgumentHelp("The file that opens the vault in place of a passphrase.", valueName: "file"))
  var keyFile: String?

  mutating func validate() throws {
    guide = guide ?? Environment.value("FOLDER")
    vault = vault ?? Environment.value("VAULT")
    if [passphraseFile != nil, passphraseFd != nil, keyFile != nil].count(where: { $0 }) > 1 {
      throw ValidationError("--passphrase-file, --passphrase-fd and --key-file exclude each other.")
    }
  }

  /// What the guide says of enrollment; ends the command where it is wrong.
  func settings() throws -> EnrollmentSettings {
    let (settings, diagnostics) = EnrollmentSettings.load(guide ?? ".")
    guard let settings else { throw Self.fail(diagnostics, with: .wrongInput) }
    return settings
  }

  /// Where the vault is.
  func path(_ settings: EnrollmentSettings) -> String {
    if let vault { return vault }
    guard let guide, guide != ".", !settings.vault.hasPrefix("/") else { return settings.vault }
    return guide + (guide.hasSuffix("/") ? "" : "/") + settings.vault
  }

  /// Opens the vault.
  func open(_ settings: EnrollmentSettings, for use: Vault.Use) throws -> Vault {
    keepOutOfDumps()
    let path = path(settings)
    return try Self.reporting { () throws(VaultError) in
      guard Vault.exists(at: path) else { throw .missing(path: path) }
      return try Vault(at: path, for: use, with: try credential(for: path))
    }
  }

  /// Opens the vault for changes, or makes one where there is none.
  func openOrCreate(_ settings: EnrollmentSettings) throws -> Vault {
    let path = path(settings)
    if Vault.exists(at: path) { return try open(settings, for: .writing) }
    keepOutOfDumps()
    let credential = try newCredential()
    return try Self.reporting { () throws(VaultError) in
      var generator = SystemRandomNumberGenerator()
      return try Vault.create(at: path, for: credential, using: &generator)
    }
  }

  /// What opens the vault at `path`.
  private func credential(for path: String) throws(VaultError) -> VaultCredential {
    let words = CredentialSource(file: passphraseFile, descriptor: passphraseFd, keyFile: keyFile)
    if let given = try words.given() { return given }
    guard try Vault.wantsPassphrase(at: path) else { throw .otherCredential(path: path, wantsPassphrase: false) }
    return .passphrase(Passphrase.ask("Passphrase of \(path): "))
  }

  /// What a new vault is to open with.
  private func newCredential() throws -> VaultCredential {
    let source = CredentialSource(file: passphraseFile, descriptor: passphraseFd, keyFile: keyFile)
    let given = try Self.reporting { () throws(VaultError) in try source.given() }
    return try Self.checked(given ?? .passphrase(Passphrase.askTwice("New passphrase")))
  }

  /// `credential` if it is strong enough for a vault.
  static func checked(_ credential: VaultCredential) throws -> VaultCredential {
    let finding: Diagnostic? =
      switch credential {
      case .passphrase(let words) where words.count < VaultCredential.leastPassphrase:
        .error(
          "the passphrase is too short", at: nil,
          hint: "take \(VaultCredential.leastPassphrase) characters or more: who steals the vault can try without end")
      case .keyFile(let bytes) where !VaultCredential.keyFileCounts.contains(bytes.count):
        .error(
          "a key file has 32 to 4,096 bytes, and this one \(bytes.count)", at: nil,
          hint: "make one: head -c 32 /dev/urandom > key && chmod 600 key")
      default: nil
      }
    if let finding { throw fail([finding], with: .wrongInput) }
    return credential
  }

  /// Runs `body`; what is wrong is said, and ends the command.
  static func reporting<Result>(_ body: () throws(VaultError) -> Result) throws -> Result {
    do {
      return try body()
    } catch {
      throw fail([error.diagnostic], with: error.isMachineFault ? .machineFailed : .wrongInput)
    }
  }

  /// Says what is wrong; to be thrown.
  static func fail(_ diagnostics: [Diagnostic], with exit: Exit) -> Exit {
    Terminal.printError(diagnostics)
    return exit
  }

  /// Secrets are in memory from here on: a crash leaves no core file, and other processes cannot look in.
  private func keepOutOfDumps() {
    var none = rlimit(rlim_cur: 0, rlim_max: 0)
    setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
    _ = guide_forbid_dumps()
    // Swift's own report of a crash prints what registers point at.
    for crash in [SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV] { signal(crash, SIG_DFL) }
  }
}
#endif
