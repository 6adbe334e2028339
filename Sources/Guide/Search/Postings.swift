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

    /// Those of two lists, each sorted, of which no section is in both.
    static func merged(_ one: [Place], _ other: ArraySlice<Place>) -> [Place] {
      guard let first = other.first else { return one }
      var merged: [Place] = []
      merged.reserveCapacity(one.count + other.count)
      let start = one.partitioningIndex { !precedes($0, first) }
      merged += one[..<start]
      var other = other
      for place in one[start...] {
        while let next = other.first, precedes(next, place) {
          merged.append(next)
          other.removeFirst()
        }
        merged.append(place)
      }
      return merged + other
    }

    /// `places`, which are nearly sorted, in order; of those in one section, the one that counts most.
    static func sorted(_ places: ArraySlice<Place>) -> [Place] {
      var sorted: [Place] = []
      sorted.reserveCapacity(places.count)
      for place in places {
        var index = sorted.count
        while index > 0, precedes(place, sorted[index - 1]) { index -= 1 }
        if index > 0, !precedes(sorted[index - 1], place) {
          if sorted[index - 1].place < place.place { sorted[index - 1] = place }
        } else if index == sorted.count {
          sorted.append(place)
        } else {
          sorted.insert(place, at: index)
        }
      }
      return sorted
    }
  }

  /// `places`, which are sorted, as text.
  static func text(of places: ArraySlice<Place>) -> [UInt8] {
    let places = isCommon(places) ? shortened(places)[...] : places
    var text: [UInt8] = []
    text.reserveCapacity(2 * places.count)
    var (start, article): (Int, Int32) = (places.startIndex, 0)
    while start < places.endIndex {
      let own = ofOneArticle(places[start...])
      IndexDigits.append(Int(places[start].article - article), to: &text)
      appendSections(own, to: &text)
      (start, article) = (own.endIndex, places[start].article)
    }
    return text
  }

  /// Adds the sections of `places`, which are of one article.
  private static func appendSections(_ places: ArraySlice<Place>, to text: inout [UInt8]) {
    var section: Int32 = 0
    for index in places.indices {
      let place = places[index]
      let goesOn = index + 1 < places.endIndex
      IndexDigits.append(
        Int(place.section - section) << 3 | Int(place.place.rawValue) << 1 | (goesOn ? 1 : 0), to: &text)
      section = place.section
    }
  }

  /// Those at the beginning of `places` that are of the first's article.
  @inline(__always)
  private static func ofOneArticle(_ places: ArraySlice<Place>) -> ArraySlice<Place> {
    var end = places.startIndex + 1
    while end < places.endIndex, places[end].article == places[places.startIndex].article { end += 1 }
    return places[..<end]
  }

  /// What `text` has for the sections of `places`, which are of one article, where the word is not common, and where it is.
  static func sections(of places: ArraySlice<Place>) -> (plain: [UInt8], shortened: [UInt8]) {
    var (plain, short): ([UInt8], [UInt8]) = ([], [])
    appendSections(places, to: &plain)
    appendSections(shortened(places)[...], to: &short)
    return (plain, short)
  }

  /// Whether more than `mostArticles` articles have the word.
  static func isCommon(_ places: ArraySlice<Place>) -> Bool {
    guard places.count > mostArticles else { return false }
    var (articles, last): (Int, Int32) = (0, -1)
    for place in places where place.article != last { (articles, last) = (articles + 1, place.article) }
    return articles > mostArticles
  }

  /// `places` with at most one of each article in running text.
  private static func shortened(_ places: ArraySlice<Place>) -> [Place] {
    var shortened: [Place] = []
    var start = places.startIndex
    while start < places.endIndex {
      let own = ofOneArticle(places[start...])
      let strong = own.filter { $0.place > .body }
      if strong.count < own.count, strong.first?.section != 0 {
        shortened.append(Place(article: places[start].article, section: 0, place: .body))
      }
      shortened += strong
      start = own.endIndex
    }
    return shortened
  }

  /// The places that `text` has, sorted.
  static func places(in text: UnsafeBufferPointer<UInt8>) -> [Place] {
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
