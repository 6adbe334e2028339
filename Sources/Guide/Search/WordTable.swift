/// The words of some articles, and where they stand: what one thread gathers.
///
/// Words are runs of letters and digits, as `LetterFolding` has them. Those joined by a hyphen are there as one word too:
/// "Wi-Fi" is found by "wifi". Stop words and what is longer than `longestWord` are left out.
struct WordTable: Sendable {
  /// A word in one section.
  struct Mention: Sendable {
    /// Index in `words`.
    var word: Int32
    /// Index in `Site.articles`.
    var article: Int32
    /// 0 for what stands before the first heading.
    var section: Int32
    var place: MentionPlace
  }

  /// A word that was seen.
  struct Word: Sendable {
    fileprivate var hash: UInt64
    fileprivate var start: Int32
    fileprivate var count: Int32
    /// Index in `mentions` of the last; -1 for none yet.
    fileprivate var last: Int32 = -1
    /// What `Synonyms` calls it; -1 for a word that is in none.
    fileprivate var synonymPart: Int32
    fileprivate var isStopWord: Bool
  }

  /// In UTF-8 bytes.
  static let longestWord = 64
  /// How many words a short title has at most, stop words aside.
  private static let shortTitle = 3

  private(set) var mentions: [Mention] = []
  private(set) var words: [Word] = []
  private var letters: [UInt8] = []
  /// Indices in `words` by hash, -1 where there is none.
  private var slots: [Int32]
  private let language: SearchLanguage
  private let synonyms: Synonyms
  /// Where what is read stands.
  private var here = (article: Int32(0), section: Int32(0), place: MentionPlace.body)
  /// A word that is not all ASCII, or that is joined by hyphens, as far as it was read.
  private var spelled: [UInt8] = []
  /// The last words that were read, the newest last, as `Synonyms` calls them.
  private var recent: [Int32] = []

  init(_ language: SearchLanguage, _ synonyms: Synonyms) {
    (self.language, self.synonyms) = (language, synonyms)
    slots = Array(repeating: -1, count: 1 << 13)
  }

  /// The letters of the word at `index`.
  func letters(of index: Int) -> ArraySlice<UInt8> {
    letters[Int(words[index].start)..<Int(words[index].start + words[index].count)]
  }

  /// Notes the words of `text`, UTF-8, which stands in a section of an article.
  mutating func add(_ text: UnsafeBufferPointer<UInt8>, article: Int, section: Int, place: MentionPlace) {
    here = (Int32(truncatingIfNeeded: article), Int32(truncatingIfNeeded: section), place)
    if !recent.isEmpty { recent.removeAll(keepingCapacity: true) }
    var position = 0
    while position < text.count {
      // Nearly every word is a run of ASCII: its letters are only read, and copied where the word is new.
      let start = position
      var hash = Self.emptyHash
      while position < text.count {
        let capital = Self.capital(text[position])
        if capital == 0 { break }
        hash = Self.hash(hash, capital)
        position += 1
      }
      if position < text.count, text[position] >= 0x80 || text[position] == UInt8(ascii: "-") {
        position = addUnusualWord(text, from: start)
      } else {
        if position > start { note(UnsafeBufferPointer(rebasing: text[start..<position]), hash) }
        position += 1
      }
    }
  }

  /// The same for a text of its own.
  mutating func add(_ text: String, article: Int, section: Int, place: MentionPlace) {
    var text = text
    text.withUTF8 { add($0, article: article, section: section, place: place) }
  }

  /// Notes the word that begins at `start`, which may have any letters, and those that are joined to it.
  ///
  /// - Returns: where they end.
  private mutating func addUnusualWord(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    spelled.removeAll(keepingCapacity: true)
    var (position, begin, parts) = (start, 0, 0)
    while position < text.count {
      let capital = Self.capital(text[position])
      if capital != 0 {
        spelled.append(capital)
        position += 1
      } else if text[position] >= 0x80, let (folded, width) = Self.folded(text[position...]) {
        for scalar in folded { spelled += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter }
        position += width
      } else {
        guard text[position] == UInt8(ascii: "-"), spelled.count > begin else { break }
        note(spelled[begin...])
        (begin, parts, position) = (spelled.count, parts + 1, position + 1)
      }
    }
    if spelled.count > begin { note(spelled[begin...]) }
    if parts > 0, spelled.count > begin { note(spelled[...], isRead: false) }
    return max(position, start + 1)
  }

  /// What becomes of the scalar that `text` begins with, and how many bytes it takes; nil where no word can have it.
  private static func folded(
    _ text: Slice<UnsafeBufferPointer<UInt8>>
  ) -> (folded: [Unicode.Scalar], width: Int)? {
    var decoder = UTF8()
    var rest = text.makeIterator()
    guard case .scalarValue(let scalar) = decoder.decode(&rest) else { return nil }
    return LetterFolding.folded(scalar).map { ($0, UTF8.width(scalar)) }
  }

