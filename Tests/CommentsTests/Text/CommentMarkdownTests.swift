import Comments
import Testing

@Suite struct CommentMarkdownTests {
  static func html(_ text: String, _ limits: CommentLimits = CommentLimits()) throws -> String {
    try CommentMarkdown(text, limits: limits).html
  }

  @Test(arguments: [
    ("Hello", "<p>Hello</p>\n"),
    ("one\ntwo  \nthree\\\nfour\n\nfive", "<p>one<br>\ntwo<br>\nthree<br>\nfour</p>\n<p>five</p>\n"),
    (
      "*a* **b** ***c*** `d <e> & \"f\"`",
      "<p><em>a</em> <strong>b</strong> <em><strong>c</strong></em> <code>d &lt;e&gt; &amp; &quot;f&quot;</code></p>\n"
    ),
    ("```swift x\nlet a = \"<b>\"\n```", "<pre><code>let a = &quot;&lt;b&gt;&quot;\n</code></pre>\n"),
    ("    a\n\n    b\n", "<pre><code>a\n\nb\n</code></pre>\n"),
    ("- a\n- b\n  - c\n", "<ul>\n<li>a</li>\n<li>b\n<ul>\n<li>c</li>\n</ul>\n</li>\n</ul>\n"),
    ("3. a\n\n4. b", "<ol start=\"3\">\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ol>\n"),
    ("0) a", "<ol start=\"0\">\n<li>a</li>\n</ol>\n"),
    ("> a\n> > b\n\nc", "<blockquote>\n<p>a</p>\n<blockquote>\n<p>b</p>\n</blockquote>\n</blockquote>\n<p>c</p>\n"),
    ("&copy; &lt;b&gt; &#35;", "<p>© &lt;b&gt; #</p>\n"),
    ("\n\n  \n a \n\n", "<p>a</p>\n"),
  ])
  func `the usual Markdown becomes few elements`(text: String, html: String) throws {
    #expect(try Self.html(text) == html)
  }

  @Test(arguments: [
    (
      "[a *b*](https://a.example/b?c=1&d=2#e)",
      "<p><a href=\"https://a.example/b?c=1&amp;d=2#e\" rel=\"nofollow ugc noopener\">a <em>b</em></a></p>\n"
    ),
    (
      "<HTTP://a.example> https://b.example. www.c.example",
      """
      <p><a href="http://a.example" rel="nofollow ugc noopener">HTTP://a.example</a> \
      <a href="https://b.example" rel="nofollow ugc noopener">https://b.example</a>. \
      <a href="http://www.c.example" rel="nofollow ugc noopener">www.c.example</a></p>

      """
    ),
    (
      "it@example.com <b@example.com>",
      """
      <p><a href="mailto:it@example.com" rel="nofollow ugc noopener">it@example.com</a> \
      <a href="mailto:b@example.com" rel="nofollow ugc noopener">b@example.com</a></p>

      """
    ),
    (
      "[a][b]\n\n[b]: <https://a.example/ä'\"> \"title\"",
      "<p><a href=\"https://a.example/%C3%A4%27%22\" rel=\"nofollow ugc noopener\">a</a></p>\n"
    ),
    (
      "https://münchen.example:8080/ http://[::1]/",
      """
      <p><a href="https://m%C3%BCnchen.example:8080/" rel="nofollow ugc noopener">https://münchen.example:8080/</a> \
      http://[::1]/</p>

      """
    ),
  ])
  func `links lead to pages and mailboxes, and say what they are to search engines`(text: String, html: String) throws {
    #expect(try Self.html(text) == html)
  }

  @Test(arguments: [
    ("# Title #\n\nOther\n===\n", "<p># Title</p>\n<p># Other</p>\n"),
    ("a\n\n***\n\nb", "<p>a</p>\n<p>---</p>\n<p>b</p>\n"),
    ("![a *b*](https://a.example/c.png \"d\")", "<p>![a <em>b</em>](https://a.example/c.png)</p>\n"),
    ("<div class=\"x\">\n*a*\n</div>", "<p>&lt;div class=&quot;x&quot;&gt;<br>\n*a*<br>\n&lt;/div&gt;</p>\n"),
    ("a <b>c</b> <!-- d -->", "<p>a &lt;b&gt;c&lt;/b&gt; &lt;!-- d --&gt;</p>\n"),
    ("[a](/b) [c](#d) [e](f.html \"g\")", "<p>[a](/b) [c](#d) [e](f.html)</p>\n"),
    ("[a *b*](javascript:alert(1))", "<p>[a <em>b</em>](javascript:alert(1))</p>\n"),
    ("<javascript:alert(1)> ftp://a.example", "<p>javascript:alert(1) ftp://a.example</p>\n"),
    ("~~a~~ - [x] b\n\n| c |\n| - |\n", "<p>~~a~~ - [x] b</p>\n<p>| c |<br>\n| - |</p>\n"),
    ("- [x] a", "<ul>\n<li>[x] a</li>\n</ul>\n"),
    ("> [!NOTE]\n> a", "<blockquote>\n<p>[!NOTE]<br>\na</p>\n</blockquote>\n"),
    (
      ":::private-mode\n:kbd[a] {{b}} [[c]] [^d]\n:::",
      "<p>:::private-mode<br>\n:kbd[a] {{b}} [[c]] [^d]<br>\n:::</p>\n"
    ),
  ])
  func `all else is shown as it was written`(text: String, html: String) throws {
    #expect(try Self.html(text) == html)
  }

