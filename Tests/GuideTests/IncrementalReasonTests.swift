import Foundation
import Testing

@testable import Guide

@Suite struct IncrementalReasonTests {
  let guide: IncrementalGuide

  init() throws {
    guide = try IncrementalGuide()
    try guide.build()
  }

  @Test func `the first build makes every page, the second none`() throws {
    let first = try IncrementalGuide().build()
    #expect(first.explanation.lines == ["every page: there is no cache"])
    #expect(first.report?.written.isEmpty == false)
    let second = try guide.buildAndCompare()
    #expect(second.explanation.lines == ["no page: nothing changed"])
    #expect(second.report?.written == [])
    #expect(second.report?.unchanged == first.report?.written.count)
  }

  @Test(arguments: [
    ("content/a.md", "---\ntitle: A\ntags: [one]\n---\n\nNew. [B](b.md#steps)\n", ["a.html: content/a.md changed"]),
    ("content/more/index.md", "---\ntitle: More\n---\n\nLess.\n", ["more/index.html: content/more/index.md changed"]),
    ("content/b.md", "---\ntitle: B\n---\n\n## Steps\n\n## New\n", ["b.html: content/b.md changed"]),
    ("content/b.md", "---\ntitle: Bee\n---\n\n## Steps\n", ["every page: the front matter of content/b.md changed"]),
    ("content/_snippets/contact.md", "Write.\n", ["every page: content/_snippets/contact.md changed"]),
    ("content/guide.yml", "title: Other\n", ["every page: content/guide.yml changed"]),
    ("content/leaflet.txt", "Other.\n", ["every page: content/leaflet.txt changed"]),
    ("content/new.md", "---\ntitle: New\n---\n", ["every page: content/new.md is new"]),
    ("templates/assets/own.js", "'use strict';\n", ["every page: templates/assets/own.js is new"]),
    ("site/a.html", "Mine.\n", ["every page: a.html in the site is not as it was written"]),
  ])
  func `a build says why it made pages again`(name: String, text: String, lines: [String]) throws {
    if name != "content/guide.yml" {
      try guide.put(text, at: name)
    } else {
      try guide.put(text + "variables:\n  phone: '555'\n", at: name)
    }
    #expect(try guide.buildAndCompare().explanation.lines == lines)
    #expect(try guide.buildAndCompare().explanation.lines == ["no page: nothing changed"])
  }

  @Test func `a page whose anchor another links to is looked at again when the anchor goes`() throws {
    try guide.put("---\ntitle: B\n---\n\n## Other steps\n", at: "content/b.md")
    let broken = try guide.buildAndCompare()
    #expect(broken.diagnostics.first?.message == ##"there is no heading "#steps" in b.md"##)
    try guide.put("---\ntitle: B\n---\n\n## Steps\n", at: "content/b.md")
    #expect(try guide.buildAndCompare().explanation.lines == ["b.html: content/b.md changed"])
  }

  @Test func `several pages change at once`() throws {
    for name in ["a", "b"] {
      try guide.put(try guide.text("content/\(name).md") + "\nMore.\n", at: "content/\(name).md")
    }
    #expect(
      try guide.buildAndCompare().explanation.lines == ["a.html: content/a.md changed", "b.html: content/b.md changed"])
    #expect(try guide.buildAndCompare().explanation.lines == ["no page: nothing changed"])
  }

  @Test func `a file that is only touched changes nothing`() throws {
    try guide.put(try guide.text("content/a.md"), at: "content/a.md")
    let outcome = try guide.buildAndCompare()
    #expect(outcome.explanation.lines == ["no page: nothing changed"])
    #expect(outcome.report?.written == [])
  }

  @Test func `an edit that shows nowhere writes nothing`() throws {
    try guide.put(try guide.text("content/a.md") + "\n\n", at: "content/a.md")
    #expect(try guide.buildAndCompare().report?.written == [])
  }

  @Test func `a text in a folder that held folders alone is noticed`() throws {
    try guide.put("---\ntitle: E\n---\n", at: "content/deep/er/e.md")
    try guide.build()
    try guide.put("---\ntitle: Deep\n---\n", at: "content/deep/index.md")
    #expect(try guide.buildAndCompare().explanation.lines == ["every page: content/deep/index.md is new"])
  }

  @Test func `another output folder and other options are noticed`() throws {
    guide.includesDrafts = true
    #expect(try guide.buildAndCompare().explanation.lines == [RebuildReason.otherOptions].map { "every page: \($0)" })
    try guide.build(into: "elsewhere")
    #expect(try guide.buildAndCompare().explanation.lines == [RebuildReason.otherOptions].map { "every page: \($0)" })
  }

  @Test func `files of the site that somebody removed are written again`() throws {
    try guide.remove("site/more/c.html")
    let outcome = try guide.buildAndCompare()
    #expect(outcome.explanation.lines == ["every page: more/c.html in the site is not as it was written"])
    #expect(outcome.report?.written == ["more/c.html"])
  }

  @Test func `an error leaves the cache and the site as they were`() throws {
    let (cache, site) = try (guide.bytes(IncrementalGuide.cache), guide.files("site"))
    try guide.put("---\ntitle: A\ntags: [one]\n---\n\n[Nowhere](nowhere.md)\n", at: "content/a.md")
    #expect(try guide.buildAndCompare().report == nil)
    #expect(try guide.bytes(IncrementalGuide.cache) == cache)
    #expect(try guide.files("site") == site)
  }

  @Test func `a warning stays until it is mended`() throws {
    let text = try guide.text("content/a.md")
    try guide.put(text + "\nA note[^1].\n\n[^1]: Here.\n\n[^2]: Unused.\n", at: "content/a.md")
    let warnings = try guide.buildAndCompare().diagnostics
    #expect(warnings.count == 1)
    try guide.put(try guide.text("content/b.md") + "\nMore.\n", at: "content/b.md")
    #expect(try guide.buildAndCompare().diagnostics == warnings)
    #expect(try guide.buildAndCompare().diagnostics == warnings)
    try guide.put(text, at: "content/a.md")
    #expect(try guide.buildAndCompare().diagnostics.isEmpty)
  }

  @Test func `a draft that is not built can change`() throws {
    try guide.put("---\ntitle: D\ndraft: true\n---\n\nSoon.\n", at: "content/d.md")
    try guide.build()
    try guide.put("---\ntitle: D\ndraft: true\n---\n\nSooner.\n", at: "content/d.md")
    #expect(try guide.buildAndCompare().report?.written == [])
    guide.includesDrafts = true
    try guide.buildAndCompare()
    try guide.put("---\ntitle: D\ndraft: true\n---\n\nSoonest.\n", at: "content/d.md")
    let index = ["assets/search/a0.js", "assets/search/p0.js", "assets/search/w0.js", "search-index.js"]
    #expect(try guide.buildAndCompare().report?.written.filter { !index.contains($0) } == ["d.html"])
  }

  @Test func `new commits are noticed`() throws {
    func git(_ arguments: String...) throws {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      let identity = ["-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"]
      process.arguments = ["git", "-C", guide.path] + identity + arguments
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
    }
    try git("init")
    try git("add", "content")
    try git("commit", "-m", "All")
    #expect(try guide.buildAndCompare().explanation.lines == ["every page: git has other commits"])
    try guide.put(try guide.text("content/b.md") + "\nMore.\n", at: "content/b.md")
    #expect(try guide.buildAndCompare().explanation.lines == ["b.html: content/b.md changed"])
    try git("commit", "-am", "More")
    #expect(try guide.buildAndCompare().explanation.lines == ["every page: git has other commits"])
  }
}
