import Templates

/// The articles whose titles begin with one letter, as the pages of all articles list them.
struct LetterListing: Sendable {
  /// As readers see it.
  var letter: String
  /// What a link to it ends in.
  var id: String
  /// Where its articles are listed: here, or on a page of its own.
  var address: [UInt8]
  /// Whether the page is the letter's.
  var isCurrent: Bool
  /// Those that the page lists.
  var articles: [PageLink]
  /// The pages of the letter, where it has more than one and the page is one of them.
  var parts: [LetterPartLink]

  static let view = View<LetterListing>([
    .text("letter") { $0.letter },
    .text("id") { $0.id },
    .bytes("address") { $0.address },
    .flag("current") { $0.isCurrent },
    .flag("has-articles") { !$0.articles.isEmpty },
    .list("articles", PageLink.view) { $0.articles },
    .flag("has-parts") { !$0.parts.isEmpty },
    .list("parts", LetterPartLink.view) { $0.parts },
  ])

  /// What `page`, one of those with all articles, shows; empty for any other page.
  static func all(on page: Page, in site: Site, _ linker: Linker) -> [LetterListing] {
    guard case .alphabet(let own) = page.kind else { return [] }
    let byLetter = site.pagesByLetter
    let parts = site.outline.alphabet.parts
    return byLetter.keys.sorted().enumerated().map { number, letter in
      let id = "letter-\(number + 1)"
      let pages = byLetter[letter] ?? []
      guard !parts.isEmpty else {
        return LetterListing(
          letter: letter.name, id: id, address: Array("#\(id)".utf8), isCurrent: false,
          articles: pages.map(linker.link), parts: [])
      }
      let ownParts = parts.filter { $0.letter == letter }
      let part = own.map { parts[$0] }.flatMap { $0.letter == letter ? $0 : nil }
      let listed = part.map { pages[$0.range(of: pages.count)] } ?? []
      return LetterListing(
        letter: letter.name, id: id, address: ownParts.first.map { address(of: $0, linker) } ?? [],
        isCurrent: part != nil, articles: listed.map(linker.link),
        parts: part == nil || ownParts.count == 1
          ? []
          : ownParts.map {
            LetterPartLink(number: $0.number, address: address(of: $0, linker), isCurrent: $0 == part)
          })
    }
  }

  private static func address(of part: Alphabet.Part, _ linker: Linker) -> [UInt8] {
    linker.address(of: Address.encoded(linker.site.configuration.top + part.address))
  }
}

/// A link to one of the pages that list a letter's articles.
struct LetterPartLink: Sendable {
  var number: Int
  var address: [UInt8]
  var isCurrent: Bool

  static let view = View<LetterPartLink>([
    .text("number") { "\($0.number)" },
    .bytes("address") { $0.address },
    .flag("current") { $0.isCurrent },
  ])
}
