/// What browsers may load for a page, and the headers that say so.
///
/// The pages obey the policy themselves: no script, style or event handler stands in the HTML, and nothing comes from
/// another host. Source: Content Security Policy Level 3.
package enum SecurityPolicy {
  /// For a page's own `<meta>`: the headers' policy, less `frame-ancestors`, which only a header can set (CSP 3, 3.3).
  static let page = """
    default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
    connect-src 'self'; form-action 'self'; base-uri 'none'
    """

  /// For the header of every page.
  static let header = page + "; frame-ancestors 'none'"

  /// The headers of every answer, and their values.
  package static let headers: [(name: String, value: String)] = [
    ("Content-Security-Policy", header),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Frame-Options", "DENY"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
  ]

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
    path.starts(with: "assets/".utf8) ? forever : asking
  }
}