  @Test(arguments: [
    "https://user@a.example", "https://user:password@a.example/", "https:a.example", "https:///a", "http://",
    "//a.example",
    "https://a.example\\@b.example", "https://a..example", "https://.example", "https://a.example:port/",
    "https://a.example:123456/", "https://[::1", "https://a%2Eexample", "https://a．example/", "mailto:",
    "mailto:a@b.example?bcc=c@d.example", "mailto:a@b@c", "mailto:a", "mailto:@b", "mailto:a,b@c.example", "https",
    "data:text/html,a", "vbscript:a", "file:///etc/passwd", "ftp://a.example", "tel:1", "blob:https://a.example/1",
    "view-source:https://a.example", "x-https://a.example", " https://a.example", "https://a.example/\u{202E}b",
    "https://a.example/ b", "https://a.example/\u{3000}", "https://\u{301}", "https://a.\u{301}b.example",
    "java\nscript:alert(1)", "\u{1}javascript:alert(1)",
    "https://" + String(repeating: "a", count: 2000) + ".example", "",
  ])
  func `no other address is linked`(address: String) {
    #expect(LinkAddress(address) == nil)
  }

  @Test(arguments: [
    ("https://a.example", "https://a.example", "a.example"),
    ("HTTPS://A.Example/B", "https://A.Example/B", "a.example"),
    ("http://a.example./", "http://a.example./", "a.example."),
    ("https://[2001:DB8::1]:443/?a", "https://[2001:DB8::1]:443/?a", "[2001:db8::1]"),
    ("https://bücher.example/ü?'\"<>`", "https://b%C3%BCcher.example/%C3%BC?%27%22%3C%3E%60", "bücher.example"),
    ("https://a.example/%2e%2E", "https://a.example/%2e%2E", "a.example"),
    ("mailto:a+b@c.example", "mailto:a+b@c.example", ""),
    ("https://a_b.example/@c", "https://a_b.example/@c", "a_b.example"),
  ])
  func `addresses are read to their hosts and written without what could end them`(
    text: String, address: String, host: String
  ) {
    let read = LinkAddress(text)
    #expect(read?.text == address)
    #expect(read?.host ?? "" == host)
  }

  @Test func `links and words are there for whoever judges them`() throws {
    let comment = try CommentMarkdown(
      "See [this *one*](https://a.example/b) and www.c.example `code`\n\n![x](d)\n<b>e</b>\n- f&#8203;g")
    #expect(comment.links.map(\.text) == ["https://a.example/b", "http://www.c.example"])
    #expect(comment.words == "See this one and www.c.example code x <b>e</b> fg")
  }

  @Test func `the source is kept as it can be edited, and gives the same HTML again`() throws {
    let comment = try CommentMarkdown("\r\n \r\n    a\u{200B}\r\nb\u{202E} \u{0} \n")
    #expect(comment.source == "    a\nb")
    #expect(try CommentMarkdown(comment.source) == comment)
  }

  @Test(
    arguments: [
      ("", [.textEmpty]), (" \n\t\u{200B}\u{3164}\n", [.textEmpty]), ("[a]: https://b.example", [.textEmpty]),
      ("&#8203; &nbsp;", [.textEmpty]),
      (String(repeating: "a", count: 5001), [.textTooLong(maximum: 5000)]),
      (String(repeating: "😀", count: 5001), [.textTooLong(maximum: 5000)]),
      (String(repeating: "> ", count: 7) + "a", [.textTooDeep(maximum: 6)]),
      ((0..<7).map { String(repeating: " ", count: 2 * $0) + "- a\n" }.joined(), [.textTooDeep(maximum: 6)]),
      ("> - *a __b *c __d [e](https://f.example)__*__* g", [.textTooDeep(maximum: 6)]),
      (String(repeating: "www.a.example ", count: 11), [.tooManyLinks(maximum: 10)]),
      (
        String(repeating: "> ", count: 9) + String(repeating: "<a@b.example>", count: 11),
        [.textTooDeep(maximum: 6), .tooManyLinks(maximum: 10)]
      ),
    ] as [(String, [CommentProblem])])
  func `what is too much is told, all at once`(text: String, problems: [CommentProblem]) {
    let error = #expect(throws: CommentProblems.self) { try CommentMarkdown(text) }
    #expect(error?.all == problems)
  }

  @Test func `what is just within the limits passes`() throws {
    #expect(try Self.html(String(repeating: "😀", count: 5000)).unicodeScalars.count == 5008)
    #expect(try Self.html(String(repeating: "> ", count: 6) + "a").contains("<p>a</p>"))
    #expect(try CommentMarkdown(String(repeating: "www.a.example ", count: 10)).links.count == 10)
    let small = CommentLimits(characters: 3, depth: 1, links: 0)
    #expect(try Self.html("*a*", small) == "<p><em>a</em></p>\n")
    #expect(throws: CommentProblems.self) { try Self.html("> *", CommentLimits(characters: 2)) }
  }

  @Test func `problems are told in the author's words, with the field`() {
    let problems: [CommentProblem] = [
      .textEmpty, .textTooLong(maximum: 5), .textTooDeep(maximum: 6), .tooManyLinks(maximum: 7), .nameEmpty,
      .nameTooLong(maximum: 8), .websiteInvalid,
    ]
    #expect(
      problems.map { "\($0.field.rawValue): \($0)" } == [
        "text: the comment is empty", "text: the comment has more than 5 characters",
        "text: quotes, lists and emphasis nest deeper than 6 levels", "text: the comment has more than 7 links",
        "name: the name is empty", "name: the name has more than 8 characters",
        "website: the website is no address such as \"https://example.com\"",
      ])
  }
}
