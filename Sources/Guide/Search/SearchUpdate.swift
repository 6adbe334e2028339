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
    let words = changes.filter { $0.isKnown != ($0.entry != nil) }.flatMap(\.inListOfWords)
    guard try update(.postings, changes, &root, shards), try update(.words, words, &root, shards) else { return nil }
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

  /// A word of a list that is to be put in, altered or taken out.
  private struct Change: Sendable {
    var letters: [UInt8]
    /// What the list is to have; nil for nothing.
    var entry: WordShard.Entry?
    /// Whether it has something now.
    var isKnown: Bool

    /// The same for the list of words alone.
    var inListOfWords: [Change] {
      let word = WordShard.Entry(letters: letters)
      return [word.reversed, word].map { Change(letters: $0.letters, entry: entry == nil ? nil : $0, isKnown: isKnown) }
    }
  }

  /// What the list of postings is to have elsewhere; nil where that cannot be told from what stands.
  private static func changes(
    _ new: GatheredWords, _ articles: [Int], _ root: SearchRoot, _ folder: OpenFolder, threads: Int
  ) throws(OutputError) -> [Change]? {
    let parts = root.lists[.postings] ?? []
    let places = new.placesByWord
    let gone = Set(articles.map { Int32(truncatingIfNeeded: $0) })
    let found = try Crew(threads: threads).map(parts.count) { (number) throws(OutputError) -> [Change?]? in
      let end = number + 1 < parts.count ? parts[number + 1].start : nil
      let name = WordShard.name(.postings, number)
      guard let bytes = try read(name, in: folder), let value = SearchFile.value(of: bytes, name: name) else {
        return nil
      }
      var changes: [Change?] = []
      var missing = Set(places.keys.filter { !$0[...].precedesByBytes(parts[number].start[...]) && isBelow($0, end) })
      WordShard.forEachEntry(of: value.dropFirst().dropLast()) { letters, postings in
        let added = missing.remove(letters).flatMap { places[$0] } ?? []
        guard !added.isEmpty || Postings.text(postings, mentions: articles) else { return }
        let before = Postings.places(in: postings)
        let after = Postings.Place.sorted(before.filter { !gone.contains($0.article) } + added)
        // What a common word's postings leave out cannot be put back.
        if Postings.isCommon(before), !Postings.isCommon(after) { return changes.append(nil) }
        let entry = after.isEmpty ? nil : WordShard.Entry(letters: letters, postings: Postings.text(of: after))
        if entry?.postings.elementsEqual(postings) != true {
          changes.append(Change(letters: letters, entry: entry, isKnown: true))
        }
      }
      for letters in missing {
        let entry = WordShard.Entry(letters: letters, postings: Postings.text(of: places[letters] ?? []))
        changes.append(Change(letters: letters, entry: entry, isKnown: false))
      }
      return changes
    }
    guard found.allSatisfy({ $0?.allSatisfy { $0 != nil } ?? false }) else { return nil }
    return found.compactMap(\.self).joined().compactMap(\.self)
  }

  private static func isBelow(_ letters: [UInt8], _ end: [UInt8]?) -> Bool {
    end.map { letters[...].precedesByBytes($0[...]) } ?? true
  }

  /// Makes the shards of a list again that `changes` are in; false where they would be divided in another way.
  private mutating func update(
    _ kind: WordShard.Kind, _ changes: [Change], _ root: inout SearchRoot, _ folder: OpenFolder
  ) throws(OutputError) -> Bool {
    let parts = root.lists[kind] ?? []
    var byShard: [Int: [Change]] = [:]
    for change in changes {
      let number = parts.lastIndex { !change.letters[...].precedesByBytes($0.start[...]) } ?? 0
      byShard[number, default: []].append(change)
    }
    for (number, changes) in byShard.sorted(by: { $0.key < $1.key }) {
      guard let shard = try Self.shard(kind, number, parts, folder) else { return false }
      var entries = Dictionary(uniqueKeysWithValues: shard.entries.map { ($0.letters, $0) })
      for change in changes { entries[change.letters] = change.entry }
      let sorted = entries.values.sorted { $0.letters[...].precedesByBytes($1.letters[...]) }
      let again = WordShard(kind: kind, start: shard.start, entries: sorted)
      // The next shard may have changed too, but not in its first word: else it would not stand either.
      let next = number + 1 < parts.count ? try Self.shard(kind, number + 1, parts, folder)?.entries.first : nil
      let isNextKnown = number + 1 == parts.count || next != nil
      let nextAgain = byShard[number + 1]?.first { $0.letters == next?.letters }?.entry ?? next
      guard isNextKnown, again.wouldStand(before: nextAgain) else { return false }
      let made = again.file(number)
      files.append(made.file)
      root.lists[kind]?[number].fingerprint = made.fingerprint
    }
    // What comes before a changed first word may end elsewhere now.
    for (number, changes) in byShard where number > 0 && byShard[number - 1] == nil {
      guard let first = changes.first(where: { $0.letters == parts[number].start })?.entry else { continue }
      guard let before = try Self.shard(kind, number - 1, parts, folder), before.wouldStand(before: first) else {
        return false
      }
    }
    return true
  }

  private static func shard(
    _ kind: WordShard.Kind, _ number: Int, _ parts: [SearchRoot.Part], _ folder: OpenFolder
  ) throws(OutputError) -> WordShard? {
    guard let bytes = try read(WordShard.name(kind, number), in: folder) else { return nil }
    return WordShard(kind, number, start: parts[number].start, file: bytes)
  }

  private static func read(_ name: String, in folder: OpenFolder) throws(OutputError) -> [UInt8]? {
    try folder.read(SitePath(name + ".js"))
  }
}
