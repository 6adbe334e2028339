/// The files with which the pages' search finds what a site says, made from its articles on all threads.
///
/// Each thread notes the words of some articles that stand one after the other (`WordTable`); what they noted of a word is
/// then put together in the order of the articles. So the files are the same however the articles were shared out.
struct SearchIndex {
  /// In the order of their paths.
  let files: [OutputFile]

  init(of site: Site, threads: Int) {
    let language = SearchLanguage(tag: site.configuration.language)
    let empty = WordTable(language, Synonyms(site.synonyms, in: language))
    let count = site.articles.count
    // More parts than threads even out the work; each costs the merging of its words.
    let parts = max(1, min(2 * threads, count / 32))
    let gathered = concurrently(parts, threads: threads) { part in
      GatheredWords(of: (count * part / parts)..<(count * (part + 1) / parts), in: site, empty)
    }
    let records = gathered.flatMap(\.records)
    let merged = GatheredWords.merged(gathered)
    let entries = concurrently(merged.count, threads: threads) { index in
      WordShard.Entry(letters: merged[index].letters, postings: Postings.text(of: merged[index].places(in: gathered)))
    }
    let words = WordShard.Entry.alone(entries)
    var files: [OutputFile] = []
    var root = SearchRoot(count: count, language: language)
    for (kind, entries) in [(WordShard.Kind.postings, entries), (.words, words)] {
      let shards = WordShard.shards(kind, of: entries)
      let made = concurrently(shards.count, threads: threads) { shards[$0].file($0) }
      files += made.map(\.file)
      root.lists[kind] = zip(shards, made).map { SearchRoot.Part(fingerprint: $1.fingerprint, start: $0.start) }
    }
    for start in stride(from: 0, to: count, by: ArticleRecords.count) {
      let value = ArticleRecords.value(of: records[start..<min(start + ArticleRecords.count, count)])
      let made = SearchFile.file(ArticleRecords.name(of: start), value: value)
      files.append(made.file)
      root.records.append(made.fingerprint)
    }
    files.append(root.file)
    self.files = files
  }
}

/// The words of some articles that stand one after the other.
struct GatheredWords: Sendable {
  /// By article.
  let records: [[UInt8]]
  private let table: WordTable
  /// Indices of the table's words that are mentioned, in the order of their letters.
  private let order: [Int32]
  /// By word of the table: where its places start; and one more, where the last's end.
  private let starts: [Int32]
  /// By word, then in the order of articles and sections.
  private let places: [Postings.Place]

  /// The words of the articles `numbers` of `site`, which are sorted; `empty` is a table without words.
  init(of numbers: some Sequence<Int>, in site: Site, _ empty: WordTable) {
    var table = empty
    var records: [[UInt8]] = []
    for number in numbers {
      let before = table.mentions.count
      let sections = SearchedArticle.read(number, of: site, into: &table)
      table.endArticle(from: before)
      records.append(ArticleRecords.record(of: number, in: site, sections: sections))
    }
    (self.table, self.records) = (table, records)
    (starts, places) = Self.byWord(table)
    order = table.words.indices.lazy.filter { [starts] in starts[$0] < starts[$0 + 1] }
      .map { Int32(truncatingIfNeeded: $0) }
      .sorted { table.letters(of: Int($0)).precedesByBytes(table.letters(of: Int($1))) }
  }

  /// The same by itself.
  init(of numbers: [Int], in site: Site) {
    let language = SearchLanguage(tag: site.configuration.language)
    self.init(of: numbers, in: site, WordTable(language, Synonyms(site.synonyms, in: language)))
  }

  /// By letters: where each word stands, in order.
  var placesByWord: [[UInt8]: [Postings.Place]] {
    var byWord: [[UInt8]: [Postings.Place]] = [:]
    for merged in Self.merged([self]) { byWord[merged.letters] = merged.places(in: [self]) }
    return byWord
  }

  private static func byWord(_ table: WordTable) -> (starts: [Int32], places: [Postings.Place]) {
    var starts = [Int32](repeating: 0, count: table.words.count + 1)
    for mention in table.mentions { starts[Int(mention.word) + 1] += 1 }
    for index in table.words.indices { starts[index + 1] += starts[index] }
    var next = starts
    var places = [Postings.Place](
      repeating: Postings.Place(article: 0, section: 0, place: .body), count: table.mentions.count)
    for mention in table.mentions {
      let position = Int(next[Int(mention.word)])
      next[Int(mention.word)] += 1
      places[position] = Postings.Place(article: mention.article, section: mention.section, place: mention.place)
    }
    return (starts, places)
  }

  /// A word, and where the gatherings have it.
  struct Merged: Sendable {
    let letters: [UInt8]
    /// Indices of gatherings and of their words, in order.
    fileprivate var sources: [(gathered: Int, word: Int)]

    /// All its places, in order.
    func places(in gathered: [GatheredWords]) -> [Postings.Place] {
      var all: [Postings.Place] = []
      for source in sources {
        let words = gathered[source.gathered]
        let (start, end) = (Int(words.starts[source.word]), Int(words.starts[source.word + 1]))
        all += words.places[start..<end]
      }
      // A text that goes on behind variants goes on in a section that began before theirs.
      let isSorted = zip(all, all.dropFirst()).allSatisfy { !Postings.Place.precedes($1, $0) }
      return isSorted ? all : Postings.Place.sorted(all)
    }
  }

  /// All words that any of `gathered` has, in the order of their letters.
  static func merged(_ gathered: [GatheredWords]) -> [Merged] {
    var merged: [Merged] = []
    var heads = Array(repeating: 0, count: gathered.count)
    while true {
      var (least, holders): (ArraySlice<UInt8>?, [(gathered: Int, word: Int)]) = (nil, [])
      for (index, words) in gathered.enumerated() where heads[index] < words.order.count {
        let word = Int(words.order[heads[index]])
        let letters = words.table.letters(of: word)
        if let known = least {
          if known.precedesByBytes(letters) { continue }
          if letters.precedesByBytes(known) { (least, holders) = (letters, []) }
        } else {
          least = letters
        }
        holders.append((index, word))
      }
      guard let least else { return merged }
      for holder in holders { heads[holder.gathered] += 1 }
      merged.append(Merged(letters: Array(least), sources: holders))
    }
  }
}

extension Site {
  /// The files of the index; none where the site has no search.
  func searchFiles(threads: Int) -> [OutputFile] {
    configuration.search.isOn ? SearchIndex(of: self, threads: threads).files : []
  }

  /// The file of the index at `path`, nil where there is none; all are made with the first.
  func searchFile(at path: String) -> [UInt8]? {
    guard path == SearchFile.root || path.hasPrefix(SearchFile.folder) else { return nil }
    return searchFilesAlone.withLock { known in
      let files = known ?? Dictionary(uniqueKeysWithValues: searchFiles(threads: 2).map { ($0.path, $0.bytes) })
      known = files
      return files[path]
    }
  }

  /// What readers may call the same by different words: what the owner says, and what browsers call a private window.
  fileprivate var synonyms: [[String]] { configuration.search.synonyms + [browsers.privateModeNames] }
}
