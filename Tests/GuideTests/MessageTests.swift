import Testing

@testable import Guide

/// What an author reads: the input beside the complete message.
@Suite struct MessageTests {
  @Test(arguments: [
    (
      "See [it](faq/new-fone.md).",
      """
      content/a.md:4:5: error: there is no article "faq/new-fone.md"
        hint: did you mean "faq/new-phone.md"?
      """
    ),
    (
      "See [it](new-phone.md).",
      """
      content/a.md:4:5: error: there is no article "new-phone.md"
        hint: did you mean "faq/new-phone.md"?
      """
    ),
    (
      "See [it](faq/new-phone.md#backup).",
      """
      content/a.md:4:5: error: there is no heading "#backup" in faq/new-phone.md
        hint: did you mean "#back-up"?
      """
    ),
    (
      "## One\n\nSee [it](#two).",
      """
      content/a.md:6:5: error: there is no heading "#two" in this article
        hint: give the heading an anchor: ## Words {#two}
      """
    ),
    (
      "See [it](../secret.md).",
      """
      content/a.md:4:5: error: the link "../secret.md" leaves the help centre
        hint: link to a file below content/, or write a whole address
      """
    ),
    (
      "See [it]().",
      """
      content/a.md:4:5: error: this link leads nowhere
        hint: write its address in the round brackets
      """
    ),
    (
      "See [it](//example.com/x).",
      """
      content/a.md:4:5: error: the link "//example.com/x" does not say how to get there
        hint: write https: in front
      """
    ),
    (
      "See [it](https:///x).",
      """
      content/a.md:4:5: error: the address "https:///x" has no host
        hint: write it as https://example.com/…
      """
    ),
    (
      "See [[new-fone]].",
      """
      content/a.md:4:5: error: there is no article "new-fone"
        hint: did you mean [[new-phone]]?
      """
    ),
  ])
  func `a link that leads nowhere`(body: String, message: String) {
    #expect(SampleGuide(body: body).findings() == message)
  }

  @Test(arguments: [
    (
      "![Two lines](pictur.svg)",
      """
      content/a.md:4:1: error: there is no image "pictur.svg"
        hint: did you mean "picture.svg"?
      """
    ),
    (
      "![](picture.svg)",
      """
      content/a.md:4:1: error: this image has no text alternative
        hint: say in the square brackets what it shows
      """
    ),
    (
      "![A cat](https://example.com/cat.png)",
      """
      content/a.md:4:1: error: the image "https://example.com/cat.png" is on another host
        hint: save the picture beside the article: readers' browsers may not ask other hosts
      """
    ),
  ])
  func `an image that readers would not see`(body: String, message: String) {
    #expect(SampleGuide(body: body).findings() == message)
  }