  /// `isRead` is false for a word that the text does not have as it is.
  private mutating func note(_ letters: ArraySlice<UInt8>, isRead: Bool = true) {
    letters.withUnsafeBufferPointer { note($0, $0.reduce(Self.emptyHash, Self.hash), isRead: isRead) }
  }

  /// Notes a word whose letters may still be small where they are ASCII.
  private mutating func note(_ letters: UnsafeBufferPointer<UInt8>, _ hash: UInt64, isRead: Bool = true) {
    guard letters.count <= Self.longestWord else { return }
    let index = index(of: letters, hash)
    if !words[index].isStopWord { mention(index, at: here.place) }
    if isRead, !synonyms.isEmpty { noteSynonyms(words[index].synonymPart) }
  }

  /// Notes that the mentions from `start` on are all of one article: where its title is short, its words count more.
  mutating func endArticle(from start: Int) {
    let title = mentions[start...].indices.filter { mentions[$0].place == .title }
    guard title.count <= Self.shortTitle else { return }
    for index in title { mentions[index].place = .shortTitle }
  }

  private mutating func mention(_ index: Int, at place: MentionPlace) {
    let last = Int(words[index].last)
    if last >= 0, mentions[last].article == here.article, mentions[last].section == here.section {
      if mentions[last].place < place { mentions[last].place = place }
      return
    }
    words[index].last = Int32(truncatingIfNeeded: mentions.count)
    mentions.append(
      Mention(word: Int32(truncatingIfNeeded: index), article: here.article, section: here.section, place: place))
  }

  /// Mentions what else is said for the words that were just read, a class lower than they are themselves.
  private mutating func noteSynonyms(_ part: Int32) {
    guard part >= 0 else {
      if !recent.isEmpty { recent.removeAll(keepingCapacity: true) }
      return
    }
    recent.append(part)
    let place: MentionPlace = here.place > .heading ? .heading : .body
    for other in synonyms.words(besidesPhraseAtEndOf: recent) {
      let word = other.withUnsafeBufferPointer { letters in
        index(of: letters, letters.reduce(Self.emptyHash, Self.hash))
      }
      if !words[word].isStopWord { mention(word, at: place) }
    }
  }

  /// The index of the word `letters`, which is added where it is new.
  private mutating func index(of letters: UnsafeBufferPointer<UInt8>, _ hash: UInt64) -> Int {
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] >= 0 {
      let known = Int(slots[slot])
      if words[known].hash == hash, has(letters, at: known) { return known }
      slot = (slot + 1) & (slots.count - 1)
    }
    let index = words.count
    let start = self.letters.count
    for letter in letters { self.letters.append(Self.isSmall(letter) ? letter & 0xDF : letter) }
    let text = String(decoding: self.letters[start...], as: UTF8.self)
    words.append(
      Word(
        hash: hash, start: Int32(truncatingIfNeeded: start), count: Int32(truncatingIfNeeded: letters.count),
        synonymPart: synonyms.isEmpty ? -1 : synonyms.part(for: text, in: language),
        isStopWord: language.stopWords.contains(text)))
    slots[slot] = Int32(truncatingIfNeeded: index)
    if words.count * 2 > slots.count { grow() }
    return index
  }

  private func has(_ letters: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
    let start = Int(words[index].start)
    guard letters.count == Int(words[index].count) else { return false }
    return self.letters.withUnsafeBufferPointer { known in
      var offset = 0
      while offset < letters.count {
        let letter = letters[offset]
        if known[start + offset] != (Self.isSmall(letter) ? letter & 0xDF : letter) { return false }
        offset += 1
      }
      return true
    }
  }

  private mutating func grow() {
    slots = Array(repeating: -1, count: slots.count * 4)
    for (index, word) in words.enumerated() {
      var slot = Int(truncatingIfNeeded: word.hash) & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(truncatingIfNeeded: index)
    }
  }

  /// An ASCII letter as a capital, or a digit as it is; 0 for all else.
  @inline(__always)
  private static func capital(_ byte: UInt8) -> UInt8 {
    let capital = byte & 0xDF
    if capital &- UInt8(ascii: "A") < 26 { return capital }
    return byte &- UInt8(ascii: "0") < 10 ? byte : 0
  }

  @inline(__always)
  private static func isSmall(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "a") < 26 }

  private static let emptyHash: UInt64 = 0xCBF2_9CE4_8422_2325

  /// FNV-1a of what `hash` is of and `byte`. Source: draft-eastlake-fnv-17.
  @inline(__always)
  private static func hash(_ hash: UInt64, _ byte: UInt8) -> UInt64 {
    (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
  }
}
