import Templates

/// What a page for one person carries, on its way to its template.
struct EnrollmentView: Sendable {
  /// JSON, of ASCII without `<`: what the page's script opens.
  let sealed: [UInt8]
  /// The last day on which the page opens.
  let expires: DateWords
  /// The style sheet of such pages.
  let style: [UInt8]
  /// The scripts that the article needs once it is open, their addresses as the page writes them, with spaces between.
  let scripts: [UInt8]

  static let view = View<EnrollmentView>([
    .html("sealed") { $0.sealed },
    .record("expires", DateWords.view) { $0.expires },
    .bytes("style") { $0.style },
    .bytes("scripts") { $0.scripts },
  ])
}
