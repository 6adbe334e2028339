import Foundation
import Testing

extension ReaderTests {
  /// How well the sample help centre's articles are found by their own titles.
  @Suite struct SearchQualityTests {
    @Test func `nearly every article is among the first five by its title, also with a letter missing`()
      throws
    {
      let titles = try SampleSite.titles().sorted()
      try #require(titles.count > 25)
      try EngineVisit.make(Engine.chromium.window(), to: SampleSite.folder, isStrict: true) { visit in
        try visit.open("index.html")
        for (change, least) in [({ $0 }, 0.99), (Self.mistyped, 0.95)] as [(@Sendable (String) -> String, Double)] {
          let missed = try titles.filter { title in
            try !visit.titles(foundFor: change(title)).prefix(5).contains(title)
          }
          #expect(Double(titles.count - missed.count) >= least * Double(titles.count), "\(missed)")
        }
      }
    }

    /// `title` without the third letter of its longest word.
    @Sendable private static func mistyped(_ title: String) -> String {
      let words = title.split(separator: " ", omittingEmptySubsequences: false)
      let longest = words.indices.max { words[$0].count < words[$1].count }
      return words.indices.map { index in
        index == longest ? words[index].prefix(2) + words[index].dropFirst(3) : words[index]
      }.joined(separator: " ")
    }
  }
}

extension SampleSite {
  /// Of the articles in the main language.
  fileprivate static func titles() throws -> Set<String> {
    Set(
      try pages().filter { !$0.hasPrefix("de/") }.compactMap { page in
        let html = try String(contentsOf: folder.get().appendingPathComponent(page), encoding: .utf8)
        guard html.contains(#"property="og:type" content="article""#) else { return nil }
        return html.firstMatch(of: #/property="og:title" content="([^"]*)"/#).map {
          String($0.1).replacing("&amp;", with: "&").replacing("&quot;", with: "\"")
        }
      })
  }
}

extension EngineVisit {
  fileprivate func titles(foundFor text: String) throws -> [String] {
    try window.search(text)
    let found = try window.evaluate(
      "return [...document.querySelectorAll('#search-results b')].map(each => each.textContent)")
    return found.items.map(\.text)
  }
}
