/// What browsers may load for a page, and the headers that say so.
///
/// The pages obey the policy themselves: no script, style or event handler stands in the HTML, and nothing comes from
/// another host, but for comments: a page that has them, or asks whether it helped, asks their server alone. Source: Content Security Policy Level 3.
package enum SecurityPolicy {
  /// For a page's own `<meta>`: the headers' policy, less `frame-ancestors`, which only a header can set (CSP 3, 3.3).
  static let page = policy(asking: nil, sendingTo: nil, hasWorker: false)

  /// That of a page with comments, `origin` being their server's; nil where that is the site's own.
  static func commentedPage(_ origin: String?) -> String {
    policy(asking: origin, sendingTo: origin, hasWorker: true)
  }

  /// That of a page without comments that asks whether it helped.
  static func askingPage(_ origin: String?) -> String {
    policy(asking: origin, sendingTo: origin, hasWorker: false)
  }

  /// That of a page with nothing but a search box that tells of searches.
  static func searchedPage(_ origin: String?) -> String { policy(asking: origin, sendingTo: nil, hasWorker: false) }

  /// For the header of every page.
  static let header = page + framing

  /// The headers of every answer of a site without comments, and their values.
  package static let headers = headers(policy: header)

  /// The headers of every answer of a site, and their values: pages' own policies narrow down what pages without comments
  /// may ask.
  static func headers(of site: Site) -> [(name: String, value: String)] {
    let comments = site.configuration.comments
    return comments.isOn ? headers(policy: commentedPage(comments.origin) + framing) : headers
  }

  private static let framing = "; frame-ancestors 'none'"

  /// - Parameters:
  ///   - asked: the origin that scripts may ask besides the site's own.
  ///   - receiver: the origin that forms may go to besides the site's own.
  private static func policy(asking asked: String?, sendingTo receiver: String?, hasWorker: Bool) -> String {
    func other(_ origin: String?) -> String { origin.map { " " + $0 } ?? "" }
    return """
      default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
      connect-src 'self'\(other(asked)); form-action 'self'\(other(receiver)); \(hasWorker ? "worker-src 'self'; " : "")base-uri 'none'
      """
  }

  private static func headers(policy: String) -> [(name: String, value: String)] {
    [
      ("Content-Security-Policy", policy),
      ("X-Content-Type-Options", "nosniff"),
      ("Referrer-Policy", "no-referrer"),
      ("X-Frame-Options", "DENY"),
      ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
      ("Cross-Origin-Opener-Policy", "same-origin"),
    ]
  }

  /// For what has a fingerprint in its name: it never changes.
  static let forever = "public, max-age=31536000, immutable"
  /// For people's own pages: keep nothing.
  static let keepingNothing = "no-store"
  /// What keeps people's own pages out of search engines, beside what they say themselves.
  static let unlisted = (name: "X-Robots-Tag", value: "noindex, nofollow, noarchive")
  /// For all else: ask each time whether it changed.
  static let asking = "no-cache"

  /// The one of them for the file at `path` in the site.
  static func caching(of path: [UInt8]) -> String {
    if path.starts(with: "assets/".utf8) { return forever }
    // Each language has an index of its own in its folder.
    let local = path.drop { $0 != UInt8(ascii: "/") }.dropFirst()
    return local.starts(with: SearchFile.folder.utf8) ? forever : asking
  }
}
