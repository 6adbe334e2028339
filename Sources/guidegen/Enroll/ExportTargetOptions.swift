#if Enrollment
import ArgumentParser
import Diagnostics
import Enrollment

/// What an identity system has to be told besides the tokens.
struct ExportTargetOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What the system calls people: principal (jo@example.com), local (jo), email or id.", valueName: "kind"))
  var name: AccountName = .principal

  @Flag(help: "keycloak, privacyidea-csv: hand the recovery codes over as well.")
  var recoveryCodes = false

  @Option(help: ArgumentHelp("entra-*: who made the device (default: guidegen).", valueName: "name"))
  var manufacturer: String?

  @Option(help: ArgumentHelp("entra-*: what it is called (default: authenticator app).", valueName: "name"))
  var model: String?

  @Flag(help: "entra-graph: assign the tokens to nobody; people take them by their serial.")
  var unassigned = false

  @Option(
    help: ArgumentHelp("pskc: encrypt with the key in this file, 32 hexadecimal digits.", valueName: "file"))
  var pskcKeyFile: String?

  @Option(
    help: ArgumentHelp("pskc: encrypt with the password in the first line of this file.", valueName: "file"))
  var pskcPasswordFile: String?

  @Option(
    help: ArgumentHelp("privacyidea-csv: the people's realm (default: tokens belong to nobody).", valueName: "name"))
  var realm: String?

  @Option(help: ArgumentHelp("privacyidea-csv: the resolver that finds them in the realm.", valueName: "name"))
  var resolver: String?

  @Option(help: ArgumentHelp("ldif: the entry below which tokens go.", valueName: "dn"))
  var ldapTokens: String?

  @Option(help: ArgumentHelp("ldif: the entry below which people are, as uid=NAME.", valueName: "dn"))
  var ldapPeople: String?

  /// Refuses what another format than `format` would read, so that nobody relies on it.
  func validate(for format: ExportFormat) throws {
    let isEntra = format == .entraCSV || format == .entraGraph
    for (option, isGiven, isRead) in [
      ("--recovery-codes", recoveryCodes, format.takesRecoveryCodes),
      ("--manufacturer", manufacturer != nil, isEntra), ("--model", model != nil, isEntra),
      ("--unassigned", unassigned, format == .entraGraph), ("--pskc-key-file", pskcKeyFile != nil, format == .pskc),
      ("--pskc-password-file", pskcPasswordFile != nil, format == .pskc),
      ("--realm", realm != nil, format == .privacyIDEACSV), ("--resolver", resolver != nil, format == .privacyIDEACSV),
      ("--ldap-tokens", ldapTokens != nil, format == .ldif), ("--ldap-people", ldapPeople != nil, format == .ldif),
    ] where isGiven && !isRead {
      throw ValidationError("\(option) says nothing to the format \(format.rawValue).")
    }
    if pskcKeyFile != nil, pskcPasswordFile != nil {
      throw ValidationError("--pskc-key-file and --pskc-password-file exclude each other.")
    }
    if format == .ldif, ldapTokens == nil || ldapPeople == nil {
      throw ValidationError("The format ldif needs --ldap-tokens and --ldap-people.")
    }
    if resolver != nil, realm == nil { throw ValidationError("--resolver needs --realm.") }
  }

  /// What the format has to know; ends the command where a key or a password is none.
  func options(for format: ExportFormat) throws -> ExportOptions {
    var options = ExportOptions()
    options.name = name
    options.hasRecoveryCodes = recoveryCodes
    if let manufacturer { options.device.manufacturer = manufacturer }
    if let model { options.device.model = model }
    options.isUnassigned = unassigned
    options.credential = try credential()
    options.realm = realm ?? ""
    options.resolver = resolver ?? ""
    options.folders = LDAPFolders(tokens: ldapTokens ?? "", people: ldapPeople ?? "")
    return options
  }

  private func credential() throws -> PSKCCredential? {
    if let pskcKeyFile {
      let words = try firstLine(pskcKeyFile)
      guard let key = PSKCCredential(hexadecimalKey: words) else {
        throw VaultOptions.fail(
          [
            .error(
              "this is no key of 32 hexadecimal digits", at: Place(file: pskcKeyFile),
              hint: "make one: openssl rand -hex 16 > key && chmod 600 key")
          ], with: .wrongInput)
      }
      return key
    }
    guard let pskcPasswordFile else { return nil }
    let words = try firstLine(pskcPasswordFile)
    guard words.count >= VaultCredential.leastPassphrase else {
      throw VaultOptions.fail(
        [
          .error(
            "the password is too short", at: Place(file: pskcPasswordFile),
            hint: "take \(VaultCredential.leastPassphrase) characters or more")
        ], with: .wrongInput)
    }
    return .password(words)
  }

  private func firstLine(_ path: String) throws -> [UInt8] {
    try VaultOptions.reporting { () throws(VaultError) in try CredentialSource.firstLine(of: path) }
  }
}

extension AccountName: ExpressibleByArgument {}
#endif
