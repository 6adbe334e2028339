import Diagnostics
import Testing
import YAML

@testable import Guide

/// Sites of several languages.
@Suite struct LanguagesTests {
  /// English with a German and an Arabic text each; `faq/` has a German title; `only.md` is German alone.
  static let files = [
    "content/guide.yml": """
    title: Help
    base-url: https://help.example.com/
    search: true
    variables: {phone: '555', hours: 9 to 5}
    languages:
      de: {title: Hilfe, variables: {hours: 9 bis 17 Uhr}}
      ar:
    """,
    "content/a.md": "---\ntitle: A\ntags: [one]\n---\n\nSee [B](b.md#steps), {{phone}}, {{hours}}.\n\n![x](x.svg)\n",
    "content/a.de.md": """
    ---
    title: A auf Deutsch
    aliases: [alt]
    ---

    Siehe [B](b.md#steps), [C](faq/c.md#second), {{phone}}, {{hours}}.

    > [!TIP]
    > Gut.

    ![x](x.svg)

    ::include{file=contact.md}
    """,
    "content/b.md": "---\ntitle: B\n---\n\n## Steps\n\n> [!TIP]\n> See [C](faq/c.md).\n",
    "content/faq/index.md": "---\ntitle: Questions\n---\n",
    "content/faq/index.de.md": "---\ntitle: Fragen\n---\n",
    "content/faq/c.md": "---\ntitle: C\n---\n\n## First\n\n## Second\n",
    "content/de/faq/c.md": "---\ntitle: C auf Deutsch\n---\n\n## Erstens\n\n## Zweitens\n\n[A](../a.md)\n",
    "content/ar/a.md": "---\ntitle: ألف\n---\n\n[ب](b.md)\n",
    "content/only.de.md": "---\ntitle: Nur deutsch\n---\n\nText.\n",
    "content/x.svg": #"<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"></svg>"#,
    "content/x.de.svg": #"<svg xmlns="http://www.w3.org/2000/svg" width="30" height="10"></svg>"#,
    "content/_snippets/contact.md": "Call us.\n",
    "content/_snippets/contact.de.md": "Rufen Sie an: siehe [B](../b.md).\n",
  ]

  private func sample(_ changes: [String: String?] = [:]) -> SampleGuide {
    var files = Self.files
    for (path, text) in changes { files[path] = text }
    return SampleGuide(files: files)
  }

  @Test func `nothing is wrong with it, and each language is a help centre below its folder`() {
    let (site, diagnostics) = sample().site()
    #expect(diagnostics.map { "\($0)" } == [])
    let paths = Set(site.render(threads: 2).map(\.path))
    let pages = ["index.html", "a.html", "b.html", "only.html", "faq/index.html", "faq/c.html", "a-z.html", "404.html"]
    for page in pages + ["feed.xml", "search-index.js"] {
      for top in ["", "de/", "ar/"] { #expect(paths.contains(top + page), "\(top + page)") }
    }
    #expect(paths.contains("de/alt.html") && !paths.contains("alt.html"))
    #expect(paths.contains("sitemap.xml") && !paths.contains("de/sitemap.xml") && !paths.contains("de/robots.txt"))
    #expect(!paths.contains { $0.hasPrefix("de/assets/") && !$0.hasPrefix("de/assets/search/") })
    #expect(site.pageCount == 24 + 2)
  }

  @Test func `links stay within the language, whatever the file is called`() throws {
    let site = sample().rendered()
    let german = try #require(site["de/a.html"])
    #expect(german.contains(##"<a href="b.html#steps">B</a>, <a href="faq/c.html#second">C</a>, 555, 9 bis 17 Uhr."##))
    #expect(german.contains(#"<html lang="de" dir="ltr">"#))
    #expect(german.contains("Rufen Sie an: siehe <a href=\"b.html\">B</a>."))
    #expect(german.contains(#"href="../assets/style."#))
    #expect(german.contains("<title>A auf Deutsch - Hilfe</title>"))
    #expect(try #require(site["de/faq/c.html"]).contains(#"<a href="../a.html">A</a>"#))
    #expect(try #require(site["ar/a.html"]).contains(#"<a href="b.html">ب</a>"#))
    #expect(try #require(site["ar/a.html"]).contains(#"<html lang="ar" dir="rtl">"#))
    #expect(try #require(site["a.html"]).contains("555, 9 to 5."))
  }

  @Test func `a heading is found under the original's name where the translation has the same headings`() throws {
    let page = try #require(sample().rendered()["de/faq/c.html"])
    #expect(page.contains(#"id="second""#) && page.contains(#"id="zweitens""#))
    let broken = sample(["content/de/faq/c.md": "---\ntitle: C\n---\n\n## Nur eins\n"]).findings()
    #expect(
      broken == """
        content/a.de.md:6:24: error: there is no heading "#second" in faq/c.md
          hint: give the heading an anchor: ## Words {#second}
        """)
  }

