import Foundation
import Testing

/// `guidegen new`.
@Suite struct NewTests {
  let folder: TestFolder

  init() throws {
    folder = try TestFolder()
  }

  @Test func `a new help centre builds, and a check finds nothing`() throws {
    let made = try guidegen("new", "site", "help", "--title", "Q & A: \"Help\" #1", in: folder)
    #expect(made == Outcome(status: 0, output: "help: a new help centre; build it with: guidegen build help\n"))
    let built = try guidegen("build", "help", in: folder)
    #expect(built.status == 0 && built.errors == "")
    // The day on which somebody checked the starter's browser data, and so never in the past.
    let check = try guidegen("check", "help", "--strict", "--today", "2026-11-25", in: folder)
    #expect(check == Outcome(status: 0, errors: "nothing is wrong\n"))
    #expect(try folder.read("help/site/index.html").contains("<title>Q &amp; A: &quot;Help&quot; #1</title>"))
    #expect(try folder.read("help/site/first-steps.html").contains("Microsoft Edge"))
    #expect(try folder.read("help/content/guide.yml").contains("Q & A"))
    #expect(try folder.read("help/.gitignore") == "/site/\n/site-offline/\n/site.manifest.jsonl\n")
  }

  @Test(arguments: [
    ("de", "Hilfe", "Neues Inkognitofenster"), ("fr", "Centre d&#39;aide", "Nouvelle fenêtre privée"),
    ("es", "Centro de ayuda", "Nueva ventana de incógnito"), ("ar", "مركز المساعدة", "نافذة خاصة جديدة"),
  ])
  func `a new help centre speaks its language`(tag: String, title: String, entry: String) throws {
    try guidegen("new", "site", "help", "--language", tag, in: folder)
    let check = try guidegen("check", "help", "--strict", "--today", "2026-11-30", in: folder)
    #expect(check == Outcome(status: 0, errors: "nothing is wrong\n"))
    #expect(try guidegen("build", "help", in: folder).errors == "")
    let page = try folder.read("help/site/first-steps.html")
    #expect(page.contains(#"<html lang="\#(tag)""#) && page.contains(entry))
    #expect(page.contains("Microsoft Edge") && !page.contains("New Incognito") && !page.contains("Close every"))
    #expect(try folder.read("help/site/index.html").contains("<title>\(title)</title>"))
    let data = try folder.read("help/content/_data/browsers.yml")
    #expect(data.hasPrefix("# How to open a private window") && data.contains("\nbrowsers:\n  chrome:\n"))
  }

  @Test func `a new help centre can have several languages, and the same texts in each`() throws {
    try guidegen("new", "site", "help", "--language", "de", "--language", "en", "--language", "ar", in: folder)
    let check = try guidegen("check", "help", "--strict", "--today", "2026-11-30", in: folder)
    #expect(check == Outcome(status: 0, errors: "nothing is wrong\n"))
    #expect(try guidegen("build", "help", in: folder).errors == "")
    #expect(
      try folder.read("help/content/guide.yml").hasPrefix(
        "title: \"Hilfe\"\nlanguage: de\nlanguages:\n  en:\n    title: \"Help Centre\"\n  ar:\n    title: \"مركز المساعدة\"\n\n# Whom can"
      )
    )
    #expect(try folder.read("help/site/first-steps.html").contains("Neues Inkognitofenster"))
    #expect(try folder.read("help/site/en/first-steps.html").contains("New Incognito window"))
    #expect(try folder.read("help/site/ar/first-steps.html").contains("نافذة خاصة جديدة"))
    for page in ["en", "ar"] {
      #expect(try !folder.read("help/site/\(page)/first-steps.html").contains("Schließen Sie"))
    }
  }

  @Test(arguments: [
    (["--language", "it"], #"There are no first texts in "it": write one of en, de, fr, es, ar"#),
    (["--language", "de", "--language", "de"], #""de" stands there twice."#),
  ])
  func `a language without first texts is told`(arguments: [String], message: String) throws {
    let outcome = try Command([guidegenPath(), "new", "site", "help"] + arguments, in: folder).run()
    #expect(outcome.status == 2 && outcome.errors.hasPrefix("Error: \(message)"))
    #expect(try folder.contents(of: ".").isEmpty)
  }

  @Test func `a new help centre can be made in a folder that is there, and in this one`() throws {
    try folder.write("mine", to: "notes.txt")
    #expect(try guidegen("new", "site", ".", in: folder).status == 0)
    #expect(try guidegen("build", in: folder).status == 0)
    #expect(try folder.read("notes.txt") == "mine")
  }

  @Test func `what is there is never written over, and then nothing is written`() throws {
    try folder.write("title: Mine\n", to: "help/content/guide.yml")
    try folder.write("mine", to: "help/.gitignore")
    #expect(
      try guidegen("new", "site", "help", in: folder)
        == Outcome(
          status: 1,
          errors: """
            help/content/guide.yml: error: this file is there already
              hint: choose another name, or delete it first
            help/.gitignore: error: this file is there already
              hint: choose another name, or delete it first

            """))
    #expect(try folder.contents(of: "help").keys.sorted() == [".gitignore", "content/", "content/guide.yml"])
  }

  @Test func `a new article is one that a build takes`() throws {
    try guidegen("new", "site", ".", in: folder)
    #expect(
      try guidegen("new", "article", "content/faq/new_phone-at-work.md", in: folder)
        == Outcome(status: 0, output: "content/faq/new_phone-at-work.md: a new article\n"))
    try guidegen("new", "article", "content/faq/mfa.md", "--title", "MFA: what & why", in: folder)
    #expect(try guidegen("build", in: folder).errors == "")
    #expect(try folder.read("site/faq/new_phone-at-work.html").contains("<h1>New phone at work</h1>"))
    #expect(try folder.read("site/faq/mfa.html").contains("<h1>MFA: what &amp; why</h1>"))
  }

  @Test func `a new article must be Markdown, and must not be there yet`() throws {
    let wrong = try guidegen("new", "article", "content/mfa.txt", in: folder)
    #expect(wrong.status == 2)
    #expect(wrong.errors.hasPrefix("Error: \"content/mfa.txt\" must end in .md.\nUsage: guidegen new article <path>"))
    try guidegen("new", "article", "content/mfa.md", in: folder)
    let text = try folder.read("content/mfa.md")
    #expect(
      try guidegen("new", "article", "content/mfa.md", in: folder)
        == Outcome(
          status: 1,
          errors: """
            content/mfa.md: error: this file is there already
              hint: choose another name, or delete it first

            """))
    #expect(try folder.read("content/mfa.md") == text)
  }

  @Test func `where nothing can be written, the machine is to blame`() throws {
    try folder.write("", to: "file")
    #expect(
      try guidegen("new", "article", "file/mfa.md", in: folder)
        == Outcome(status: 3, errors: "error: cannot write \"file/mfa.md\": not a directory\n"))
  }
}
