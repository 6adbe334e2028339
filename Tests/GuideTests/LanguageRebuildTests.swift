import Testing

@testable import Guide

/// A build after another of a site of several languages.
@Suite struct LanguageRebuildTests {
  let guide: IncrementalGuide

  init() throws {
    var files = LanguagesTests.files
    files["content/guide.yml"]? += "\ncomments: {server: \"https://comments.example.com/\"}\n"
    files["content/link.de.md"] = "---\ntitle: Verweis\n---\n\n[Schritte](faq/c.md#erstens), [C](faq/c.md#second)\n"
    files["content/_data/browsers.yml"] = SampleGuide.browsers
    guide = try IncrementalGuide(files)
    let outcome = try guide.buildAndCompare("the first build")
    #expect(outcome.diagnostics == [])
  }

  @Test func `an unchanged site is not made again`() throws {
    #expect(try guide.buildAndCompare().explanation.lines == ["no page: nothing changed"])
  }

  @Test(arguments: [
    (
      "content/a.de.md", "---\ntitle: A auf Deutsch\naliases: [alt]\n---\nNeu.\n",
      ["de/a.html: content/a.de.md changed"]
    ),
    (
      "content/b.md", "---\ntitle: B\n---\n\n## Steps\n\nNew.\n",
      ["ar/b.html", "b.html", "de/b.html"].map { "\($0): content/b.md changed" }
    ),
    (
      "content/a.md", "---\ntitle: A\ntags: [one]\n---\n\nNew.\n",
      ["a.html", "ar/a.html", "de/a.html"].map { "\($0): content/a.md changed" }
    ),
    (
      "content/only.de.md", "---\ntitle: Nur deutsch\n---\n\nAnders.\n",
      ["ar/only.html", "de/only.html", "only.html"].map { "\($0): content/only.de.md changed" }
    ),
    (
      "content/faq/index.de.md", "---\ntitle: Fragen\n---\nNeu.\n",
      ["de/faq/index.html: content/faq/index.de.md changed"]
    ),
    (
      "content/de/faq/c.md", "---\ntitle: C auf Deutsch\n---\n\n## Erstens\n\n## Zweitens\n",
      ["de/faq/c.html: content/de/faq/c.md changed"]
    ),
    (
      "content/a.de.md", "---\ntitle: Anders\naliases: [alt]\n---\nNeu.\n",
      ["every page: the front matter of content/a.de.md changed"]
    ),
    ("content/b.de.md", "---\ntitle: B\n---\n\n## Schritte\n", ["every page: content/b.de.md is new"]),
    ("content/_snippets/contact.de.md", "Ruf an.\n", ["every page: content/_snippets/contact.de.md changed"]),
    ("content/x.de.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>", ["every page: content/x.de.svg changed"]),
  ])
  func `an edit makes again what shows the text, in whatever language`(name: String, text: String, lines: [String])
    throws
  {
    try guide.put(text, at: name)
    #expect(try guide.buildAndCompare(name).explanation.lines.sorted() == lines)
    #expect(try guide.buildAndCompare().explanation.lines == ["no page: nothing changed"])
  }

  @Test func `a page that stands in for a translation gives way to it, and comes back`() throws {
    let text = "---\ntitle: B\n---\n\n## Schritte\n"
    for name in ["content/b.de.md", "content/de/b.md"] {
      try guide.put(text, at: name)
      try guide.buildAndCompare("there is one")
      #expect(try guide.text("site/de/b.html").contains("Schritte"))
      try guide.put(text + "\nNeu.\n", at: name)
      #expect(try guide.buildAndCompare().explanation.lines == ["de/b.html: \(name) changed"])
      try guide.put("---\ntitle: B\n---\n\n## Steps\n\nNew \(name).\n", at: "content/b.md")
      let lines = ["ar/b.html", "b.html", "de/b.html"].map { "\($0): content/b.md changed" }
      #expect(try guide.buildAndCompare().explanation.lines.sorted() == lines)
      try guide.remove(name)
      try guide.buildAndCompare("there is none")
      #expect(try guide.text("site/de/b.html").contains("Steps"))
    }
  }