  @Test func `a translated picture takes the place of the original's`() throws {
    let site = sample().rendered()
    #expect(try #require(site["a.html"]).contains(#"width="20" height="10""#))
    #expect(try #require(site["de/a.html"]).contains(#"width="30" height="10""#))
  }

  @Test func `what is not translated says so in the reader's language, and is marked as what it is`() throws {
    let site = sample().rendered()
    let page = try #require(site["de/b.html"])
    #expect(page.contains("Diesen Artikel gibt es noch nicht auf Deutsch."))
    #expect(page.contains(#"in dieser Sprache: <bdi lang="en">English</bdi>."#))
    #expect(page.contains(#"<h1 lang="en" dir="ltr">B</h1>"#))
    #expect(page.contains(#"<div class="body" lang="en" dir="ltr">"#))
    #expect(page.contains(">Tip<") && !page.contains(">Tipp<"))
    #expect(page.contains(#"<link rel="canonical" href="https://help.example.com/b.html">"#))
    #expect(!page.contains("hreflang=\"x-default\""))
    #expect(!(site["b.html"] ?? "").contains("untranslated"))
    #expect(try #require(site["de/a.html"]).contains(#"<a href="b.html" lang="en">B</a>"#))
    #expect(try #require(site["de/index.html"]).contains(#"<li class="card"><a href="b.html" lang="en">B</a>"#))
    let main = try #require(site["only.html"])
    #expect(
      main.contains("There is no English text of this article yet. Here it is in <bdi lang=\"de\">Deutsch</bdi>."))
    #expect(main.contains(#"<link rel="canonical" href="https://help.example.com/de/only.html">"#))
    #expect(try #require(site["ar/b.html"]).contains("لم تُترجم هذه المقالة إلى العربية بعد."))
  }

  @Test func `pages link to the same page in all languages, and name real translations to search engines`() throws {
    let site = sample().rendered()
    let page = try #require(site["de/a.html"])
    #expect(
      page.contains(
        """
        <li><a href="../a.html" lang="en" hreflang="en" dir="ltr">English</a></li>
        <li><a href="a.html" lang="de" hreflang="de" dir="ltr" aria-current="true">Deutsch</a></li>
        <li><a href="../ar/a.html" lang="ar" hreflang="ar" dir="rtl">العربية</a></li>
        """))
    #expect(
      page.contains(
        """
        <link rel="alternate" hreflang="en" href="https://help.example.com/a.html">
        <link rel="alternate" hreflang="de" href="https://help.example.com/de/a.html">
        <link rel="alternate" hreflang="ar" href="https://help.example.com/ar/a.html">
        <link rel="alternate" hreflang="x-default" href="https://help.example.com/a.html">
        """))
    // No other language has the tag.
    #expect(try #require(site["tags/one.html"]).contains(#"<a href="../de/index.html" lang="de""#))
    #expect(try #require(site["404.html"]).contains(#"<a href="/de/404.html" lang="de""#))
    let map = try #require(site["sitemap.xml"])
    #expect(map.contains("<loc>https://help.example.com/de/faq/c.html</loc>"))
    #expect(!map.contains("<loc>https://help.example.com/de/b.html</loc>"))
    #expect(!map.contains("<loc>https://help.example.com/only.html</loc>"))
    #expect(
      map.contains(#"<xhtml:link rel="alternate" hreflang="de" href="https://help.example.com/de/faq/c.html"/>"#))
  }

  @Test func `a telephone number reads from the left in a language that does not`() throws {
    var guide = try #require(Self.files["content/guide.yml"])
    guide += "\nhelpdesk: {phone: +44 20 7946}\n"
    let site = sample([
      "content/guide.yml": guide, "content/a.md": "---\ntitle: A\n---\nCall {{helpdesk.phone}}.\n",
      "content/a.de.md": nil, "content/ar/a.md": "---\ntitle: A\n---\nاتصل {{helpdesk.phone}}.\n",
    ]).rendered()
    #expect(try #require(site["a.html"]).contains("Call +44 20 7946."))
    #expect(try #require(site["ar/a.html"]).contains("\u{2066}+44 20 7946\u{2069}."))
    #expect(try #require(site["ar/a.html"]).contains(#"<a href="tel:+44207946" dir="ltr">"#))
  }

  @Test func `the index of a language finds its pages from its own top`() throws {
    let records = try #require(sample().rendered()["de/assets/search/a0.js"])
    #expect(records.contains(#"["a.html","","A auf Deutsch""#))
    #expect(records.contains(#"["faq/c.html","","C auf Deutsch""#))
  }

  @Test func `two files for one text are refused`() {
    #expect(
      sample(["content/de/a.md": "---\ntitle: A\n---\n"]).findings() == """
        content/de/a.md: error: this file and "content/a.de.md" are both the "de" text of "a.md"
          hint: keep one of them
        """)
  }

  @Test(arguments: [
    (
      "languages: [de, deutsch]",
      """
      content/guide.yml:2:17: error: "deutsch" is not a language tag
        hint: write one such as en, de or pt-BR
      """
    ),
    (
      "languages: [de, de]",
      """
      content/guide.yml:2:17: error: the language "de" stands here twice
        hint: keep one of them
      """
    ),
    (
      "languages: [DE-at]",
      """
      content/guide.yml:2:13: error: the language "DE-at" has capitals, which names of files would need too
        hint: write de-at
      """
    ),
    (
      "languages: {en: {title: X}}",
      """
      content/guide.yml:2:13: error: "en" is the main language
        hint: what it is called stands at the top of this file: write title: there
      """
    ),
    (
      "languages: {de: {titel: X}}",
      """
      content/guide.yml:2:18: error: unknown key "titel" in the language "de"
        hint: did you mean "title"?
      """
    ),
  ])
  func `what is wrong with the list of languages is said with its place`(_ line: String, _ wanted: String) {
    #expect(SampleGuide(files: ["content/guide.yml": "title: T\n\(line)\n"]).findings() == wanted)
  }

  @Test func `names that look like languages mean nothing in a site of one`() {
    let files = [
      "content/guide.yml": "title: T\n", "content/a.de.md": "---\ntitle: A\n---\n",
      "content/de/b.md": "---\ntitle: B\n---\n[A](../a.de.md)\n",
    ]
    let site = SampleGuide(files: files).rendered()
    #expect(site["a.de.html"] != nil && site["de/b.html"]?.contains(#"href="../a.de.html""#) == true)
    #expect(site.values.allSatisfy { !$0.contains("hreflang") && !$0.contains("class=\"languages\"") })
  }

  @Test func `data of a language has only what is called otherwise in it`() throws {
    let site = sample([
      "content/_data/browsers.yml": SampleGuide.browsers,
      "content/_data/browsers.de.yml": """
      browsers:
        edge:
          private-mode: {window: InPrivate-Fenster}
          platforms: {windows: {menu: [Einstellungen, Neues InPrivate-Fenster]}}
      """,
      "content/a.md": "---\ntitle: A\n---\n\n:::private-mode\n:::\n",
      "content/a.de.md": "---\ntitle: A\n---\n\n:::private-mode\n:::\n",
    ]).rendered()
    let steps =
      "<strong>Einstellungen</strong>, dann <strong>Neues InPrivate-Fenster</strong>, oder drücken Sie <kbd><kbd>Ctrl</kbd>"
    #expect(try #require(site["de/a.html"]).contains("Wählen Sie \(steps)"))
    #expect(try #require(site["de/a.html"]).contains("1. November 2026"))
    #expect(
      try #require(site["a.html"]).contains("Select <strong>Settings</strong>, then <strong>New InPrivate window"))
    // The article is not translated into Arabic: it is English, steps and all.
    #expect(try #require(sample().rendered()["ar/b.html"]).contains(">Tip<"))
  }

  @Test func `the record of addresses has each language's, and leads on within it`() throws {
    let record = String(decoding: sample().site().site.addressRecord, as: UTF8.self)
    #expect(record.contains("page de/a.html\n  source content/a.de.md\n"))
    #expect(!record.contains("page de/b.html"))
    let moved = sample([
      "content/_addresses.txt": record, "content/a.de.md": nil, "content/neu.de.md": Self.files["content/a.de.md"],
    ])
    let (site, diagnostics) = moved.site()
    #expect(diagnostics.map { "\($0)" } == [])
    #expect(site.file(at: "de/neu.html") != nil)
    // The page is still there, with what stands in for a translation.
    #expect(String(decoding: site.file(at: "de/a.html") ?? [], as: UTF8.self).contains("untranslated"))
  }

  @Test func `a link says no language, and who writes one is told how it is written`() {
    #expect(
      sample([
        "content/b.md": "---\ntitle: B\n---\n\n## Steps\n\n[A](a.de.md)\n",
        "content/de/faq/c.md": "---\ntitle: C\n---\n\n## Eins\n\n## Zwei\n\n[A](../../a.md), [B](../b.de.md)\n",
      ]).findings() == """
        content/b.md:7:1: error: there is no article "a.de.md"
          hint: write "a.md": a link leads to the text in its reader's language
        content/de/faq/c.md:9:1: error: the link "../../a.md" leaves the help centre
          hint: write links as in content/faq/c.md, which this is a translation of
        content/de/faq/c.md:9:18: error: there is no article "../b.de.md"
          hint: write "../b.md": a link leads to the text in its reader's language
        """)
  }

  @Test func `each language's feed says which it is, and has a name of its own`() throws {
    let feed = try #require(sample().rendered()["de/feed.xml"])
    #expect(feed.contains(#"<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de">"#))
    #expect(feed.contains("<id>https://help.example.com/de/</id>"))
    let nowhere = sample(["content/guide.yml": "title: T\nlanguages: [de, ar]\nvariables: {phone: '1', hours: x}\n"])
      .rendered()
    #expect(try #require(nowhere["feed.xml"]).contains("<id>urn:guidegen:feed</id>"))
    #expect(try #require(nowhere["de/feed.xml"]).contains("<id>urn:guidegen:de/feed</id>"))
  }

  @Test func `an alias of a translation does not name its language`() {
    #expect(
      sample(["content/faq/index.de.md": "---\ntitle: Fragen\naliases: [/de/alt/]\n---\n"]).findings() == """
        content/faq/index.de.md:3:11: error: the alias "/de/alt/" names the language, which is put in front of it anyway
          hint: write it without the language
        """)
  }

  @Test func `an alias cannot take the address of another language`() {
    #expect(
      sample(["content/b.md": "---\ntitle: B\naliases: [de/old]\n---\n\n## Steps\n"]).findings() == """
        content/b.md:3:11: error: the alias "de/old" is an address of the language "de"
          hint: write it into the translation, without the language
        """)
  }
}
