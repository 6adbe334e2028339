import Foundation
import Markdown
import Testing
import YAML

@testable import Guide

/// What a disk, a clock and a death can do to the cache.
@Suite struct IncrementalDiskTests {
  @Test func `edits of the same size, one after the other, are all seen`() throws {
    let guide = try IncrementalGuide()
    for round in 100..<130 {
      try guide.overwrite("---\ntitle: A\ntags: [one]\n---\n\nRound \(round).\n", at: "content/a.md")
      try guide.build()
      #expect(try guide.text("site/a.html").contains("Round \(round)."))
    }
  }

  @Test func `an edit of the same size is seen though its time is set back`() throws {
    let guide = try IncrementalGuide()
    let file = "\(guide.path)/content/b.md"
    let time = Date(timeIntervalSinceNow: -1000)
    for round in 100..<104 {
      try guide.overwrite("---\ntitle: B\n---\n\n## Steps\n\nRound \(round).\n", at: "content/b.md")
      try FileManager.default.setAttributes([.modificationDate: time], ofItemAtPath: file)
      try guide.build()
      #expect(try guide.text("site/b.html").contains("Round \(round)."))
      // So that the time of the next edit is not the same.
      usleep(150_000)
    }
  }

  @Test(arguments: [-1e6, 1e6]) func `a clock that goes wrong hides nothing`(seconds: Double) throws {
    let guide = try IncrementalGuide()
    let file = "\(guide.path)/content/b.md"
    try guide.build()
    for round in 100..<103 {
      try guide.put("---\ntitle: B\n---\n\n## Steps\n\nRound \(round).\n", at: "content/b.md")
      let time = Date(timeIntervalSinceNow: seconds - Double(round))
      try FileManager.default.setAttributes([.modificationDate: time], ofItemAtPath: file)
      try guide.buildAndCompare()
      #expect(try guide.text("site/b.html").contains("Round \(round)."))
    }
  }

  @Test func `an alteration of the site of the same size and time is seen`() throws {
    let guide = try IncrementalGuide()
    try guide.build()
    usleep(150_000)
    try guide.build()
    let file = "\(guide.path)/site/leaflet.txt"
    let time = try #require(try FileManager.default.attributesOfItem(atPath: file)[.modificationDate] as? Date)
    try guide.overwrite("a leaflet.\n", at: "site/leaflet.txt")
    try FileManager.default.setAttributes([.modificationDate: time], ofItemAtPath: file)
    #expect(try guide.buildAndCompare().report?.written == ["leaflet.txt"])
  }

  @Test func `a symbolic link in the content leaves nothing stale`() throws {
    let guide = try IncrementalGuide()
    try FileManager.default.createSymbolicLink(
      atPath: "\(guide.path)/content/link.md", withDestinationPath: "\(guide.path)/content/b.md")
    try guide.buildAndCompare()
    try guide.put("---\ntitle: B\n---\n\n## Steps\n\nOther.\n", at: "content/b.md")
    try guide.buildAndCompare()
    #expect(try guide.text("site/link.html").contains("Other."))
  }

  @Test func `folders without files do not matter`() throws {
    let guide = try IncrementalGuide()
    try guide.build()
    try FileManager.default.createDirectory(
      atPath: "\(guide.path)/content/empty/more", withIntermediateDirectories: true)
    #expect(try guide.buildAndCompare().explanation.lines == ["no page: nothing changed"])
    try guide.put("---\ntitle: N\n---\n", at: "content/empty/more/n.md")
    #expect(try guide.buildAndCompare().explanation.lines == ["every page: content/empty/more/n.md is new"])
  }

