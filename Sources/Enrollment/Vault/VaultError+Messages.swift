import Diagnostics
import Glibc

extension VaultError {
  /// What to tell the person, with what to do about it.
  public var diagnostic: Diagnostic {
    switch self {
    case .missing(let path):
      .error(
        "there is no vault", at: Place(file: path),
        hint: "guidegen enroll import makes one; --vault says where it is")
    case .exists(let path):
      .error("there is something already", at: Place(file: path), hint: "choose another name with --vault")
    case .wrongCredential(let path, let isPassphrase):
      .error(
        isPassphrase ? "this passphrase does not open the vault" : "this key file does not open the vault",
        at: Place(file: path), hint: "nothing was changed; try again, and if it is right, fetch the vault from a backup"
      )
    case .otherCredential(let path, let wantsPassphrase):
      .error(
        wantsPassphrase ? "this vault opens with a passphrase" : "this vault opens with a key file",
        at: Place(file: path),
        hint: wantsPassphrase ? "leave --key-file out" : "give the file with --key-file")
    case .notAVault(let path):
      .error("this is not a vault", at: Place(file: path), hint: "give another file with --vault")
    case .unknownVersion(let path, let version):
      .error(
        #"the vault has the format "\#(version)", which this guidegen does not know"#, at: Place(file: path, line: 1),
        hint: "use a newer guidegen")
    case .damaged(let path, let line):
      .error(
        "the vault was cut short or altered", at: Place(file: path, line: line),
        hint: "nothing was changed; fetch it from a backup")
    case .inUse(let path):
      .error("another guidegen has the vault open", at: Place(file: path), hint: "wait until it has ended")
    case .exposed(let path, let mode):
      .error(
        "others can read this (mode \(String(mode, radix: 8)))", at: Place(file: path),
        hint: "take that from them: chmod go= \(path)")
    case .refused(let attempt, let path, let code):
      .error("cannot \(attempt) this: \(String(cString: strerror(code)).lowercased())", at: Place(file: path))
    }
  }
}
