import Markdown
import Testing

@Suite struct GitHubTests {
  @Test(arguments: [
    ("~~a *b*~~ ~c~", "<p><del>a <em>b</em></del> <del>c</del></p>\n"),
    ("x ~~~a~~~ ~~ b ~~ a~~b \\~~c~~", "<p>x ~~~a~~~ ~~ b ~~ a~~b ~~c~~</p>\n"),
    ("*a ~~b* c~~", "<p><em>a ~~b</em> c~~</p>\n"),
    ("~~a :kbd[b~~ c] d~~", "<p><del>a <kbd>b~~ c</kbd> d</del></p>\n"),
    ("é~~a~~é «~~a~~»", "<p>é<del>a</del>é «<del>a</del>»</p>\n"),
  ])
  func `tildes strike through`(text: String, html: String) {
    #expect(Reading.html(text) == html)
  }

  @Test(arguments: [
    ("www.example.com.", "<p><a href=\"http://www.example.com\">www.example.com</a>.</p>\n"),
    (
      "(https://a.example/b_(c)?d=e&f;)",
      "<p>(<a href=\"https://a.example/b_(c)?d=e\">https://a.example/b_(c)?d=e</a>&amp;f;)</p>\n"
    ),
    ("it@example.com, a@b_", "<p><a href=\"mailto:it@example.com\">it@example.com</a>, a@b_</p>\n"),
    ("awww.example.com http:// ftp\\://a.example", "<p>awww.example.com http:// ftp://a.example</p>\n"),
    ("[see www.example.com](x.md)", "<p><a href=\"x.md\">see www.example.com</a></p>\n"),
    ("<https://a.example/~b~>", "<p><a href=\"https://a.example/~b~\">https://a.example/~b~</a></p>\n"),
    ("https://a.example/b\\_c\\~d", "<p><a href=\"https://a.example/b_c\">https://a.example/b_c</a>~d</p>\n"),
    ("[[a|see www.example.com]]", "<p><a href=\"a\">see www.example.com</a></p>\n"),
  ])
  func `bare addresses become links`(text: String, html: String) {
    #expect(Reading.html(text) == html)
  }

  @Test func `tasks have a box with a name`() {
    #expect(
      Reading.html("- [ ] a\n- [x] *b*\n- \\[ ] c\n- [ ]d\n") == """
        <ul>
        <li class="task"><input type="checkbox" disabled aria-label="To do"> a</li>
        <li class="task"><input type="checkbox" disabled aria-label="Done" checked> <em>b</em></li>
        <li>[ ] c</li>
        <li>[ ]d</li>
        </ul>

        """)
  }

  @Test(arguments: ["note", "TIP", "Important", "WARNING", "caution", "NOTICE"])
  func `a quote with a kind is a callout`(kind: String) {
    let name = kind.lowercased()
    #expect(
      Reading.html("> [!\(kind)]\n> a\n>\n> b\n") == """
        <aside class="callout callout-\(name)" role="note">
        <p class="callout-title">\(name.prefix(1).uppercased() + name.dropFirst())</p>
        <p>a</p>
        <p>b</p>
        </aside>

        """)
  }

  @Test(arguments: ["> \\[!NOTE]\n> a\n", "> a [!NOTE]\n", "> `[!NOTE]`\n", "> [!] a\n"])
  func `other quotes are quotes`(text: String) {
    #expect(Reading.html(text).hasPrefix("<blockquote>\n<p>"))
  }

  @Test func `footnotes are numbered by their first reference, and lead back to each`() {
    #expect(
      Reading.html("a[^y] b[^X] c[^y]\n\n[^x]: one\n[^Y]:\n    > two\n\n    three\n") == """
        <p>a<sup class="footnote-reference"><a role="doc-noteref" href="#fn1" id="fnref1">1</a></sup> \
        b<sup class="footnote-reference"><a role="doc-noteref" href="#fn2" id="fnref2">2</a></sup> \
        c<sup class="footnote-reference"><a role="doc-noteref" href="#fn1" id="fnref1-2">1</a></sup></p>
        <section class="footnotes" role="doc-endnotes" aria-label="Footnotes">
        <ol>
        <li id="fn1">
        <blockquote>
        <p>two</p>
        </blockquote>
        <p>three <a href="#fnref1" role="doc-backlink" aria-label="Back to reference 1">↩</a> \
        <a href="#fnref1-2" role="doc-backlink" aria-label="Back to reference 1-2">↩</a></p>
        </li>
        <li id="fn2">
        <p>one <a href="#fnref2" role="doc-backlink" aria-label="Back to reference 2">↩</a></p>
        </li>
        </ol>
        </section>

        """)
  }

  @Test func `a definition ends a paragraph and a list, and one beside items of a list is none of them`() {
    #expect(
      Reading.tree("text[^a]\n[^a]: note\n\n1) one\n[^b]: two[^b]\n2) three\n")
        == """
        paragraph 1:1
          text "text"
          footnoteReference 1:5 "a" number 1
        list 4:1 from 1 tight ordered
          footnoteDefinition 2:1 "a" number 1
            paragraph 2:7
              text "note"
          item 4:1
            paragraph 4:4
              text "one"
          footnoteDefinition 5:1 "b" number 2
            paragraph 5:7
              text "two"
              footnoteReference 5:10 "b" number 2
          item 6:1
            paragraph 6:4
              text "three"

        """.replacing("list 4:1 from 1 tight", with: "list 2:1 from 1"))
  }

  @Test func `an image alone in its paragraph, with a title, is a figure`() {
    #expect(
      Reading.html("![a](b.png \"c *d*\")\n\ntext ![a](b.png \"c\")\n\n![a](b.png)\n") == """
        <figure>
        <img src="b.png" alt="a">
        <figcaption>c *d*</figcaption>
        </figure>
        <p>text <img src="b.png" alt="a" title="c"></p>
        <p><img src="b.png" alt="a"></p>

        """)
  }

  @Test func `wiki links have a target, and words or the target's title`() {
    struct Context: HTMLContext {
      func destination(of node: Int, in document: Document) -> [UInt8]? {
        Array("/x/".utf8) + document.bytes(document.nodes[node].text)
      }
      func title(of node: Int, in document: Document) -> [UInt8]? { Array("Title".utf8) }
    }
    let (document, diagnostics) = Reading.parse("[[a]] [[a#b|the *words* [c]]] \\[[d]] [[ ]")
    #expect(diagnostics.isEmpty)
    #expect(
      String(decoding: HTMLWriter.html(document, context: Context()), as: UTF8.self)
        == "<p><a href=\"/x/a\">Title</a> <a href=\"/x/a#b\">the <em>words</em> [c]</a> [[d]] [[ ]</p>\n")
    #expect(document.references.map { document.place(of: Int($0)).column } == [1, 7])
  }
}
