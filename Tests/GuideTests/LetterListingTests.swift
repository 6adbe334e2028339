import Testing

@testable import Guide

@Suite struct LetterListingTests {
  @Test func `all articles stand under their first letters, accents and capitals aside`() throws {
    let titles = ["Zoom", "apple", "Äpfel", "2 factors", "Éclair", "eBook", "42", "?!", "Ω meter", "Apple pie"]
    var files: [String: String] = [:]
    for (number, title) in titles.enumerated() { files["content/p\(number).md"] = "---\ntitle: '\(title)'\n---\n" }
    let (site, _) = SampleGuide(files: files).site()
    let page = try #require(site.pages.first { $0.kind == .alphabet(part: nil) })
    let listings = LetterListing.all(on: page, in: site, Linker(page: page, site: site))
    let expected = [
      ("#", ["?!"]), ("0-9", ["2 factors", "42"]), ("A", ["Äpfel", "apple", "Apple pie"]), ("E", ["eBook", "Éclair"]),
      ("Z", ["Zoom"]), ("Ω", ["Ω meter"]),
    ]
    #expect(listings.map(\.letter) == expected.map(\.0))
    #expect(listings.map { $0.articles.map(\.title) } == expected.map(\.1))
    #expect(listings.map { String(decoding: $0.address, as: UTF8.self) } == listings.map { "#" + $0.id })
  }

  @Test func `where there are too many articles for one page, each letter has its own, none of them long`() throws {
    var files = ["content/guide.yml": "title: Help\nbase-url: https://help.example.com/\n"]
    for number in 0..<450 { files["content/a\(number).md"] = "---\ntitle: How \(1000 + number)\n---\n" }
    for (number, title) in ["Zoom", "7 keys", "?!", "Öl", "漢字", "一番", "가방", "한글"].enumerated() {
      files["content/b\(number).md"] = "---\ntitle: '\(title)'\n---\n"
    }
    let (site, _) = SampleGuide(files: files).site()
    let pages = site.pages.filter { if case .alphabet(part: .some) = $0.kind { true } else { false } }
    #expect(
      pages.map(\.address) == [
        "a-z-other.html", "a-z-0-9.html", "a-z-h.html", "a-z-h-2.html", "a-z-h-3.html", "a-z-o.html", "a-z-z.html",
        "a-z-ㄱ.html", "a-z-ㅎ.html", "a-z-漢.html",
      ])
    let rendered = SampleGuide(files: files).rendered()
    let start = try #require(rendered["a-z.html"])
    #expect(start.contains(#"<a href="a-z-h.html">H</a>"#) && !start.contains(#"class="titles""#))
    var listed: [String] = []
    for page in pages {
      let listings = LetterListing.all(on: page, in: site, Linker(page: page, site: site))
      let own = listings.filter { !$0.articles.isEmpty }
      #expect(own.count == 1 && own.allSatisfy(\.isCurrent) && own[0].articles.count <= Alphabet.mostOfLetter)
      #expect(listings.count == 8)
      listed += own[0].articles.map(\.title)
    }
    #expect(listed.count == 458 && Set(listed).count == 458)
    let second = try #require(rendered["a-z-h-2.html"])
    #expect(second.contains("<h1>All articles from A to Z: H (2)</h1>"))
    #expect(second.contains(#"<a href="a-z-h-2.html" aria-current="page">2</a>"#))
    #expect(second.contains(#"<a href="a-z-h-3.html">3</a>"#) && second.contains("How 1150"))
    #expect(rendered["sitemap.xml"]?.contains("https://help.example.com/a-z-h-2.html<") == true)
  }

  @Test func `an article that takes the address of a letter's page is told so`() {
    var files: [String: String] = ["content/a-z-h.md": "---\ntitle: Mine\n---\n"]
    for number in 0...Alphabet.mostOnOnePage { files["content/a\(number).md"] = "---\ntitle: How \(number)\n---\n" }
    let (_, diagnostics) = SampleGuide(files: files).site()
    #expect(diagnostics.map(\.message) == [#"the address "a-z-h.html" is taken by a page that guidegen makes itself"#])
  }
}
