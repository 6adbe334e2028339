import Comments

/// Where browsers reach a server: `https://help.example.com/comments`. A proxy may pass on to it whatever is below.
package struct PublicAddress: Sendable, Hashable, CustomStringConvertible {
  /// As browsers name it: `https://help.example.com`.
  package let origin: String
  /// `/comments`; empty where the server has the host for itself.
  package let path: String

  /// Reads an address without query; nil for anything else.
  package init?(_ text: String) {
    guard let mark = text.firstRange(of: "://") else { return nil }
    let end = text[mark.upperBound...].firstIndex(of: "/") ?? text.endIndex
    guard let origin = ServerSettings.origin(String(text[..<end])) else { return nil }
    var path = text[end...]
    while path.hasSuffix("/") { path.removeLast() }
    // What would need an escape, or means something in a cookie, is no path to put a server at.
    let isPlain = path.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
      default: "-._~/".utf8.contains(byte)
      }
    }
    guard isPlain, !path.contains("//"), !path.split(separator: "/").contains("..") else { return nil }
    (self.origin, self.path) = (origin, String(path))
  }

  /// The top of `origin`.
  init(origin: String) {
    (self.origin, path) = (origin, "")
  }

  package var description: String { origin + path }

  /// Where `link` leads: a page with a button that signs in.
  package func address(of link: LoginLink) -> String { "\(self)/admin/link?token=\(link.text)" }

  /// Whether what goes there is encrypted.
  var isSecure: Bool { origin.hasPrefix("https://") }
}
