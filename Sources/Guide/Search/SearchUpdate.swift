/// The files of the search index after the texts of some articles have changed, made from those that stand.
///
/// What the index says of an article is looked for in all shards, which takes less time than keeping it and writing it
/// anew with each build; then only the shards are made again that have a word which now stands elsewhere. No article's number
/// changes, for that would take another title or another file.
struct SearchUpdate {
  /// Those that may differ from what stands.
  private(set) var files: [OutputFile] = []

  /// - Parameters:
  ///   - articles: the numbers of those that have changed.
  ///   - folder: the site's.
  /// - Returns: nil where the index is not there as it was made, or is to be divided in another way.
  init?(of articles: [Int], in site: Site, _ folder: OpenFolder, threads: Int) throws(OutputError) {
    let articles = articles.sorted()
    guard !articles.isEmpty else { return }
    guard let bytes = try folder.read(SitePath(SearchFile.root)), var root = SearchRoot(parsing: bytes),
      let shards = try folder.folder(SitePath(String(SearchFile.folder.dropLast())))
    else { return nil }
    let new = GatheredWords(of: articles, in: site)
    guard let changes = try Self.changes(new, articles, root, shards, threads: threads) else { return nil }
    let words = changes.filter { $0.isKnown != ($0.change.entry != nil) }.flatMap(\.inListOfWords)
      .sorted { $0.letters[...].precedesByBytes($1.letters[...]) }
    guard try update(.postings, changes.map(\.change), &root, shards), try update(.words, words, &root, shards) else {
      return nil
    }
    for (number, record) in zip(articles, new.records) {
      let name = ArticleRecords.name(of: number)
      // Two articles may have one file.
      let made = files.first { $0.path == SearchFile.path(name) }?.bytes
      let standing = made == nil ? try Self.read(name, in: shards) : made
      guard let standing, let value = SearchFile.value(of: standing, name: name) else { return nil }
      var records = ArticleRecords.records(in: value)
      let (file, position) = (number / ArticleRecords.count, number % ArticleRecords.count)
      guard records.indices.contains(position), root.records.indices.contains(file) else { return nil }
      records[position] = record
      let again = SearchFile.file(name, value: ArticleRecords.value(of: records))
      files.removeAll { $0.path == again.file.path }
      files.append(again.file)
      root.records[file] = again.fingerprint
    }
    files.append(root.file)
  }

  /// A change of the list of postings.
  private struct Change: Sendable {
    var change: WordShard.Change
    /// Whether the list has the word now.
    var isKnown: Bool

    init(_ letters: some Sequence<UInt8>, _ places: ArraySlice<Postings.Place>, isKnown: Bool) {
      let letters = Array(letters)
      let entry = places.isEmpty ? nil : WordShard.Entry(letters: letters, postings: Postings.text(of: places))
      change = WordShard.Change(letters: letters, entry: entry)
      self.isKnown = isKnown
    }

    /// The same for the list of words alone.
    var inListOfWords: [WordShard.Change] {
      let word = WordShard.Entry(letters: change.letters)
      return [word.reversed, word].map { WordShard.Change(letters: $0.letters, entry: change.entry == nil ? nil : $0) }
    }
  }

  /// What the list of postings is to have elsewhere, sorted; nil where that cannot be told from what stands.
  private static func changes(
    _ new: GatheredWords, _ articles: [Int], _ root: SearchRoot, _ folder: OpenFolder, threads: Int
  ) throws(OutputError) -> [Change]? {
    let parts = root.lists[.postings] ?? []
    let words = new.words
    let starts = parts.map { part in words.partitioningIndex { !$0.letters.precedesByBytes(part.start[...]) } }
    let found = try Crew(threads: threads).map(parts.count) { (number) throws(OutputError) -> [Change]? in
      let name = WordShard.name(.postings, number)
      guard let bytes = try read(name, in: folder), let text = WordShard.text(.postings, number, in: bytes) else {
        return nil
      }
      let end = number + 1 < parts.count ? starts[number + 1] : words.count
      return text.withUnsafeBufferPointer { changes(of: $0, by: words[starts[number]..<end], articles) }
    }
    guard found.allSatisfy({ $0 != nil }) else { return nil }
    return found.compactMap(\.self).flatMap(\.self)
  }

