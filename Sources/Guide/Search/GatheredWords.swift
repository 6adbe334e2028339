/// The words of some articles, sorted, and where each stands.
struct GatheredWords: Sendable {
  /// By article, in the order in which they were asked for.
  let records: [[UInt8]]
  /// Has the words; its own mentions are only those of the first articles.
  private let table: WordTable
  /// Indices of the table's words that are mentioned, in the order of their letters.
  private let order: [Int32]
  /// By word of the table: where its places start; and one more, where the last's end.
  private let starts: [Int32]
  /// By word, then in the order in which they were read.
  private let places: [Postings.Place]
  /// The words whose places were not read in order: a text that goes on behind variants goes on in a section that began
  /// before theirs.
  private let unsorted: Set<Int>

  /// Of all articles of `site`.
  init(of site: Site, _ language: SearchLanguage, _ synonyms: Synonyms, threads: Int) {
    let empty = WordTable(language, synonyms)
    let count = site.articles.count
    // More parts than threads even out the work; each costs the merging of its words.
    let parts = threads == 1 ? 1 : max(1, min(2 * threads, count / 32))
    self.init(
      concurrently(parts, threads: threads) { part in
        Part(of: (count * part / parts)..<(count * (part + 1) / parts), in: site, empty)
      })
  }

  /// Of the articles `numbers` of `site`, which are sorted.
  init(of numbers: [Int], in site: Site) {
    let language = SearchLanguage(tag: site.configuration.language)
    self.init([Part(of: numbers, in: site, WordTable(language, Synonyms(site.synonyms, in: language)))])
  }

  /// By letters, in order: where each word stands.
  var words: [(letters: ArraySlice<UInt8>, places: ArraySlice<Postings.Place>)] {
    order.map { (table.letters(of: Int($0)), places(of: Int($0))) }
  }

  /// What the list of postings has of the words.
  func entries(threads: Int) -> [WordShard.Entry] {
    concurrently(order.count, threads: threads) { position in
      let word = Int(order[position])
      return WordShard.Entry(letters: Array(table.letters(of: word)), postings: Postings.text(of: places(of: word)))
    }
  }

  private func places(of word: Int) -> ArraySlice<Postings.Place> {
    let places = places[Int(starts[word])..<Int(starts[word + 1])]
    return unsorted.contains(word) ? Postings.Place.sorted(places)[...] : places
  }

  /// What one thread has gathered.
  private struct Part: Sendable {
    var table: WordTable
    var records: [[UInt8]] = []

    init(of numbers: some Sequence<Int>, in site: Site, _ empty: WordTable) {
      table = empty
      for number in numbers {
        let sections = SearchedArticle.read(number, of: site, into: &table)
        records.append(ArticleRecords.record(of: number, in: site, sections: sections))
      }
    }
  }

  private init(_ parts: [Part]) {
    records = parts.flatMap(\.records)
    var table = parts[0].table
    // By part: the index in the first part's table of each word.
    let indices = parts.dropFirst().map { part in
      part.table.words.indices.map { Int32(truncatingIfNeeded: table.index(of: part.table.letters(of: $0))) }
    }
    var starts = [Int32](repeating: 0, count: table.words.count + 1)
    for mention in parts[0].table.mentions { starts[Int(mention.word) + 1] += 1 }
    for (part, indices) in zip(parts.dropFirst(), indices) {
      for mention in part.table.mentions { starts[Int(indices[Int(mention.word)]) + 1] += 1 }
    }
    for index in table.words.indices { starts[index + 1] += starts[index] }
    var next = starts
    var unsorted: Set<Int> = []
    places = [Postings.Place](unsafeUninitializedCapacity: Int(starts[table.words.count])) { places, count in
      func put(_ mention: WordTable.Mention, _ word: Int) {
        let place = Postings.Place(article: mention.article, section: mention.section, place: mention.place)
        let position = Int(next[word])
        next[word] += 1
        if position > starts[word], Postings.Place.precedes(place, places[position - 1]) { unsorted.insert(word) }
        places.initializeElement(at: position, to: place)
      }
      for mention in parts[0].table.mentions { put(mention, Int(mention.word)) }
      for (part, indices) in zip(parts.dropFirst(), indices) {
        for mention in part.table.mentions { put(mention, Int(indices[Int(mention.word)])) }
      }
      count = Int(starts[table.words.count])
    }
    order = Self.order(of: table, starts)
    (self.starts, self.table, self.unsorted) = (starts, table, unsorted)
  }

  /// The words of `table` that are mentioned, by their letters.
  private static func order(of table: WordTable, _ starts: [Int32]) -> [Int32] {
    var keys: [(letters: UInt64, word: Int32)] = []
    keys.reserveCapacity(table.words.count)
    for word in table.words.indices where starts[word] < starts[word + 1] {
      var letters: UInt64 = 0
      let start = table.letters(of: word).prefix(8)
      for letter in start { letters = letters << 8 | UInt64(letter) }
      keys.append((letters << UInt64(8 * (8 - start.count)), Int32(truncatingIfNeeded: word)))
    }
    keys.sort { left, right in
      if left.letters != right.letters { return left.letters < right.letters }
      return table.letters(of: Int(left.word)).precedesByBytes(table.letters(of: Int(right.word)))
    }
    return keys.map(\.word)
  }
}
