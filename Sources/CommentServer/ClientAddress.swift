import HTTP

extension HTTPRequest {
  /// The address of the client itself.
  ///
  /// `X-Forwarded-For` is what a client likes to write there, and then each proxy the address that it saw: so it is read
  /// from its end, as long as those who wrote are `proxies`.
  func client(trusting proxies: Set<IPAddress>) -> IPAddress {
    var client = peer
    guard proxies.contains(client), let forwarded = fields["x-forwarded-for"] else { return client }
    for part in forwarded.split(separator: ",").reversed() {
      guard let address = IPAddress(part.filter { $0 != " " && $0 != "\t" }) else { break }
      client = address
      guard proxies.contains(client) else { break }
    }
    return client
  }
}
