import Foundation
import Testing

extension ReaderTests {
  /// What a reader has to load, each file compressed by itself as a web server does.
  @Suite struct WeightTests {
    private func weight(_ path: String) throws -> Int {
      let gzip = try Tool("gzip", package: "Debian's gzip")
      return try gzip.output(["-9n"], input: Data(contentsOf: SampleSite.package.appendingPathComponent(path))).count
    }

    @Test func `both scripts together stay below 2 kB, and the style sheet below 5`() throws {
      let scripts = try weight("templates/assets/browser.js") + weight("templates/assets/variants.js")
      #expect(scripts < 2048)
      #expect(try weight("templates/assets/style.css") < 5120)
    }
  }
}
