import Diagnostics
import Testing
import Theme
import YAML

@testable import Guide

/// The words of letters: `templates/letter/words`.
@Suite struct LetterWordsTests {
  private static let english = Theme.files["letter/words/en.yml"] ?? []

  /// `path:line: message`, one a line, of the English words in which `text` is replaced.
  private func findings(_ text: String, _ replacement: String) -> [String] {
    let written = String(decoding: Self.english, as: UTF8.self)
    #expect(written.contains(text))
    let changed = written.replacing(text, with: replacement)
    return LetterWords.parse(Array(changed.utf8), file: "en.yml").diagnostics.map {
      "\($0.place?.line ?? 0): \($0.message); \($0.hint ?? "")"
    }
  }

  @Test(arguments: [
    (
      "  scan:", "  scam:",
      [
        #"6: the mapping "words" has no "scan"; add "scan: …""#,
        #"16: unknown key "scam" in the mapping "words"; did you mean "scan"?"#,
      ]
    ),
    ("{{user.name}}", "{{user.nam}}", [#"10: unknown field "user.nam"; did you mean "user.name"?"#]),
    ("[January, ", "[", [#"4: "months" has 11 names; write all twelve, January first"#]),
    (
      "date: \"{{day}}", "data: \"{{day}}",
      [
        #"3: the words of letters has no "date"; add "date: …""#,
        #"3: unknown key "data" in the words of letters; did you mean "date"?"#,
      ]
    ),
  ])
  func `what is wrong with a file is said with its place`(_ text: String, _ replacement: String, _ wanted: [String]) {
    #expect(findings(text, replacement).sorted() == wanted.sorted())
  }

  @Test(arguments: [
    ("en", "1 May 2026"), ("de", "1. Mai 2026"), ("fr", "1 mai 2026"), ("es", "1 de mayo de 2026"),
    ("ar", "1 مايو 2026"),
  ])
  func `every language of the theme is complete, and says dates`(_ tag: String, _ date: String) throws {
    let bytes = try #require(Theme.files["letter/words/\(tag).yml"])
    let (words, diagnostics) = LetterWords.parse(bytes, file: "\(tag).yml")
    #expect(diagnostics == [])
    #expect(words.words(for: try #require(CalendarDate("2026-05-01"))) == date)
    let english = LetterWords.parse(Self.english, file: "en.yml").words
    for text in LetterWords.Text.allCases {
      #expect(!words[text].isEmpty)
      // The same fields, wherever the language puts them.
      let fields = { (text: String) in PersonalField.allCases.filter { text.contains($0.mark) } }
      #expect(fields(words[text]) == fields(english[text]), "\(text)")
    }
  }

  @Test(arguments: [
    ("de-AT", "de-AT"), ("DE", "DE"), ("de-x-dialect", "de-x-dialect"), ("it", "fr"), ("", "fr"), ("zh-Hant-TW", "fr"),
  ])
  func `a language without words of its own has those of the language that it belongs to, else the guide's`(
    _ tag: String, _ wanted: String
  ) {
    let files = Theme.files.filter { LetterLanguages.isFile($0.key) }.mapValues { (path: "", bytes: $0) }
    let (languages, diagnostics) = LetterLanguages.parse(files)
    #expect(diagnostics == [] && files.count == 5)
    #expect(languages.words(for: [tag, "fr"]).tag == wanted)
    #expect(languages.words(for: [tag]).tag == (wanted == "fr" ? "en" : wanted))
  }

  @Test func `a file that is not named for a language is an error`() {
    let (_, diagnostics) = LetterLanguages.parse([
      "letter/words/german.yml": ("templates/letter/words/german.yml", Self.english)
    ])
    #expect(diagnostics.map(\.message) == [#""german" is not a language tag"#])
  }

  @Test(arguments: [
    ("ar", true), ("he-IL", true), ("fa", true), ("az-Arab", true), ("ar-Latn", false), ("de", false),
    ("pa-Arab-PK", true),
    ("", false),
  ])
  func `a tag says at which side lines begin`(_ tag: String, _ isRightToLeft: Bool) {
    #expect(LanguageTag.isRightToLeft(tag) == isRightToLeft)
  }
}