  @Test(arguments: ["content/n.md", "content/more/n.md", "content/empty/n.md", "content/new/n.md"])
  func `what is put into a folder that nobody has touched for long is seen`(name: String) throws {
    let guide = try IncrementalGuide()
    try FileManager.default.createDirectory(atPath: "\(guide.path)/content/empty", withIntermediateDirectories: true)
    // Until then the folders' stamps are not trusted; then a build notes them.
    usleep(150_000)
    for _ in 0..<2 { try guide.build() }
    try guide.put("---\ntitle: N\n---\n", at: name)
    #expect(try guide.buildAndCompare().explanation.lines == ["every page: \(name) is new"])
    usleep(150_000)
    for _ in 0..<2 { try guide.build() }
    try FileManager.default.moveItem(atPath: "\(guide.path)/\(name)", toPath: "\(guide.path)/content/more/o.md")
    #expect(
      try guide.buildAndCompare().explanation.lines == [
        "every page: \(name) is gone", "every page: content/more/o.md is new",
      ])
  }

  @Test func `a folder of the site whose place a link takes is noticed`() throws {
    let guide = try IncrementalGuide()
    try guide.put("---\ntitle: E\n---\n", at: "content/deep/er/e.md")
    usleep(150_000)
    for _ in 0..<2 { try guide.build() }
    let (folder, other) = ("\(guide.path)/site/deep/er", "\(guide.path)/elsewhere")
    try FileManager.default.moveItem(atPath: folder, toPath: other)
    try FileManager.default.createSymbolicLink(atPath: folder, withDestinationPath: other)
    #expect(throws: OutputError.self) { try guide.build() }
    try FileManager.default.removeItem(atPath: folder)
    try guide.buildAndCompare()
  }

  @Test func `a cache that is cut or altered anywhere is left aside`() throws {
    let guide = try IncrementalGuide()
    try guide.build()
    let build = Build(folder: guide.path, output: "\(guide.path)/site", threads: 1)
    let whole = try guide.bytes(IncrementalGuide.cache)
    func isUsable(_ bytes: Data) throws -> Bool {
      try bytes.write(to: URL(fileURLWithPath: "\(guide.path)/\(IncrementalGuide.cache)"))
      if case .success = CacheFile(for: build).read() { return true }
      return false
    }
    #expect(try isUsable(whole))
    for end in stride(from: 0, to: whole.count, by: 64) {
      #expect(try !isUsable(whole.prefix(end)))
    }
    for (number, place) in stride(from: 0, to: whole.count, by: 61).enumerated() {
      var altered = whole
      altered[place] ^= 1 << UInt8(number % 8)
      #expect(try !isUsable(altered), "a bit of byte \(place)")
    }
    #expect(try !isUsable(whole + Data([0])))
  }

  @Test(arguments: [
    ("gone", "there is no cache"), ("cut", "the cache is damaged"),
    ("old", "another version of guidegen wrote the cache"),
  ])
  func `without a cache that can be used, everything is built`(kind: String, reason: String) throws {
    let guide = try IncrementalGuide()
    try guide.build()
    let whole = try guide.bytes(IncrementalGuide.cache)
    let file = URL(fileURLWithPath: "\(guide.path)/\(IncrementalGuide.cache)")
    switch kind {
    case "gone": try guide.remove(".guidegen-cache")
    case "cut": try whole.dropLast(9).write(to: file)
    default: try (Data("guidegen-cache 0\n".utf8) + whole.dropFirst(17)).write(to: file)
    }
    #expect(try guide.buildAndCompare().explanation.lines == ["every page: \(reason)"])
    #expect(try guide.buildAndCompare().explanation.lines == ["no page: nothing changed"])
  }

  @Test func `what a build that was killed left beside the cache does not matter`() throws {
    let guide = try IncrementalGuide()
    try guide.build()
    let whole = try guide.bytes(IncrementalGuide.cache)
    let draft = ".guidegen-cache/.build.new"
    try (whole + whole).write(to: URL(fileURLWithPath: "\(guide.path)/\(draft)"))
    #expect(try guide.buildAndCompare().explanation.lines == ["no page: nothing changed"])
    try guide.put(try guide.text("content/b.md") + "\nMore.\n", at: "content/b.md")
    try guide.buildAndCompare()
    #expect(!FileManager.default.fileExists(atPath: "\(guide.path)/\(draft)"))
    #expect(try guide.buildAndCompare().explanation.lines == ["no page: nothing changed"])
  }

  @Test func `a build killed between the site and the cache is noticed`() throws {
    let guide = try IncrementalGuide()
    try guide.build()
    let before = try guide.bytes(IncrementalGuide.cache)
    try guide.put(try guide.text("content/b.md") + "\nMore.\n", at: "content/b.md")
    try guide.build()
    try before.write(to: URL(fileURLWithPath: "\(guide.path)/\(IncrementalGuide.cache)"))
    try guide.buildAndCompare()
  }

  @Test func `a folder in which no cache can be left is built all the same`() throws {
    let guide = try IncrementalGuide()
    try guide.put("in the way", at: ".guidegen-cache")
    try guide.buildAndCompare()
    #expect(try guide.buildAndCompare().explanation.lines == ["every page: there is no cache"])
    #expect(try guide.text(".guidegen-cache") == "in the way")
  }

  @Test func `the cache is kept out of the history`() throws {
    let guide = try IncrementalGuide()
    try guide.build()
    #expect(try guide.text(".guidegen-cache/.gitignore") == "*\n")
  }

  @Test func `a record holds all of a front matter`() throws {
    var front = FrontMatter()
    front.place = .init(file: "content/x.md", line: 2, column: 3)
    front.title = "Title"
    front.description = "Description"
    front.weight = -5
    front.date = CalendarDate(year: 2026, month: 1, day: 2)
    front.reviewed = CalendarDate(year: 1, month: 3, day: 4)
    front.reviewEvery = 180
    front.translated = CalendarDate(year: 2026, month: 3, day: 4)
    front.owner = "Owner"
    front.isDraft = true
    front.aliases = [("old", .init(file: "content/x.md", line: 5, column: 1))]
    front.tags = [("one", .init(file: "content/x.md", line: 6, column: 1)), ("two", .init(file: "content/x.md"))]
    front.comments = false
    for (full, empty) in zip(Mirror(reflecting: front).children, Mirror(reflecting: FrontMatter()).children) {
      #expect("\(full.value)" != "\(empty.value)", "\(full.label ?? "") is to be tested too")
    }
    let whole = Article(
      path: "content/x.md", frontMatter: front, text: PackedDocument(Document.parse([], file: "").document))
    let article = ArticleRecord(of: whole).article(in: ContentLanguages(tags: []))
    #expect("\(article.frontMatter)" == "\(front)")
    #expect(article.path == "content/x.md")
  }
}
