import Foundation
import Testing

/// `guidegen check`, and how findings are written for people and programs.
@Suite struct CheckTests {
  let guide: TestFolder

  init() throws {
    guide = try .smallGuide()
  }

  /// One finding as programs read it.
  struct Finding: Decodable, Equatable {
    var severity: String
    var file: String?
    var line: Int?
    var column: Int?
    var message: String
    var hint: String?
  }

  private static let broken = "---\ntitle: Mail, \"old\"\n---\n\nSee [100%](nowhere.md).\n\n![](../phones/phone.svg)\n"

  @Test func `a guide in which nothing is wrong passes, and nothing is written`() throws {
    let before = try guide.names()
    #expect(try guidegen("check", in: guide) == Outcome(status: 0, errors: "nothing is wrong\n"))
    #expect(try guidegen("check", "--quiet", in: guide) == Outcome(status: 0))
    #expect(try guide.names() == before)
  }

  @Test func `findings are the output, and their number is said beside it`() throws {
    try guide.write(Self.broken, to: "content/mail/mail.md")
    let findings = """
      content/mail/mail.md:5:5: error: there is no article "nowhere.md"
        hint: the file would be content/mail/nowhere.md
      content/mail/mail.md:7:1: error: this image has no text alternative
        hint: say in the square brackets what it shows

      """
    #expect(try guidegen("check", in: guide) == Outcome(status: 1, output: findings, errors: "2 errors\n"))
    #expect(try guidegen("check", "--quiet", in: guide) == Outcome(status: 1, output: findings))
  }

  @Test(arguments: [["check"], ["build"]])
  func `as JSON, findings are an array that a parser reads`(command: [String]) throws {
    let none = try guidegen(command[0], "--format", "json", in: guide)
    #expect(none.status == 0 && none.errors == "")
    #expect(try JSONDecoder().decode([Finding].self, from: Data(none.output.utf8)) == [])
    try guide.write(Self.broken, to: "content/mail/mail.md")
    let two = try guidegen(command[0], "--format", "json", in: guide)
    #expect(two.status == 1 && two.errors == "")
    #expect(
      try JSONDecoder().decode([Finding].self, from: Data(two.output.utf8)) == [
        Finding(
          severity: "error", file: "content/mail/mail.md", line: 5, column: 5,
          message: #"there is no article "nowhere.md""#, hint: "the file would be content/mail/nowhere.md"),
        Finding(
          severity: "error", file: "content/mail/mail.md", line: 7, column: 1,
          message: "this image has no text alternative", hint: "say in the square brackets what it shows"),
      ])
  }

