import HTTP

/// Who may read a server's metrics. To others there is nothing.
package enum MetricsReaders: Sendable, Equatable {
  case nobody
  /// Who asks from this machine itself, and not for somebody else.
  case local
  /// Those, too, who ask from one of these addresses themselves.
  case from(Set<IPAddress>)

  /// Whether the client that sent `request` is one of them. Whoever passes requests on is no reader: what it passes on
  /// comes from anywhere.
  func include(_ request: HTTPRequest) -> Bool {
    guard !request.isPassedOn else { return false }
    return switch self {
    case .nobody: false
    case .local: request.peer.isLoopback
    case .from(let addresses): request.peer.isLoopback || addresses.contains(request.peer)
    }
  }
}

extension HTTPRequest {
  /// Whether a proxy says that it sends this for another.
  fileprivate var isPassedOn: Bool {
    let names: [StaticString] = ["x-forwarded-for", "forwarded", "via", "x-real-ip", "x-forwarded-host"]
    return names.contains { fields[$0] != nil }
  }
}
