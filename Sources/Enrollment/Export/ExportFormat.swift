/// In which form tokens are handed over.
public enum ExportFormat: String, Sendable, CaseIterable {
  /// Entra ID, uploaded in its admin center.
  case entraCSV = "entra-csv"
  /// Entra ID, sent to Microsoft Graph.
  case entraGraph = "entra-graph"
  /// Most token servers: RFC 6030.
  case pskc
  /// privacyIDEA's OATH CSV.
  case privacyIDEACSV = "privacyidea-csv"
  /// Keycloak's partial import.
  case keycloak
  /// Authelia's import of TOTP configurations.
  case authelia
  /// liboath and `pam_oath`.
  case oathUsers = "oath-users"
  /// The transfer codes of the Google Authenticator app.
  case googleAuthenticator = "google-authenticator"
  /// The file of `pam_google_authenticator`, for one person.
  case googleAuthenticatorPAM = "google-authenticator-pam"
  /// OpenLDAP with the overlay `otp`.
  case ldif
  /// `otpauth://` addresses.
  case keyURI = "key-uri"

  /// Whether a file holds one person's token.
  public var isForOnePerson: Bool { self == .googleAuthenticatorPAM }
  /// Whether recovery codes can go along.
  public var takesRecoveryCodes: Bool { self == .keycloak || self == .privacyIDEACSV }
  /// Whether it says who a token is for, so that no two people may have one name.
  var namesPeople: Bool { self != .googleAuthenticatorPAM && self != .googleAuthenticator && self != .keyURI }
}

/// What a format has to know besides the tokens; each reads what concerns it.
public struct ExportOptions: Sendable {
  /// What the system calls people.
  public var name = AccountName.principal
  /// For systems that take them: recovery codes too.
  public var hasRecoveryCodes = false
  /// For Entra ID.
  public var device = DeviceName()
  /// For Microsoft Graph: people take their tokens themselves, by the serial.
  public var isUnassigned = false
  /// For PSKC; nil leaves the keys in the open.
  public var credential: PSKCCredential?
  /// For privacyIDEA: where it finds people; with an empty `realm` an administrator assigns the tokens.
  public var realm = ""
  /// For privacyIDEA: which resolver of the realm knows them.
  public var resolver = ""
  /// For LDIF, which needs it.
  public var folders = LDAPFolders(tokens: "", people: "")

  /// Nothing but the usual.
  public init() {}
}

extension ExportFormat {
  /// What writes the format.
  func export(
    _ options: ExportOptions, using generator: inout some RandomNumberGenerator
  ) throws(CryptoError) -> any TokenExport {
    switch self {
    case .entraCSV: return EntraCSV(device: options.device)
    case .entraGraph: return EntraGraph(device: options.device, isUnassigned: options.isUnassigned)
    case .pskc:
      var lock: PSKCLock?
      if let credential = options.credential { lock = try PSKCLock(credential, using: &generator) }
      return PSKC(lock: lock, using: generator)
    case .privacyIDEACSV:
      let realm = PrivacyIDEACSV.Realm(resolver: options.resolver, realm: options.realm)
      return PrivacyIDEACSV(
        realm: options.realm.isEmpty ? nil : realm, hasRecoveryCodes: options.hasRecoveryCodes)
    case .keycloak: return Keycloak(hasRecoveryCodes: options.hasRecoveryCodes)
    case .authelia: return Authelia()
    case .oathUsers: return OATHUsers()
    case .googleAuthenticator: return GoogleMigration(batch: .random(in: 1...0x7FFF_FFFF, using: &generator))
    case .googleAuthenticatorPAM: return GooglePAM()
    case .ldif: return LDIF(options.folders)
    case .keyURI: return KeyURIList()
    }
  }
}
