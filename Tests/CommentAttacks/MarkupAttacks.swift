/// Texts of comments that try to become more than a comment.
package enum MarkupAttacks {
  /// Written by hand, by the way in which each tries.
  package static let texts: [String] = elements + schemes + attributes + entities + mutations + boundaries

  private static let elements = [
    "<script>alert(1)</script>", "<SCRIPT SRC=//evil.example/x.js></SCRIPT>", "<script\u{0}>alert(1)</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>", "a <script>alert(1)</script> b",
    "> <script>\n> alert(1)\n> </script>",
    "- <script>alert(1)</script>", "<script\n>alert(1)</script\n>", "<script/x>alert(1)</script>",
    "<img src=x onerror=alert(1)>", "<img/src=x/onerror=alert(1)>", "a <img src=`x` onerror=alert(1)>",
    "<IMG \"\"\"><SCRIPT>alert(1)</SCRIPT>\"\\>", "<svg onload=alert(1)>", "<svg/onload=alert(1)//",
    "<svg><script>alert&#40;1)</script></svg>", "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><a xlink:href=\"javascript:alert(1)\"><text y=20>a</text></a></svg>",
    "<svg><use href=\"data:image/svg+xml,<svg id=x onload=alert(1)>#x\"></svg>",
    "<math><mi xlink:href=\"javascript:alert(1)\">a</mi></math>", "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc=\"<script>alert(1)</script>\">", "<object data=javascript:alert(1)>",
    "<embed src=javascript:alert(1)>",
    "<body onload=alert(1)>", "<video><source onerror=alert(1)></video>", "<audio src=x onerror=alert(1)>",
    "<details open ontoggle=alert(1)>a</details>", "<input autofocus onfocus=alert(1)>", "<marquee onstart=alert(1)>a",
    "<form action=javascript:alert(1)><button>a</button></form>", "<button formaction=javascript:alert(1)>a</button>",
    "<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\">", "<base href=javascript:alert(1)//>",
    "<link rel=stylesheet href=//evil.example/x.css>", "<style>@import '//evil.example/x.css';</style>",
    "<p style=\"background:url(javascript:alert(1))\">a</p>", "<table background=javascript:alert(1)><tr><td>a</table>",
    "<template><img src=x onerror=alert(1)></template>", "<custom-element onclick=alert(1)>a</custom-element>",
    "<a href=javascript:alert(1)>a</a>", "<b onmouseover=alert(1)>a</b>", "<x onclick=alert(1) tabindex=0>a</x>",
    "<kbd title=\"a\" onclick=\"alert(1)\">a</kbd>", "<br onclick=alert(1)>",
    "<dialog open onclose=alert(1)>a</dialog>",
    "<h1>a</h1>", "<hr>", "<u>a</u><mark>b</mark>",
  ]

  private static let schemes = [
    "[a](javascript:alert(1))", "[a](JaVaScRiPt:alert(1))", "[a](javascript&colon;alert(1))",
    "[a](java&Tab;script:alert(1))", "[a](java&NewLine;script:alert(1))", "[a](&#106;avascript:alert(1))",
    "[a](&#x6A;avascript:alert(1))", "[a](&#0000106avascript:alert(1))", "[a](\u{1}javascript:alert(1))",
    "[a](&#1;javascript:alert(1))", "[a](<java\tscript:alert(1)>)", "[a](<\tjavascript:alert(1)>)",
    "[a](< javascript:alert(1)>)",
    "[a](javascript://%0aalert(1))", "[a](javascript:%61lert(1))", "[a](\\javascript:alert(1))",
    "[a](java\\script:alert(1))",
    "[a](vbscript:msgbox(1))", "[a](data:text/html,<script>alert(1)</script>)",
    "[a](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)", "[a](data:image/svg+xml,<svg onload=alert(1)>)",
    "[a](feed:javascript:alert(1))", "[a](view-source:javascript:alert(1))", "[a](jar:javascript:alert(1)!/)",
    "[a](blob:https://evil.example/1)", "[a](filesystem:https://evil.example/1)", "[a](livescript:alert(1))",
    "[a](mocha:alert(1))", "[a](x:alert(1))", "[a](:javascript:alert(1))", "[a](//evil.example)",
    "[a](\\\\evil.example)",
    "[a](https:javascript:alert(1))", "[a](https://javascript:alert(1))", "[a](http://a\u{0}b)",
    "[a](https&colon;//evil.example)",
    "[a][b]\n\n[b]: javascript:alert(1)", "[b]\n\n[B]: <javascript:alert(1)> 'onclick=\"alert(1)\"'",
    "[\n\n[a]: javascript:alert(1)\n\n[a]", "<javascript:alert(1)>", "<data:text/html,alert(1)>",
    "<JAVASCRIPT:alert(1)>",
    "<javascript:alert(1)//https://a.example>", "![a](javascript:alert(1))", "![a](x \"onerror=alert(1)\")",
    "[![a](javascript:alert(1))](javascript:alert(2))", "www.javascript:alert(1)",
    "javascript://www.a.example/%0aalert(1)",
    "javascript:alert(1)@a.example", "[a](mailto:a@b.example?subject=<script>&body=x)",
    "[a](\u{202E}tpircsavaj:alert(1))",
    "[a](\u{200B}javascript:alert(1))", "[a](\u{FEFF}javascript:alert(1))", "[a](\u{A0}javascript:alert(1))",
    "[a](ｊａｖａｓｃｒｉｐｔ:alert(1))", "[a](ja\u{AD}vascript:alert(1))",
  ]

  private static let attributes = [
    "[a](https://b.example/\"onclick=\"alert(1))", "[a](https://b.example/'onclick='alert(1))",
    "[a](<https://b.example/\" onclick=alert(1) x=\">)", "[a](https://b.example/&quot;onclick=&quot;alert(1))",
    "[a](https://b.example/&#34;onclick=alert(1))", "[a](https://b.example/%22onclick=alert(1))",
    "[a](https://b.example/`onclick=`alert(1))", "[a](https://b.example/ \"c\" onclick=alert(1))",
    "[a](https://b.example/ '\" onclick=alert(1) \"')", "<https://b.example/\"onclick=alert(1)>",
    "<https://b.example/'><svg/onload=alert(1)>", "https://b.example/\"onclick=alert(1)",
    "https://b.example/'onclick='alert(1)",
    "www.b.example/\"><img/src=x/onerror=alert(1)>", "https://b.example/<svg/onload=alert(1)>",
    "https://b.example/&lt;svg/onload=alert(1)&gt;", "https://b.example/&quot;onclick=alert(1)",
    "a\"onclick=alert(1)@b.example",
    "<a\"onclick=alert(1)@b.example>", "https://user:\"onclick=alert(1)\"@b.example",
    "[a](https://b.example\"onclick=alert(1))",
    "[a](https://b\u{2028}.example/)", "```\" onclick=alert(1) class=\"\na\n```", "~~~<svg/onload=alert(1)>\na\n~~~",
    "```js\"><script>alert(1)</script>\na", "1. a\n\n1e9) b", "99999999999999999999. a", "-1. a", "0000000012. a",
  ]

  private static let entities = [
    "&lt;script&gt;alert(1)&lt;/script&gt;", "&#60;script&#62;alert(1)&#60;/script&#62;",
    "&#x3c;img src=x onerror=alert(1)&#x3e;", "&amp;lt;script&amp;gt;", "`&lt;script&gt;`",
    "`<script>alert(1)</script>`",
    "    <script>alert(1)</script>", "```\n</code></pre><script>alert(1)</script>\n```",
    "``</code><svg/onload=alert(1)>``",
    "\\<script>alert(1)\\</script>", "<\u{0}script>alert(1)</script>", "&#0;<script>alert(1)</script>", "&#xD800;<b>",
    "&#x110000;<b>", "&#99999999999;<b>", "&NotEqualTilde;<b>", "&lt<script>", "&#60script&#62",
    "+ADw-script+AD4-alert(1)",
    "\u{FF1C}script\u{FF1E}alert(1)\u{FF1C}/script\u{FF1E}", "\u{2039}script\u{203A}", "<scrıpt>alert(1)</scrıpt>",
  ]

  private static let mutations = [
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<!--><script>alert(1)</script>-->",
    "<!-- --!><script>alert(1)</script> -->", "<![CDATA[><script>alert(1)</script>]]>",
    "<?xml ?><script>alert(1)</script>",
    "<!DOCTYPE html><script>alert(1)</script>", "<!A <script>alert(1)</script>>",
    "<textarea></textarea><script>alert(1)</script>",
    "<title></title><svg/onload=alert(1)>", "<xmp></xmp><script>alert(1)</script>",
    "<plaintext><script>alert(1)</script>",
    "<listing>&lt;img src=1 onerror=alert(1)&gt;</listing>", "<select><option><script>alert(1)</script>",
    "</p><script>alert(1)</script><p>", "</li></ul><script>alert(1)</script>", "</a><script>alert(1)</script>",
    "[</a><script>alert(1)</script>](https://b.example)", "*</em><script>alert(1)</script>*",
    "> </blockquote><script>alert(1)</script>",
    "<a href=\"https://b.example\">a <a href=\"https://c.example\">d</a></a>",
    "[a [b](https://c.example) d](https://e.example)", "[![a](b) [c](https://d.example)](https://e.example)",
    "![[a](https://b.example)](https://c.example)", "[www.a.example](https://b.example)", "<p><p><p>",
    "<div>\n\n- <div>\n",
  ]

  private static let boundaries = [
    "<div\n\n onclick=alert(1)>", "<a\nhref=\"javascript:alert(1)\"\n>", "<img src=\"x\n\n\" onerror=alert(1)>",
    "*a <b*onclick=alert(1)>", "`a <b` onclick=alert(1)>", "[a](https://b.example \"c\n\nd\") onclick=alert(1)",
    "<script>\n\nalert(1)\n\n</script>", "<style>\n\n* { x: expression(alert(1)) }\n\n</style>",
    "<pre>\n\n<script>alert(1)</script>",
    "| a |\n| - |\n| <script>alert(1)</script> |", "# <script>alert(1)</script>", "<script>alert(1)</script>\n===",
    "[^a]\n\n[^a]: <script>alert(1)</script>", ":kbd[<script>alert(1)</script>]", ":::a{onclick=alert(1)}\n:::",
    "{{<script>}}", "[[a|<script>alert(1)</script>]]", "> [!NOTE] <script>alert(1)</script>", "[a]{onclick=alert(1)}",
    "a{#b onclick=alert(1)}", "\u{7F}v0\u{7F}<script>alert(1)</script>\u{7F}", "\u{7F}m0\u{7F}", "\u{7F}",
    "<\u{7F}script>",
    "$$</script><script>alert(1)</script>$$", "{{constructor.constructor('alert(1)')()}}", "${alert(1)}", "#{alert(1)}",
    "<%= alert(1) %>", "{% raw %}<script>alert(1)</script>",
  ]

  private static let pieces = [
    "[", "]", "(", ")", "](", "<", ">", "</", "/>", "\"", "'", "`", "```\n", "~~~\n", "\n", "\n\n", "> ", "- ", "1. ",
    "    ", "\t",
    "*", "**", "_", "~~", "\\", "&", ";", "&lt;", "&quot;", "&#", "&#x", "&colon;", "&Tab;", "=", ":", "/", "//", "!",
    "![", "#",
    "script", "<script>", "</script>", "<svg/onload=alert(1)>", "<img src=x onerror=alert(1)>", "onclick=alert(1)",
    "javascript:",
    "alert(1)", "data:text/html,", "https://", "http://a.example/", "www.a.example", "a@b.example", "mailto:", "<!--",
    "-->",
    "<![CDATA[", "]]>", "<?", "?>", "<style>", "<a href=", "<p>", "</p>", "</a>", "[a]: ", "[a]", "| - |", "===\n",
    "---\n",
    "\u{0}", "\u{7F}", "\u{200B}", "\u{202E}", "\u{2028}", "\r", "é", "\u{301}", "a", " ", "{{", "}}", ":::", "[[",
    "]]", "[^a]", "😀",
  ]

  /// `count` mixtures of markup, the same for the same `seed`.
  package static func random(_ count: Int, seed: UInt64) -> [String] {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    return (0..<count).map { _ in (0...next(40)).map { _ in pieces[next(pieces.count)] }.joined() }
  }
}
