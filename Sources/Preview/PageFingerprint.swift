/// Tells whether a browser still shows what the preview would send it now.
struct PageFingerprint: Equatable, Sendable {
  /// Of the whole page but its style sheets.
  var content: UInt64
  /// Of the addresses of its style sheets.
  var styles: UInt64

  /// Of a page that was never sent.
  static let none = PageFingerprint(content: 0, styles: 0)

  init(content: UInt64, styles: UInt64) {
    (self.content, self.styles) = (content, styles)
  }

  /// The fingerprint of `page` as the site has it, without what the preview puts in.
  init(of page: PreviewedPage) {
    self.init(content: fnv(page.withoutStyles), styles: fnv(page.styles.joined(separator: [0])))
  }

  /// What `description` wrote; nil for anything else.
  init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { UInt64($0, radix: 16) }
    guard parts.count == 2, let content = parts[0], let styles = parts[1] else { return nil }
    self.init(content: content, styles: styles)
  }

  var description: String { String(content, radix: 16) + "-" + String(styles, radix: 16) }
}

/// FNV-1a of 64 bits. Source: draft-eastlake-fnv-17.
func fnv(_ bytes: some Sequence<UInt8>) -> UInt64 {
  bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
}
