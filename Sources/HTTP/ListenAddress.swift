/// Where a server listens: an address of this machine and a port, 0 for any that is free.
package struct ListenAddress: Sendable, Hashable, CustomStringConvertible {
  package var host: IPAddress
  package var port: UInt16

  package init(host: IPAddress = .loopback, port: UInt16) {
    (self.host, self.port) = (host, port)
  }

  /// Reads `127.0.0.1:8080`, `[::1]:8080` or `localhost:8080`; nil for anything else.
  package init?(_ text: String) {
    guard let colon = text.lastIndex(of: ":") else { return nil }
    let digits = text[text.index(after: colon)...]
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = UInt16(digits) else {
      return nil
    }
    var host = text[..<colon]
    if host.hasPrefix("["), host.hasSuffix("]") {
      host = host.dropFirst().dropLast()
      guard host.contains(":") else { return nil }
    } else if host.contains(":") {
      return nil
    }
    guard let address = host == "localhost" ? .loopback : IPAddress(String(host)) else { return nil }
    self.init(host: address, port: port)
  }

  package var description: String { host.isVersion6 ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
