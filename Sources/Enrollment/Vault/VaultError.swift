/// Why a vault cannot be used. Nothing was changed.
public enum VaultError: Error, Sendable, Equatable {
  /// There is no file at the path.
  case missing(path: String)
  /// A vault is to be made where there is something already.
  case exists(path: String)
  /// The passphrase or the key file does not open it.
  case wrongCredential(path: String, isPassphrase: Bool)
  /// It was locked with a passphrase, and a key file was given, or the other way round.
  case otherCredential(path: String, wantsPassphrase: Bool)
  /// Not a vault at all.
  case notAVault(path: String)
  /// Of a later version of guidegen.
  case unknownVersion(path: String, version: String)
  /// Cut short or altered; `line` is where that was noticed.
  case damaged(path: String, line: Int)
  /// Another process has it open.
  case inUse(path: String)
  /// Others than its owner may read it, or the folder lets others replace it.
  case exposed(path: String, mode: UInt32)
  /// The system refused; `code` is an `errno`.
  case refused(attempt: String, path: String, code: Int32)

  /// Whether the machine is to blame, rather than what was given.
  public var isMachineFault: Bool {
    switch self {
    case .refused, .inUse: true
    default: false
    }
  }
}
