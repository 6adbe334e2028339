/// A mail address, with a name in front if it has one.
///
/// Only those are taken that need no quoting and no extension of SMTP: letters, digits and a few signs. Whatever is not
/// one of them could end a line or begin a command.
package struct MailAddress: Sendable, Hashable {
  /// What people see; empty where there is none.
  package let name: String
  /// `moderator@example.com`.
  package let address: String

  /// Reads `moderator@example.com` or `A Name <moderator@example.com>`; nil for anything else.
  package init?(_ text: String) {
    let trimmed = Self.trimmed(text[...])
    var (name, address) = (Substring(), trimmed)
    if trimmed.hasSuffix(">"), let open = trimmed.lastIndex(of: "<") {
      name = Self.trimmed(trimmed[..<open])
      address = trimmed[trimmed.index(after: open)...].dropLast()
      if name.count >= 2, name.hasPrefix("\""), name.hasSuffix("\"") { name = name.dropFirst().dropLast() }
    }
    guard Self.isAddress(address), name.utf8.count <= 200 else { return nil }
    (self.name, self.address) = (String(name), String(address))
  }

  /// The part behind the `@`.
  package var domain: String {
    String(address[address.index(after: address.lastIndex(of: "@") ?? address.startIndex)...])
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text.drop { $0 == " " }
    while text.last == " " { text.removeLast() }
    return text
  }

  /// Source: RFC 5322, 3.4.1 (dot-atom); RFC 5321, 4.5.3.1.
  private static func isAddress(_ text: Substring) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard text.utf8.count <= 254, parts.count == 2, parts[0].utf8.count <= 64 else { return false }
    let isDotted = parts.allSatisfy { part in
      part.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { !$0.isEmpty }
    }
    return isDotted && parts[0].utf8.allSatisfy { isLetterOrDigit($0) || "!#$%&'*+-/=?^_`{|}~.".utf8.contains($0) }
      && parts[1].utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") }
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: false
    }
  }
}
