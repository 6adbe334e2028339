import Markdown
import Testing

@Suite struct HeadingTests {
  @Test(arguments: [
    ("2. Begin registration", "2-begin-registration"),
    ("Setting up MFA (Multi-Factor Authentication)", "setting-up-mfa-multi-factor-authentication"),
    ("Über *uns*, `code_x` & 東京", "über-uns-code_x--東京"), ("🙂!", "section"), ("a - b", "a---b"),
    ("?!", "section"), ("A_b-C 9", "a_b-c-9"), ("A_b-C 9é", "a_b-c-9é"),
  ])
  func `an identifier is made of the words, as on GitHub`(title: String, identifier: String) {
    let (document, _) = Reading.parse("## \(title)\n")
    #expect(document.headings.map(\.identifier) == [identifier])
  }

  @Test func `identifiers are unique, and explicit ones come first`() {
    let (document, diagnostics) = Reading.parse(
      "# A\n# A\n# b {#a}\n# A-1\nSetext {#x.y_z-1}\n---\n# {#empty}\n# c \\{#d}\n")
    #expect(diagnostics.isEmpty)
    #expect(document.headings.map(\.identifier) == ["a-1", "a-2", "a", "a-1-1", "x.y_z-1", "empty", "c-d"])
    #expect(document.headings.map(\.title) == ["A", "A", "b", "A-1", "Setext", "", "c {#d}"])
    #expect(document.headings.map(\.level) == [1, 1, 1, 1, 2, 1, 1])
  }

  @Test func `keys of a directive have no anchor, other headings in one do`() {
    let (document, _) = Reading.parse(
      "# one\n:::variants{by=browser}\n### firefox\n- # deep\n:::other\n## in\n:::\n### *\n:::\n:::other\n## two\n:::\n"
    )
    #expect(document.headings.map(\.identifier) == ["one", "deep", "in", "two"])
    #expect(document.headings.map(\.isInDirective) == [false, true, true, true])
    #expect(document.nodes.filter { $0.kind == .heading && $0.value < 0 }.map(\.level) == [3, 3])
  }

  @Test func `former identifiers stay as anchors`() {
    struct Context: HTMLContext {
      func formerIdentifiers(of node: Int, in document: Document) -> [String] { ["old", "older"] }
    }
    let (document, _) = Reading.parse("## New\n")
    #expect(
      String(decoding: HTMLWriter.html(document, context: Context()), as: UTF8.self)
        == "<h2 id=\"new\"><a id=\"old\"></a><a id=\"older\"></a>New</h2>\n")
  }

  @Test func `the first paragraph is that of the text itself`() {
    #expect(Reading.parse("# T\n\n> q\n\n- l\n\nThe *first* `one`\nhere.\n").0.firstParagraph == "The first one here.")
    #expect(Reading.parse("# T\n").0.firstParagraph == nil)
  }
}