  @Test(arguments: [
    (
      ":::privat-mode{on=computer}\n:::",
      """
      content/a.md:4:1: error: unknown directive "privat-mode"
        hint: did you mean "private-mode"?
      """
    ),
    (
      ":::private-mode{on=desktop}\n:::",
      """
      content/a.md:4:17: error: unknown value "desktop" of "on"
        hint: write one of computer, phone
      """
    ),
    (
      ":::private-mode{at=computer}\n:::",
      """
      content/a.md:4:17: error: "private-mode" has no attribute "at"
        hint: it takes on, browsers, id
      """
    ),
    (
      ":::private-mode\n### edgee\nText.\n:::",
      """
      content/a.md:5:1: error: unknown browser "edgee"
        hint: did you mean "edge"?
      """
    ),
    (
      ":::private-mode{browsers=\"edge, netscape\"}\n:::",
      """
      content/a.md:4:17: error: unknown browser "netscape"
        hint: write one of edge, firefox, or add it to content/_data/browsers.yml
      """
    ),
    (
      ":::variants\n### edge\nText.\n### *\nText.\n:::",
      """
      content/a.md:4:1: error: "variants" needs "by"
        hint: write {by=…} with one of browser, os, device
      """
    ),
    (
      ":::variants{by=browser}\n### edge\nText.\n:::",
      """
      content/a.md:4:1: error: these variants have no fallback
        hint: add a section ### * for readers who have something else
      """
    ),
    (
      ":::variants{by=browser}\nText.\n\n### *\nText.\n:::",
      """
      content/a.md:5:1: error: text before the first heading of "variants"
        hint: put it above the block, or below a heading with a key such as ### edge
      """
    ),
    (
      ":::variants{by=browser}\n### edge\n![Steps](picture.svg)\n\n### *\nText.\n:::",
      """
      content/a.md:5:1: error: the section for "edge" is only a picture
        hint: write the steps as text too: a picture cannot be read aloud, searched or copied
      """
    ),
    (
      ":::variants{by=os}\n### windows\nOne.\n### windows\nTwo.\n### *\nText.\n:::",
      """
      content/a.md:7:1: error: a second section for "windows"
        hint: put the two together
      """
    ),
    (
      "::private-mode{on=computer}",
      """
      content/a.md:4:1: error: "private-mode" is written in another form
        hint: write :::private-mode{on=computer} and, on a line below it, :::
      """
    ),
    (
      "::include{file=contct.md}",
      """
      content/a.md:4:11: error: there is no snippet "contct.md"
        hint: did you mean "contact.md"?
      """
    ),
    (
      "::include",
      """
      content/a.md:4:1: error: "include" needs "file"
        hint: write ::include{file=name.md}, a file in content/_snippets/
      """
    ),
    (
      "::qr{caption=\"The app\"}",
      """
      content/a.md:4:1: error: "qr" needs an address in square brackets
        hint: write ::qr[…]
      """
    ),
    (
      "::qr[example.com]",
      """
      content/a.md:4:1: error: "example.com" is not an address on the web
        hint: write it with https:// in front
      """
    ),
  ])
  func `a directive that cannot be carried out`(body: String, message: String) {
    #expect(SampleGuide(body: body).findings() == message)
  }

  @Test(arguments: [
    (
      ":::variants{by=os}\n### windows\nText.\n### macos\nText.\n### *\nText.\n:::",
      """
      content/a.md:4:1: error: there is no content/_data/browsers.yml, which says what "os" can be
        hint: run guidegen new site for another folder, and copy the file from there
      """
    ),
    (
      ":::private-mode\n:::",
      """
      content/a.md:4:1: error: there is no content/_data/browsers.yml to write this block from
        hint: run guidegen new site for another folder, and copy the file from there
      """
    ),
    (":::variants{by=os}\n### *\nText.\n:::", ""),
  ])
  func `a directive in a guide without browser data`(body: String, message: String) {
    var sample = SampleGuide(body: body)
    sample.files["content/_data/browsers.yml"] = nil
    #expect(sample.findings() == message)
  }

