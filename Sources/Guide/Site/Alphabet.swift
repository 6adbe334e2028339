/// How a site's pages list all its articles from A to Z: one page for all of them, or, where there are too many for that, each
/// letter on pages of its own.
struct Alphabet: Sendable {
  /// A page for one letter, or for a part of its articles.
  struct Part: Sendable, Equatable {
    var letter: Letter
    /// From 1.
    var number: Int
    /// How many parts the letter has.
    var count: Int

    /// From the top of the site's language: `a-z-h.html`, `a-z-h-2.html`.
    var address: String { "a-z-\(letter.slug)\(number > 1 ? "-\(number)" : "").html" }

    /// Which of the letter's articles are on it.
    func range(of articles: Int) -> Range<Int> { articles * (number - 1) / count..<articles * number / count }
  }

  /// How many articles one page lists at most, where all are on one page, and where each letter has its own.
  static let mostOnOnePage = 300
  static let mostOfLetter = 200

  /// In order; empty where all articles are on one page.
  let parts: [Part]

  /// The pages for articles that are called `titles`.
  init(titles: some Collection<String>) {
    guard titles.count > Self.mostOnOnePage else {
      parts = []
      return
    }
    var counts: [Letter: Int] = [:]
    for title in titles { counts[Letter(ofTitle: title), default: 0] += 1 }
    parts = counts.sorted { $0.key < $1.key }.flatMap { letter, articles in
      let count = (articles + Self.mostOfLetter - 1) / Self.mostOfLetter
      return (1...count).map { Part(letter: letter, number: $0, count: count) }
    }
  }
}

/// What titles that begin alike are listed under: a capital without accents; one entry for all digits, one for all ideographs,
/// one for each consonant that syllables of Hangul begin with, and one for what begins with no letter.
struct Letter: Sendable, Hashable, Comparable {
  /// As readers see it.
  let name: String
  /// Where it comes.
  private let position: UInt32

  /// For addresses.
  var slug: String { name == "#" ? "other" : name.lowercased() }

  /// The consonants that syllables begin with, in Unicode's order, double ones as single. Source: Unicode 3.12.
  private static let consonants = Array("ㄱㄱㄴㄷㄷㄹㅁㅂㅂㅅㅅㅇㅈㅈㅊㅋㅌㅍㅎ")

  /// That of an article called `title`.
  init(ofTitle title: String) {
    guard let first = title.unicodeScalars.lazy.compactMap({ LetterFolding.folded($0)?.first }).first else {
      (name, position) = ("#", 0)
      return
    }
    switch first.value {
    case 0x3400...0x9FFF, 0xF900...0xFAFF: (name, position) = ("漢", 0x3400)
    case 0xAC00...0xD7A3:
      let consonant = Self.consonants[Int(first.value - 0xAC00) / 588]
      (name, position) = (String(consonant), consonant.unicodeScalars.first?.value ?? 0)
    case _ where first.properties.numericType != nil: (name, position) = ("0-9", 0x30)
    default: (name, position) = (String(first), first.value)
    }
  }

  static func < (left: Letter, right: Letter) -> Bool { left.position < right.position }
}

extension Site {
  /// The articles' pages by letter, of each the indices in `pages` by title, accents and capitals aside.
  var pagesByLetter: [Letter: [Int]] {
    knownPagesByLetter.withLock { known in
      if let known { return known }
      let entries = pages.indices.filter { pages[$0].kind == .article }
        .map { (key: Self.key(of: pages[$0].title), page: $0) }
        .sorted { ($0.key, pages[$0.page].address) < ($1.key, pages[$1.page].address) }
      let made = Dictionary(grouping: entries.map(\.page)) { Letter(ofTitle: pages[$0].title) }
      known = made
      return made
    }
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
}
