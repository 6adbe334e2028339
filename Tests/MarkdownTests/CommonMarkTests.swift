import Markdown
import Testing

/// The official examples are run by `make conformance`; these hold the writer to their form without them.
@Suite struct CommonMarkTests {
  @Test(arguments: [
    (
      "Some *emphasis*, **strong**, `code` & more",
      "<p>Some <em>emphasis</em>, <strong>strong</strong>, <code>code</code> &amp; more</p>\n"
    ),
    ("# One\n\nTwo\n---\n", "<h1>One</h1>\n<h2>Two</h2>\n"),
    ("one\\\ntwo  \nthree\nfour", "<p>one<br />\ntwo<br />\nthree\nfour</p>\n"),
    ("***\n", "<hr />\n"),
    ("> quote\ngoes on\n", "<blockquote>\n<p>quote\ngoes on</p>\n</blockquote>\n"),
    ("- a\n- b\n", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
    ("3. a\n\n4. b\n", "<ol start=\"3\">\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ol>\n"),
    ("- a\n  - b\n", "<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>\n"),
    ("-\n", "<ul>\n<li></li>\n</ul>\n"),
    (
      "```js more\nif (a < b) \"c\"\n```\n",
      "<pre><code class=\"language-js\">if (a &lt; b) &quot;c&quot;\n</code></pre>\n"
    ),
    ("    a\n\n    b\n", "<pre><code>a\n\nb\n</code></pre>\n"),
    ("<div>\n*a*\n</div>\n", "<div>\n*a*\n</div>\n"),
    ("a <b c='d'>e</b>", "<p>a <b c='d'>e</b></p>\n"),
    (
      "[a *b*](/c?d=1&e=ä 'f \"g\"')",
      "<p><a href=\"/c?d=1&amp;e=%C3%A4\" title=\"f &quot;g&quot;\">a <em>b</em></a></p>\n"
    ),
    ("![a *b* `c`](d.png \"e\")", "<p><img src=\"d.png\" alt=\"a b c\" title=\"e\" /></p>\n"),
    ("[a][B]\n\n[b]: <x y> 'z'\n", "<p><a href=\"x%20y\" title=\"z\">a</a></p>\n"),
    ("&copy; &#35; \\* \\&amp;", "<p>© # * &amp;amp;</p>\n"),
    ("\tcode\u{0}", "<pre><code>code\u{FFFD}\n</code></pre>\n"),
  ])
  func `plain mode writes CommonMark as its examples do`(markdown: String, html: String) {
    #expect(Reading.html(markdown, plain: true) == html)
  }

  @Test func `plain mode knows no directive, variable, callout, wiki link or identifier`() {
    let text = ":::a\n{{mail}} [[b]] :kbd[c]\n\n> [!NOTE]\n\n# d {#e}\n"
    #expect(
      Reading.html(text, plain: true)
        == "<p>:::a\n{{mail}} [[b]] :kbd[c]</p>\n<blockquote>\n<p>[!NOTE]</p>\n</blockquote>\n<h1>d {#e}</h1>\n")
  }

  @Test func `CommonMark alone has none of GitHub's extensions`() {
    var options = ParseOptions()
    options.isPlain = true
    options.isCommonMark = true
    let text = "~~a~~ www.example.com [^b]\n\n| c |\n| - |\n\n- [x] d\n"
    let document = Document.parse(Array(text.utf8)[...], file: "a.md", options: options).document
    #expect(
      String(decoding: HTMLWriter.html(document, context: PlainContext()), as: UTF8.self)
        == "<p>~~a~~ www.example.com [^b]</p>\n<p>| c |\n| - |</p>\n<ul>\n<li>[x] d</li>\n</ul>\n")
  }

  @Test(arguments: [
    (
      "~~a~~ www.example.com, https://b.example/~c\\~ d@e.example [^f]\n\n| g |\n| - |\n",
      """
      <p>~~a~~ <a href="http://www.example.com">www.example.com</a>, <a href="https://b.example/~c">https://b.example/~c</a>~ \
      <a href="mailto:d@e.example">d@e.example</a> [^f]</p>
      <p>| g |
      | - |</p>

      """
    ),
    ("`www.a.example` [www.b.example](c)\n", "<p><code>www.a.example</code> <a href=\"c\">www.b.example</a></p>\n"),
    ("a\u{7F} \\: \u{7F}", "<p>a\u{7F} : \u{7F}</p>\n"),
  ])
  func `CommonMark with bare addresses has nothing else of GitHub's`(text: String, html: String) {
    var options = ParseOptions()
    (options.isPlain, options.isCommonMark, options.linksBareAddresses) = (true, true, true)
    let document = Document.parse(Array(text.utf8)[...], file: "a.md", options: options).document
    #expect(String(decoding: HTMLWriter.html(document, context: PlainContext()), as: UTF8.self) == html)
  }
}
