import Markdown
import Testing

@Suite struct DirectiveTests {
  @Test func `a container holds the blocks up to its closing colons`() {
    #expect(
      Reading.tree(":::note[A *label*]{key=\"a b\" other='c' lone x=y #id .class}\ntext\n\n- item\n:::\nafter\n") == """
        containerDirective 1:1 note[A label]{key="a b" other="c" lone="" x="y" id="id" class="class"}
          paragraph 2:1
            text "text"
          list 4:1 tight
            item 4:1
              paragraph 4:3
                text "item"
        paragraph 6:1
          text "after"

        """)
  }

  @Test(arguments: ["- item\n", "> quote\n", "text\n", "| a |\n| - |\n", "```\ncode\n```\n", "# heading\n"])
  func `closing colons straight after another block close`(block: String) {
    let tree = Reading.tree(":::note\n\(block):::\nafter\n")
    #expect(tree.hasPrefix("containerDirective 1:1 note\n"))
    #expect(tree.hasSuffix("\nparagraph \(block.utf8.count { $0 == 10 } + 3):1\n  text \"after\"\n"))
    #expect(Reading.findings(":::note\n\(block):::\nafter\n") == [])
  }

  @Test(arguments: [
    (
      ":::a\n:::b\ntext\n:::\n:::\n",
      "containerDirective 1:1 a\n  containerDirective 2:1 b\n    paragraph 3:1\n      text \"text\"\n"
    ),
    ("::::a\n:::b\n:::\n::::\n", "containerDirective 1:1 a\n  containerDirective 2:1 b\n"),
    (
      ":::a\n::::b\n::::\ntext\n:::\n",
      "containerDirective 1:1 a\n  containerDirective 2:1 b\n  paragraph 4:1\n    text \"text\"\n"
    ),
    (
      "- :::a\n  - :::b\n    text\n    :::\n  :::\n",
      "list 1:1 tight\n  item 1:1\n    containerDirective 1:3 a\n      list 2:3 tight\n        item 2:3\n          containerDirective 2:5 b\n            paragraph 3:5\n              text \"text\"\n"
    ),
    ("> :::a\n> text\n> :::\n", "blockQuote 1:1\n  containerDirective 1:3 a\n    paragraph 2:3\n      text \"text\"\n"),
  ])
  func `containers nest, with equal or different counts of colons, in items and quotes`(text: String, tree: String) {
    #expect(Reading.tree(text) == tree)
    #expect(Reading.findings(text) == [])
  }

  @Test func `a leaf has its line to itself`() {
    #expect(
      Reading.tree("text\n::qr[https://example.com/a_b_c]{caption=x}\ntext\n") == """
        paragraph 1:1
          text "text"
        leafDirective 2:1 qr[https://example.com/a_b_c]{caption="x"}
        paragraph 3:1
          text "text"

        """)
  }

  @Test(arguments: [
    "::1 is an address", "::", "a ::b", "::ffff:10.0.0.1", "at 10:30:05", ":b [c]", "a:b[c]", "\\:b[c]", "`:b[c]`",
    "\\:::a",
  ])
  func `other colons are text`(text: String) {
    let (document, diagnostics) = Reading.parse(text)
    #expect(document.directives.isEmpty)
    #expect(diagnostics.isEmpty)
    #expect(document.plainText(of: 0) == text.replacing("\\", with: "").replacing("`", with: ""))
  }

  @Test func `a text directive has a label with markup, and attributes`() {
    #expect(
      Reading.tree("See :term[the *word* [x](y)]{of=\"a } b\" z}.") == """
        paragraph 1:1
          text "See "
          textDirective 1:5 "term" term[the word x]{of="a } b" z=""}
            text "the "
            emphasis 1
              text "word"
            text " "
            link 1:22 "y"
              text "x"
          text "."

        """)
  }

  @Test(arguments: [
    (":kbd[Ctrl+Shift+N]", "<p><kbd><kbd>Ctrl</kbd>+<kbd>Shift</kbd>+<kbd>N</kbd></kbd></p>\n"),
    (":kbd[F5]", "<p><kbd>F5</kbd></p>\n"),
    (":kbd[Ctrl++]", "<p><kbd><kbd>Ctrl</kbd>+<kbd>+</kbd></kbd></p>\n"),
    (":kbd[⌘ + \\[]", "<p><kbd><kbd>⌘</kbd>+<kbd>[</kbd></kbd></p>\n"),
  ])
  func `keys are written one by one`(text: String, html: String) {
    #expect(Reading.html(text) == html)
  }

  @Test(arguments: [
    "```\n:::a\n::b\n{{mail}} \\: \\[ [^c]: d\n[^e]: f\n| g |\n| - |\n```\n",
    "    :::a\n    ::b\n    {{mail}} \\: \\[\n    [^e]: f\n    | g |\n    | - |\n",
  ])
  func `code stays code, byte for byte`(text: String) {
    let (document, diagnostics) = Reading.parse(text)
    #expect(diagnostics.isEmpty)
    let code = document.nodes.first { $0.kind == .codeBlock }
    let lines = text.split(separator: "\n").filter { $0 != "```" }.map { $0.drop { $0 == " " } + "\n" }.joined()
    #expect(String(decoding: document.bytes(code?.text ?? .empty), as: UTF8.self) == lines)
  }

  @Test func `code in a text stays code`() {
    #expect(
      Reading.html("`:kbd[a] {{mail}} \\: \\[ <{{mail}}> ~~b~~ [[c]]`")
        == "<p><code>:kbd[a] {{mail}} \\: \\[ &lt;{{mail}}&gt; ~~b~~ [[c]]</code></p>\n")
  }

  @Test func `the site writes a directive, and its children with the writer`() {
    struct Context: HTMLContext {
      func writeDirective(_ node: Int, in document: Document, with writer: inout HTMLWriter) -> Bool {
        let directive = document.directives[Int(document.nodes[node].value)]
        writer.output += Array("<section title=\"\(directive.label ?? "")\">".utf8)
        writer.write(childrenOf: node)
        writer.output += Array("</section>\n".utf8)
        return true
      }
    }
    let (document, _) = Reading.parse(":::a[b]\nc\n\n:::d\n:::\n:::\n")
    #expect(
      String(decoding: HTMLWriter.html(document, context: Context()), as: UTF8.self)
        == "<section title=\"b\">\n<p>c</p>\n<section title=\"\"></section>\n</section>\n")
  }
}
