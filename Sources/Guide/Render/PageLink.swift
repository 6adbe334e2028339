import Templates

/// A link to a page, with what the page is about.
struct PageLink: Sendable {
  var title: String
  var address: [UInt8]
  var description: String
  /// The tag of the language that these are in, if it is not the page's; else empty.
  var language = ""

  static let view = View<PageLink>([
    .text("title") { $0.title },
    .bytes("address") { $0.address },
    .text("description") { $0.description },
    .text("language") { $0.language },
  ])
}

/// Writes addresses of a site as one page must.
struct Linker: Sendable {
  let page: Page
  let site: Site

  /// The address to write for one in the same site, percent-encoded. The page for unknown addresses is shown at any
  /// depth, so its links start from the top of the host.
  func address(of target: [UInt8]) -> [UInt8] {
    page.kind == .notFound ? site.topPath + target : Address.relative(from: page.encodedAddress, to: target)
  }

  /// A link to the page `index`.
  func link(_ index: Int) -> PageLink {
    let target = site.pages[index]
    return PageLink(
      title: target.title, address: address(of: target.encodedAddress), description: target.description,
      language: site.foreignLanguage(of: target))
  }
}
