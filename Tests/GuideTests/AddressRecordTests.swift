import Diagnostics
import Testing

@testable import Guide

@Suite struct AddressRecordTests {
  /// `address source title anchor…` as a page.
  private func page(_ address: String, _ source: String, _ title: String, _ anchors: String = "") -> PublishedPage {
    PublishedPage(
      address: address, source: source, title: title, anchors: anchors.split(separator: " ").map(String.init))
  }

  private func record(_ text: String) -> AddressRecord {
    let parsed = AddressRecord.parse(Array(text.utf8), file: "content/_addresses.txt")
    #expect(parsed.diagnostics.isEmpty)
    return parsed.record
  }

  /// Redirects, aliases of anchors and warnings as lines.
  private func lines(_ record: AddressRecord, _ pages: [PublishedPage], aliases: [String: String] = [:]) -> [String] {
    let found = record.redirects(for: pages, aliases: aliases)
    return found.pages.map { "\($0.from) -> \($0.to)" }
      + found.anchors.map { "\($0.page)#\($0.former) -> #\($0.present)" }
      + found.diagnostics.map(\.description)
  }

  /// The record's lines without its head.
  private func text(_ record: AddressRecord) -> String {
    String(decoding: record.bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.hasPrefix("#") }.joined(separator: "\n").trimmingPrefix("\n").description
  }

  @Test func `a record is written as it is read`() {
    let written = """
      page faq/mfa.html
        source content/faq/mfa.md
        title Setting up MFA: "the" guide
        anchor get-the-app
        anchor ende-schön
        moved get-the-application -> get-the-app
        lost nothing

      page old page.html
        to faq/mfa.html

      """
    #expect(text(record(written)) == written)
    #expect(text(record(written.replacing("\n", with: "\r\n"))) == written)
  }

