import Markdown
import Testing

@Suite struct MessageTests {
  @Test(arguments: [
    (
      ":::note\ntext\n",
      "a.md:1:1: error: directive \":::note\" is never closed\n  hint: write ::: on a line of its own where it ends, in the same list item or quote"
    ),
    (
      "a\n\n:::\n",
      "a.md:3:1: error: \":::\" closes no directive\n  hint: remove it, or open a directive above it, in the same list item or quote"
    ),
    (
      "::: note\n",
      "a.md:1:1: error: directive \"::: note\" has no name\n  hint: write the name straight after the colons, as in :::name[Label]{key=\"value\"}"
    ),
    (
      "> :::a[b\n",
      "a.md:1:3: error: the label of directive \":::a[b\" has no end\n  hint: close it with ] on the same line"
    ),
    (
      "::a{b=\"c}\n",
      "a.md:1:7: error: the attributes of directive \"::a{b=\"c}\" are not understood\n  hint: write {key=\"value\" key=value key} straight after the name or label, and nothing after it"
    ),
    (
      ":::a words\n",
      "a.md:1:5: error: the attributes of directive \":::a words\" are not understood\n  hint: write {key=\"value\" key=value key} straight after the name or label, and nothing after it"
    ),
    (
      "text\n     :::a\n",
      "a.md:2:6: error: a directive is indented too far to be one\n  hint: indent it as the paragraphs around it, or write \\: for a colon"
    ),
    (
      "a :kbd[b\n",
      "a.md:1:3: error: \":kbd[\" has no end\n  hint: close it with ] in the same paragraph, or write \\: for a colon"
    ),
    (
      "a :kbd[b]{c\n",
      "a.md:1:3: error: the attributes of directive \":kbd\" have no end\n  hint: close them with } on the same line"
    ),
    (
      "a :kbd[b]{=}\n",
      "a.md:1:3: error: the attributes of directive \":kbd\" are not understood\n  hint: write {key=\"value\" key=value key}"
    ),
    (
      "a [[b|c\n",
      "a.md:1:3: error: \"[[b|\" has no end\n  hint: close it with ]] in the same paragraph, or write \\[[ for brackets"
    ),
    ("> [!NOTIC]\n> a\n", "a.md:1:3: error: unknown callout \"NOTIC\"\n  hint: write [!NOTICE]"),
    (
      "> [!X]\n> a\n",
      "a.md:1:3: error: unknown callout \"X\"\n  hint: write one of NOTE, TIP, IMPORTANT, WARNING, CAUTION, NOTICE"
    ),
    (
      "> [!NOTE] a\n",
      "a.md:1:3: error: words after \"[!NOTE]\" on its line\n  hint: start them on the next line, after another >"
    ),
    ("a[^b]\n", "a.md:1:2: error: unknown footnote \"b\"\n  hint: define it on a line of its own: [^b]: …"),
    ("a[^nots] [^notes]\n\n[^notes]: b\n", "a.md:1:2: error: unknown footnote \"nots\"\n  hint: write [^notes]"),
    ("[^a]: b\n", "a.md:1:1: warning: nothing refers to footnote \"a\"\n  hint: write [^a] in the text, or remove it"),
    ("[^a]\n\n[^a]: b\n[^a]: c\n", "a.md:4:1: error: footnote \"a\" is defined twice\n  hint: give it another label"),
    (
      "# a {#b}\n\n# c {#b}\n",
      "a.md:3:1: error: heading identifier \"b\" is used twice\n  hint: write another {#identifier}"
    ),
    (
      "# a {#b\"c}\n",
      "a.md:1:1: error: heading identifier \"b\"c\" holds more than letters, digits, hyphens, periods and underscores\n  hint: write it as in {#get-the-app}"
    ),
    (
      "a <span>\n",
      "a.md:1:3: error: raw HTML \"<span>\" is not allowed\n  hint: write it as Markdown or as a directive, or as code if it is an example"
    ),
    (
      "text\n\n<div>\n  <kbd>a</kbd>\n",
      "a.md:3:1: error: raw HTML \"<div>\" is not allowed\n  hint: write it as Markdown or as a directive, or as code if it is an example"
    ),
    (
      "<details>\n<b>x</b> <?php ?>\n</details>\n",
      "a.md:2:10: error: raw HTML \"<?php ?>\" is not allowed\n  hint: write it as Markdown or as a directive, or as code if it is an example"
    ),
    (
      "a <kbd class=\"x\">b</kbd>\n",
      "a.md:1:3: error: the attributes of \"<kbd class=\"x\">\" are not allowed\n  hint: write <kbd> without attributes"
    ),
    (
      "a <kbd>b\n",
      "a.md:1:3: error: \"<kbd>\" is never closed\n  hint: write </kbd> in the same paragraph, item or quote"
    ),
    ("a</kbd>\n", "a.md:1:2: error: \"</kbd>\" closes nothing\n  hint: remove it, or write <kbd> before it"),
    (
      "[a](<java&#9;script:b>)",
      "a.md:1:1: error: a link to \"javascript:\" is not allowed\n  hint: link to a page of the site, or to an https: address"
    ),
    (
      "a\n[a](&#74;avascript:b)",
      "a.md:2:1: error: a link to \"javascript:\" is not allowed\n  hint: link to a page of the site, or to an https: address"
    ),
    (
      "![a](data:text/html,b)",
      "a.md:1:1: error: a link to \"data:\" is not allowed\n  hint: link to a page of the site, or to an https: address"
    ),
  ])
  func `a finding says where, what, and what to do`(text: String, message: String) {
    let findings = Reading.findings(text)
    #expect(findings.first == message)
  }

