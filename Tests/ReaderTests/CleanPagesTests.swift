import Foundation
import Testing

extension ReaderTests {
  @Suite struct CleanPagesTests {
    @Test func `no page complains on the console or asks another host for anything`() throws {
      try Visit.make(as: "Firefox on Linux") { visit in
        for page in try SampleSite.pages() {
          try visit.open(page)
          #expect(try visit.browser.complaints() == [], "\(page)")
          let foreign = try visit.browser.requests().filter { !$0.hasPrefix(visit.root) }
          #expect(foreign == [], "\(page)")
        }
      }
    }

    @Test func `an article works from a folder, without a web server`() throws {
      try Visit.make(as: "Firefox on Linux") { visit in
        let folder = try SampleSite.folder.get().absoluteString
        try visit.browser.open(folder + (folder.hasSuffix("/") ? "" : "/") + Visit.mfa)
        #expect(try visit.privateMode().open == ["firefox"])
        #expect(try visit.browser.complaints() == [])
        #expect(try visit.browser.requests().allSatisfy { $0.hasPrefix("file:///") })
        let styled = try visit.browser.evaluate("return getComputedStyle(document.body).margin")
        #expect(styled == "0px")
      }
    }
  }
}
