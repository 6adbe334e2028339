import Foundation
import Testing

extension ReaderTests {
  /// What a reader has to load, each file compressed by itself as a web server does.
  @Suite struct WeightTests {
    private func weight(_ file: URL) throws -> Int {
      let gzip = try Tool("gzip", package: "Debian's gzip")
      return try gzip.output(["-9n"], input: Data(contentsOf: file)).count
    }

    @Test func `variants take at most 1.6 kB of scripts, search 2.5, and the style sheet 4.7`() throws {
      let sent = SampleSite.package.appendingPathComponent("templates/sent")
      let weights = try ["browser.js", "variants.js", "search.js", "style.css"].map {
        try weight(sent.appendingPathComponent($0))
      }
      #expect(weights[0] + weights[1] <= 1600)
      #expect(weights[2] <= 2500)
      #expect(weights[3] <= 4700)
    }

    @Test func `whatever an article loads besides takes at most 10 kB, comments aside`() throws {
      let sent = SampleSite.package.appendingPathComponent("templates/sent")
      let names = try FileManager.default.contentsOfDirectory(atPath: sent.path).filter {
        !["a-z.js", "lists.css", "offline.css", "unfound.js"].contains($0) && !$0.hasPrefix("comment")
          && !$0.hasPrefix("enrollment") && !$0.hasPrefix("feedback")
      }
      #expect(names.count == 7)
      let icon = SampleSite.package.appendingPathComponent("templates/assets/icon.svg")
      #expect(try names.map { try weight(sent.appendingPathComponent($0)) }.reduce(weight(icon), +) <= 10_240)
    }

    @Test(arguments: ["faq/help-manual/phones/new-phone.html", "faq/help-manual/signing-in/passkeys.html"])
    func `the first view of an article takes at most 15 kB, its pictures aside, and the page itself 5`(path: String)
      throws
    {
      let page = try SampleSite.folder.get().appendingPathComponent(path)
      let html = try String(contentsOf: page, encoding: .utf8)
      let assets = html.matches(of: /(?:href|src)="([^"]*assets\/[a-z]+\.[0-9a-f]+\.(?:css|js|svg))"/).map {
        String($0.1)
      }
      #expect(assets.contains { $0.hasSuffix(".css") })
      let weights = try Set(assets).map { try weight(page.deletingLastPathComponent().appendingPathComponent($0)) }
      #expect(try weight(page) <= 5120)
      #expect(try weight(page) + weights.reduce(0, +) <= 15360)
    }
  }
}
