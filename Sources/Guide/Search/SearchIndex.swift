/// The files with which the pages' search finds what a site says, made from its articles on all threads.
///
/// Each thread notes the words of some articles that stand one after the other (`WordTable`); what they noted of a word is
/// then put together in the order of the articles. So the files are the same however the articles were shared out.
struct SearchIndex {
  /// In the order of their paths.
  let files: [OutputFile]

  init(of site: Site, threads: Int) {
    let language = SearchLanguage(tag: site.configuration.language)
    let count = site.articles.count
    let synonyms = Synonyms(site.synonyms, in: language)
    let gathered = GatheredWords(of: site, language, synonyms, threads: threads)
    let entries = gathered.entries(threads: threads)
    let (postings, words) = together(threads: threads) {
      WordShard.shards(.postings, of: entries)
    } and: {
      WordShard.shards(.words, of: WordShard.Entry.alone(entries))
    }
    var files: [OutputFile] = []
    var root = SearchRoot(count: count, language: language, synonyms)
    for (kind, shards) in [(WordShard.Kind.postings, postings), (.words, words)] {
      let made = concurrently(shards.count, threads: threads) { shards[$0].file($0) }
      files += made.map(\.file)
      root.lists[kind] = zip(shards, made).map { SearchRoot.Part(fingerprint: $1.fingerprint, start: $0.start) }
    }
    let records = concurrently((count + ArticleRecords.count - 1) / ArticleRecords.count, threads: threads) { file in
      let start = file * ArticleRecords.count
      let value = ArticleRecords.value(of: gathered.records[start..<min(start + ArticleRecords.count, count)])
      return SearchFile.file(ArticleRecords.name(of: start), value: value)
    }
    files += records.map(\.file)
    root.records = records.map(\.fingerprint)
    files.append(root.file)
    self.files = files
  }
}

extension Site {
  /// Whether any page has a search box.
  var hasSearch: Bool { configuration.search.isOn && theme.templatesWithSearch.contains { $0 != "enrollment" } }

  /// Whether a page has a search box. People's own have none: they stay while the site, and so its index, changes.
  func hasSearch(on page: Page.Kind) -> Bool {
    configuration.search.isOn && page != .enrollment && theme.templatesWithSearch.contains(page.template)
  }

  /// The files of the index; none where the site has no search.
  func searchFiles(threads: Int) -> [OutputFile] {
    guard hasSearch else { return [] }
    let files = SearchIndex(of: self, threads: threads).files
    let top = configuration.top
    return top.isEmpty ? files : files.map { OutputFile(path: top + $0.path, bytes: $0.bytes) }
  }

  /// The file of the index at `path`, nil where there is none; all are made with the first.
  func searchFile(at path: String) -> [UInt8]? {
    let local = path.below(configuration.top)
    guard local == SearchFile.root || local.hasPrefix(SearchFile.folder) else { return nil }
    return searchFilesAlone.withLock { known in
      let files = known ?? Dictionary(uniqueKeysWithValues: searchFiles(threads: 2).map { ($0.path, $0.bytes) })
      known = files
      return files[path]
    }
  }

  /// What readers may call the same by different words: what the owner says, and what browsers call a private window.
  var synonyms: [[String]] { configuration.search.synonyms + [browsers.privateModeNames] }
}
