/// Whose word is taken for where a request came from.
///
/// A client writes into `X-Forwarded-For` whatever it likes, and then each proxy adds the address that it saw. So the list is
/// read from its end, and no further than proxies of ours wrote it.
package struct TrustedProxies: Sendable, Hashable {
  private let networks: [NetworkPrefix]

  /// More proxies are on no way to a server of ours.
  private static let mostHops = 16

  /// Trusts who is in one of `networks`; without any, nobody.
  package init(_ networks: [NetworkPrefix] = []) {
    self.networks = networks
  }

  /// The address of the client itself: the last one that nobody of ours has.
  ///
  /// - Parameters:
  ///   - peer: who made the connection.
  ///   - forwardedFor: the values of all fields `X-Forwarded-For`, in the order in which they came.
  package func client(peer: NetworkPrefix, forwardedFor: [String]) -> NetworkPrefix {
    var client = peer
    var hops = 0
    for field in forwardedFor.reversed() {
      for entry in field.split(separator: ",", omittingEmptySubsequences: false).reversed() {
        guard isTrusted(client), hops < Self.mostHops, let address = Self.address(entry) else { return client }
        client = address
        hops += 1
      }
    }
    return client
  }

  private func isTrusted(_ address: NetworkPrefix) -> Bool {
    networks.contains { $0.contains(address) }
  }

  /// The address of an entry, which some proxies write with a port: `192.0.2.1:4711`, `[2001:db8::1]:4711`.
  private static func address(_ entry: Substring) -> NetworkPrefix? {
    var text = entry
    while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    if text.hasPrefix("[") {
      guard let end = text.firstIndex(of: "]"), isPort(text[text.index(after: end)...]) else { return nil }
      let inner = text[text.index(after: text.startIndex)..<end]
      return inner.contains(":") ? NetworkPrefix(address: String(inner)) : nil
    }
    if let colon = text.firstIndex(of: ":"), colon == text.lastIndex(of: ":") {
      guard isPort(text[colon...]) else { return nil }
      text = text[..<colon]
    }
    return NetworkPrefix(address: String(text))
  }

  private static func isPort(_ text: Substring) -> Bool {
    text.isEmpty
      || text.first == ":" && 2...6 ~= text.utf8.count
        && text.dropFirst().utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
  }
}
