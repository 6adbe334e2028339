import Markdown
import Testing

@Suite struct PlaceTests {
  /// The places of links, images and wiki links.
  private func places(_ text: String, firstLine: Int = 1) -> [String] {
    let (document, _) = Reading.parse(text, firstLine: firstLine)
    return document.references.map { "\(document.place(of: Int($0)))" }
  }

  @Test(arguments: [
    ("a [b](c)", ["a.md:1:3"]),
    ("a\n  b ![c](d) [e](f)\n", ["a.md:2:5", "a.md:2:13"]),
    ("> - a\n>   b\n> [c](d)\n", ["a.md:3:3"]),
    ("[a] no link [a](b)", ["a.md:1:13"]),
    ("[a](b\n'c') [d](e)\n", ["a.md:1:1", "a.md:2:6"]),
    ("[![a](b)](c)", ["a.md:1:1", "a.md:1:2"]),
    ("ä [a](b) \\: [c](d)", ["a.md:1:4", "a.md:1:14"]),
    (
      "{{mail}} <{{urls.mfa-setup}}> <https://a.example> https://b.example [[c]]",
      ["a.md:1:10", "a.md:1:31", "a.md:1:51", "a.md:1:69"]
    ),
    ("# [a](b)\n\n| c | d |\n|---|---|\n| e | [f](g) [f](h) |\n", ["a.md:1:3", "a.md:5:7", "a.md:5:14"]),
    ("[*a*](b) [`c`](d)", ["a.md:1:1", "a.md:1:10"]),
  ])
  func `references are found in the source`(text: String, wanted: [String]) {
    #expect(places(text) == wanted)
  }

  @Test func `lines are those of the file below the front matter, columns count bytes, CR LF counts once`() {
    #expect(places("a\r\n\r\n[b](c)\r\n", firstLine: 8) == ["a.md:10:1"])
    let (document, findings) = Reading.parse("a\r\n{{x}}\r:::b\r\n", firstLine: 8)
    #expect(document.directives.map(\.place.line) == [10])
    #expect(findings.map { $0.place?.line } == [10, 9])
  }

  @Test func `a table before the text does not move lines`() {
    #expect(places("| `a` | *b* |\n|---|---|\n| [c](d) | `e` |\n\n[f](g)\n") == ["a.md:3:3", "a.md:5:1"])
  }
}