  @Test func `for GitHub, findings are commands, and files are named from where it runs`() throws {
    try guide.write(
      "---\ntitle: Mail\n---\n\nSee [100%](a-file-of-another-name%25.md).\n\n:::private-mode\n:::\n",
      to: "content/mail/a,b.md")
    func expected(_ folder: String) -> String {
      """
      ::error file=\(folder)content/mail/a%2Cb.md,line=5,col=5::there is no article "a-file-of-another-name%2525.md"%0Ahint: the file would \
      be content/mail/a-file-of-another-name%25.md
      ::error file=\(folder)content/mail/a%2Cb.md,line=7,col=1::there is no content/_data/browsers.yml to write this \
      block from%0Ahint: run guidegen new site for another folder, and copy the file from there

      """
    }
    #expect(try guidegen("check", "--format", "github", in: guide) == Outcome(status: 1, output: expected("")))
    #expect(
      try guidegen("check", "--format", "github", in: guide, environment: ["GITHUB_WORKSPACE": guide.path + "/.."])
        .output
        .hasPrefix("::error file=\(guide.path.split(separator: "/").last ?? "")/content/"))
    let outside = try TestFolder()
    try FileManager.default.moveItem(atPath: "\(guide.path)/content", toPath: "\(outside.path)/content")
    try FileManager.default.createDirectory(atPath: "\(guide.path)/help", withIntermediateDirectories: false)
    try FileManager.default.moveItem(atPath: "\(outside.path)/content", toPath: "\(guide.path)/help/content")
    for folder in ["help", "./help/", "\(guide.path)/help"] {
      let outcome = try guidegen("check", folder, "--format", "github", in: guide)
      #expect(outcome == Outcome(status: 1, output: expected("help/")), "\(folder)")
    }
  }

  @Test func `a format of the environment holds until the command line says otherwise`() throws {
    let environment = ["GUIDEGEN_FORMAT": "json"]
    #expect(try guidegen("check", in: guide, environment: environment).output == "[]\n")
    #expect(try guidegen("check", "--format", "text", in: guide, environment: environment).output == "")
    #expect(
      try guidegen("check", in: guide, environment: ["GUIDEGEN_FORMAT": "xml"]).errors.hasPrefix(
        #"Error: The environment variable GUIDEGEN_FORMAT must be text, json or github, not "xml"."#))
  }

  @Test func `drafts are checked too`() throws {
    try guide.write("---\ntitle: Soon\ndraft: true\n---\n\n{{nobody}}\n", to: "content/soon.md")
    #expect(try guidegen("build", in: guide).status == 0)
    #expect(try guidegen("check", in: guide).output.hasPrefix("content/soon.md:6:1: error: "))
  }

  @Test func `a review that is overdue is a warning from the day after`() throws {
    try guide.write(
      "---\ntitle: Mail\nreviewed: 2026-01-01\nreview-every: 30 days\nowner: Ada\n---\n", to: "content/mail/mail.md")
    #expect(try guidegen("check", "--today", "2026-01-31", in: guide).output == "")
    let overdue = Outcome(
      status: 0,
      output: """
        content/mail/mail.md:2:8: warning: the review of this article was due on 2026-01-31 (owner: Ada)
          hint: go through it, then write the day: reviewed: 2026-02-01

        """, errors: "1 warning\n")
    #expect(try guidegen("check", "--today", "2026-02-01", in: guide) == overdue)
    #expect(try guidegen("check", in: guide, environment: ["GUIDEGEN_TODAY": "2026-02-01"]) == overdue)
    var strict = overdue
    strict.status = 1
    #expect(try guidegen("check", "--today", "2026-02-01", "--strict", in: guide) == strict)
    #expect(try guidegen("check", "--today=2026-02-01", in: guide, environment: ["GUIDEGEN_STRICT": "1"]) == strict)
    // A page says the same on every day.
    #expect(try guidegen("build", in: guide).errors == "")
  }

  @Test func `an article that is to be reviewed but never was is a warning`() throws {
    try guide.write("---\ntitle: Mail\nreview-every: 1 year\n---\n", to: "content/mail/mail.md")
    #expect(
      try guidegen("check", "--today", "2026-02-01", in: guide).output == """
        content/mail/mail.md:2:8: warning: this article is to be reviewed every 365 days, but was never
          hint: go through it, then write the day: reviewed: 2026-02-01

        """)
  }

  @Test func `facts about browsers are good for 180 days`() throws {
    try guide.write(
      """
      platforms:
        windows: {name: Windows, device: computer}
        macos: {name: Mac, device: computer}
      browsers:
        edge:
          name: Microsoft Edge
          platforms:
            windows: {menu: [More, New InPrivate window], checked: 2026-01-01}
            macos: {menu: [File, New InPrivate Window]}
      """, to: "content/_data/browsers.yml")
    let never = """
      content/_data/browsers.yml:9:7: warning: nobody has checked the steps for Microsoft Edge on Mac
        hint: try them, then write the day: checked: 2026-06-30

      """
    #expect(try guidegen("check", "--today", "2026-06-30", in: guide).output == never)
    #expect(
      try guidegen("check", "--today", "2026-07-01", in: guide).output == """
        content/_data/browsers.yml:8:7: warning: the steps for Microsoft Edge on Windows were last checked on 2026-01-01
          hint: try them, then write the day: checked: 2026-07-01
        \(never.replacingOccurrences(of: "2026-06-30", with: "2026-07-01"))
        """)
  }

  @Test func `what a language says of browsers itself is checked too`() throws {
    try guide.write("title: T\nlanguages: [de, fr]\n", to: "content/guide.yml")
    try guide.write(
      """
      platforms:
        windows: {name: Windows, device: computer}
      browsers:
        edge:
          name: Microsoft Edge
          platforms:
            windows: {menu: [More], checked: 2026-06-01}
      """, to: "content/_data/browsers.yml")
    try guide.write(
      "browsers:\n  edge:\n    platforms:\n      windows: {menu: [Mehr], checked: 2026-01-01}\n",
      to: "content/_data/browsers.de.yml")
    // Nothing of its own is there to be checked.
    try guide.write(
      "browsers:\n  edge:\n    platforms:\n      windows: {menu: [Plus]}\n", to: "content/_data/browsers.fr.yml")
    let found = try guidegen("check", "--today", "2026-07-01", in: guide).output
    #expect(
      found.contains(
        """
        content/_data/browsers.de.yml:4:7: warning: the steps for Microsoft Edge on Windows were last checked on 2026-01-01
          hint: try them, then write the day: checked: 2026-07-01

        """))
    #expect(!found.contains("browsers.yml:") && !found.contains("browsers.fr.yml:"))
  }
}
