/// Where one word stands, as a shard has it: numbers as `IndexDigits` writes them.
///
/// For each article, in order: how far its number is from that of the one before (the first: from 0); then for each of its
/// sections that has the word, in order, eight times the distance from the one before (the first: from 0), twice the
/// `MentionPlace`, and 1 more where another section of the article follows.
///
/// A word that more than `mostArticles` articles have says little. Of the sections that have it in their running text only
/// the first of an article is there, and as its section 0: else a few common words would take longer to load than all else.
enum Postings {
  /// Of how many articles all sections are there.
  static let mostArticles = 1024

  /// A word in one section.
  struct Place: Sendable, Equatable {
    var article: Int32
    var section: Int32
    var place: MentionPlace

    static func precedes(_ left: Place, _ right: Place) -> Bool {
      (left.article, left.section) < (right.article, right.section)
    }

    /// `places` in order; of those in one section, the one that counts most.
    static func sorted(_ places: [Place]) -> [Place] {
      var sorted: [Place] = []
      for place in places.sorted(by: precedes) {
        if let last = sorted.last, last.article == place.article, last.section == place.section {
          if last.place < place.place { sorted[sorted.count - 1] = place }
        } else {
          sorted.append(place)
        }
      }
      return sorted
    }
  }

  /// `places`, which are sorted, as text.
  static func text(of places: [Place]) -> [UInt8] {
    let places = isCommon(places) ? shortened(places) : places
    var text: [UInt8] = []
    text.reserveCapacity(2 * places.count)
    var (article, section): (Int32, Int32) = (0, 0)
    for (index, place) in places.enumerated() {
      if index == 0 || place.article != article {
        IndexDigits.append(Int(place.article - article), to: &text)
        (article, section) = (place.article, 0)
      }
      let goesOn = index + 1 < places.count && places[index + 1].article == article
      IndexDigits.append(
        Int(place.section - section) << 3 | Int(place.place.rawValue) << 1 | (goesOn ? 1 : 0), to: &text)
      section = place.section
    }
    return text
  }

  /// Whether more than `mostArticles` articles have the word.
  static func isCommon(_ places: [Place]) -> Bool {
    guard places.count > mostArticles else { return false }
    var (articles, last): (Int, Int32) = (0, -1)
    for place in places where place.article != last { (articles, last) = (articles + 1, place.article) }
    return articles > mostArticles
  }

  /// `places` with at most one of each article in running text.
  private static func shortened(_ places: [Place]) -> [Place] {
    var shortened: [Place] = []
    var start = 0
    while start < places.count {
      let article = places[start].article
      var end = start + 1
      while end < places.count, places[end].article == article { end += 1 }
      let strong = places[start..<end].filter { $0.place > .body }
      if strong.count < end - start, strong.first?.section != 0 {
        shortened.append(Place(article: article, section: 0, place: .body))
      }
      shortened += strong
      start = end
    }
    return shortened
  }

  /// The places that `text` has, sorted.
  static func places(in text: ArraySlice<UInt8>) -> [Place] {
    var places: [Place] = []
    var reader = IndexDigits.Reader(text)
    var article: Int32 = 0
    while !reader.isAtEnd {
      article &+= Int32(truncatingIfNeeded: reader.number())
      eachSection(&reader) { section, place in
        places.append(Place(article: article, section: section, place: place))
      }
    }
    return places
  }

  /// Whether `text` has anything about one of `articles`, which are sorted.
  static func text(_ text: ArraySlice<UInt8>, mentions articles: [Int]) -> Bool {
    var reader = IndexDigits.Reader(text)
    var current = 0
    var rest = articles[...]
    while !reader.isAtEnd, let article = rest.first {
      current &+= reader.number()
      if current == article { return true }
      while let first = rest.first, first < current { rest.removeFirst() }
      if rest.first == current { return true }
      eachSection(&reader) { _, _ in }
    }
    return false
  }

  @inline(__always)
  private static func eachSection(_ reader: inout IndexDigits.Reader, _ note: (Int32, MentionPlace) -> Void) {
    var section = 0
    while true {
      let number = reader.number()
      section &+= number >> 3
      note(Int32(truncatingIfNeeded: section), MentionPlace(rawValue: UInt8(number >> 1 & 3)) ?? .body)
      if number & 1 == 0 || reader.isAtEnd { return }
    }
  }
}
