import CommentAttacks
import Comments
import Foundation
import Testing

@Suite struct MarkdownFromHTMLTests {
  @Test(arguments: [
    ("<p>One.</p><p>Two.</p>", "One.\n\nTwo."),
    ("One.<br>Two.<br/><br />Three.", "One.\nTwo.\n\nThree."),
    ("<p>A <b>bold </b>word, <em>one <i>in</i></em> line.</p>", "A **bold** word, *one in* line."),
    ("<p><strong>Over<p>two</strong> paragraphs", "**Over**\n\n**two** paragraphs"),
    (
      #"<a href="https://example.com/?a=b&amp;c=d" onclick="x()">here</a>"#,
      "[here](<https://example.com/?a=b&amp;c=d>)"
    ),
    (#"<a href="https://example.com/a_b">https://example.com/a_b</a>"#, "<https://example.com/a_b>"),
    (#"<a href="javascript:alert(1)">here</a>"#, "here"),
    (#"<a href="/local">here</a>"#, "here"),
    (
      #"<a href="http://disq.us/url?url=https%3A%2F%2Fexample.com%2Fa%3Ab%3AxYz_1&amp;cuid=7">x</a>"#,
      "[x](<https://example.com/a:b>)"
    ),
    (#"<img src="https://example.com/i.png" alt="A cat">"#, "[A cat](<https://example.com/i.png>)"),
    ("<ul><li>One<li>Two<ul><li>Inner</ul></ul>After", "- One\n- Two\n\n  - Inner\n\nAfter"),
    ("<ol start=3><li>One</li><li><p>Two</p><p>More</p></li></ol>", "3. One\n4. Two\n\n   More"),
    ("<ul><li>A</ul><ul><li>B</ul>", "- A\n\n* B"),
    ("<blockquote><p>Said.</p><blockquote>Before.</blockquote></blockquote>No.", "> Said.\n>\n> > Before.\n\nNo."),
    ("Use <code>a `b` *c*</code>.", "Use ``a `b` *c*``."),
    ("<pre><code class=x>if a &lt; b {\n  ```\n}</code></pre>", "````\nif a < b {\n  ```\n}\n````"),
    ("2 * 3 < 4 &amp; a_b_c _d_ [x] `y` \\z &lt;i&gt;", #"2 \* 3 \< 4 & a_b_c \_d\_ \[x\] \`y\` \\z \<i>"#),
    (
      "<p># no heading</p><p>- none</p><p>1. none</p><p>&gt; none</p><p>===</p>",
      "\\# no heading\n\n\\- none\n\n1\\. none\n\n\\> none\n\n\\==="
    ),
    ("&amp;lt; &#38;copy; AT&amp;T &eacute; &#x1F600; &hellip;", "\\&lt; \\&copy; AT&T é 😀 …"),
    ("<script>if (a<b && c</d) x()</script>After", "After"), ("<TITLE>a<b></TITLE>After", "After"),
    ("<script>if (a<b)</scripts></script>After", "After"), ("<script>never ends", ""),
    ("<script>alert(1)</script><style>p{}</style>Text<!-- hidden --><!DOCTYPE x><?php x ?>", "Text"),
    ("<table><tr><td>a</td><td>b</td></tr></table><h2>Head</h2><unknown>x</unknown></p></b>", "a b\n\nHead\n\nx"),
    ("a < b, <3 and <", "a \\< b, \\<3 and \\<"),
    ("<b", ""), ("<a href='x", ""), ("", ""), (" \n ", ""),
  ])
  func `HTML becomes Markdown that says the same`(html: String, markdown: String) {
    #expect(MarkdownFromHTML.converted(html) == markdown)
  }

  @Test(arguments: [
    ("One\nline\r\n\r\nTwo", "One\nline\n\nTwo"),
    ("<code>a\n  b</code>", "```\na\n  b\n```"),
    ("A <em>b\n\nc</em>", "A *b*\n\n*c*"),
  ])
  func `where lines count, their ends are kept`(html: String, markdown: String) {
    #expect(MarkdownFromHTML.converted(html, keepsLines: true) == markdown)
  }

  @Test(arguments: [
    "2 * 3 * 4 and _x_ __y__ ~~~ `code` ``", "[a](b) ![c](d) <https://e.example> &amp; &lt;",
    "# a\n- b\n+ c\n> d\n1. e\n2) f",
    "a\n===\nb\n---", "    four spaces", "\\* \\\\ \\", "| a | b |\n|---|---|", "```\nx\n```", "***", "*a*b*c* **d**",
  ])
  func `text means itself, whatever signs are in it`(text: String) throws {
    let html = text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\n", with: "<br>")
    let comment = try CommentMarkdown(MarkdownFromHTML.converted(html))
    let shown = comment.html.replacing("<p>", with: "").replacing("</p>\n", with: "").replacing("<br>\n", with: "\n")
      .replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"").replacing(
        "&amp;", with: "&")
    let words = text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: "\n")
    let isLink = words.contains("https://")
    #expect(shown == words || isLink && comment.links.count == 1, "\(comment.html)")
  }

  @Test(arguments: [10, 10_000])
  func `deep nesting ends`(depth: Int) throws {
    for element in ["b", "i", "blockquote", "ul", "li", "ul><li", "a href=https://example.com", "pre", "code", "div"] {
      let html = String(repeating: "<\(element)>", count: depth) + "x"
      #expect(MarkdownFromHTML.converted(html).contains("x"), "\(element)")
    }
  }
}