  @Test func `colons that close in another container, or are too many, say what was opened`() {
    #expect(
      Reading.findings("- :::a\n  text\n\n:::\n") == [
        "a.md:1:3: error: directive \":::a\" is never closed\n  hint: write ::: on a line of its own where it ends, in the same list item or quote",
        "a.md:4:1: error: \":::\" closes no directive\n  hint: remove it, or open a directive above it, in the same list item or quote",
      ])
    #expect(
      Reading.findings(":::a\n- :::\n:::\n") == [
        "a.md:2:3: error: \":::\" closes no directive\n  hint: \"a\" of line 1 stands outside this list item or quote: close it outside too"
      ])
    #expect(
      Reading.findings(":::a\n::::\n:::\n") == [
        "a.md:2:1: error: \"::::\" closes no directive\n  hint: write 3 colons to close \"a\" of line 1"
      ])
    #expect(
      Reading.findings("::::a\n:::b\n::::\n") == [
        "a.md:2:1: error: directive \":::b\" is never closed\n  hint: write ::: on a line of its own where it ends, in the same list item or quote"
      ])
  }

  @Test(arguments: [
    "<details open>\n<summary>a</summary>\n\nb\n\n</details>\n", "a <abbr title=\"b c\">d</abbr> e<br>f<wbr/>",
    "<!-- a -->\n\nb <!-- c --> d\n", "<dl>\n<dt>a\n<dd>b\n</dl>\n", "H<sub>2</sub>O", "![a](data:image/png;base64,xx)",
    "[a](mailto:b@c.de) [d](tel:1)", "a < b > c", "<SUP>a</SUP>",
  ])
  func `harmless HTML and links pass`(text: String) {
    #expect(Reading.findings(text) == [])
  }

  @Test func `comments are dropped, and what is refused is not written`() {
    #expect(
      Reading.html("a<!-- b -->c <script>d</script>").hasPrefix("<p>ac d</p>\n"))
    #expect(Reading.html("<!-- a\nb -->\n\nc\n") == "<p>c</p>\n")
    #expect(Reading.html("[a](javascript:b)").hasPrefix("<p><a href=\"\">a</a></p>\n"))
  }
}
