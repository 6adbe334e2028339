import Comments
import HTTP

/// Where browsers reach a help centre, or a comment server: `https://help.example.com/comments`. Whatever is below belongs to it.
package struct PublicAddress: Sendable, Hashable, CustomStringConvertible {
  /// As browsers name it: `https://help.example.com`.
  package let origin: String
  /// `/comments`; empty for the whole host.
  package let path: String

  /// Reads an address without query; nil for anything else.
  package init?(_ text: String) {
    guard let mark = text.firstRange(of: "://") else { return nil }
    let end = text[mark.upperBound...].firstIndex(of: "/") ?? text.endIndex
    guard let origin = Self.origin(String(text[..<end])) else { return nil }
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
  package init(origin: String) {
    (self.origin, path) = (origin, "")
  }

  package var description: String { origin + path }

  /// What a store calls the help centre there: the host, with the port and path if it has any.
  package var site: String { String(description.dropFirst((isSecure ? "https://" : "http://").count)) }

  /// The page at `page`, a path within the help centre there.
  func address(ofPage page: String) -> String { "\(self)/\(RequestTarget.encoded(page))" }

  /// Where `link` leads: a page with a button that signs in.
  package func address(of link: LoginLink) -> String { "\(self)/admin/link?token=\(link.text)" }

  /// Whether what goes there is encrypted.
  var isSecure: Bool { origin.hasPrefix("https://") }

  /// `text` as browsers would name it; nil for what is no origin: `https://help.example.com` (RFC 6454, 6.1).
  private static func origin(_ text: String) -> String? {
    guard let scheme = ["https://", "http://"].first(where: text.lowercased().hasPrefix) else { return nil }
    let host = text.dropFirst(scheme.count).lowercased()
    let isHost =
      !host.isEmpty
      && host.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "["),
          UInt8(ascii: "]"):
          true
        default: false
        }
      }
    return isHost ? scheme + host : nil
  }
}
