import Foundation
import Guide
import Testing

extension ReaderTests {
  /// Pictures that have one for dark pages beside them.
  @Suite struct DarkPictureTests {
    @Test func `the browser loads the one that it shows, and paper has the light one`() throws {
      let folder = FileManager.default.temporaryDirectory.appendingPathComponent("guidegen-dark-\(UUID().uuidString)")
      defer { try? FileManager.default.removeItem(at: folder) }
      let svg =
        #"<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200"><rect width="300" height="200"/></svg>"#
      let files = [
        "guide.yml": "title: Help\n", "a.md": "---\ntitle: A\n---\n\n![A screen](screen.svg)\n", "screen.svg": svg,
        "screen.dark.svg": svg.replacingOccurrences(of: "<rect", with: #"<rect fill="white""#),
      ]
      try FileManager.default.createDirectory(
        at: folder.appendingPathComponent("content"), withIntermediateDirectories: true)
      for (name, text) in files { try Data(text.utf8).write(to: folder.appendingPathComponent("content/" + name)) }
      let site = folder.appendingPathComponent("site")
      try #require(Build(folder: folder.path, output: site.path, threads: 1).run().report != nil)
      let page = site.appendingPathComponent("a.html").absoluteString
      for (scheme, shown, other) in [("light", "screen.", "screen.dark."), ("dark", "screen.dark.", "screen.svg")] {
        let browser = try Browser()
        try browser.command(
          "Emulation.setEmulatedMedia", ["features": [["name": "prefers-color-scheme", "value": .string(scheme)]]])
        try browser.open(page)
        try browser.waits("document.querySelector('main img').complete")
        let image = try browser.evaluate(
          "const image = document.querySelector('main img'); const box = image.getBoundingClientRect(); return [image.currentSrc, box.width, box.height];"
        )
        #expect(image.items[0].text.contains("/" + shown))
        // Its border is within.
        guard case .number(let width) = image.items[1], case .number(let height) = image.items[2] else {
          Issue.record("no size: \(image)")
          continue
        }
        #expect(width == 300 && abs(height - 200) < 1, "\(height)")
        let pictures = try browser.requests().filter { $0.contains("/assets/screen.") }
        #expect(pictures.count == 1 && !pictures[0].contains(other), "\(pictures)")
        try browser.command(
          "Emulation.setEmulatedMedia",
          ["media": "print", "features": [["name": "prefers-color-scheme", "value": .string(scheme)]]])
        try browser.waits("!document.querySelector('main img').currentSrc.includes('.dark.')")
      }
    }
  }
}
