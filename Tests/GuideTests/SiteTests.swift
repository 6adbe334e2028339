import Testing

@testable import Guide

@Suite struct SiteTests {
  @Test func `articles stand by weight, then by title, and one without a weight comes last`() {
    let (site, _) = SampleGuide(files: [
      "content/c.md": "---\ntitle: C\nweight: 5\n---\n", "content/b.md": "---\ntitle: B\n---\n",
      "content/a.md": "---\ntitle: A\n---\n", "content/z.md": "---\ntitle: Z\nweight: -1\n---\n",
    ]).site()
    #expect(site.outline.readingOrder.map { site.pages[$0].title } == ["Z", "C", "A", "B"])
  }

  @Test func `a folder without an index gets its title from its name`() {
    let (site, findings) = SampleGuide(files: ["content/help-manual/e_mail/a.md": "---\ntitle: A\n---\n"]).site()
    #expect(findings.isEmpty)
    #expect(site.sections.map(\.title) == ["Help", "Help manual", "E mail"])
  }

  @Test func `drafts are not in the site`() {
    let (site, findings) = SampleGuide(files: ["content/a.md": "---\ntitle: A\ndraft: true\n---\n"]).site()
    #expect(findings.isEmpty)
    #expect(!site.pages.contains { $0.title == "A" })
  }

  @Test func `a link to a draft is a broken link`() {
    var sample = SampleGuide(body: "[x](b.md)")
    sample.files["content/b.md"] = "---\ntitle: B\ndraft: true\n---\n"
    #expect(sample.findings().hasPrefix(#"content/a.md:4:1: error: there is no article "b.md""#))
  }

  @Test func `pages name no other host but in links`() {
    var sample = SampleGuide(body: ":::private-mode\n:::\n\n[there](https://elsewhere.example.com/)")
    sample.files["content/guide.yml"] = "title: Help\nbase-url: https://help.example.com/\n"
    for (path, text) in sample.rendered() where path.hasSuffix(".html") {
      for attribute in [#"src="http"#, #"src="//"#, #"<link rel="stylesheet" href="http"#, "@import", "url(http"] {
        #expect(!text.contains(attribute), "\(path) loads from another host")
      }
    }
  }

  @Test func `pages hold no script, style or handler that their own policy forbids`() {
    let sample = SampleGuide(body: ":::private-mode\n:::\n\n| a |\n|:-:|\n| b |")
    for (path, text) in sample.rendered() where path.hasSuffix(".html") {
      #expect(text.contains("Content-Security-Policy"), "\(path)")
      #expect(!text.contains(" style="), "\(path) has a style attribute")
      #expect(!text.contains("<style"), "\(path) has a style element")
      #expect(!text.contains(" onclick="), "\(path) has a handler")
      let scripts = text.split(separator: "<script").dropFirst().filter { !$0.contains("src=") }
      #expect(scripts.allSatisfy { $0.hasPrefix(#" type="application/ld+json""#) }, "\(path) has an inline script")
    }
  }

  @Test func `text from front matter and configuration is escaped wherever it stands`() {
    var sample = SampleGuide(files: [
      "content/guide.yml": "title: 'H<b>&\"'\nbase-url: https://h.example.com/\nhelpdesk: {hours: '<i>'}\n",
      "content/x/index.md": "---\ntitle: 'S<u>'\ndescription: 'D<s>'\n---\n",
      "content/x/a.md": "---\ntitle: '</script><b>'\ndescription: '\"><img>'\ntags: ['<em>']\nowner: '<q>'\n---\n",
    ])
    sample.files["content/_data/browsers.yml"] = SampleGuide.browsers
    for (path, text) in sample.rendered() {
      for tag in ["<b>", "<i>", "<u>", "<s>", "<em>", "<q>", "<img>", "</script><b"] {
        #expect(!text.contains(tag) || path.hasSuffix(".txt"), "\(path) has \(tag)")
      }
    }
  }

  @Test func `the feed, the site map and the list for machines name each article`() {
    var sample = SampleGuide(files: ["content/faq/a.md": "---\ntitle: A & B\ndate: 2026-01-02\n---\n"])
    sample.files["content/guide.yml"] = "title: Help\nbase-url: https://help.example.com/docs\n"
    let files = sample.rendered()
    #expect(
      files["sitemap.xml"]?.contains("<loc>https://help.example.com/docs/faq/a.html</loc><lastmod>2026-01-02<") == true)
    #expect(files["sitemap.xml"]?.contains("<loc>https://help.example.com/docs/faq/</loc>") == true)
    #expect(files["sitemap.xml"]?.contains("404") == false)
    #expect(
      files["feed.xml"]?.contains("<title>A &amp; B</title><id>https://help.example.com/docs/faq/a.html</id>") == true)
    #expect(files["llms.txt"]?.contains("## Faq\n\n- [A & B](https://help.example.com/docs/faq/a.html)") == true)
    #expect(files["robots.txt"]?.contains("Sitemap: https://help.example.com/docs/sitemap.xml") == true)
  }

  @Test func `an alias is a page that leads to the article`() {
    let sample = SampleGuide(files: ["content/faq/a.md": "---\ntitle: A\naliases: [/old/, mfa, x/y.html]\n---\n"])
    let files = sample.rendered()
    #expect(files["old/index.html"]?.contains(#"url=../faq/a.html"#) == true)
    #expect(files["mfa.html"]?.contains(#"url=faq/a.html"#) == true)
    #expect(files["x/y.html"]?.contains(#"url=../faq/a.html"#) == true)
  }

  @Test func `a site's own template takes the place of the built-in one`() {
    var sample = SampleGuide(body: "Text.")
    sample.files["templates/article.mustache"] = "<p>{{page.title}} of {{site.title}}</p>"
    #expect(sample.rendered()["a.html"] == "<p>A of Help</p>")
  }

  @Test func `the owner's colour is the icon's too, and without one it has the theme's`() throws {
    for (line, colour) in [("", "#1f57b8"), ("theme: {accent: '#123456'}\n", "#123456")] {
      let files = SampleGuide(files: [
        "content/guide.yml": "title: Help\n" + line, "content/a.md": "---\ntitle: A\n---\n",
      ]).rendered()
      let icon = try #require(files["a.html"]?.firstMatch(of: #/<link rel="icon" href="([^"]+)"/#)).1
      #expect(files.keys.filter { $0.hasPrefix("assets/icon.") } == [String(icon)])
      #expect(files[String(icon)]?.contains("fill=\"\(colour)\"") == true)
    }
  }

  @Test func `a wrong name in a template is an error with its place and the nearest name`() {
    var sample = SampleGuide(body: "Text.")
    sample.files["templates/article.mustache"] = "<p>\n{{page.titel}}</p>"
    #expect(sample.findings().hasPrefix(#"templates/article.mustache:2:1: error: "page" has no "titel""#))
    #expect(sample.findings().contains(#"did you mean "title"?"#))
  }
}
