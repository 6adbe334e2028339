import Testing

@testable import Markdown

/// What is packed comes out as it went in.
@Suite struct PackedDocumentTests {
  @Test(arguments: [
    "",
    "One\ntwo  \nthree `code` *four* **five** ~~six~~ <b>seven</b>",
    "# A {#b}\n\n1. c\n2. d\n\n   - [x] e\n   - [ ] f\n\n```swift\ng\n```\n\n> [!NOTE]\n> h\n\n---\n",
    "| a | b |\n|:--|--:|\n| [c](d.md \"e\") | ![f](g.png) |\n| h |\n",
    ":::variants{by=browser on=\"computer\"}\n### edge\ni :kbd[Ctrl+N]\n### *\nj\n:::\n\n::qr[https://example.com]{caption=\"k\"}\n",
    "l[^1] [[m|n]] <https://example.com> o@example.com {{p.q}}\n\n[^1]: r\n\n    s\n",
  ])
  func `a packed document is the same again`(_ text: String) {
    expectSame(Document.parse(Array(text.utf8)[...], file: "content/a.md").document)
  }

  @Test func `so is one with the nodes of two files`() {
    let snippet = Document.parse(
      Array("# Snippet\n\nof *two* [lines](x.md)\n".utf8)[...], file: "content/_snippets/s.md")
    let text = "Before\n\n::include{file=s.md}\n\nAfter [it](y.md)\n"
    let document = Document.parse(Array(text.utf8)[...], file: "content/a.md").document
    let node = document.directives.map(\.node)
    #expect(node.count == 1)
    let spliced = document.splicing(node.map { ($0, snippet.document) })
    #expect(Set(spliced.nodes.map(\.file)) == [0, 1])
    expectSame(spliced)
  }

  @Test func `numbers of any size come out as they went in`() {
    var document = Document()
    document.files = ["content/a.md"]
    for number: Int32 in [.min, -65, -1, 0, 1, 63, 64, 8191, 8192, .max] {
      var node = Node(kind: .text, flags: [.tight, .head], file: 65_535)
      (node.parent, node.line, node.column, node.value) = (number, number, number, number)
      node.text = Node.Span(start: number, count: number)
      node.title = Node.Span(start: number, count: number)
      node.level = 255
      document.nodes.append(node)
    }
    expectSame(document)
  }

  @Test func `a reference knows its place and whether an image has words`() {
    let text = "See [this](a.md).\n\n![ ](b.png) ![*c*](d.png)\n"
    let packed = PackedDocument(Document.parse(Array(text.utf8)[...], file: "content/a.md", firstLine: 5).document)
    #expect(packed.references.map(\.kind) == [.link, .image, .image])
    #expect(packed.references.map(\.hasWords) == [true, false, true])
    #expect(
      packed.references.map { String(decoding: packed.bytes($0.written), as: UTF8.self) } == ["a.md", "b.png", "d.png"])
    #expect(
      packed.references.map { "\(packed.place(of: $0))" } == [
        "content/a.md:5:5", "content/a.md:7:1", "content/a.md:7:13",
      ])
  }

  private func expectSame(_ document: Document) {
    let again = PackedDocument(document).document
    #expect(again.nodes.map { "\($0)" } == document.nodes.map { "\($0)" })
    #expect(again.text == document.text)
    #expect("\(again.headings) \(again.directives)" == "\(document.headings) \(document.directives)")
    #expect(again.references == document.references)
  }
}
