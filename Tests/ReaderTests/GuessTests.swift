import Foundation
import Testing

extension ReaderTests {
  @Suite struct GuessTests {
    @Test func `browser, system and device are guessed from what real browsers send`() throws {
      let source = try String(
        contentsOf: SampleSite.package.appendingPathComponent("templates/assets/browser.js"), encoding: .utf8)
      let readers = try Reader.all()
      #expect(readers.count >= 60)
      let browser = try Browser()
      for reader in readers {
        let brands = reader.brands.map { JSON.array($0.map { ["brand": .string($0)] }) }
        let guess = try browser.evaluate(
          """
          \(source)
          const [userAgent, brands, maxTouchPoints, brave, width, height] = arguments;
          return readerOf({userAgent, userAgentData: brands && {brands}, maxTouchPoints, brave}, {width, height});
          """,
          .string(reader.agent), brands ?? .null, .number(Double(reader.touch ?? 0)), .bool(reader.brave == true),
          .number(Double(reader.screen?.first ?? 1280)), .number(Double(reader.screen?.last ?? 800)))
        #expect(
          guess
            == [
              "browser": .string(reader.browser), "os": .string(reader.os), "device": .string(reader.device),
              "app": .bool(reader.app == true),
            ], "\(reader.who)")
      }
    }
  }
}
