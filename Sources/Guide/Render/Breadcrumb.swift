import Templates

/// One entry of the trail from the home page to the page itself.
struct Breadcrumb: Sendable {
  var title: String
  var address: [UInt8]
  var isCurrent: Bool
  var isLast: Bool
  /// As in `PageLink`.
  var language: String

  static let view = View<Breadcrumb>([
    .text("title") { $0.title },
    .bytes("address") { $0.address },
    .flag("current") { $0.isCurrent },
    .flag("last") { $0.isLast },
    .text("language") { $0.language },
  ])

  /// The trail of a page, the home page first; empty for the home page itself.
  static func trail(of page: Page, in site: Site, _ linker: Linker) -> [Breadcrumb] {
    guard page.kind != .home else { return [] }
    var pages: [Page] = []
    var section: Int? = page.section
    while let number = section {
      pages.append(site.pages[site.sections[number].page])
      section = site.sections[number].parent
    }
    pages.reverse()
    if case .tag = page.kind, let tags = site.pages.last(where: { $0.kind == .tags }) { pages.append(tags) }
    if case .tag(let number) = page.kind, page.part > 0 { pages.append(site.pages[site.outline.tags[number].page]) }
    if case .alphabet(part: .some) = page.kind, let all = site.pages.last(where: { $0.kind == .alphabet(part: nil) }) {
      pages.append(all)
    }
    if page.kind != .section { pages.append(page) }
    return pages.enumerated().map { number, entry in
      Breadcrumb(
        title: entry.title, address: linker.address(of: entry.encodedAddress),
        isCurrent: entry.address == page.address, isLast: number == pages.count - 1,
        language: site.foreignLanguage(of: entry))
    }
  }
}