  @Test func `a translation's headings are found by the names that its original gives them now`() throws {
    func put(_ headings: String...) throws -> [String] {
      let text = headings.map { "\n## \($0)\n" }.joined()
      try guide.put("---\ntitle: C\n---\n" + text, at: "content/faq/c.md")
      return try guide.buildAndCompare("\(headings)").explanation.lines
    }
    // link.de.md asks for it.
    let broken = try put("First", "Other")
    #expect(broken == ["no page: nothing changed"], "there is an error: nothing is made")
    #expect(
      try guide.buildAndCompare().diagnostics.map(\.message)
        == Array(repeating: ##"there is no heading "#second" in faq/c.md"##, count: 2))
    let lines = ["ar/faq/c.html", "de/faq/c.html", "faq/c.html"].map { "\($0): content/faq/c.md changed" }
    #expect(try put("Second", "First").sorted() == lines)
    #expect(try guide.text("site/de/faq/c.html").contains(#"id="second""#))
    try guide.put("---\ntitle: Verweis\n---\n\nNichts.\n", at: "content/link.de.md")
    try guide.buildAndCompare()
    try guide.put(try guide.text("content/a.de.md").replacing("#second", with: "#first"), at: "content/a.de.md")
    try guide.buildAndCompare()
    #expect(try put("First", "Other").sorted() == lines)
  }

  @Test func `recorded anchors stay where the texts change`() throws {
    try guide.put("---\ntitle: B\n---\n\n## Steps\n\n## Old name\n", at: "content/b.md")
    try guide.record()
    try guide.put("---\ntitle: B\n---\n\n## Steps\n\n## Second name\n", at: "content/b.md")
    try guide.buildAndCompare("another heading")
    #expect(try guide.text("site/b.html").contains(#"id="old-name""#))
    try guide.put("---\ntitle: B\n---\n\n## Steps\n\n## Second name\n\nNew.\n", at: "content/b.md")
    let lines = ["ar/b.html", "b.html", "de/b.html"].map { "\($0): content/b.md changed" }
    #expect(try guide.buildAndCompare("another text").explanation.lines.sorted() == lines)
  }

  @Test func `what is wrong with a translation is told as long as it is there`() throws {
    let text = try guide.text("content/a.de.md")
    try guide.put(text + "\nEine Fußnote[^1].\n\n[^1]: Hier.\n\n[^2]: Unbenutzt.\n", at: "content/a.de.md")
    let warnings = try guide.buildAndCompare("a warning").diagnostics
    #expect(warnings.map(\.place?.file) == ["content/a.de.md"])
    try guide.put("---\ntitle: B\n---\n\n## Steps\n\nNew.\n", at: "content/b.md")
    #expect(try guide.buildAndCompare("another text").diagnostics == warnings)
    try guide.put(text, at: "content/a.de.md")
    #expect(try guide.buildAndCompare("mended").diagnostics.isEmpty)
  }

  @Test func `comments make again the page in their language`() throws {
    func comments(_ pages: String...) -> String {
      pages.enumerated().map { number, page in
        #"{"page":"\#(page)","id":"\#(number)","depth":0,"author":"A","html":"<p>a</p>","created":"2026-11-01T09:30:00Z"}"#
          + "\n"
      }.joined()
    }
    guide.comments = comments("a.html")
    try guide.buildAndCompare("the first")
    for (page, line) in [
      ("de/a.html", "de/a.html: its comments changed"), ("de/faq/c.html", "de/faq/c.html: its comments changed"),
      ("b.html", "b.html: its comments changed"),
      ("de/only.html", "de/only.html: its comments changed"),
    ] {
      guide.comments = comments("a.html", page)
      #expect(try guide.buildAndCompare(page).explanation.lines == [line])
      guide.comments = comments("a.html")
      #expect(try guide.buildAndCompare(page).explanation.lines == [line])
    }
    // Names of files are no addresses, and a page that stands in for a translation shows none.
    for page in ["a.de.html", "de/b.html", "de/a.de.html", "only.html"] {
      guide.comments = comments("a.html", page)
      try guide.buildAndCompare(page)
      #expect(try !guide.text("site/a.html").isEmpty)
    }
  }

  @Test func `a site for a disk is made again in parts too`() throws {
    guide.isOffline = true
    try guide.remove("site")
    try guide.buildAndCompare("the first")
    try guide.put("---\ntitle: B\n---\n\n## Steps\n\nNew.\n", at: "content/b.md")
    let lines = ["ar/b.html", "b.html", "de/b.html"].map { "\($0): content/b.md changed" }
    #expect(try guide.buildAndCompare().explanation.lines.sorted() == lines)
  }
}
