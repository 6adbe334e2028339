import Diagnostics
import Testing

@testable import Guide

/// What is taken from an earlier state of a guide never shows: the result is that of a guide read anew.
@Suite struct ReuseTests {
  /// One change after another to `content/…` and `templates/…`; nil deletes a file.
  static let edits: [(path: String, text: String?)] = [
    ("content/a.md", "---\ntitle: A\n---\nOther words, [there](faq/new-phone.md#back-up).\n"),
    ("content/a.md", "---\ntitle: Other title\n---\nOther words.\n"),
    ("content/faq/new-phone.md", "---\ntitle: New phone\n---\n\n## Something else\n"),
    ("content/a.md", "---\ntitle: A\n---\n[gone](faq/new-phone.md#back-up) and [[new-phone]]\n"),
    ("content/faq/new-phone.md", "---\ntitle: Newer phone\n---\n\n## Back up\n"),
    ("content/a.md", "\n---\ntitle: A\ntags: [one, '!']\n---\n::include{file=contact.md}\n"),
    ("content/_snippets/contact.md", "Call {{phone}} or see [it](../faq/new-phone.md).\n"),
    (
      "content/a.md",
      "---\ntitle: A\ntags: [one, two]\nweight: 3\n---\n::include{file=contact.md}\n\n:::private-mode\n:::\n"
    ),
    ("content/guide.yml", "title: Help\nvariables:\n  phone: '777'\n"),
    ("content/_data/browsers.yml", SampleGuide.browsers.replacing("InPrivate", with: "Secret")),
    ("content/b.md", "---\ntitle: B\ntags: [two]\naliases: [old]\n---\n![x](picture.svg)\n"),
    ("content/picture.svg", #"<svg xmlns="http://www.w3.org/2000/svg" width="21" height="11"></svg>"#),
    ("content/_addresses.txt", "page b.html\n  source content/b.md\n  title B\n  anchor gone\n"),
    ("content/b.md", "---\ntitle: B\n---\n## Come {#come}\n"),
    ("content/faq/index.md", nil), ("content/faq/new-phone.md", nil),
    ("templates/article.mustache", "<p>{{page.title}}{{{page.body}}}</p>"),
    ("templates/article.mustache", "<p>{{page.titel}}</p>"), ("templates/article.mustache", nil),
    ("templates/assets/style.css", "p{}"), ("content/a.md", "---\ntitle: A\ndraft: true\n---\n"),
    ("content/0/deep/new.md", "---\ntitle: New\n---\n[up](../../b.md#come)\n"), ("content/picture.svg", nil),
    ("content/guide.yml", "title: Other\nbase-url: https://example.com/\ntheme: {accent: '#123456'}\n"),
  ]

  @Test(arguments: [1, 2])
  func `after each of many edits the site is that of a guide read anew`(threads: Int) {
    var sample = SampleGuide(body: "See [there](faq/new-phone.md#move-it).\n")
    var known: (guide: ParsedGuide, site: Site)?
    for edit in Self.edits {
      sample.files[edit.path] = edit.text
      let (guide, misread) = ParsedGuide.parse(
        sample.source, includesDrafts: false, threads: threads, reusing: known?.guide)
      let (site, unresolved) = Site.resolve(guide, threads: threads, reusing: known?.site)
      let (fresh, findings) = sample.site(threads: threads)
      #expect((misread + unresolved).unique() == findings, "\(edit)")
      if !findings.contains(where: { $0.severity == .error }) {
        let (files, expected) = (site.render(threads: threads), fresh.render(threads: threads))
        #expect(files.map(\.path) == expected.map(\.path), "\(edit)")
        for (file, other) in zip(files, expected) { #expect(file.bytes == other.bytes, "\(file.path) after \(edit)") }
        for file in files { #expect(site.file(at: file.path) == file.bytes, "\(file.path) by itself") }
      }
      known = (guide, site)
    }
  }

  @Test func `after an edit of one text, all other articles and the outline are those from before`() {
    var sample = SampleGuide(body: "See [there](faq/new-phone.md).\n")
    let (guide, _) = ParsedGuide.parse(sample.source, includesDrafts: false, threads: 1)
    let (site, _) = Site.resolve(guide, threads: 1)
    sample.files["content/a.md"] = "---\ntitle: A\n---\nOther words.\n"
    let (later, _) = ParsedGuide.parse(sample.source, includesDrafts: false, threads: 1, reusing: guide)
    let (laterSite, _) = Site.resolve(later, threads: 1, reusing: site)
    #expect(zip(guide.articles, later.articles).map { $0 === $1 } == [false, true, true])
    #expect(laterSite.resolved.map(\.destinations.count) == [0, 0, 0])
    #expect(laterSite.pages.map(\.title) == site.pages.map(\.title))
  }
}
