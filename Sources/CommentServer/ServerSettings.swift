import Comments
import HTTP

/// How a comment server is to work.
package struct ServerSettings: Sendable {
  /// The help centre whose pages have the comments, as browsers name it: `https://help.example.com`.
  package var help: PublicAddress
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
  /// Whether readers say if an article helped.
  package var feedback = true
  /// Whether searches that found nothing are counted.
  package var searches = false
  /// How long an author may change a comment, in seconds.
  package var editTime = 900
  /// Where browsers reach the server; nil where that is the help centre's own host. Links in mail begin with it.
  package var publicURL: PublicAddress?
  package var moderators = ModeratorSettings()

  package init(
    help: PublicAddress, listen: ListenAddress, moderation: PostingDesk.Moderation = .before,
    rates: PostingRates = PostingRates(), proxies: TrustedProxies = TrustedProxies()
  ) {
    (self.help, self.listen, self.moderation) = (help, listen, moderation)
    (self.rates, self.proxies) = (rates, proxies)
  }

  /// `spam`, for what `moderation` says.
  var policy: SpamPolicy {
    var policy = spam
    policy.holdsAll = moderation == .before
    return policy
  }

  /// From where browsers send comments: the help centre's origin.
  package var origin: String { help.origin }

  /// Where browsers reach the server.
  var base: PublicAddress { publicURL ?? PublicAddress(origin: origin) }

  /// What the store calls the help centre.
  package var site: String { help.site }
}
