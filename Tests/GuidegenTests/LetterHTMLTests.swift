import Foundation
import Testing

/// `guidegen letters --format html`, printed by a browser.
@Suite struct LetterHTMLTests {
  private let guide: LetterGuide

  init() throws {
    guide = try LetterGuide()
    let long = (1...60).map { "Paragraph \($0) of the article.\n\n" }.joined()
    try guide.folder.write(
      LetterGuide.article.replacing("::enrollment-code", with: long + "::enrollment-code"), to: "content/mfa.md")
  }

  private func letters(_ arguments: String...) throws -> Outcome {
    try guide.run(["letters", "--format", "html", "--date", "2026-11-30"] + arguments)
  }

  /// Prints `file` as Chromium does; the PDF's name.
  private func print(_ file: String) throws -> String {
    let chromium = try tool("chromium", package: "chromium")
    let outcome = try Command(
      [
        chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
        "--user-data-dir=\(guide.folder.path)/browser", "--no-pdf-header-footer",
        "--print-to-pdf=\(guide.folder.path)/printed.pdf", "file://\(guide.folder.path)/\(file)",
      ], in: guide.folder
    ).run()
    try #require(guide.folder.exists("printed.pdf"), "\(outcome)")
    return "printed.pdf"
  }

  @Test(arguments: ["din-5008-b", "us-10"])
  func `what Chromium prints has the address in the window, the person's code, and numbered pages`(
    _ envelope: String
  ) throws {
    try #require(
      try letters("--user", "jo@example.com", "--merged", "jo.html", "--envelope", envelope).status == 0)
    let serial = try #require(guide.serials()["jo@example.com"])
    try #require(try letters("--user", "jo@example.com", "--output-dir", "out", "--envelope", envelope).status == 0)
    let printed = try print("out/\(serial).html")
    // The window, to the millimetre, with room to slip on each side.
    let window =
      envelope == "us-10"
      ? (left: 17.5, top: 55.6, right: 131.8, bottom: 84.2) : (left: 20, top: 45, right: 105, bottom: 90)
    let words = try boxes(of: printed)
    for wanted in ["Jo", "Doe", "1", "Station", "Road", "London"] {
      let found = words.filter { $0.text == wanted }.contains { word in
        word.left > window.left + 1 && word.right < window.right - 1 && word.top > window.top + 1
          && word.bottom < window.bottom - 1
      }
      #expect(found, "\(wanted) in \(words.prefix(30))")
    }
    let pages = try guide.text(printed).split(separator: "\u{C}")
    #expect(pages.count >= 2)
    for (number, page) in pages.enumerated() {
      #expect(page.contains("\(serial) · Page \(number + 1) of \(pages.count)"), "\(page)")
    }
    try expectCode(of: "jo@example.com", on: pages.count, of: printed)
  }

  /// Expects that zbar reads the person's code on `page`.
  private func expectCode(of user: String, on page: Int, of printed: String) throws {
    let pdftoppm = try tool("pdftoppm", package: "poppler-utils")
    let zbarimg = try tool("zbarimg", package: "zbar-tools")
    _ = try Command(
      [pdftoppm, "-gray", "-r", "150", "-f", "\(page)", "-l", "\(page)", "-singlefile", printed, "page"],
      in: guide.folder
    ).run()
    let read = try Command([zbarimg, "--quiet", "--raw", "page.pgm"], in: guide.folder).run().output
    let secret = try guide.run(["enroll", "show", user, "--secret"]).output.split(separator: "\n")
      .first { $0.hasPrefix("secret") }?.dropFirst(10).filter { $0 != " " }
    #expect(read.contains("secret=\(try #require(secret))&"), "\(read)")
  }

  /// A word on the first page; edges in millimetres.
  private struct Box {
    var text: String
    var left: Double
    var top: Double
    var right: Double
    var bottom: Double
  }

  private func boxes(of file: String) throws -> [Box] {
    try guide.text(file, "-bbox", "-l", "1").split(separator: "\n").compactMap { line in
      let parts = line.split(separator: "\"").map(String.init)
      guard line.contains("<word"), parts.count >= 9 else { return nil }
      let edges = [1, 3, 5, 7].compactMap { Double(parts[$0]).map { $0 / 72 * 25.4 } }
      guard edges.count == 4 else { return nil }
      return Box(
        text: String(parts[8].dropFirst().prefix { $0 != "<" }), left: edges[0], top: edges[1], right: edges[2],
        bottom: edges[3])
    }
  }

  @Test func `one file of all begins each letter on a page of its own`() throws {
    #expect(try letters("--all", "--merged", "all.html").status == 0)
    #expect(try guide.mode("all.html") == 0o600)
    let pages = try guide.text(try print("all.html")).split(separator: "\u{C}").map(String.init)
    let firsts = pages.indices.filter { pages[$0].contains("Dear ") }
    #expect(firsts.count == 3 && pages.count == 3 * firsts[1])
    for (name, serial) in try guide.serials() {
      #expect(pages.count { $0.contains("· \(serial)\n") } == firsts[1], "\(name): \(pages)")
    }
  }

  @Test func `files are for their owner alone, are listed, and stop a build`() throws {
    #expect(try letters("--all", "--output-dir", "out").status == 0)
    let serial = try #require(guide.serials()["jo@example.com"])
    #expect(try guide.mode("out") == 0o700 && guide.mode("out/\(serial).html") == 0o600)
    let manifest = try guide.folder.read("out/manifest.jsonl")
    #expect(manifest.contains(#"{"letter":"\#(serial).html","user":"jo@example.com","serial":"\#(serial)","sha256":""#))
    try FileManager.default.moveItem(
      atPath: "\(guide.folder.path)/out/\(serial).html", toPath: "\(guide.folder.path)/content/letter.html")
    let build = try guidegen("build", in: guide.folder)
    #expect(build.status == 1 && build.errors.contains("content/letter.html: error: this is a letter"), "\(build)")
  }
}
