import Testing

@testable import Guide

/// What the index says of a guide, read by `SearchIndexReader`.
@Suite struct SearchIndexTests {
  private func index(
    _ files: [String: String], of folder: String = "", threads: Int = 2
  ) throws -> SearchIndexReader {
    var sample = SampleGuide(files: ["content/guide.yml": "title: Help\nsearch: true\n"].merging(files) { $1 })
    sample.files["content/_data/browsers.yml"] = SampleGuide.browsers
    let files = sample.rendered(threads: threads).filter { $0.key.hasPrefix(folder) }
    return try SearchIndexReader(
      Dictionary(uniqueKeysWithValues: files.map { (String($0.key.dropFirst(folder.count)), $0.value) }))
  }

  @Test func `a word is found in the section that has it, and counts for where it stands`() throws {
    let index = try index([
      "content/a.md":
        "---\ntitle: New phone\ndescription: Move the app\n---\n\nBefore.\n\n## Back up\n\nThe *app* `saves`.\n",
      "content/b.md": "---\ntitle: Four words of title here\n---\n\n## Phone\n\nphone\n",
    ])
    #expect(index.addresses("BACK") == ["a.html#back-up"])
    #expect(index.addresses("APP") == ["a.html", "a.html#back-up"])
    #expect(index.addresses("SAVES") == ["a.html#back-up"])
    #expect(
      index.places["PHONE"] == [.init(article: 0, section: 0, weight: 3), .init(article: 1, section: 1, weight: 1)])
    #expect(index.places["TITLE"] == [.init(article: 1, section: 0, weight: 3)])
    #expect(index.records[0] == ["a.html", "", "New phone", "Move the app", "", "", "Back up", "back-up"])
  }

  @Test(arguments: [
    ("Wi-Fi", ["FI", "WI", "WIFI"]), ("two-step-login", ["LOGIN", "STEP", "TWO", "TWOSTEPLOGIN"]),
    ("Größe", ["GROSSE"]),
    ("stra\u{DF}e STRASSE", ["STRASSE"]), ("e\u{301}te\u{301}", ["ETE"]), ("l'été", ["ETE", "L"]),
    ("Ctrl+Shift+N", ["CTRL", "N", "SHIFT"]),
    ("ΟΔΟΣ οδός", ["ΟΔΟΣ"]), ("إعداد مُحَمَّد", ["اعداد", "محمد"]),
    ("المرور والهاتف للبيت الى", ["الى", "بيت", "مرور", "هاتف"]), ("ёлка—2", ["2", "ЕЛКА"]), ("the and of", []),
    ("👍 ok", ["OK"]),
    ("東京都の設定", ["の設", "京都", "東京", "設定", "都の"]), ("字", ["字"]), ("iPhoneを探す", ["IPHONE", "を探", "探す"]),
    ("ตั้งค่า", ["คา", "งค", "ตง"]), ("Wi-Fi接続", ["FI", "WI", "WIFI", "接続"]), ("ガス", ["カス"]),
    ("a - b", ["B"]), ("x--y", ["X", "Y"]), (String(repeating: "x", count: 65), []),
  ])
  func `words are runs of letters and digits, without accents, in capitals`(text: String, words: [String]) throws {
    let index = try index(["content/a.md": "---\ntitle: '?'\ndescription: '?'\n---\n\n\(text)\n"])
    #expect(index.places.keys.sorted() == words)
  }

  @Test func `each browser's part is a section that its names and its block's heading lead to`() throws {
    let index = try index([
      "content/a.md": """
      ---
      title: A
      ---

      ## Clear the cache

      :::variants{by=browser}
      ### edge
      Press this.
      ### *
      Look for it.
      :::

      Then go on.

      :::private-mode{on=computer}
      :::
      """
    ])
    #expect(index.addresses("EDGE") == ["a.html#browser-edge", "a.html#private-mode-edge"])
    #expect(index.addresses("CACHE").contains("a.html#browser-edge"))
    #expect(index.addresses("GO") == ["a.html#clear-the-cache"])
    #expect(index.addresses("DARK") == ["a.html#private-mode-edge"])
  }

  @Test func `the owner's synonyms lead to each other, and count less than the words themselves`() throws {
    let index = try index([
      "content/guide.yml": "title: Help\nsearch:\n  synonyms:\n    - [laptop, notebook]\n    - [sign in, log on]\n",
      "content/a.md": "---\ntitle: Laptops\n---\n\nSigning in.\n",
      "content/b.md": "---\ntitle: B\n---\n\n## Log on\n\nIn.\n",
    ])
    #expect(index.places["=0"] == [.init(article: 0, section: 0, weight: 1)])
    // "Signing in" is a form of "sign in".
    #expect(
      index.places["=1"] == [.init(article: 0, section: 0, weight: 0), .init(article: 1, section: 1, weight: 0)])
    #expect(
      index.root.contains(#"same:[["LAPTOP","=0"],["NOTEBOOK","=0"],["SIGN IN","=1"],["LOG ON","=1"]]"#),
      "\(index.root)")
    // No word of a phrase stands where another phrase does.
    #expect(index.places["NOTEBOOK"] == nil)
    #expect(index.addresses("LOG") == ["b.html#log-on"])
  }

  @Test func `tags lead to an article, and so does the text in its HTML`() throws {
    let index = try index([
      "content/a.md": """
      ---
      title: A
      tags: [Passkeys]
      ---

      ## More

      <details><summary>Question <em>one</em>?</summary>

      Here.

      </details>
      """
    ])
    #expect(index.places["PASSKEYS"] == [.init(article: 0, section: 0, weight: 1)])
    #expect(index.addresses("QUESTION") == ["a.html#more"])
    #expect(index.places["SUMMARY"] == nil && index.places["EM"] == nil)
  }

  @Test func `a text in another language says which`() throws {
    let index = try index(
      [
        "content/guide.yml": "title: Help\nlanguages: [de]\n", "content/a.md": "---\ntitle: A\n---\n",
        "content/b.md": "---\ntitle: B\n---\n", "content/b.de.md": "---\ntitle: BB\n---\n",
      ], of: "de/")
    #expect(index.records.map { $0.prefix(3) } == [["a.html", "en", "A"], ["b.html", "", "BB"]])
  }

  @Test func `what browsers call a private window leads to all of them`() throws {
    let browsers = SampleGuide.browsers.replacing("name: InPrivate,", with: "name: InPrivate, synonyms: [incognito],")
      .replacing("name: Private Browsing,", with: "name: Private Browsing, synonyms: [incognito],")
    var sample = SampleGuide(files: [
      "content/guide.yml": "title: Help\nsearch: true\n",
      "content/a.md": "---\ntitle: A\n---\n\nOpen an InPrivate window.\n",
    ])
    sample.files["content/_data/browsers.yml"] = browsers
    let index = try SearchIndexReader(sample.rendered())
    #expect(index.addresses("=0") == ["a.html"])
    #expect(
      index.root.contains(#"["INCOGNITO","=0"]"#) && index.root.contains(#"["PRIVAT BROWS","=0"]"#), "\(index.root)")
  }

  @Test func `drafts are not found, and a site without search has no index`() throws {
    #expect(try index(["content/a.md": "---\ntitle: Secret\ndraft: true\n---\n"]).places.isEmpty)
    let files = SampleGuide(files: [
      "content/guide.yml": "title: Help\nsearch: false\n", "content/a.md": "---\ntitle: A\n---\n",
    ])
    .rendered()
    #expect(!files.keys.contains { $0.contains("search/") || $0 == "search-index.js" })
    #expect(files["a.html"]?.contains("role=\"search\"") == false)
    #expect(files["a-z.html"] != nil)
    #expect(!files.keys.contains { $0.hasPrefix("assets/search.") || $0.hasPrefix("assets/a-z.") })
  }

  @Test func `a site has search unless it says otherwise, or its own templates have no box`() {
    let article = ["content/a.md": "---\ntitle: A\n---\n"]
    let standard = SampleGuide(files: article).rendered()
    #expect(standard["search-index.js"] != nil)
    #expect(standard["a.html"]?.contains(#" src="assets/search."#) == true)
    let header = ["templates/parts/header.mustache": "<header>Ours</header>\n"]
    let own = SampleGuide(files: article.merging(header) { $1 }).rendered()
    #expect(!own.keys.contains { $0.hasPrefix("assets/search") || $0.hasPrefix("assets/a-z.") })
    #expect(own["search-index.js"] == nil)
    #expect(own["a.html"]?.contains("assets/search.") == false)
  }

  @Test func `a phrase of a script without spaces has synonyms too`() throws {
    let index = try index([
      "content/guide.yml": "title: Help\nsearch:\n  synonyms:\n    - [携帯電話, スマホ]\n",
      "content/a.md": "---\ntitle: A\n---\n\n新しい携帯電話。\n",
      "content/b.md": "---\ntitle: B\n---\n\n電話\n",
    ])
    #expect(index.addresses("=0") == ["a.html"])
    #expect(index.addresses("電話") == ["a.html", "b.html"])
  }

  @Test func `shards are about 8 kB, in order, and hold every word twice more`() throws {
    let index = try index(RandomWords.guide(articles: 120), threads: 3)
    let words = index.places.keys.sorted()
    #expect(words.count > 1000)
    #expect(index.words == (words.map { "-" + String($0.reversed()) } + words).sorted())
    for kind in ["p", "w"] {
      let starts = try #require(index.starts[kind])
      #expect(starts.count > 2 && starts == starts.sorted() && starts.first == "")
      for number in starts.indices.dropLast() {
        #expect((2000...17000).contains(index.sizes["assets/search/\(kind)\(number).js"] ?? 0))
      }
    }
  }

  @Test func `the files do not depend on the number of threads`() {
    let settings = ["content/guide.yml": "title: Help\nsearch: true\n"]
    let sample = SampleGuide(files: RandomWords.guide(articles: 150).merging(settings) { $1 })
    let expected = sample.rendered(threads: 1)
    for threads in [2, 3, 7] { #expect(sample.rendered(threads: threads) == expected) }
  }

  @Test func `of a word that very many articles have, not every section is kept`() throws {
    var files: [String: String] = [:]
    for number in 0...Postings.mostArticles {
      files["content/p\(number).md"] = "---\ntitle: P\(number)\n---\n\nRare.\n\n## Rare\n\nword\n\n## More\n\nword\n"
    }
    let index = try index(files)
    #expect(index.places["WORD"]?.count == files.count)
    #expect(index.places["WORD"]?.allSatisfy { $0.section == 0 && $0.weight == 0 } == true)
    #expect(index.places["RARE"]?.count == 2 * files.count)
  }
}

/// Articles of words that nobody has written: the same for the same number.
enum RandomWords {
  static func guide(articles: Int) -> [String: String] {
    var files: [String: String] = [:]
    for number in 0..<articles { files["content/p\(number).md"] = article(number) }
    return files
  }

  static func article(_ number: Int) -> String {
    var state = UInt64(number) &* 0x9E37_79B9_7F4A_7C15 &+ 1
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let words = (0..<120).map { _ in word(next(60) * next(60)) }
    return "---\ntitle: Page \(word(number))\n---\n\n" + words.prefix(60).joined(separator: " ")
      + "\n\n## Part \(word(next(50)))\n\n"
      + words.dropFirst(60).joined(separator: " ") + "\n"
  }

  static func word(_ number: Int) -> String {
    let syllables = ["ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "zu"]
    var (word, rest) = ("", number + 13)
    while rest > 0 {
      word += syllables[rest % 10]
      rest /= 10
    }
    return word
  }
}
