import Diagnostics
import Testing
import Theme
import YAML

@testable import Guide

/// What pages say of themselves: `templates/words`.
@Suite struct WordsTests {
  private static let article = "---\ntitle: A\nreviewed: 2026-05-01\n---\n\n> [!TIP]\n> Text.\n"

  private func guide(_ language: String, _ files: [String: String] = [:]) -> SampleGuide {
    SampleGuide(
      files: ["content/guide.yml": "title: T\nlanguage: \(language)\n", "content/a.md": Self.article]
        .merging(files) { $1 })
  }

  @Test(arguments: [
    ("en", "Last reviewed <time datetime=\"2026-05-01\">1 May 2026</time>", "Skip to the content", "Tip", "ltr"),
    ("de", "Zuletzt geprüft am <time datetime=\"2026-05-01\">1. Mai 2026</time>", "Zum Inhalt springen", "Tipp", "ltr"),
    ("de-AT", "Zuletzt geprüft am <time datetime=\"2026-05-01\">1. Mai 2026</time>", "Zum Inhalt", "Tipp", "ltr"),
    ("fr", "<time datetime=\"2026-05-01\">1 mai 2026</time>", "Aller au contenu", "Astuce", "ltr"),
    ("es", "<time datetime=\"2026-05-01\">1 de mayo de 2026</time>", "Ir al contenido", "Consejo", "ltr"),
    ("ar", "<time datetime=\"2026-05-01\">1 مايو 2026</time>", "الانتقال إلى المحتوى", "نصيحة", "rtl"),
    ("it", "Last reviewed <time datetime=\"2026-05-01\">1 May 2026</time>", "Skip to the content", "Tip", "ltr"),
  ])
  func `a site speaks the language of its guide`(
    _ language: String, _ date: String, _ skip: String, _ tip: String, _ direction: String
  ) throws {
    let site = guide(language).rendered()
    let page = try #require(site["a.html"])
    #expect(page.contains(#"<html lang="\#(language)" dir="\#(direction)">"#))
    #expect(page.contains(date))
    #expect(page.contains(skip))
    #expect(page.contains(">\(tip)<"))
    #expect(!page.contains("{{"))
  }

  @Test(arguments: ["ar", "de", "es", "fr"])
  func `every language of the theme is complete, and none of its texts is English`(_ tag: String) throws {
    let bytes = try #require(Theme.files["words/\(tag).yml"])
    let english = Words.builtInEnglish
    let file = WordsFile(bytes, file: "\(tag).yml", english: english.texts)
    #expect(file.diagnostics == [])
    #expect(Set(file.texts.keys) == Set(english.texts.keys))
    #expect(file.months.count == 12 && !file.datePattern.isEmpty)
    for (key, text) in file.texts {
      #expect(text.contains("<b>") == english.texts[key]?.contains("<b>"), "\(tag): \(key)")
      #expect(text.contains("#") == english.texts[key]?.contains("#"), "\(tag): \(key)")
    }
    let same = file.texts.filter { english.texts[$0.key] == $0.value }.map(\.key)
    let mayBeSame: Set = [
      "comment-name", "comment-website", "feedback-no", "help-website", "important", "mail-browser", "mail-page",
    ]
    #expect(Set(same).subtracting(mayBeSame).isEmpty)
  }

  @Test(arguments: ["ar", "de", "en", "es", "fr"])
  func `the theme's files are read line by line, which makes the same of them as YAML`(_ tag: String) throws {
    let bytes = try #require(Theme.files["words/\(tag).yml"])
    let plain = try #require(PlainWords(bytes))
    let file = WordsFile(bytes, file: "\(tag).yml", english: nil)
    #expect(file.diagnostics == [] && file.texts.count > 150)
    #expect(plain.texts == file.texts)
    #expect(plain.months == file.months && plain.datePattern == file.datePattern)
  }

