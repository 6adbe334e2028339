import Diagnostics
import Testing

@testable import Guide

/// What is taken from an earlier state of a site of several languages never shows.
@Suite struct LanguageReuseTests {
  static let edits: [(path: String, text: String?)] = [
    ("content/a.de.md", "---\ntitle: Anders\n---\n[B](b.md)\n"),
    ("content/b.de.md", "---\ntitle: B auf Deutsch\n---\n\n## Schritte\n"),
    ("content/b.md", "---\ntitle: B\n---\n\n## Other\n\n## Steps\n"),
    ("content/b.de.md", nil), ("content/only.de.md", nil),
    ("content/_snippets/contact.de.md", nil), ("content/x.de.svg", nil),
    ("content/de/faq/c.md", "---\ntitle: C\n---\n\n## Eins\n\n## Zwei\n\n### Drei\n"),
    ("content/a.de.md", "---\ntitle: A\ndraft: true\n---\n"),
    ("templates/words/de.yml", "words: {a-z: Von A bis Z}\n"),
    ("content/guide.yml", "title: Help\nlanguages: [de, fr]\nvariables: {phone: '1', hours: x}\n"),
    ("content/a.fr.md", "---\ntitle: A en français\n---\n"),
    ("content/guide.yml", "title: Help\nvariables: {phone: '1', hours: x}\n"),
    ("content/guide.yml", "title: Hilfe\nlanguage: de\nlanguages: [en, fr]\nvariables: {phone: '1', hours: x}\n"),
  ]

  @Test func `after each of many edits the site is that of a guide read anew`() {
    var sample = SampleGuide(files: LanguagesTests.files)
    var known: (guide: ParsedGuide, site: Site)?
    for edit in Self.edits {
      sample.files[edit.path] = edit.text
      let (guide, misread) = ParsedGuide.parse(sample.source, includesDrafts: false, threads: 2, reusing: known?.guide)
      let (site, unresolved) = Site.resolve(guide, threads: 2, reusing: known?.site)
      let (fresh, findings) = sample.site(threads: 1)
      #expect((misread + unresolved).unique() == findings, "\(edit)")
      let (files, expected) = (site.render(threads: 2), fresh.render(threads: 1))
      #expect(files.map(\.path) == expected.map(\.path), "\(edit)")
      for (file, other) in zip(files, expected) { #expect(file.bytes == other.bytes, "\(file.path) after \(edit)") }
      for file in files { #expect(site.file(at: file.path) == file.bytes, "\(file.path) by itself") }
      known = (guide, site)
    }
  }
}
