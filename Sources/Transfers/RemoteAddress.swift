/// Where something is sent to or fetched from: a scheme, a host, and what the scheme has behind it.
package struct RemoteAddress: Sendable, Hashable, CustomStringConvertible {
  /// In lower case, without the colon.
  package let scheme: String
  /// In lower case; an IPv6 address in its brackets.
  package let host: String
  package let port: UInt16?
  /// The path and the query, from the slash on; empty where there is none.
  package let rest: String

  /// Reads `https://host:port/path?query`; nil for what has another scheme than `schemes`, a name and a password (they
  /// belong into no address), spaces, or anything but ASCII.
  package init?(_ text: String, schemes: Set<String>) {
    guard text.utf8.count <= 2_000, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\\") }),
      let mark = text.firstRange(of: "://")
    else { return nil }
    let scheme = text[..<mark.lowerBound].lowercased()
    guard schemes.contains(scheme) else { return nil }
    let behind = text[mark.upperBound...]
    let end = behind.firstIndex { "/?#".contains($0) } ?? behind.endIndex
    guard let (host, port) = Self.authority(behind[..<end]) else { return nil }
    let rest = behind[end...].prefix { $0 != "#" }
    (self.scheme, self.host, self.port, self.rest) = (scheme, host, port, String(rest))
  }

  private static func authority(_ text: Substring) -> (host: String, port: UInt16?)? {
    var host = text.lowercased()[...]
    var port: UInt16?
    if let colon = host.lastIndex(of: ":"), !host[colon...].contains("]") {
      guard let number = UInt16(host[colon...].dropFirst()), number > 0, host[colon...].dropFirst().first != "+" else {
        return nil
      }
      (port, host) = (number, host[..<colon])
    }
    let isVersion6 = host.hasPrefix("[") && host.hasSuffix("]") && host.count > 2
    let isHost = host.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."): true
      case UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: ":"): isVersion6
      default: false
      }
    }
    return isHost && !host.isEmpty ? (String(host), port) : nil
  }

  /// Whether it is on this machine, so that nobody on the way can listen.
  package var isLoopback: Bool {
    if host == "localhost" || host == "[::1]" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }

  /// Without path and query, which could hold what is nobody's business.
  package var description: String { "\(scheme)://\(host)\(port.map { ":\($0)" } ?? "")" }
}