  /// What changes in a shard with the text `text` by what the articles `articles` have now: `words`, sorted.
  private static func changes(
    of text: UnsafeBufferPointer<UInt8>,
    by words: ArraySlice<(letters: ArraySlice<UInt8>, places: ArraySlice<Postings.Place>)>, _ articles: [Int]
  ) -> [Change]? {
    var (changes, words): ([Change], _) = ([], words)
    var reader = WordShardReader(text)
    while reader.next() {
      while let first = words.first, first.letters.precedesByBytes(reader.letters[...]) {
        changes.append(Change(first.letters, first.places, isKnown: false))
        words.removeFirst()
      }
      var added: ArraySlice<Postings.Place> = []
      if let first = words.first, first.letters.elementsEqual(reader.letters) {
        added = first.places
        words.removeFirst()
        if articles.count == 1, reader.says(added, of: articles[0]) { continue }
      } else if !reader.mentions(articles) {
        continue
      }
      let before = Postings.places(in: reader.postings)
      let after = Postings.Place.merged(before.filter { !articles.has(Int($0.article)) }, added)
      // What a common word's postings leave out cannot be put back.
      if Postings.isCommon(before[...]), !Postings.isCommon(after[...]) { return nil }
      let change = Change(reader.letters, after[...], isKnown: true)
      if change.change.entry?.postings.elementsEqual(reader.postings) != true { changes.append(change) }
    }
    for word in words { changes.append(Change(word.letters, word.places, isKnown: false)) }
    return changes
  }

  /// Makes the shards of a list again that `changes`, sorted, are in; false where they would be divided in another way.
  private mutating func update(
    _ kind: WordShard.Kind, _ changes: [WordShard.Change], _ root: inout SearchRoot, _ folder: OpenFolder
  ) throws(OutputError) -> Bool {
    let parts = root.lists[kind] ?? []
    var rest = changes[...]
    // The shard before, and what it has become, if it has changed.
    var previous: WordShard?
    for number in parts.indices {
      let end = number + 1 < parts.count ? parts[number + 1].start : nil
      let count = rest.partitioningIndex { change in end.map { !change.letters[...].precedesByBytes($0[...]) } ?? false
      }
      let own = rest[..<count]
      rest = rest[count...]
      guard !own.isEmpty || previous != nil else { continue }
      guard let text = try Self.text(kind, number, folder),
        let again = WordShard(kind: kind, start: parts[number].start, text: text, after: Array(own)),
        !again.text.isEmpty || parts.count == 1
      else { return false }
      // Both the one before and the first word here decide whether this shard begins here.
      if number > 0, previous != nil || own.first?.letters == parts[number].start {
        let standing = previous == nil ? try Self.text(kind, number - 1, folder) : nil
        let before =
          previous ?? standing.flatMap { WordShard(kind: kind, start: parts[number - 1].start, text: $0, after: []) }
        guard let before, again.begins(after: before) else { return false }
      }
      previous = nil
      guard !own.isEmpty else { continue }
      previous = again
      let made = again.file(number)
      files.append(made.file)
      root.lists[kind]?[number].fingerprint = made.fingerprint
    }
    return true
  }

  private static func text(
    _ kind: WordShard.Kind, _ number: Int, _ folder: OpenFolder
  ) throws(OutputError) -> ArraySlice<UInt8>? {
    try read(WordShard.name(kind, number), in: folder).flatMap { WordShard.text(kind, number, in: $0) }
  }

  private static func read(_ name: String, in folder: OpenFolder) throws(OutputError) -> [UInt8]? {
    try folder.read(SitePath(name + ".js"))
  }
}

extension [Int] {
  /// Whether this array, which is sorted, has `number`.
  fileprivate func has(_ number: Int) -> Bool {
    let index = partitioningIndex { $0 >= number }
    return index < count && self[index] == number
  }
}
