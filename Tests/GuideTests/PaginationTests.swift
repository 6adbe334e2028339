import Testing

@testable import Guide

/// Long lists: sections and tags of many articles.
@Suite struct PaginationTests {
  /// A guide of `count` articles in `content/many/`, each with a tag, ten on a page.
  private static func guide(_ count: Int, _ more: [String: String] = [:]) -> SampleGuide {
    var files = ["content/guide.yml": "title: Help\nbase-url: https://help.example.com/\npage-size: 10\n"]
    files["content/many/index.md"] = "---\ntitle: Many\ndescription: All of them.\n---\n\nThe text.\n"
    for number in 0..<count {
      let name = String(repeating: "0", count: (count > 100 ? 3 : 2) - "\(number)".count) + "\(number)"
      files["content/many/a\(name).md"] = "---\ntitle: Article \(name)\ntags: [one tag]\n---\n\nText.\n"
    }
    return SampleGuide(files: files.merging(more) { $1 })
  }

  @Test func `each article is listed once, in order, on the pages of its section and of its tag`() throws {
    let files = Self.guide(35).rendered()
    for pages in [
      ["many/index.html", "many/page-2.html", "many/page-3.html", "many/page-4.html"],
      ["tags/one-tag.html", "tags/one-tag/page-2.html", "tags/one-tag/page-3.html", "tags/one-tag/page-4.html"],
    ] {
      let lists = try pages.map { page in
        try #require(files[page]).matches(of: /<li class="card"><a href="[^"]*">Article (\d+)</).map { Int($0.1) }
      }
      #expect(lists.map(\.count) == [10, 10, 10, 5])
      #expect(lists.joined().map { $0 ?? -1 } == Array(0..<35))
    }
    #expect(files["many/page-5.html"] == nil)
    #expect(files["tags/index.html"]?.contains("<span>35</span>") == true)
  }

  @Test(arguments: [(9, 1), (10, 1), (11, 2), (20, 2), (21, 3)])
  func `a list goes on where the one before is full`(count: Int, pages: Int) {
    let files = Self.guide(count).rendered()
    #expect(files.keys.filter { $0.hasPrefix("many/page-") }.count == pages - 1)
    #expect(files["many/index.html"]?.contains("pagination") == (pages > 1))
  }

  @Test func `a later page says which it is, where it belongs, and leads on and back`() throws {
    let page = try #require(Self.guide(95).rendered()["many/page-5.html"])
    for words in [
      "<title>Page 5 of 10: Many - Help</title>", #"<p class="lead">Page 5 of 10</p>"#,
      #"<link rel="canonical" href="https://help.example.com/many/page-5.html">"#,
      #"<link rel="prev" href="page-4.html">"#, #"<link rel="next" href="page-6.html">"#,
      #"<li><a href="index.html">Many</a></li>"#, #"<nav class="pagination" aria-label="Pages">"#,
      #"<a href="page-5.html" aria-label="Page 5" aria-current="page">5</a>"#,
    ] {
      #expect(page.contains(words), "\(words)")
    }
    #expect(!page.contains("The text.") && !page.contains("All of them."))
    let numbers = page.matches(of: /<li>(?:<a [^>]*>)?(\d+|…)(?:<\/a>)?<\/li>/).map { String($0.1) }
    #expect(numbers == ["1", "2", "3", "4", "5", "6", "7", "…", "10"])
  }