  @Test func `the record of a new site lists its pages, in the order of their addresses`() {
    let pages = [page("b.html", "content/b.md", "B\nand more", "y x"), page("a/b.html", "content/a/b.md", "A")]
    let record = AddressRecord().updated(with: pages)
    #expect(
      text(record) == """
        page a/b.html
          source content/a/b.md
          title A

        page b.html
          source content/b.md
          title B and more
          anchor y
          anchor x

        """)
    #expect(record.bytes == AddressRecord().updated(with: pages.reversed()).bytes)
    #expect(lines(record, pages).isEmpty)
    #expect(record.updated(with: pages).bytes == record.bytes)
  }

  @Test func `a page is found again by its source, its title, or its anchors`() {
    let record = AddressRecord().updated(with: [
      page("a.html", "content/a.md", "A"), page("b.html", "content/b.md", "Same title", "x y"),
      page("c.html", "content/c.md", "C", "one two"), page("d.html", "content/d.md", "Same title", "z"),
    ])
    let pages = [
      page("guide/a/index.html", "content/a.md", "Other"), page("new/b.html", "content/new/b.md", "Same title", "x y"),
      page("new/c.html", "content/new/c.md", "Another title", "one two"),
      page("new/d.html", "content/new/d.md", "Same title", "z z2"),
    ]
    #expect(
      lines(record, pages) == [
        "a.html -> guide/a/index.html", "b.html -> new/b.html", "c.html -> new/c.html", "d.html -> new/d.html",
      ])
  }

  @Test func `what is not plain is not guessed`() {
    let record = record(
      """
      page a.html
        title Overview
      page b.html
        title Overview
      page c.html
        title C
        anchor steps
      page d.html
        title Kept
      """)
    let pages = [
      page("new/a.html", "n", "Overview"), page("new/c.html", "n2", "Other", "steps"), page("d.html", "n3", "C"),
    ]
    let warnings = ["a", "b", "c"].enumerated().map { number, name in
      """
      content/_addresses.txt:\(number * 2 + 1):1: warning: nothing has taken the place of the page "\(name).html"
        hint: write "to ADDRESS" below it, give an article the alias "\(name).html", or delete the entry
      """
    }
    #expect(lines(record, pages) == warnings)
    #expect(record.updated(with: pages).redirects(for: pages).diagnostics.count == 3)
  }

  @Test func `what the author says goes before an alias, and that before what the pages look like`() {
    let pages = [page("said.html", "1", "x"), page("alias.html", "2", "y"), page("looks.html", "3", "The title")]
    let record = record("page a.html\n  title The title\npage b.html\n  title The title\n  to said.html\n")
    #expect(lines(record, pages) == ["a.html -> looks.html", "b.html -> said.html"])
    #expect(
      lines(record, pages, aliases: ["a.html": "alias.html", "b.html": "alias.html"])
        == ["a.html -> alias.html", "b.html -> said.html"])
  }

  @Test func `a page that moves twice is found under all its names, and a circle leads nowhere`() {
    var record = AddressRecord()
    for address in ["a.html", "b.html", "c.html"] { record = record.updated(with: [page(address, address, "T")]) }
    let pages = [page("c.html", "c", "T")]
    #expect(lines(record, pages) == ["a.html -> c.html", "b.html -> c.html"])
    let circle = self.record("page x.html\n  to y.html\npage y.html\n  to x.html\n")
    #expect(circle.redirects(for: pages).diagnostics.count == 2)
  }

  @Test func `a page that comes back is a page again`() {
    let record = record("page a.html\n  to b.html\npage b.html\n  title B\n")
    let pages = [page("a.html", "a", "A"), page("b.html", "b", "B")]
    #expect(lines(record, pages).isEmpty)
    #expect(text(record.updated(with: pages)).contains("page a.html\n  source a\n  title A\n"))
  }

  @Test func `a successor that is no page is named with the nearest one`() {
    #expect(
      lines(record("page a.html\n  to faq/mfaa.html\n"), [page("faq/mfa.html", "", "")]) == [
        """
        content/_addresses.txt:2:3: warning: "a.html" leads to "faq/mfaa.html", which is no page
          hint: did you mean "faq/mfa.html"?
        """
      ])
  }

  @Test(
    arguments: [
      ("a b c", "a x c", ["b": "x"]),
      ("a b c", "x b c", ["a": "x"]),
      ("a b c", "a b x", ["c": "x"]),
      ("a b c d", "a x y d", ["b": "x", "c": "y"]),
      ("a", "x", ["a": "x"]),
      ("a b c d", "x b y d", ["a": "x", "c": "y"]),
      ("a b c", "a c", ["b": nil]),
      ("a b c", "a x y c", ["b": nil]),
      ("a b", "x y", ["a": nil, "b": nil]),
      ("a b c", "c x a", ["b": nil]),
      ("a b c d", "a d c", ["b": nil]),
      ("a b c", "a b c", [:]),
      ("a b c", "a x b c", [:]),
    ] as [(String, String, [String: String?])])
  func `a heading is followed to the one in its place between the same neighbours`(
    former: String, present: String, expected: [String: String?]
  ) {
    let record = AddressRecord().updated(with: [page("p.html", "p", "P", former)])
    let found = record.redirects(for: [page("p.html", "p", "P", present)])
    let aliases = Dictionary(uniqueKeysWithValues: found.anchors.map { ($0.former, $0.present) })
    #expect(aliases == expected.compactMapValues { $0 })
    #expect(found.diagnostics.count == expected.values.filter { $0 == nil }.count)
    let updated = record.updated(with: [page("p.html", "p", "P", present)])
    let again = updated.redirects(for: [page("p.html", "p", "P", present)])
    #expect(again.anchors == found.anchors)
    #expect(again.diagnostics.count == found.diagnostics.count)
  }

  @Test func `a heading that is renamed twice, in a page that moves, is found under all its names`() {
    var record = AddressRecord().updated(with: [page("p.html", "p", "P", "a b c")])
    record = record.updated(with: [page("p.html", "p", "P", "a x c")])
    let pages = [page("q.html", "q", "P", "a y c")]
    #expect(lines(record, pages) == ["p.html -> q.html", "q.html#b -> #y", "q.html#x -> #y"])
    #expect(
      text(record.updated(with: pages)) == """
        page p.html
          to q.html

        page q.html
          source q
          title P
          anchor a
          anchor y
          anchor c
          moved b -> y
          moved x -> y

        """)
  }

  @Test func `a heading that is gone is a warning, until the author says where it went`() {
    let pages = [page("p.html", "p", "P", "a b")]
    let record = AddressRecord().updated(with: [page("p.html", "p", "P", "a b ab")]).updated(with: pages)
    #expect(
      lines(self.record(text(record)), pages) == [
        """
        content/_addresses.txt:6:3: warning: the anchor "ab" is gone from "p.html", and no heading stands in its place
          hint: write "moved ab -> a" below the page, or delete the line
        """
      ])
    let said = self.record(text(record).replacing("lost ab", with: "moved ab -> b"))
    #expect(lines(said, pages) == ["p.html#ab -> #b"])
    let wrong = self.record(text(record).replacing("lost ab", with: "moved ab -> bb"))
    #expect(
      lines(wrong, pages) == [
        """
        content/_addresses.txt:6:3: warning: the anchor "ab" leads to "bb", which is none of "p.html"
          hint: write "moved ab -> b" below the page, or delete the line
        """
      ])
  }

  @Test(arguments: [
    (
      "\n  title x",
      "2:3: error: \"title\" stands before the first page\n  hint: put it below a line \"page ADDRESS\""
    ),
    ("page a\n  titel x", "2:3: error: unknown word \"titel\"\n  hint: did you mean \"title\"?"),
    (
      "page a\n  xyzzyx x",
      "2:3: error: unknown word \"xyzzyx\"\n  hint: a line begins with one of page, source, title, anchor, moved, lost, to"
    ),
    ("page", "1:1: error: nothing follows \"page\"\n  hint: complete the line, or delete it"),
    ("page a\n\tmoved x y", "2:2: error: \"x y\" is not a move\n  hint: write moved FORMER -> PRESENT"),
    (
      "page a\npage b\npage a",
      "3:1: error: the page \"a\" is listed already, in line 1\n  hint: join the two entries, or delete one"
    ),
    (
      "<<<<<<< HEAD",
      "1:1: error: a merge has left a conflict here\n  hint: keep the lines of both sides, and delete the marks"
    ),
  ])
  func `a mistake in the record has a place and a hint`(text: String, message: String) {
    let found = AddressRecord.parse(Array(text.utf8), file: "r").diagnostics
    #expect(found.map(\.description) == ["r:" + message])
  }

  @Test func `bytes that are no UTF-8 are an error`() {
    let found = AddressRecord.parse(Array("page a\n".utf8) + [0xFF], file: "r").diagnostics
    #expect(found.map(\.description) == ["r:2:1: error: this line is not UTF-8\n  hint: save the file as UTF-8"])
  }
}
