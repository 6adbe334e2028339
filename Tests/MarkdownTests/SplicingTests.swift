import Markdown
import Testing

@Suite struct SplicingTests {
  private func splice(_ text: String, _ snippets: [String]) -> Document {
    let (document, _) = Reading.parse(text)
    let leaves = document.nodes.indices.filter { document.nodes[$0].kind == .leafDirective }
    return document.splicing(
      zip(leaves, snippets).enumerated().map { number, pair in
        (
          node: pair.0,
          document: Document.parse(
            Array(pair.1.utf8)[...], file: "s\(number).md", firstLine: 5, options: Reading.options
          ).document
        )
      })
  }

  @Test func `a snippet's blocks take the place of the directive`() {
    let document = splice(
      "# A\n\n::include{file=x}\n\n- item\n\n  ::include{file=y}\n", ["# A\n\n[b](c) :kbd[d]\n", "e\n"])
    #expect(
      document.dump() == """
        document 1:1
          heading 1:1 level 1 #a
            text "A"
          heading s0.md:5:1 level 1 #a-1
            text "A"
          paragraph s0.md:7:1
            link s0.md:7:1 "c"
              text "b"
            text " "
            textDirective s0.md:7:8 "kbd" kbd[d]
              text "d"
          list 5:1
            item 5:1
              paragraph 5:3
                text "item"
              paragraph s1.md:5:1
                text "e"

        """)
    #expect(document.files == ["a.md", "s0.md", "s1.md"])
    #expect(document.directives.map(\.name) == ["kbd"])
    #expect(document.directives.map(\.node) == [document.nodes.firstIndex { $0.kind == .textDirective }])
    #expect(document.headings.map(\.node) == document.nodes.indices.filter { document.nodes[$0].kind == .heading })
    #expect(document.references.map { "\(document.place(of: Int($0)))" } == ["s0.md:7:1"])
  }

  @Test func `headings of a snippet are keys where they stand directly in a keyed directive`() {
    let document = splice(":::variants\n::include\n:::\n:::note\n::include\n:::\n", ["### firefox\na\n", "### b\n"])
    #expect(document.headings.map(\.identifier) == ["b"])
    #expect(document.headings.map(\.isInDirective) == [true])
    #expect(document.nodes.filter { $0.kind == .heading }.map(\.value) == [-1, 0])
  }

  @Test func `each file's footnotes are its own, numbered over the whole`() {
    let document = splice("a[^1]\n\n::include\n\nb[^2]\n\n[^1]: one\n[^2]: two\n", ["c[^1]\n\n[^1]: three\n"])
    let html = String(decoding: HTMLWriter.html(document, context: PlainContext()), as: UTF8.self)
    let notes = html.split(separator: "\n").filter { $0.hasPrefix("<p>") && $0.contains("doc-backlink") }.map {
      $0.dropFirst(3).prefix(5)
    }
    #expect(notes == ["one <", "three", "two <"])
  }

  @Test func `a document without replacements stays as it is`() {
    let (document, _) = Reading.parse("# a\n\n::b\n")
    #expect(document.splicing([]).dump() == document.dump())
  }
}
