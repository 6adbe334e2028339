import Templates

/// Where a page stands among those that share one long list: a section's articles, or what carries a tag.
struct Pagination: Sendable {
  /// Counted from 1.
  var number: Int
  var count: Int
  var previous: [UInt8]?
  var next: [UInt8]?
  var pages: [Entry]

  /// A link to one of the pages, or what stands for those between two.
  struct Entry: Sendable {
    var number: Int
    /// nil for a gap.
    var address: [UInt8]?
    var isCurrent: Bool
  }

  static let view = View<Pagination>([
    .text("number") { "\($0.number)" },
    .text("count") { "\($0.count)" },
    .flag("is-later") { $0.number > 1 },
    .record("previous", addressView) { $0.previous },
    .record("next", addressView) { $0.next },
    .list("pages", entryView) { $0.pages },
  ])

  private static let addressView = View<[UInt8]>([.bytes("address") { $0 }])

  private static let entryView = View<Entry>([
    .text("number") { "\($0.number)" },
    .flag("gap") { $0.address == nil },
    .bytes("address") { $0.address ?? [] },
    .flag("current") { $0.isCurrent },
  ])

  /// That of `page`; nil for one whose list is all on it.
  init?(of page: Page, in site: Site, _ linker: Linker) {
    let parts = site.parts(of: page)
    guard parts.count > 1 else { return nil }
    func address(_ part: Int) -> [UInt8]? {
      parts.indices.contains(part) ? linker.address(of: site.pages[parts[part]].encodedAddress) : nil
    }
    (number, count) = (page.part + 1, parts.count)
    (previous, next) = (address(page.part - 1), address(page.part + 1))
    let shown = parts.indices.filter { [0, parts.count - 1].contains($0) || abs($0 - page.part) < 3 }
    pages = []
    for part in shown {
      // One page alone is no shorter as a gap.
      if let last = pages.last?.number, last < part {
        pages.append(Entry(number: last + 1, address: last + 1 == part ? address(last) : nil, isCurrent: false))
      }
      pages.append(Entry(number: part + 1, address: address(part), isCurrent: part == page.part))
    }
  }
}

extension Site {
  /// All pages that share the list of `page`, the first first; indices in `pages`. Empty for a page without a list.
  func parts(of page: Page) -> [Int] {
    switch page.kind {
    case .home, .section: [sections[page.section].page] + sections[page.section].parts
    case .tag(let number): [outline.tags[number].page] + outline.tags[number].parts
    case .article, .tags, .alphabet, .notFound, .enrollment: []
    }
  }

  /// Indices in `pages` of what `page` lists: of its section's own articles, or of those that carry its tag.
  func listed(on page: Page) -> ArraySlice<Int> {
    let all =
      switch page.kind {
      case .home, .section: sections[page.section].articles
      case .tag(let number): outline.tags[number].articles
      case .article, .tags, .alphabet, .notFound, .enrollment: [Int]()
      }
    return all.dropFirst(page.part * configuration.pageSize).prefix(configuration.pageSize)
  }

  /// Index in `pages` of the page that lists the article of `section` at `position`.
  func page(ofListingIn section: Int, at position: Int) -> Int {
    let part = position / configuration.pageSize
    let parts = sections[section].parts
    return parts.indices.contains(part - 1) ? parts[part - 1] : sections[section].page
  }
}
