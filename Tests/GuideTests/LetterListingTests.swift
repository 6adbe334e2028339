import Testing

@testable import Guide

@Suite struct LetterListingTests {
  @Test func `all articles stand under their first letters, accents and capitals aside`() throws {
    let titles = ["Zoom", "apple", "Äpfel", "2 factors", "Éclair", "eBook", "42", "?!", "Ω meter", "Apple pie"]
    var files: [String: String] = [:]
    for (number, title) in titles.enumerated() { files["content/p\(number).md"] = "---\ntitle: '\(title)'\n---\n" }
    let (site, _) = SampleGuide(files: files).site()
    let page = try #require(site.pages.first { $0.kind == .alphabet })
    let listings = LetterListing.all(in: site, Linker(page: page, site: site))
    let expected = [
      ("#", ["?!"]), ("0-9", ["2 factors", "42"]), ("A", ["Äpfel", "apple", "Apple pie"]), ("E", ["eBook", "Éclair"]),
      ("Z", ["Zoom"]), ("Ω", ["Ω meter"]),
    ]
    #expect(listings.map(\.letter) == expected.map(\.0))
    #expect(listings.map { $0.articles.map(\.title) } == expected.map(\.1))
  }
}