  @Test func `browser data without systems says what to add`() {
    var sample = SampleGuide(body: ":::variants{by=os}\n### windows\nText.\n### *\nText.\n:::")
    sample.files["content/_data/browsers.yml"] = "devices: {phone: {name: Phone}}\n"
    #expect(
      sample.findings() == """
        content/a.md:5:1: error: unknown os "windows"
          hint: add it to content/_data/browsers.yml
        """)
  }

  @Test(arguments: [
    (
      "title: A\nweigth: 3",
      """
      content/a.md:3:1: error: unknown key "weigth" in the front matter
        hint: did you mean "weight"?
      """
    ),
    (
      "title: A\nweight: ten",
      """
      content/a.md:3:9: error: "weight" must be a whole number, not "ten"
        hint: write digits alone, without quotes
      """
    ),
    (
      "description: x",
      """
      content/a.md:2:1: error: the front matter has no "title"
        hint: add "title: …"
      """
    ),
    (
      "title: A\ndate: 2026-02-30",
      """
      content/a.md:3:7: error: "date" must be a date, not "2026-02-30"
        hint: write the year, the month and the day of a real date: 2026-11-01
      """
    ),
    (
      "title: A\naliases: [../x]",
      """
      content/a.md:3:11: error: "../x" is not an address in this site
        hint: write it from the site's top: old/mfa.html
      """
    ),
    (
      "title: A\naliases: [a.html]",
      """
      content/a.md:3:11: error: the alias "a.html" is the address of another page: "a.html"
        hint: remove the alias, or rename the other page
      """
    ),
    (
      "title: A\ntags: ['?']",
      """
      content/a.md:3:8: error: the tag "?" has no letter or digit
        hint: name it
      """
    ),
  ])
  func `front matter that cannot be meant`(lines: String, message: String) {
    #expect(SampleGuide(files: ["content/a.md": "---\n\(lines)\n---\n"]).findings() == message)
  }

  @Test(arguments: [
    (
      "# A\n",
      """
      content/a.md:1:1: error: this article has no front matter
        hint: begin it with three lines: ---, title: …, ---
      """
    ),
    (
      "---\ntitle: A\n",
      """
      content/a.md:1:1: error: the front matter does not end
        hint: put a line --- behind it
      """
    ),
  ])
  func `an article without front matter`(text: String, message: String) {
    #expect(SampleGuide(files: ["content/a.md": text]).findings() == message)
  }

  @Test(arguments: [
    (
      "titel: Help",
      """
      content/guide.yml:1:1: error: the configuration has no "title"
        hint: add "title: …"
      content/guide.yml:1:1: error: unknown key "titel" in the configuration
        hint: did you mean "title"?
      """
    ),
    (
      "title: Help\nbase-url: help.example.com",
      """
      content/guide.yml:2:11: error: "base-url" must be an address on the web, not "help.example.com"
        hint: write it with https:// in front, without spaces
      """
    ),
    (
      "title: Help\ntheme: {accent: blue}",
      """
      content/guide.yml:2:17: error: "accent" must be a colour, not "blue"
        hint: write it as "#1a5fb4", in quotes, since YAML takes what follows a # for a comment
      """
    ),
    (
      "title: Help\nlanguage: e n",
      """
      content/guide.yml:2:11: error: "e n" is not a language tag
        hint: write one such as en, de or pt-BR
      """
    ),
    (
      "title: Help\nsearch: never",
      """
      content/guide.yml:2:9: error: "search" must be true or false, not "never"
        hint: write true or false, without quotes
      """
    ),
    (
      "title: Help\nsearch: {synonyms: [laptop, [phone], [x, {b: c}]]}",
      """
      content/guide.yml:2:21: error: each of "synonyms" must be a list, not "laptop"
        hint: write a list of lists: [[laptop, notebook], [sign in, log on]]
      content/guide.yml:2:29: error: a word alone has no synonyms
        hint: name what else readers may call it
      content/guide.yml:2:42: error: a synonym must be a word or a phrase, not a mapping
        hint: write a list of lists: [[laptop, notebook], [sign in, log on]]
      """
    ),
    (
      "title: Help\nsearch: {synonyms: [[The, laptop], [in a, b], [Laptop, notebook, láptop], [sign in, log on]]}",
      """
      content/guide.yml:2:22: error: search leaves out "The", so nothing is found by it
        hint: take it away, or write a phrase with a word that says more
      content/guide.yml:2:37: error: search leaves out "in a", so nothing is found by it
        hint: take it away, or write a phrase with a word that says more
      content/guide.yml:2:66: error: "láptop" stands twice among these synonyms
        hint: keep it once, and name what else readers may call it
      """
    ),
    (
      "title: Hilfe\nlanguage: de\nlanguages: {en: {synonyms: [[der, laptop]]}}\nsearch: {synonyms: [[der, laptop]]}",
      """
      content/guide.yml:4:22: error: search leaves out "der", so nothing is found by it
        hint: take it away, or write a phrase with a word that says more
      """
    ),
    (
      "title: Help\nsearch: {synonym: [[a, b]]}",
      """
      content/guide.yml:2:10: error: unknown key "synonym" in the mapping "search"
        hint: did you mean "synonyms"?
      """
    ),
    (
      "title: Help\nedit-url: https://git.example.com/",
      """
      content/guide.yml:2:11: error: "edit-url" does not say where the file's path goes
        hint: write {path} in its place
      """
    ),
    (
      "title: Help\nvariables: {a: [1]}",
      """
      content/guide.yml:2:16: error: the variable "a" must be text, not a list
        hint: give each item a name
      """
    ),
  ])
  func `a configuration that cannot be meant`(text: String, message: String) {
    #expect(SampleGuide(files: ["content/guide.yml": text]).findings() == message)
  }

  @Test func `a guide without a configuration says what to write`() {
    var sample = SampleGuide(body: "Text.").source
    sample.content.removeAll { $0.path == "content/guide.yml" }
    let (_, findings) = ParsedGuide.parse(sample, includesDrafts: false, threads: 1)
    #expect(
      findings.map { "\($0)" } == [
        "content/guide.yml: error: this file is missing\n  hint: write it, with one line: title: …"
      ])
  }

  @Test func `snippets that include each other are refused by name`() {
    var sample = SampleGuide(body: "::include{file=one.md}")
    sample.files["content/_snippets/one.md"] = "::include{file=two.md}\n"
    sample.files["content/_snippets/two.md"] = "\n::include{file=one.md}\n"
    #expect(
      sample.findings() == """
        content/_snippets/two.md:2:11: error: the snippet "one.md" includes itself
          hint: break the circle: one.md includes two.md includes one.md
        """)
  }

  @Test func `a mistake in a snippet is told once, where it stands`() {
    var sample = SampleGuide(body: "::include{file=contact.md}\n\n::include{file=contact.md}")
    sample.files["content/_snippets/contact.md"] = "Read [this](../faq/nothing.md).\n"
    #expect(
      sample.findings() == """
        content/_snippets/contact.md:1:6: error: there is no article "../faq/nothing.md"
          hint: the file would be content/faq/nothing.md
        """)
  }

  @Test func `an anchor that a snippet and its article both give is refused`() {
    var sample = SampleGuide(body: "## One {#same}\n\n::include{file=contact.md}")
    sample.files["content/_snippets/contact.md"] = "## Two {#same}\n"
    #expect(
      sample.findings() == """
        content/_snippets/contact.md:1:1: error: the anchor "same" stands at two headings
          hint: give one of them another: {#…}
        """)
  }

  @Test func `files that nothing reads are pointed out`() {
    var sample = SampleGuide(body: "Text.")
    sample.files["content/_data/browser.yml"] = "x: 1"
    sample.files["content/_drafts/b.md"] = "x"
    sample.files["templates/style.css"] = "x"
    #expect(
      sample.findings() == """
        content/_data/browser.yml: error: nothing reads this file
          hint: _data holds browsers.yml; put words of your own under variables in guide.yml
        content/_drafts/b.md: error: nothing reads this file
          hint: names that begin with _ are kept for guidegen: choose another name
        templates/style.css: error: nothing reads this file
          hint: templates end in .mustache; style sheets, scripts and pictures go into templates/assets/
        """)
  }

  @Test func `two files with one address are refused`() {
    let sample = SampleGuide(files: [
      "content/A.md": "---\ntitle: A\n---\n", "content/a.md": "---\ntitle: a\n---\n",
      "content/404.md": "---\ntitle: Lost\n---\n",
    ])
    #expect(
      sample.findings() == """
        content/404.md: error: the address "404.html" is taken by a page that guidegen makes itself
          hint: rename the file
        content/a.md: error: the address "a.html" is taken by content/A.md
          hint: rename the file
        """)
  }

  @Test func `all findings of a run come at once, in the order of files and lines`() {
    var sample = SampleGuide(body: "[x](x.md)\n\n![](picture.svg)\n\n{{fone}}")
    sample.files["content/b.md"] = "---\ntitle: B\nweigth: 1\n---\n[y](y.md)\n"
    #expect(
      sample.findings().split(separator: "\n").filter { !$0.hasPrefix("  hint") }.map { $0.prefix(24) } == [
        "content/a.md:4:1: error:", "content/a.md:6:1: error:", "content/a.md:8:1: error:",
        "content/b.md:3:1: error:", "content/b.md:5:1: error:",
      ])
  }
}
