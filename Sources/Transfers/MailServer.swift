import Glibc

/// Who takes our mail, and how.
package struct MailServer: Sendable, Equatable {
  /// `smtp://mail.example.com:587` or `smtps://mail.example.com:465`.
  package var address: RemoteAddress
  /// Who we say that we are; nil where the server asks nobody.
  package var login: Login?
  /// Whether nothing is sent before the line is encrypted: by STARTTLS, for `smtp`.
  package var requiresEncryption: Bool
  /// A file of certificates (PEM) to believe instead of the system's; nil for the system's.
  package var authorities: String?
  /// How long one mail may take, in seconds.
  package var patience = 30

  package struct Login: Sendable, Equatable {
    package var user: String
    package var password: PasswordSource

    package init(user: String, password: PasswordSource) {
      (self.user, self.password) = (user, password)
    }
  }

  /// The server at `address`. Encryption is asked of all but one on this machine.
  ///
  /// - Throws: what is wrong with `address`.
  package init(_ address: String, login: Login? = nil) throws(TransferError) {
    guard let parsed = RemoteAddress(address, schemes: ["smtp", "smtps"]), ["", "/"].contains(parsed.rest) else {
      throw TransferError(
        .setting, "the mail server's address is none: write smtp://mail.example.com:587 or smtps://mail.example.com:465"
      )
    }
    (self.address, self.login) = (parsed, login)
    requiresEncryption = !parsed.isLoopback
  }
}

/// Where a password stands: never in a command line, which all users of a machine can read.
package enum PasswordSource: Sendable, Equatable {
  /// The first line of the file at the path. It is read each time, so that it may change.
  case file(String)
  /// The environment variable of the name.
  case environment(String)

  private static let longest = 4_096

  /// The password as it stands there now.
  func read() throws(TransferError) -> String {
    switch self {
    case .environment(let name):
      guard let value = getenv(name) else {
        throw TransferError(
          .password, "the environment variable \"\(name)\" with the mail server's password is not set")
      }
      return try checked(String(cString: value), "the environment variable \"\(name)\"")
    case .file(let path):
      guard let file = fopen(path, "re") else {
        let reason = String(cString: strerror(errno)).lowercased()
        throw TransferError(.password, "the file \"\(path)\" with the mail server's password cannot be read: \(reason)")
      }
      defer { fclose(file) }
      var bytes = [UInt8](repeating: 0, count: Self.longest)
      let count = fread(&bytes, 1, bytes.count, file)
      let line = bytes.prefix(count).prefix { $0 != 0x0A && $0 != 0x0D }
      return try checked(String(decoding: line, as: UTF8.self), "the file \"\(path)\"")
    }
  }

  private func checked(_ password: String, _ place: String) throws(TransferError) -> String {
    guard !password.isEmpty, !password.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
      throw TransferError(.password, "there is no password in \(place)")
    }
    return password
  }
}
