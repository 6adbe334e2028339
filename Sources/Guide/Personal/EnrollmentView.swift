import Templates

/// What a page for one person carries, on its way to its template.
struct EnrollmentView: Sendable {
  /// JSON, of ASCII without `<`: what the page's script opens.
  let sealed: [UInt8]
  /// Whether the page's address must be whole: it holds a part of the key behind its `#`.
  let needsWholeAddress: Bool
  /// The day after which the page opens no more.
  let expires: DateWords
  /// The style sheet of such pages.
  let style: [UInt8]
  /// The scripts that the article needs once it is open, as one page writes their addresses, with spaces between them.
  let scripts: [UInt8]

  static let view = View<EnrollmentView>([
    .html("sealed") { $0.sealed },
    .flag("whole-address") { $0.needsWholeAddress },
    .record("expires", DateWords.view) { $0.expires },
    .bytes("style") { $0.style },
    .bytes("scripts") { $0.scripts },
  ])
}