  @Test(arguments: [
    "words: {a: b}", "words:\n  a: 'b'", "words:\n  a: \"b\\n\"", "words:\n  a: b: c", "words:\n  a: b # c",
    "words:\n  a: b\n  a: c", "words:\n    a: b", "words:\n  a:", "words:\n  a: |\n    b", "words:\n  a: b\n    c",
    "more: x",
  ])
  func `what is not written line by line is left to YAML`(_ text: String) {
    #expect(PlainWords(Array(text.utf8)) == nil)
  }

  @Test func `everything that code says is among the words`() {
    for text in Words.Text.allCases { #expect(!Words.english[text].isEmpty, "\(text.rawValue)") }
  }

  @Test func `a guide's own words take the place of the theme's, one by one`() throws {
    let own = "months: [a, b, c, d, five, f, g, h, i, j, k, l]\nwords:\n  skip: Los & <b>weiter</b>\n"
    let page = try #require(guide("de", ["templates/words/de.yml": own]).rendered()["a.html"])
    #expect(page.contains("Los &amp; &lt;b&gt;weiter&lt;/b&gt;</a>"))
    #expect(page.contains("1. five 2026"))
    #expect(page.contains("Alle Artikel von A bis Z"))
  }

  @Test func `a guide can add a language, and what it leaves out is said in English`() throws {
    let own = "words:\n  skip: Vai al contenuto\n  reviewed: '{{date}}: ultima revisione'\n"
    let (site, diagnostics) = guide("it", ["templates/words/it.yml": own]).site()
    #expect(diagnostics == [])
    let page = String(decoding: site.file(at: "a.html") ?? [], as: UTF8.self)
    #expect(page.contains("Vai al contenuto"))
    #expect(page.contains("1 May 2026</time>: ultima revisione"))
    #expect(page.contains("All articles from A to Z"))
    #expect(site.words.missing.contains("a-z") && !site.words.missing.contains("skip"))
  }

  @Test(arguments: [
    (
      "words:\n  skipp: x\n",
      """
      templates/words/de.yml:2:3: error: pages have no words "skipp"
        hint: did you mean "skip"?
      """
    ),
    (
      "words:\n  reviewed: Geprüft {{dat}}\n",
      """
      templates/words/de.yml:2:13: error: "reviewed" leaves out {{date}}
        hint: in English it is "Last reviewed {{date}}"
      templates/words/de.yml:2:13: error: nothing is put in for {{dat}}
        hint: did you mean {{date}}?
      """
    ),
    (
      "words:\n  skip: [a]\n",
      """
      templates/words/de.yml:2:9: error: "skip" must be text, not a list
        hint: write it in quotes
      """
    ),
    (
      "months: [a, b]\n",
      """
      templates/words/de.yml:1:9: error: "months" has 2 names
        hint: write all twelve, January first
      """
    ),
  ])
  func `what is wrong with words is said with its place`(_ own: String, _ wanted: String) {
    #expect(guide("de", ["templates/words/de.yml": own]).findings() == wanted)
  }

  @Test func `a name of a file that is no language is refused`() {
    #expect(
      guide("en", ["templates/words/german-words.yml": "words: {}\n"]).findings() == """
        templates/words/german-words.yml: error: "german-words" is not a language tag
          hint: name the file for one: de.yml or pt-BR.yml
        """)
  }

  @Test(arguments: [
    (
      "{{words.skipp}}",
      """
      templates/not-found.mustache:1:1: error: there are no words "skipp"
        hint: did you mean "skip"?
      """
    ),
    (
      "{{words.reviewed}}",
      """
      templates/not-found.mustache:1:1: error: "words.reviewed" has places for what the page puts in
        hint: write {{<words.reviewed}}{{$date}}…{{/date}}{{/words.reviewed}}
      """
    ),
    (
      "{{<words.reviewed}}{{$day}}x{{/day}}{{/words.reviewed}}",
      """
      templates/not-found.mustache:1:20: error: unknown block "day" of the parent "words.reviewed"
        hint: it has date
      """
    ),
  ])
  func `what templates ask of words is looked up before anything is made`(_ template: String, _ wanted: String) {
    #expect(guide("en", ["templates/not-found.mustache": template]).findings() == wanted)
  }
}
