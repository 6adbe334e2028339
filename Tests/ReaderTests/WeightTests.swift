import Foundation
import Testing

extension ReaderTests {
  /// What a reader has to load, each file compressed by itself as a web server does.
  @Suite struct WeightTests {
    private func weight(_ file: URL) throws -> Int {
      let gzip = try Tool("gzip", package: "Debian's gzip")
      return try gzip.output(["-9n"], input: Data(contentsOf: file)).count
    }

    @Test func `both scripts together stay below 2 kB, and the style sheet below 5`() throws {
      let assets = SampleSite.package.appendingPathComponent("templates/assets")
      let scripts = try ["browser.js", "variants.js"].map { try weight(assets.appendingPathComponent($0)) }
      #expect(scripts.reduce(0, +) < 2000)
      #expect(try weight(assets.appendingPathComponent("style.css")) < 5120)
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
