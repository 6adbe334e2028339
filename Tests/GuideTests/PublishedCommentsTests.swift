import Testing

@testable import Guide

/// Comments on their way from a server's export into pages.
@Suite struct PublishedCommentsTests {
  private static let first =
    #"{"page":"a.html","id":"1","depth":0,"author":"Ada","html":"<p>A</p>\n","created":"2026-11-01T09:30:00Z"}"#

  private static func findings(_ text: String) -> [String] {
    PublishedComments.parse(Array(text.utf8), file: "c.jsonl").diagnostics.map {
      "\($0.place.map { "\($0): " } ?? "")\($0.message)"
    }
  }

  @Test(arguments: [
    ("{", "c.jsonl:1:2: this is no JSON: an object's name without quotes"),
    ("[]", "c.jsonl:1: this is no object such as {\"page\": …}"),
    (#"{"id":"1","depth":0,"gone":true}"#, "c.jsonl:1: there is no \"page\""),
    (
      #"{"page":"a.html","id":"a b","depth":0,"gone":true}"#, "c.jsonl:1:23: \"id\" must be letters, digits and hyphens"
    ),
    (#"{"page":"a.html","id":"1","depth":-1,"gone":true}"#, "c.jsonl:1:35: \"depth\" must be a whole number from 0"),
    (
      #"{"page":"a.html","id":"1","depth":1,"gone":true}"#,
      "c.jsonl:1: a reply does not stand behind what it replies to"
    ),
    (#"{"page":"a.html","id":"1","depth":0,"html":1}"#, "c.jsonl:1:44: \"html\" must be text"),
    (#"{"page":"a.html","id":"1","depth":0,"html":"<p>a</p>"}"#, "c.jsonl:1: there is no \"author\""),
    (
      #"{"page":"a.html","id":"1","depth":0,"html":"a","author":"A","created":"2026-02-30T00:00:00Z"}"#,
      "c.jsonl:1:71: \"created\" must be a time such as 2026-11-01T09:30:00Z"
    ),
    (
      #"{"page":"a.html","id":"1","depth":0,"html":"a","author":"A","website":"javascript:a","created":"2026-02-01T00:00:00Z"}"#,
      "c.jsonl:1:71: \"website\" must be an address on the web"
    ),
    (
      #"{"format":"guidegen-comments","version":1,"site":"help.example.com"}"# + "\n"
        + #"{"thread":"a.html","id":"0197","version":1}"#,
      "c.jsonl:1:1: this export has all that a comment server keeps, and not what readers see"
    ),
    (first + "\n" + first, "c.jsonl:2: the comment \"1\" is there twice"),
    (
      first + "\n" + #"{"page":"a.html","id":"2","depth":2,"gone":true}"#,
      "c.jsonl:2: a reply does not stand behind what it replies to"
    ),
  ])
  func `a line that is wrong is named`(text: String, message: String) {
    #expect(Self.findings(text) == [message])
  }

  @Test(arguments: [
    ("<script>", #"has the tag "<script>", which comments have not"#),
    ("<p class=a>a</p>", #"has the tag "<p class=a>", which comments have not"#),
    ("<P>a</P>", #"has the tag "<P>", which comments have not"#), ("<p>a", #"does not end its "<p>""#),
    ("a</p>", #"has the tag "</p>" at a wrong place"#), ("<p>a</div></p>", #"has the tag "</div>" at a wrong place"#),
    ("<em><p>a</p></em>", #"has the tag "<p>" at a wrong place"#),
    ("<li>a</li>", #"has the tag "<li>" at a wrong place"#),
    ("<ul><p>a</p></ul>", #"has the tag "<p>" at a wrong place"#), ("<p", "ends within a tag"),
    ("<!-- a -->", #"has the tag "<!-- a -->", which comments have not"#),
    (
      #"<a href="javascript:a" rel="nofollow ugc noopener">a</a>"#,
      #"has the tag "<a href="javascript:a" rel="nofollow ugc noopener">", which comments have not"#
    ),
    (#"<a href="https://a.example">a</a>"#, #"has the tag "<a href="https://a.example">", which comments have not"#),
    (
      #"<a href="https://a" onclick="b" rel="nofollow ugc noopener">a</a>"#,
      #"has the tag "<a href="https://a" onclick="b" rel="nofollow ugc noopener">", which comments have not"#
    ),
    (
      #"<a href="https://a" rel="nofollow ugc noopener"><a href="https://b" rel="nofollow ugc noopener">b</a></a>"#,
      #"has the tag "<a href="https://b" rel="nofollow ugc noopener">" at a wrong place"#
    ),
    (#"<ol start="1 onclick=a">"#, #"has the tag "<ol start="1 onclick=a">", which comments have not"#),
    ("a\u{0}", "has a control character"),
    (
      String(repeating: "<em>", count: 65) + "a" + String(repeating: "</em>", count: 65),
      "nests deeper than 64 elements"
    ),
  ])
  func `HTML that no comment server of ours writes is refused`(html: String, flaw: String) {
    #expect(CommentMarkup.flaw(in: html) == flaw)
  }

  @Test(arguments: [
    "<p>a &lt;b&gt; &amp; c</p>\n", "<p>a<br>\nb</p>\n", "<ul>\n<li>a</li>\n<li>\n<p>b</p>\n</li>\n</ul>\n",
    "<ol start=\"3\">\n<li>a</li>\n</ol>\n", "<blockquote>\n<p>a</p>\n</blockquote>\n",
    "<pre><code>a\n\tb\n</code></pre>\n",
    "<p><a href=\"https://a.example/?b&amp;c\" rel=\"nofollow ugc noopener\"><em>a</em> <code>b</code></a></p>\n",
    "<p><a href=\"mailto:a@b.example\" rel=\"nofollow ugc noopener\">a</a></p>\n",
  ])
  func `HTML of comments passes`(html: String) {
    #expect(CommentMarkup.flaw(in: html) == nil)
  }

  /// The article `a.html` with `lines` baked into it: its comments' part, a line each.
  private static func thread(_ lines: [String]) throws -> [Substring] {
    let source = SampleGuide(files: [
      "content/guide.yml": "title: Help\ncomments:\n  server: /c/\n", "content/a.md": "---\ntitle: A\n---\n",
    ]).source
    var guide = ParsedGuide.parse(source, includesDrafts: false, threads: 1).guide
    let read = PublishedComments.parse(Array(lines.joined(separator: "\n").utf8), file: "c.jsonl")
    #expect(read.diagnostics == [])
    guide.comments = read.comments
    let page = String(decoding: try #require(Site.resolve(guide, threads: 1).site.file(at: "a.html")), as: UTF8.self)
    let start = try #require(page.range(of: "<h2 id=\"comments-title\">"))
    let end = try #require(page.range(of: "<p class=\"comment-answer\""))
    return page[start.lowerBound..<end.lowerBound].split(separator: "\n")
  }

  @Test func `a comment stands in the page with its author, its date and a link to it`() throws {
    let line =
      #"{"page":"a.html","id":"0197-1","depth":0,"author":"A & \"B\"","website":"https://a.example/?b&c","html":"<p>One</p>\n","created":"2026-11-01T09:30:00Z","edited":"2026-11-02T00:00:00Z"}"#
    #expect(
      try Self.thread([line])
        == """
        <h2 id="comments-title">Comments <span data-part="count">1</span></h2>
        <ol class="thread">
        <li>
        <article class="comment" id="comment-0197-1" data-state="2026-11-02T00:00:00Z" tabindex="-1" aria-labelledby="author-0197-1">
        <header>
        <b id="author-0197-1" data-part="author"><a href="https://a.example/?b&amp;c" rel="nofollow ugc noopener"><bdi>A &amp; &quot;B&quot;</bdi></a></b>
        <a data-part="link" href="#comment-0197-1"><time datetime="2026-11-01T09:30:00Z">1 November 2026</time></a>
        <span data-part="edited">changed <time datetime="2026-11-02T00:00:00Z">2 November 2026</time></span>
        </header>
        <div data-part="text" dir="auto">
        <p>One</p>
        </div>
        <footer>
        <a data-part="reply" href="/c/reply?page=a.html&amp;to=0197-1" rel="nofollow" aria-describedby="author-0197-1">Reply</a>
        </footer>
        </article>
        </li>
        </ol>
        """.split(separator: "\n"))
  }

  @Test
  func `replies are lists within what they reply to, the deepest beside each other, and what is gone keeps its place`()
    throws
  {
    let depths = [0, 1, 2, 3, 4, 5, 6, 7, 5, 1, 0]
    let lines = depths.enumerated().map { index, depth in
      index == 1
        ? #"{"page":"a.html","id":"1","depth":1,"gone":true}"#
        : #"{"page":"a.html","id":"\#(index)","depth":\#(depth),"author":"A","html":"<p>a</p>","created":"2026-11-01T09:30:00Z"}"#
    }
    var outline = ""
    for line in try Self.thread(lines) {
      if line.hasPrefix("<ol") { outline += "(" }
      if line == "</ol>" { outline += ")" }
      if let id = line.firstMatch(of: #/id="comment-(\d+)"/#) { outline += " \(id.1)" }
      if line == #"<p class="gone">This comment is gone.</p>"# { outline += "-" }
    }
    #expect(outline == "( 0( 1-( 2( 3( 4( 5 6 7 8)))) 9) 10)")
    #expect(try Self.thread(lines).first == #"<h2 id="comments-title">Comments <span data-part="count">10</span></h2>"#)
  }
}
