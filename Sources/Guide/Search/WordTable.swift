/// The words of some articles, and where they stand: what one thread gathers.
///
/// Words are runs of letters and digits, as `LetterFolding` has them. Those joined by a hyphen are there as one word too:
/// "Wi-Fi" is found by "wifi". Letters of scripts that write no spaces between words are there in overlapping pairs. Stop
/// words and what is longer than `longestWord` are left out.
///
/// Nearly every word of a text is known already and has at most eight letters of ASCII. Such a word is one number, its letters
/// one after the other, which is all that is compared; what search knows of it (synonyms, stop words) was looked up when it
/// was new.
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
    fileprivate let name: WordName
    fileprivate let start: Int32
    /// Index in `mentions` of the last, and its article and section; -1 for none yet.
    fileprivate var last: Int32 = -1
    fileprivate var lastSection = SectionName(article: -1, section: -1)
    /// What `Synonyms` calls it; -1 for a word that is in none.
    fileprivate let synonymPart: Int32
    fileprivate let isStopWord: Bool
  }

  /// A section of an article.
  fileprivate struct SectionName: Equatable {
    let number: UInt64

    init(article: Int, section: Int) {
      number = UInt64(truncatingIfNeeded: article) << 32 | UInt64(UInt32(truncatingIfNeeded: section))
    }

    var article: Int32 { Int32(truncatingIfNeeded: number >> 32) }
    var section: Int32 { Int32(truncatingIfNeeded: number) }
  }

  /// Texts that stand in many articles, as their writer calls them.
  struct CommonTexts: Hashable {
    var name: String
    var variant: String
    var language: String
  }

  /// In UTF-8 bytes.
  static let longestWord = 64
  /// How many words a short title has at most, stop words aside.
  private static let shortTitle = 3

  private(set) var mentions: [Mention] = []
  private(set) var words: [Word] = []
  private var letters: [UInt8] = []
  /// Indices in `words`, -1 where there is none; a power of two.
  private var slots: [Int32]
  /// How far a hash is shifted to be an index in `slots`.
  private var shift: UInt64
  private let language: SearchLanguage
  private let synonyms: Synonyms
  /// By group of synonyms: the index of its name.
  private var groupNames: [Int] = []
  /// The words of texts that stand in many articles, without repetition.
  private var common: [CommonTexts: [Int]] = [:]
  /// Indices of the words that are read, where they are not to be mentioned yet.
  private var collected: [Int]?
  /// Where what is read stands.
  private var here = SectionName(article: 0, section: 0)
  private var place = MentionPlace.body
  /// A word that is not all ASCII, or that is joined by hyphens, as far as it was read.
  private var spelled: [UInt8] = []
  /// The last words that were read, the newest last, as `Synonyms` calls them.
  private var recent: [Int32] = []

  init(_ language: SearchLanguage, _ synonyms: Synonyms) {
    (self.language, self.synonyms) = (language, synonyms)
    slots = Array(repeating: -1, count: 1 << 12)
    shift = 64 - 12
    for group in 0..<synonyms.count { groupNames.append(index(of: Array(Synonyms.name(of: group).utf8)[...])) }
  }

  /// The letters of the word at `index`.
  func letters(of index: Int) -> ArraySlice<UInt8> {
    letters[Int(words[index].start)..<Int(words[index].start) + words[index].name.count]
  }

  /// Notes the words of an article's title.
  mutating func add(title: String, article: Int) {
    let start = mentions.count
    add(title, article: article, section: 0, place: .title)
    let words = mentions.indices[start...].filter { mentions[$0].place == .title }
    guard words.count <= Self.shortTitle else { return }
    for index in words { mentions[index].place = .shortTitle }
  }

  /// Notes the words of `text`, UTF-8, which stands in a section of an article.
  mutating func add(_ text: UnsafeBufferPointer<UInt8>, article: Int, section: Int, place: MentionPlace) {
    go(to: article, section, place)
    var position = 0
    while position < text.count {
      let start = position
      var letters: UInt64 = 0
      while position < text.count {
        let capital = WordName.capital(text[position])
        if capital == 0 { break }
        letters = letters << 8 | UInt64(capital)
        position += 1
      }
      if position < text.count, text[position] >= 0x80 || text[position] == UInt8(ascii: "-") {
        position = addUnusualWord(text, from: start)
      } else {
        if position > start {
          let word = UnsafeBufferPointer(rebasing: text[start..<position])
          note(word.count <= 8 ? WordName(letters, count: word.count) : WordName(word), word)
        }
        position += 1
      }
    }
  }

  /// The same for a text of its own.
  mutating func add(_ text: String, article: Int, section: Int, place: MentionPlace) {
    var text = text
    text.withUTF8 { add($0, article: article, section: section, place: place) }
  }

  /// Notes the words of texts that many articles have in their bodies: `texts`, which is asked for at the first of them.
  mutating func add(_ name: CommonTexts, article: Int, section: Int, texts: () -> [String]) {
    let known = common[name] ?? indices(of: texts())
    common[name] = known
    go(to: article, section, .body)
    for word in known { mention(word, at: .body) }
  }

  /// The indices of the words that `texts` mention.
  private mutating func indices(of texts: [String]) -> [Int] {
    collected = []
    for text in texts { add(text, article: 0, section: 0, place: .body) }
    defer { collected = nil }
    var seen: Set<Int> = []
    return (collected ?? []).filter { seen.insert($0).inserted }
  }

  private mutating func go(to article: Int, _ section: Int, _ place: MentionPlace) {
    here = SectionName(article: article, section: section)
    self.place = place
    if !recent.isEmpty { recent.removeAll(keepingCapacity: true) }
  }

  /// Notes the word that begins at `start`, which may have any letters, and those that are joined to it.
  ///
  /// - Returns: where they end.
  private mutating func addUnusualWord(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    spelled.removeAll(keepingCapacity: true)
    var (position, begin, parts) = (start, 0, 0)
    while position < text.count {
      let capital = WordName.capital(text[position])
      if capital != 0 {
        spelled.append(capital)
        position += 1
      } else if text[position] >= 0x80, let (folded, width) = Self.folded(text, at: position) {
        if let first = folded.first, LetterFolding.isUnspaced(first) {
          if position > start, spelled.count > begin || parts > 0 { break }
          return addPairs(text, from: position)
        }
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

  /// Notes the letters from `start` on, which are of scripts without spaces, in overlapping pairs; one alone as it is.
  ///
  /// - Returns: where they end.
  private mutating func addPairs(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var pairs = LetterPairs()
    var position = start
    while position < text.count, let (folded, width) = Self.folded(text, at: position) {
      for scalar in folded {
        guard LetterFolding.isUnspaced(scalar) else {
          if let letter = pairs.end() { note(letter[...]) }
          return position
        }
        if let pair = pairs.next(scalar) { note(pair[...]) }
      }
      position += width
    }
    if let letter = pairs.end() { note(letter[...]) }
    return position
  }

  /// What becomes of the scalar at `position`, and how many bytes it takes; nil where no word can have it.
  private static func folded(
    _ text: UnsafeBufferPointer<UInt8>, at position: Int
  ) -> (folded: [Unicode.Scalar], width: Int)? {
    var decoder = UTF8()
    var rest = text[position...].makeIterator()
    guard case .scalarValue(let scalar) = decoder.decode(&rest) else { return nil }
    return LetterFolding.folded(scalar).map { ($0, UTF8.width(scalar)) }
  }

  /// `isRead` is false for a word that the text does not have as it is.
  private mutating func note(_ letters: ArraySlice<UInt8>, isRead: Bool = true) {
    ArabicArticle.dropped(from: letters).withUnsafeBufferPointer { note(WordName($0), $0, isRead: isRead) }
  }

  /// Notes a word whose letters may still be small where they are ASCII.
  private mutating func note(_ name: WordName, _ letters: UnsafeBufferPointer<UInt8>, isRead: Bool = true) {
    guard letters.count <= Self.longestWord else { return }
    let index = index(of: name, letters)
    if !words[index].isStopWord { mention(index, at: place) }
    guard isRead else { return }
    let part = words[index].synonymPart
    if part >= 0 { mentionSynonyms(part) } else if !recent.isEmpty { recent.removeAll(keepingCapacity: true) }
  }

  private mutating func mention(_ index: Int, at place: MentionPlace) {
    guard collected == nil else {
      collected?.append(index)
      return
    }
    if words[index].lastSection == here {
      let last = Int(words[index].last)
      if mentions[last].place < place { mentions[last].place = place }
      return
    }
    words[index].last = Int32(truncatingIfNeeded: mentions.count)
    words[index].lastSection = here
    mentions.append(
      Mention(
        word: Int32(truncatingIfNeeded: index), article: here.article, section: here.section, place: place))
  }

  /// Mentions the groups that have what was just read, a class lower than the words themselves.
  private mutating func mentionSynonyms(_ part: Int32) {
    recent.append(part)
    let place: MentionPlace = place > .heading ? .heading : .body
    for group in synonyms.groups(withPhraseAtEndOf: recent) { mention(groupNames[group], at: place) }
  }

  /// The index of the word `letters`, in UTF-8 and folded, which is added where it is new.
  mutating func index(of letters: ArraySlice<UInt8>) -> Int {
    letters.withUnsafeBufferPointer { index(of: WordName($0), $0) }
  }

  @inline(__always)
  private mutating func index(of name: WordName, _ letters: UnsafeBufferPointer<UInt8>) -> Int {
    var slot = Int(truncatingIfNeeded: name.hash >> shift)
    while slots[slot] >= 0 {
      let known = Int(slots[slot])
      if words[known].name == name, name.isWhole || has(letters, at: known) { return known }
      slot = (slot + 1) & (slots.count - 1)
    }
    return add(name, letters, at: slot)
  }

  /// Adds a word that is new, at a place that is free.
  private mutating func add(_ name: WordName, _ letters: UnsafeBufferPointer<UInt8>, at slot: Int) -> Int {
    let index = words.count
    let start = self.letters.count
    for letter in letters { self.letters.append(WordName.folded(letter)) }
    let text = String(decoding: self.letters[start...], as: UTF8.self)
    words.append(
      Word(
        name: name, start: Int32(truncatingIfNeeded: start),
        synonymPart: synonyms.isEmpty ? -1 : synonyms.part(for: text, in: language),
        isStopWord: language.stopWords.contains(text)))
    slots[slot] = Int32(truncatingIfNeeded: index)
    if words.count * 2 > slots.count { grow() }
    return index
  }

  private func has(_ letters: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
    self.letters(of: index).elementsEqual(letters.lazy.map(WordName.folded))
  }

  private mutating func grow() {
    slots = Array(repeating: -1, count: slots.count * 4)
    shift -= 2
    for (index, word) in words.enumerated() {
      var slot = Int(truncatingIfNeeded: word.name.hash >> shift)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(truncatingIfNeeded: index)
    }
  }
}
