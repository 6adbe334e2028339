#if Enrollment
import Enrollment
import Glibc

/// Where a vault's credential comes from without a person who types it.
struct CredentialSource {
  var file: String?
  var descriptor: Int32?
  var keyFile: String?

  /// The credential; nil where nothing was given.
  func given() throws(VaultError) -> VaultCredential? {
    if let file { return .passphrase(try Self.firstLine(of: file)) }
    if let keyFile { return .keyFile(try Vault.readPrivate(keyFile)) }
    guard let descriptor else { return nil }
    return .passphrase(Self.firstLine(try readToEnd(descriptor, called: "file descriptor \(descriptor)")))
  }

  /// The first line of a file that its owner alone may read.
  static func firstLine(of path: String) throws(VaultError) -> [UInt8] { firstLine(try Vault.readPrivate(path)) }

  private static func firstLine(_ bytes: [UInt8]) -> [UInt8] {
    Array(bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") })
  }
}

/// What comes from `descriptor` until its end.
func readToEnd(_ descriptor: Int32, called name: String) throws(VaultError) -> [UInt8] {
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 65_536)
  while true {
    let count = read(descriptor, &buffer, buffer.count)
    if count < 0, errno == EINTR { continue }
    guard count >= 0 else { throw .refused(attempt: "read", path: name, code: errno) }
    if count == 0 { return bytes }
    bytes += buffer[..<count]
  }
}
#endif
