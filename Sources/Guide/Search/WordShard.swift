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
      // A hyphen comes before all letters and digits.
      entries.map(\.reversed).sorted { $0.letters[...].precedesByBytes($1.letters[...]) }
        + entries.map { Entry(letters: $0.letters) }
    }

    /// The word backwards, behind a hyphen.
    var reversed: Entry {
      var backwards = [UInt8(ascii: "-")]
      backwards.reserveCapacity(letters.count + 1)
      var end = letters.endIndex
      while end > 0 {
        var start = end - 1
        while start > 0, letters[start] & 0xC0 == 0x80 { start -= 1 }
        for letter in letters[start..<end] { backwards.append(letter) }
        end = start
      }
      return Entry(letters: backwards)
    }
  }

  let kind: Kind
  /// What all words in it are at or above, and those of the shards before it below; empty for a list's first shard.
  let start: [UInt8]
  private(set) var text: [UInt8] = []
  /// The sum of what its entries weigh.
  private var weight = 0
  /// The first word's weight.
  private var firstWeight = 0
  /// The last word.
  private var last: [UInt8] = []

  init(kind: Kind, start: [UInt8]) {
    (self.kind, self.start) = (kind, start)
  }

  /// Adds a word that comes after all it has.
  private mutating func append(_ letters: ArraySlice<UInt8>, _ postings: ArraySlice<UInt8>) {
    if !text.isEmpty { text.append(UInt8(ascii: " ")) }
    let (bytes, characters) = Self.shared(last, letters)
    IndexDigits.append(characters, to: &text)
    text += letters.dropFirst(bytes)
    text.append(UInt8(ascii: " "))
    text += postings
    let weight = Self.weight(of: letters, postings)
    if self.weight == 0 { firstWeight = weight }
    self.weight += weight
    last.removeAll(keepingCapacity: true)
    last += letters
  }

  /// More would take more than a byte.
  private static let mostShared = 56

  /// How many bytes and how many characters two words have in common at their beginnings.
  private static func shared(_ left: [UInt8], _ right: ArraySlice<UInt8>) -> (bytes: Int, characters: Int) {
    var (bytes, characters, whole) = (0, 0, 0)
    let start = right.startIndex
    while bytes < min(left.count, right.count), left[bytes] == right[start + bytes] {
      bytes += 1
      // What goes on with 10xxxxxx belongs to the character before.
      guard bytes == right.count || right[start + bytes] & 0xC0 != 0x80 else { continue }
      (whole, characters) = (bytes, characters + 1)
      if characters == mostShared { break }
    }
    return (whole, characters)
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
    var shard = WordShard(kind: kind, start: [])
    for entry in entries {
      let (letters, postings) = (entry.letters[...], entry.postings[...])
      if shard.ends(before: letters, weighing: weight(of: letters, postings)) {
        shards.append(shard)
        shard = WordShard(kind: kind, start: entry.letters)
      }
      shard.append(letters, postings)
    }
    return shards + [shard]
  }

  /// A word of a list that is to be put in, altered or taken out.
  struct Change: Sendable {
    var letters: [UInt8]
    /// What the list is to have; nil for nothing.
    var entry: Entry?
  }

  /// The shard of a list from `start` on, whose text was `text`, after `changes`, which are sorted.
  ///
  /// - Returns: nil where a whole list of the same words would be divided at another place before its end.
  init?(kind: Kind, start: [UInt8], text: ArraySlice<UInt8>, after changes: [Change]) {
    self.init(kind: kind, start: start)
    self.text.reserveCapacity(text.count + 256)
    let isDivided = text.withUnsafeBufferPointer { text in
      var reader = WordShardReader(text)
      var changes = changes[...]
      while reader.next() {
        while let first = changes.first, first.letters[...].precedesByBytes(reader.letters[...]) {
          if let entry = first.entry, !add(entry.letters[...], entry.postings[...]) { return true }
          changes.removeFirst()
        }
        if let first = changes.first, first.letters == reader.letters {
          if let entry = first.entry, !add(entry.letters[...], entry.postings[...]) { return true }
          changes.removeFirst()
        } else if !add(reader.letters[...], Array(reader.postings)[...]) {
          return true
        }
      }
      return !changes.allSatisfy { $0.entry.map { add($0.letters[...], $0.postings[...]) } ?? true }
    }
    if isDivided { return nil }
  }

  /// Adds a word if it belongs here; false where a whole list would be divided before it, or would not begin with it.
  private mutating func add(_ letters: ArraySlice<UInt8>, _ postings: ArraySlice<UInt8>) -> Bool {
    if text.isEmpty, !start.isEmpty, !letters.elementsEqual(start) { return false }
    if ends(before: letters, weighing: Self.weight(of: letters, postings)) { return false }
    append(letters, postings)
    return true
  }

  /// Whether a whole list would have this shard begin where `previous`, the shard before it, ends.
  func begins(after previous: WordShard) -> Bool { previous.ends(before: start[...], weighing: firstWeight) }

  /// What an entry adds to its shard's size, in bytes.
  private static func weight(of letters: ArraySlice<UInt8>, _ postings: some Collection<UInt8>) -> Int {
    letters.count + postings.count + 2
  }

  /// Whether the shard ends before the word `letters`, which weighs `weight`.
  private func ends(before letters: ArraySlice<UInt8>, weighing weight: Int) -> Bool {
    guard self.weight >= Self.smallest else { return false }
    if self.weight >= Self.largest { return true }
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in letters { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    // FNV alone lets the last letters change its highest and lowest bits only. Source: MurmurHash3, fmix64.
    hash = (hash ^ hash >> 33) &* 0xFF51_AFD7_ED55_8CCD
    // A power of two, so that a posting more or less seldom makes a difference.
    let chance = UInt64(1) << UInt64(Int.bitWidth - weight.leadingZeroBitCount)
    return (hash >> 32) % UInt64(Self.smallest) < chance
  }
}
