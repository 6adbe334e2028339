import Foundation
import Testing

/// Letters in the language of the person.
@Suite struct LetterLanguageTests {
  private let guide: LetterGuide

  init() throws {
    guide = try LetterGuide()
    try guide.folder.write(
      """
      userPrincipalName;displayName;language
      anna@example.com;Anna Müller;de-AT
      omar@example.com;عمر حسين;ar
      io@example.com;Io;it
      """, to: "more.csv")
    try #require(try guide.run(["enroll", "import", "more.csv"]).status == 0)
  }

  @Test func `the letter speaks the person's language, and the article stays in the guide's`() throws {
    let words = try guide.words(of: "anna@example.com", "--date", "2026-11-30")
    for wanted in ["30. November 2026", "Guten Tag Anna Müller,", "Seite 1 von 1", "Scannen Sie diesen Code"] {
      #expect(words.contains(wanted), "\(wanted) in \(words)")
    }
    #expect(words.contains("Anna Müller, open https://example.com/."), "\(words)")
    let italian = try guide.words(of: "io@example.com", "--date", "2026-11-30")
    #expect(italian.contains("30 November 2026") && italian.contains("Dear Io,"), "\(italian)")
    let qpdf = try tool("qpdf", package: "qpdf")
    _ = try guide.words(of: "omar@example.com")
    let file = try Command([qpdf, "--qdf", "--object-streams=disable", "one.pdf", "-"], in: guide.folder).run().output
    #expect(file.contains("/Lang (ar)") && file.contains("/Lang (en)"))
  }

  @Test func `people get the article of their language, and one without the others' code is found by itself`() throws {
    try guide.folder.write(
      "---\ntitle: Die App einrichten\n---\n\n> [!WARNING]\n> {{user.name}}, nie weitergeben.\n\n::enrollment-code\n",
      to: "content/mfa-de.md")
    let words = try guide.words(of: "anna@example.com", "--article-for", "de=mfa-de.md")
    #expect(words.contains("Die App einrichten") && words.contains("Warnung Anna Müller, nie weitergeben."), "\(words)")
    let english = try guide.words(of: "jo@example.com", "--article-for", "de=mfa-de.md")
    #expect(english.contains("Setting up the app") && !english.contains("Die App"), "\(english)")
  }

  @Test(arguments: [
    ("de=mfa-e.md", "error: there is no article \"mfa-e.md\"\n"),
    ("de=plain.md", "content/plain.md: error: this article does not say where a person's code goes\n"),
  ])
  func `an article that cannot be another language's is an error before any letter`(
    _ option: String, _ message: String
  ) throws {
    try guide.folder.write("---\ntitle: Plain\n---\n\nWords.\n", to: "content/plain.md")
    let outcome = try guide.run(["letters", "--all", "--merged", "all.pdf", "--article-for", option])
    #expect(outcome.status == 1 && outcome.errors.hasPrefix(message) && !guide.folder.exists("all.pdf"), "\(outcome)")
    #expect(try guide.run(["letters", "--all", "--merged", "all.pdf", "--article-for", "mfa.md"]).status == 2)
  }

  @Test func `a guide's own words take the place of the theme's, and add languages`() throws {
    let theme = URL(filePath: #filePath).appending(path: "../../../templates/letter/words/en.yml").standardizedFileURL
    let english = try String(contentsOf: theme, encoding: .utf8)
    try guide.folder.write(
      english.replacing("Dear {{user.name}}", with: "Hi {{user.name}}"), to: "templates/letter/words/en.yml")
    try guide.folder.write(
      english.replacing("Dear {{user.name}}", with: "Ciao {{user.name}}"), to: "templates/letter/words/it.yml")
    #expect(try guide.words(of: "jo@example.com").contains("Hi Jo Doe,"))
    #expect(try guide.words(of: "io@example.com").contains("Ciao Io,"))
    #expect(try guidegen("build", in: guide.folder).status == 0)
    try guide.folder.write(english.replacing("  scan:", with: "  scam:"), to: "templates/letter/words/it.yml")
    let outcome = try guide.run(["letters", "--all", "--merged", "all.pdf"])
    #expect(outcome.status == 1, "\(outcome)")
    #expect(outcome.errors.contains("templates/letter/words/it.yml:16:3: error: unknown key \"scam\""), "\(outcome)")
    #expect(try guidegen("check", in: guide.folder).output.contains("templates/letter/words/it.yml:16:3"))
  }
}
