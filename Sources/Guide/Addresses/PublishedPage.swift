/// What the record of earlier addresses knows of a page, and what it recognises the page by after a move.
struct PublishedPage: Sendable, Hashable {
  /// From the site's top: `faq/mfa.html`.
  var address: String
  /// The file that it is made from: `content/faq/mfa.md`.
  var source: String
  var title: String
  /// The identifiers of its headings, in the order in which they stand.
  var anchors: [String]
}
