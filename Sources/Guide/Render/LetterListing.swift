import Templates

/// The articles whose titles begin with one letter, as the page of all articles lists them.
struct LetterListing: Sendable {
  /// The letter as a capital without accents; `0-9` for all digits, `#` for what begins with neither.
  var letter: String
  /// What a link to it ends in.
  var id: String
  var articles: [PageLink]

  static let view = View<LetterListing>([
    .text("letter") { $0.letter },
    .text("id") { $0.id },
    .list("articles", PageLink.view) { $0.articles },
  ])

  /// All articles of `site`, by title, accents and capitals aside.
  static func all(in site: Site, _ linker: Linker) -> [LetterListing] {
    var entries: [(key: String, page: Int)] = []
    for (number, page) in site.pages.enumerated() where page.kind == .article {
      entries.append((key(of: page.title), number))
    }
    entries.sort { ($0.key, site.pages[$0.page].address) < ($1.key, site.pages[$1.page].address) }
    var listings: [LetterListing] = []
    for (key, page) in entries {
      let letter = letter(of: key)
      if listings.last?.letter != letter {
        listings.append(LetterListing(letter: letter, id: "letter-\(listings.count + 1)", articles: []))
      }
      listings[listings.count - 1].articles.append(linker.link(page))
    }
    return listings
  }

  /// What a title is sorted by: its letters and digits, a space for whatever stands between.
  private static func key(of title: String) -> String {
    var key = ""
    for scalar in title.unicodeScalars {
      if let folded = LetterFolding.folded(scalar) {
        for scalar in folded { key.unicodeScalars.append(scalar) }
      } else if !key.isEmpty, key.last != " " {
        key.append(" ")
      }
    }
    return key
  }

  private static func letter(of key: String) -> String {
    guard let first = key.unicodeScalars.first else { return "#" }
    return first.properties.numericType == nil ? String(first) : "0-9"
  }
}