  @Test func `the first page has the section's text and the last no next`() throws {
    let files = Self.guide(25).rendered()
    let (first, last) = (try #require(files["many/index.html"]), try #require(files["many/page-3.html"]))
    #expect(first.contains("The text.") && first.contains("<title>Many - Help</title>"))
    #expect(!first.contains(#"rel="prev""#) && first.contains(#"<link rel="next" href="page-2.html">"#))
    #expect(last.contains(#"rel="prev""#) && !last.contains(#"rel="next""#))
  }

  @Test func `the top's own articles and a tag's later pages find their way back`() throws {
    var files = Self.guide(25).files
    for number in 10..<25 { files["content/b\(number).md"] = "---\ntitle: B \(number)\n---\n" }
    let pages = SampleGuide(files: files).rendered()
    let home = try #require(pages["page-2.html"])
    #expect(
      home.contains(#"<li class="card"><a href="b20.html">"#)
        && !home.contains(#"<li class="card"><a href="b19.html">"#) && !home.contains(#"<div class="sections">"#))
    #expect(home.contains("<title>Page 2 of 2: Help</title>"))
    let tag = try #require(pages["tags/one-tag/page-2.html"])
    #expect(tag.contains(#"<li><a href="../one-tag.html">one tag</a></li>"#))
  }

  @Test func `the map for search engines and the feed name articles, and no later page`() throws {
    let files = Self.guide(25).rendered()
    let map = try #require(files["sitemap.xml"])
    #expect(map.contains("many/a24.html") && map.contains("<loc>https://help.example.com/many/</loc>"))
    #expect(!map.contains("page-"))
    #expect(files["llms.txt"]?.contains("page-") == false)
    #expect(files["feed.xml"]?.contains("page-") == false)
  }

  @Test func `an article that has a later page's name is told`() {
    let article = ["content/many/page-2.md": "---\ntitle: Other\n---\n"]
    #expect(Self.guide(5, article).findings() == "")
    #expect(
      Self.guide(15, article).findings() == """
        content/many/page-2.md: error: the address "many/page-2.html" is taken by a page that guidegen makes itself
          hint: rename the file
        """)
    let alias = ["content/x.md": "---\ntitle: X\naliases: [many/page-2.html]\n---\n"]
    #expect(Self.guide(15, alias).findings().contains(#"the alias "many/page-2.html" is the address of another page"#))
  }

  @Test func `a page size that is none is told`() {
    let text = "title: Help\npage-size: 3\n"
    #expect(
      Self.guide(1, ["content/guide.yml": text]).findings().hasPrefix(
        #"content/guide.yml:2:12: error: "page-size" must be a whole number from 10 to 10000"#))
  }

  @Test func `of a long section the navigation shows what stands around the page, and leads to the rest`() throws {
    let files = Self.guide(300).rendered()
    func shown(_ page: String) throws -> [String] {
      let text = try #require(files[page])
      let start = try #require(text.firstRange(of: #"<nav class="topics""#)?.lowerBound)
      let end = try #require(text[start...].firstRange(of: "</nav>")?.lowerBound)
      return text[start..<end].matches(of: /<a href="([^"]*)"[^>]*>([^<]*)</).map { "\($0.1) \($0.2)" }
    }
    let middle = try shown("many/a150.html")
    #expect(middle.count == 32)
    #expect(middle.first == "index.html Many" && middle[1] == "a135.html Article 135")
    #expect(middle[16] == "a150.html Article 150" && middle.last == "page-16.html More in Many")
    #expect(try shown("many/a000.html").dropFirst().first == "a000.html Article 000")
    #expect(try shown("many/a299.html").suffix(2) == ["a299.html Article 299", "page-30.html More in Many"])
    // A batch of pages shares the entries.
    for number in 100..<300 {
      let own = try shown("many/a\(number).html")
      #expect(own.count == 32 && own.contains("a\(number).html Article \(number)"))
    }
    #expect(try shown("many/page-7.html") == ["index.html Many"])
    #expect(files["many/a150.html"]?.matches(of: /aria-current="page"/).count == 1)
  }

  @Test func `of many sections the navigation shows those around the page's own`() throws {
    var files = ["content/guide.yml": "title: Help\n"]
    for number in 100..<200 {
      files["content/s\(number)/index.md"] = "---\ntitle: S \(number)\n---\n"
      files["content/s\(number)/a.md"] = "---\ntitle: A \(number)\n---\n"
    }
    let page = try #require(SampleGuide(files: files).rendered()["s150/a.html"])
    #expect(page.contains("S 135<") && page.contains("S 164<") && page.contains(">More in Help</a>"))
    #expect(!page.contains("S 134<") && !page.contains("S 165<"))
    #expect(page.contains("../s150/") == false && page.contains(#"<a href="a.html" aria-current="page">A 150</a>"#))
  }

  @Test func `a build after another gives the pages of a cold one`() throws {
    let files = Self.guide(25).files
    let guide = try IncrementalGuide(files.merging(["content/_data/browsers.yml": SampleGuide.browsers]) { $1 })
    try guide.buildAndCompare("first")
    try guide.put("---\ntitle: Article 12\ntags: [one tag]\n---\n\nOther words.\n", at: "content/many/a12.md")
    #expect(try guide.buildAndCompare("text").report?.written.filter { $0.hasSuffix(".html") } == ["many/a12.html"])
    try guide.remove("content/many/a03.md")
    try guide.buildAndCompare("an article less")
    for number in 10..<18 { try guide.remove("content/many/a\(number).md") }
    try guide.buildAndCompare("a page less")
    try guide.put("title: Help\npage-size: 20\n", at: "content/guide.yml")
    try guide.buildAndCompare("another size")
  }
}
