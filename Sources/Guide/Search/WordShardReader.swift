import Glibc

/// Reads the text of a `WordShard` word by word, without a copy of it: after an edit all shards of a site are read.
struct WordShardReader {
  /// The word that was read last, UTF-8.
  private(set) var letters: [UInt8] = []
  /// Its postings.
  private(set) var postings = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
  private let text: UnsafeBufferPointer<UInt8>
  private var position = 0

  init(_ text: UnsafeBufferPointer<UInt8>) {
    self.text = text
  }

  /// Goes on to the next word; false where there is none.
  mutating func next() -> Bool {
    guard position < text.count else { return false }
    let characters = Int(text[position]) - 35
    var kept = 0
    for _ in 0..<max(0, characters) {
      kept += 1
      while kept < letters.count, letters[kept] & 0xC0 == 0x80 { kept += 1 }
    }
    letters.removeLast(letters.count - min(kept, letters.count))
    let word = part(from: position + 1)
    letters.append(contentsOf: word)
    postings = part(from: position + 1 + word.count + 1)
    position += 1 + word.count + 1 + postings.count + 1
    return true
  }

  /// What stands between `start` and the next space.
  private func part(from start: Int) -> UnsafeBufferPointer<UInt8> {
    guard start < text.count, let base = text.baseAddress else { return UnsafeBufferPointer(start: nil, count: 0) }
    let end = memchr(base + start, 0x20, text.count - start).map { UnsafeRawPointer($0) - UnsafeRawPointer(base) }
    return UnsafeBufferPointer(rebasing: text[start..<(end ?? text.count)])
  }

  /// Whether the postings have anything about one of `articles`, which are sorted.
  func mentions(_ articles: [Int]) -> Bool {
    var digits = IndexDigits.Reader(postings)
    var article = 0
    var index = 0
    while !digits.isAtEnd {
      article &+= digits.number()
      while articles[index] < article {
        index += 1
        if index == articles.count { return false }
      }
      if articles[index] == article { return true }
      while digits.number() & 1 == 1 {}
    }
    return false
  }

  /// Whether the postings have `places`, all there are of the word in `article`, already.
  func says(_ places: ArraySlice<Postings.Place>, of article: Int) -> Bool {
    var digits = IndexDigits.Reader(postings)
    var (current, count) = (0, 0)
    let sections = Postings.sections(of: places)
    while !digits.isAtEnd {
      current &+= digits.number()
      count += 1
      if current > article { return false }
      let start = digits.position
      while digits.number() & 1 == 1 {}
      guard current == article else { continue }
      let known = postings[start..<digits.position]
      if known.elementsEqual(sections.plain) { return true }
      guard known.elementsEqual(sections.shortened) else { return false }
      while count <= Postings.mostArticles, !digits.isAtEnd {
        _ = digits.number()
        while digits.number() & 1 == 1 {}
        count += 1
      }
      return count > Postings.mostArticles
    }
    return false
  }
}
