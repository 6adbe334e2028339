import Diagnostics
import Testing
import YAML

@testable import Guide

/// What `guidegen check` says of translations.
@Suite struct TranslationCheckTests {
  private static let day = 86_400

  /// The findings of a guide with `a.md`, committed on the tenth day of 1970 or as `original` says, and its translations.
  private func findings(
    german: String? = nil, frontMatter: String = "", committed: Int? = nil, original: Int = 9 * day
  ) throws -> [String] {
    var files = [
      "content/guide.yml": "title: T\nlanguages: [de, ar]\n", "content/a.md": "---\ntitle: A\n---\n",
      "content/a.ar.md": "---\ntitle: A\n---\n",
    ]
    files["content/a.de.md"] = german.map { "---\ntitle: \($0)\n\(frontMatter)---\n" }
    var log = "\u{1}\(original)\0\nA\0a.md\0"
    if let committed {
      let own = "\u{1}\(committed)\0\nA\0a.de.md\0"
      log = committed > original ? own + log : log + own
    }
    var source = SampleGuide(files: files).source
    source.history = .known(GitHistory(parsing: Array(log.utf8)))
    let (guide, diagnostics) = ParsedGuide.parse(source, includesDrafts: true, threads: 1)
    try #require(diagnostics == [])
    let today = try #require(CalendarDate("1970-03-01"))
    return TranslationCheck(of: guide, today: today).findings().map { "\($0)" }
  }

  @Test func `an article without a translation is named, with the file to write`() throws {
    #expect(
      try findings() == [
        """
        content/a.md:2:8: warning: this article has no text in de
          hint: write content/a.de.md
        """
      ])
  }

  @Test func `a translation that was committed before its original is outdated`() throws {
    #expect(
      try findings(german: "A", committed: 5 * Self.day) == [
        """
        content/a.de.md:2:8: warning: content/a.md was changed on 1970-01-10, after this translation of it (1970-01-06)
          hint: bring it up to date; if there is nothing to change, write the day: translated: 1970-03-01
        """
      ])
    #expect(try findings(german: "A", committed: 9 * Self.day - 1).count == 1)
    #expect(try findings(german: "A", committed: 9 * Self.day) == [])
    #expect(try findings(german: "A", committed: 12 * Self.day) == [])
  }

  @Test func `the day that a translation says counts in the place of its commit`() throws {
    #expect(try findings(german: "A", frontMatter: "translated: 1970-01-10\n", committed: 5 * Self.day) == [])
    #expect(try findings(german: "A", frontMatter: "translated: 1970-01-09\n", committed: 12 * Self.day).count == 1)
  }

  @Test(arguments: [
    ("", "a.fr.md", "fr", true), ("", "fr/a.md", "fr", true), ("", "a.de.md", "de", true), ("", "a.en.md", "en", false),
    ("languages: [de]\n", "a.fr.md", "fr", true), ("languages: [de]\n", "a.de.md", "de", false),
    ("languages: [de]\n", "fr/a.md", "fr", true),
    // No words are there in these, and nothing of these names beside them.
    ("", "a.mac.md", "mac", false), ("", "a.it.md", "it", false), ("", "b.fr.md", "fr", false),
    ("", "fr/b.md", "fr", false),
  ])
  func `a text in a language that the site does not have is told`(
    languages: String, file: String, tag: String, isTold: Bool
  ) {
    let text = "---\ntitle: A\n---\n"
    let sample = SampleGuide(files: [
      "content/guide.yml": "title: T\n\(languages)", "content/a.md": text, "content/\(file)": text,
    ])
    let guide = ParsedGuide.parse(sample.source, includesDrafts: true, threads: 1).guide
    let found = UnlistedTranslations(of: guide.articleReadings.map(\.article), in: guide.languages, templates: [])
      .findings.values.map { "\($0)" }
    let told = """
      content/\(file):2:8: warning: this looks like the "\(tag)" text of "a.md", but is an article of its own
        hint: add \(tag) to languages in content/guide.yml, or give the file another name
      """
    #expect(found == (isTold ? [told] : []))
  }

  @Test(arguments: [
    (
      "a.fr.md",
      """
      content/a.fr.md:2:8: warning: this looks like the "fr" text of "a.md", but is an article of its own
        hint: add fr to languages in content/guide.yml, or give the file another name
      """
    ),
    (
      "FR/a.md",
      """
      content/FR/a.md:2:8: warning: this looks like the "FR" text of "a.md", but is an article of its own
        hint: add fr to languages in content/guide.yml, or give the file another name
      """
    ),
    (
      "a.DE.md",
      """
      content/a.DE.md:2:8: warning: the language in this file's name is written "DE", so it is no text of "a.md", but an article of its own
        hint: write de as in languages
      """
    ),
    (
      "a.pt-br.md",
      """
      content/a.pt-br.md:2:8: warning: the language in this file's name is written "pt-br", so it is no text of "a.md", but an article of its own
        hint: write pt-BR as in languages
      """
    ),
  ])
  func `a check says what a name of a translation should be, and not that it lacks translations`(
    file: String, message: String
  ) throws {
    let text = "---\ntitle: A\n---\n"
    let guide = try IncrementalGuide([
      "content/guide.yml": "title: T\nlanguages: [de, pt-BR]\n", "content/a.md": text, "content/\(file)": text,
    ])
    let check = Check(folder: guide.path, threads: 1, today: try #require(CalendarDate("2026-11-01")))
    let found = check.run().filter { $0.place?.file == "content/\(file)" }
    #expect(found.map(\.description) == [message])
  }

  @Test func `what is not committed is not judged`() throws {
    #expect(try findings(german: "A") == [])
  }
}
