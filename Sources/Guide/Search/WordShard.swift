/// A part of a sorted list of words, as a file of its own: a script that hands a text to the page's search.
///
/// The text has, a space between any two parts, for each word: a digit of `IndexDigits` that says how many characters it
/// shares with the one before, and the rest; then its `Postings`, which are empty in a list without.
struct WordShard: Sendable, Equatable {
  /// What is in the list.
  enum Kind: String, Sendable, CaseIterable {
    /// Words with their postings.
    case postings = "p"
    /// Words alone, and behind a hyphen each again, written backwards. Where a reader has mistyped one half of a word, the
    /// other leads to it, and it takes much less to load than the postings of all words that begin alike.
    case words = "w"
  }

  /// A word of the list.
  struct Entry: Sendable, Equatable {
    /// UTF-8.
    var letters: [UInt8]
    /// As `Postings` writes them; empty in lists without.
    var postings: [UInt8] = []

    /// What the list of words alone has for the words of `entries`, sorted.
    static func alone(_ entries: [Entry]) -> [Entry] {
      let words = entries.map { Entry(letters: $0.letters) }
      // A hyphen comes before all letters and digits.
      return words.map(\.reversed).sorted { $0.letters[...].precedesByBytes($1.letters[...]) } + words
    }

    /// The word backwards, behind a hyphen.
    var reversed: Entry {
      var backwards = [UInt8(ascii: "-")]
      var end = letters.endIndex
      while let start = letters[..<end].lastIndex(where: { $0 & 0xC0 != 0x80 }) {
        backwards += letters[start..<end]
        end = start
      }
      return Entry(letters: backwards)
    }

    /// Its part of a shard's size.
    fileprivate var size: Int { letters.count + postings.count + 2 }
  }

  let kind: Kind
  /// What all words in it are at or above, and those of the shards before it below; empty for a list's first shard.
  let start: [UInt8]
  let entries: [Entry]

  /// The text.
  var text: [UInt8] {
    var text: [UInt8] = []
    var previous: [UInt8] = []
    for entry in entries {
      if !text.isEmpty { text.append(UInt8(ascii: " ")) }
      let (bytes, characters) = Self.shared(previous, entry.letters)
      IndexDigits.append(characters, to: &text)
      text += entry.letters[bytes...]
      text.append(UInt8(ascii: " "))
      text += entry.postings
      previous = entry.letters
    }
    return text
  }

  /// More would take a second digit.
  private static let mostShared = 56

  /// How many bytes and how many characters two words have in common at their beginnings.
  private static func shared(_ left: [UInt8], _ right: [UInt8]) -> (bytes: Int, characters: Int) {
    var (bytes, characters, whole) = (0, 0, 0)
    while bytes < min(left.count, right.count), left[bytes] == right[bytes] {
      bytes += 1
      // What goes on with 10xxxxxx belongs to the character before.
      guard bytes == right.count || right[bytes] & 0xC0 != 0x80 else { continue }
      (whole, characters) = (bytes, characters + 1)
      if characters == mostShared { break }
    }
    return (whole, characters)
  }

  init(kind: Kind, start: [UInt8], entries: [Entry]) {
    (self.kind, self.start, self.entries) = (kind, start, entries)
  }

  /// The shard whose text is `text`.
  init(kind: Kind, start: [UInt8], text: ArraySlice<UInt8>) {
    var entries: [Entry] = []
    Self.forEachEntry(of: text) { letters, postings in
      entries.append(Entry(letters: letters, postings: Array(postings)))
    }
    self.init(kind: kind, start: start, entries: entries)
  }

  /// Tells of each entry in a shard's text, in order.
  static func forEachEntry(
    of text: ArraySlice<UInt8>, _ note: (_ letters: [UInt8], _ postings: ArraySlice<UInt8>) -> Void
  ) {
    var letters: [UInt8] = []
    var rest = text
    while let digit = rest.first {
      let wordEnd = rest.firstIndex(of: UInt8(ascii: " ")) ?? rest.endIndex
      let word = rest[..<wordEnd].dropFirst()
      rest = rest[wordEnd...].dropFirst()
      let postings = rest[..<(rest.firstIndex(of: UInt8(ascii: " ")) ?? rest.endIndex)]
      rest = rest[postings.endIndex...].dropFirst()
      let characters = Int(digit) - 35
      var end = 0
      for _ in 0..<max(0, characters) {
        end += 1
        while end < letters.count, letters[end] & 0xC0 == 0x80 { end += 1 }
      }
      letters.removeSubrange(min(end, letters.count)...)
      letters += word
      note(letters, postings)
    }
  }
}

extension WordShard {
  /// In bytes: a shard has at least `smallest`, unless it is its list's last, and ends before it has `largest`, unless one
  /// word alone takes that much.
  private static let smallest = 4096
  private static let largest = 16384

  /// `entries`, which are sorted, in shards of about 8 kB.
  ///
  /// Where a shard ends depends on nothing but its own words: one ends before a word whose hash says so, the sooner the more
  /// that word takes. So what an author changes in a text hardly ever moves a boundary, and then only those nearby.
  static func shards(_ kind: Kind, of entries: [Entry]) -> [WordShard] {
    var shards: [WordShard] = []
    var (start, size) = (0, 0)
    for (index, entry) in entries.enumerated() {
      if isBoundary(entry, after: size) {
        shards.append(
          WordShard(
            kind: kind, start: start == 0 ? [] : entries[start].letters, entries: Array(entries[start..<index])))
        (start, size) = (index, 0)
      }
      size += entry.size
    }
    let last = start == 0 ? [] : entries[start].letters
    return shards + [WordShard(kind: kind, start: last, entries: Array(entries[start...]))]
  }

  /// Whether a whole list that has the words `entries` from this shard's start to that of the next would be divided at just
  /// these places.
  ///
  /// - Parameter next: the first word of the next shard; nil where there is none.
  func wouldStand(before next: Entry?) -> Bool {
    guard start.isEmpty || entries.first?.letters == start else { return false }
    var size = 0
    for entry in entries {
      if Self.isBoundary(entry, after: size) { return false }
      size += entry.size
    }
    return next.map { Self.isBoundary($0, after: size) } ?? true
  }

  /// Whether a shard that has `size` bytes ends before `entry`.
  private static func isBoundary(_ entry: Entry, after size: Int) -> Bool {
    guard size >= smallest else { return false }
    if size >= largest { return true }
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in entry.letters { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    // A power of two, so that a posting more or less seldom makes a difference.
    let weight = UInt64(1) << UInt64(Int.bitWidth - entry.size.leadingZeroBitCount)
    return (hash >> 32) % UInt64(smallest) < weight
  }
}
