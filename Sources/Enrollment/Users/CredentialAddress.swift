import Diagnostics

/// What the QR code of an authenticator app says, where a list or a template should say something else.
///
/// A message about it never repeats it: it holds a secret, or lets a phone be registered.
enum CredentialAddress {
  /// Microsoft's own code for a work or school account.
  case phonefactor
  /// The secret of one account.
  case otpauth
  /// Many accounts of Google Authenticator.
  case migration

  /// Nil where `text` is none.
  init?(_ text: String) {
    let start = text.prefix(24).lowercased()
    if start.hasPrefix("phonefactor://") {
      self = .phonefactor
    } else if start.hasPrefix("otpauth-migration://") {
      self = .migration
    } else if start.hasPrefix("otpauth://") {
      self = .otpauth
    } else {
      return nil
    }
  }

  /// What it is, and what to do.
  func diagnostic(at place: Place?) -> Diagnostic {
    switch self {
    case .phonefactor:
      .error(
        "this is Microsoft's own code for a work or school account, which Entra ID issues to one person for a few minutes",
        at: place,
        hint:
          "leave it out: it holds no secret that could be kept or printed; the user guide says what works, under Enrollment"
      )
    case .otpauth:
      .error(
        "this is the secret of an account, which does not belong here", at: place,
        hint: "leave it out, and delete the file: guidegen makes secrets of its own")
    case .migration:
      .error(
        "these are the secrets of accounts from Google Authenticator, which do not belong here", at: place,
        hint: "leave it out, and delete the file: guidegen makes secrets of its own")
    }
  }
}
