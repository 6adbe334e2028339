import Testing

@testable import Guide

/// After an edit the index is that of a cold build, and only what must be is written.
@Suite struct SearchUpdateTests {
  private func guide(articles: Int = 60) throws -> IncrementalGuide {
    let settings = ["content/guide.yml": "title: Help\nsearch: true\n"]
    return try IncrementalGuide(RandomWords.guide(articles: articles).merging(settings) { $1 })
  }

  @Test func `a word put into one article changes one shard, and no other file of the index but the root`() throws {
    let guide = try guide()
    try guide.build()
    let text = try guide.text("content/p7.md")
    try guide.put(text + "\n\(RandomWords.word(700))\n", at: "content/p7.md")
    let report = try #require(try guide.buildAndCompare().report)
    let written = report.written.filter { SearchFile.isPart($0) }
    #expect(written.count == 2 && written.contains("search-index.js"))
  }

  @Test func `whatever words come and go, the index is that of a cold build`() throws {
    let guide = try guide()
    try guide.build()
    var (quick, divided) = (0, 0)
    for round in 0..<60 {
      let name = "content/p\(round * 7 % 60).md"
      let text = round.isMultiple(of: 3) ? RandomWords.article(round * 7 % 60) : try guide.text(name)
      let words = (0..<(round.isMultiple(of: 4) ? 40 : 2)).map { RandomWords.word(10_000 + 37 * round + $0 * 101) }
      try guide.put(text + "\n## \(words[0])\n\n\(words.joined(separator: " "))\n", at: name)
      switch try guide.buildAndCompare("round \(round)").explanation {
      case .pages: quick += 1
      case .everyPage(let reasons): divided += reasons == [.searchIndex] ? 1 : 0
      }
    }
    #expect(quick > 30 && divided > 0 && quick + divided == 60, "\(quick) quick, \(divided) divided anew")
  }

  @Test func `an index that somebody has altered is made anew`() throws {
    let guide = try guide(articles: 5)
    try guide.build()
    try guide.put("guideSearch()\n", at: "site/assets/search/p0.js")
    try guide.put(try guide.text("content/p1.md") + "\nMore.\n", at: "content/p1.md")
    try guide.buildAndCompare()
  }
}
