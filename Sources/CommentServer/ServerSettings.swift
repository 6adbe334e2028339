import Comments
import HTTP

/// How a comment server is to work.
package struct ServerSettings: Sendable {
  /// The help centre whose pages have the comments, as browsers name it: `https://help.example.com`.
  package var origin: String
  package var listen: ListenAddress
  package var moderation: PostingDesk.Moderation
  package var rates: PostingRates
  /// What comments are judged by; `moderation` says whether all wait (`holdsAll`).
  package var spam = SpamPolicy()
  /// Whose word on a client's address is taken: those who pass requests on.
  package var proxies: TrustedProxies
  /// What one client may take of the server.
  package var limits = HTTPLimits()
  /// Who may read the metrics.
  package var metrics = MetricsReaders.local
  /// Where events go.
  package var log = LogSink.none
  /// The program's version, for logs and metrics.
  package var version = "unknown"
  /// For how long is kept what no reader sees.
  package var retention = Retention()
  /// Whether readers vote on comments.
  package var votes = false
  /// How long an author may change a comment, in seconds.
  package var editTime = 900
  /// Where browsers reach the server; nil where that is the help centre's own host. Links in mail begin with it.
  package var publicURL: PublicAddress?
  package var moderators = ModeratorSettings()

  package init(
    origin: String, listen: ListenAddress, moderation: PostingDesk.Moderation = .before,
    rates: PostingRates = PostingRates(), proxies: TrustedProxies = TrustedProxies()
  ) {
    (self.origin, self.listen, self.moderation) = (origin, listen, moderation)
    (self.rates, self.proxies) = (rates, proxies)
  }

  /// `spam`, for what `moderation` says.
  var policy: SpamPolicy {
    var policy = spam
    policy.holdsAll = moderation == .before
    return policy
  }

  /// Where browsers reach the server.
  var base: PublicAddress { publicURL ?? PublicAddress(origin: origin) }

  /// What the store calls the help centre: its host.
  package var site: String { Self.site(of: origin) }

  /// The host, and the port if it has one, of `origin`.
  package static func site(of origin: String) -> String {
    origin.firstRange(of: "://").map { String(origin[$0.upperBound...]) } ?? origin
  }

  /// `text` as browsers would name it; nil for what is no origin: `https://help.example.com` (RFC 6454, 6.1).
  package static func origin(_ text: String) -> String? {
    let text = text.hasSuffix("/") ? String(text.dropLast()) : text
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
