import Foundation
import Testing

/// `guidegen letters --passes`: letters that bring Temporary Access Passes.
@Suite struct LetterPassTests {
  private let folder: TestFolder
  private static let passes = ["Secr3t-Pass1", "Secr3t-Pass2!"]

  init() throws {
    folder = try TestFolder([
      "content/guide.yml": LetterGuide.configuration,
      "content/first.md":
        "---\ntitle: Signing in for the first time\n---\n\nWelcome, {{user.name}}.\n\n::access-pass\n",
      "content/mfa.md": LetterGuide.article.replacing(":::private-mode{on=computer}\n:::\n", with: ""),
      "passes.csv": """
      userPrincipalName,displayName,TemporaryAccessPass,StartDateTime,LifetimeInMinutes,IsUsableOnce,language,street,city
      jo@example.com,Jo Doe,\(Self.passes[0]),2026-12-01 08:00,480,True,,1 Station Road,London
      anna@example.com,Anna Müller,\(Self.passes[1]),2026-12-01T08:00:00Z,60,False,de,Bahnhofstraße 1,Wien

      """,
    ])
    try restrict("passes.csv")
  }

  private func restrict(_ name: String) throws {
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: "\(folder.path)/\(name)")
  }

  private func letters(_ arguments: String...) throws -> Outcome {
    try Command(
      [try guidegenPath(), "letters", "--passes", "passes.csv", "--date", "2026-11-30"] + arguments, in: folder
    ).run()
  }

  private func words(_ file: String) throws -> String {
    let pdftotext = try tool("pdftotext", package: "poppler-utils")
    return try Command([pdftotext, file, "-"], in: folder).run().output.split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
  }

  @Test func `each person gets a letter with the own pass, without a vault`() throws {
    let outcome = try letters("--output-dir", "out")
    #expect(outcome.status == 0 && outcome.errors == "out: 2 letters\n", "\(outcome)")
    #expect(!folder.exists("enrollment"))
    let lines = try folder.read("out/manifest.jsonl").split(separator: "\n")
    let names = lines.compactMap { $0.split(separator: "\"").dropFirst(3).first.map(String.init) }
    let (jo, anna) = try (words("out/\(names[0])"), words("out/\(names[1])"))
    for wanted in [
      "Signing in for the first time", "Welcome, Jo Doe.", "1 Station Road", Self.passes[0],
      "It is valid from 1 December 2026, 08:00.", "It is valid until 1 December 2026, 16:00.", "It can be used once.",
      "https://aka.ms/mysecurityinfo", "whoever has it can sign in as you",
    ] { #expect(jo.contains(wanted), "\(wanted) in \(jo)") }
    #expect(!jo.contains("Serial") && !jo.contains(Self.passes[1]))
    for wanted in ["Guten Tag Anna Müller,", Self.passes[1], "Er gilt bis 1. Dezember 2026, 09:00 UTC.", "mehrmals"] {
      #expect(anna.contains(wanted), "\(wanted) in \(anna)")
    }
  }

  @Test func `the code beside the pass leads to the sign-in page, and never says the pass`() throws {
    let zbarimg = try tool("zbarimg", package: "zbar-tools")
    let pdftoppm = try tool("pdftoppm", package: "poppler-utils")
    for (options, wanted) in [
      ([], "https://aka.ms/mysecurityinfo"),
      (
        ["--sign-in", "https://login.example.com/?login_hint={{user.principalName}}"],
        "https://login.example.com/?login_hint=jo%40example.com"
      ),
    ] {
      let outcome = try Command(
        [try guidegenPath(), "letters", "--passes", "passes.csv", "--date", "2026-11-30", "--user", "jo@example.com"]
          + ["--merged", "jo.pdf", "--force"] + options, in: folder
      ).run()
      try #require(outcome.status == 0, "\(outcome)")
      _ = try Command([pdftoppm, "-gray", "-r", "150", "-singlefile", "jo.pdf", "jo"], in: folder).run()
      #expect(try Command([zbarimg, "--quiet", "--raw", "jo.pgm"], in: folder).run().output == wanted + "\n")
    }
    let outcome = try letters("--merged", "x.pdf", "--sign-in", "https://example.com/{{token.serial}}")
    #expect(outcome.status == 1 && outcome.errors.contains(#"unknown field "token.serial""#), "\(outcome)")
  }

  @Test func `passes are in letters alone, for their owner's eyes alone`() throws {
    try folder.write(try folder.read("passes.csv") + "eve,Eve,Secr3t-Pass3,,,,,,\n", to: "bad.csv")
    try restrict("bad.csv")
    var said = ""
    for passes in ["passes.csv", "bad.csv"] {
      let outcome = try Command(
        [try guidegenPath(), "letters", "--passes", passes, "--date", "2026-11-30", "--output-dir", "out"], in: folder
      ).run()
      #expect(outcome.status == (passes == "bad.csv" ? 1 : 0), "\(outcome)")
      said += outcome.output + outcome.errors
    }
    #expect(said.contains("bad.csv:4:1: error: this is not a user principal name"), "\(said)")
    let manifest = try folder.read("out/manifest.jsonl")
    #expect(!manifest.contains("sha256"), "a hash tells a pass of eight characters to whoever tries all")
    said += manifest
    for (name, _) in try folder.contents(of: "out") {
      said += name
      let mode = try FileManager.default.attributesOfItem(atPath: "\(folder.path)/out/\(name)")[.posixPermissions]
      #expect(mode as? Int == 0o600)
    }
    #expect(!said.contains("Secr3t"), "\(said)")
    try folder.write("Secr3t", to: "found")
    #expect(try folder.read("found").contains("Secr3t"), "the search finds what there is")
  }

  @Test func `a list that others can read, or that would be published, is refused`() throws {
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: "\(folder.path)/passes.csv")
    let outcome = try letters("--merged", "x.pdf")
    #expect(
      outcome.status == 1 && outcome.errors.hasPrefix("passes.csv: error: others can read this (mode 644)"),
      "\(outcome)")
    try FileManager.default.moveItem(atPath: "\(folder.path)/passes.csv", toPath: "\(folder.path)/content/passes.csv")
    try restrict("content/passes.csv")
    let inContent = try Command(
      [try guidegenPath(), "letters", "--passes", "content/passes.csv", "--merged", "x.pdf"], in: folder
    ).run()
    #expect(inContent.status == 1 && inContent.errors.contains("and this would be passes"), "\(inContent)")
    let build = try guidegen("build", in: folder)
    #expect(
      build.status == 1 && build.errors.contains("content/passes.csv: error: this is a list of access passes"),
      "\(build)")
    #expect(!folder.exists("x.pdf") && !folder.exists("site/passes.csv"))
  }

  @Test func `an article that has no place for the pass is an error`() throws {
    let outcome = try letters("--merged", "x.pdf", "--article", "mfa.md")
    #expect(outcome.status == 1 && !folder.exists("x.pdf"))
    #expect(
      outcome.errors.hasPrefix("content/mfa.md: error: this article does not say where a person's pass goes\n"),
      "\(outcome)")
  }

  @Test func `the public page shows an example, marked as one`() throws {
    #expect(try guidegen("build", in: folder).status == 0)
    let page = try folder.read("site/first.html")
    #expect(page.contains("<b>Example.</b> This pass does not work.") && page.contains("Ex4mple-Pass"))
  }

  @Test func `who is not in the list, and options that exclude each other, are errors`() throws {
    let outcome = try letters("--merged", "x.pdf", "--user", "eve@example.com")
    #expect(outcome.status == 1)
    #expect(outcome.errors.hasPrefix(#"passes.csv: error: there is no "eve@example.com" in the list"#), "\(outcome)")
    #expect(try letters("--merged", "x.pdf", "--user", "a", "--all").status == 2)
    #expect(try guidegen("letters", "--merged", "x.pdf", "--all", "--sign-in", "x", in: folder).status == 2)
  }

  @Test func `the sample help centre's own article becomes letters`() throws {
    let sample = URL(filePath: #filePath).appending(path: "../../..").standardizedFileURL.path
    let outcome = try letters(sample, "--merged", "all.pdf")
    #expect(outcome.status == 0, "\(outcome)")
    let words = try words("all.pdf")
    #expect(
      words.contains("Signing in for the first time with a Temporary Access Pass") && words.contains(Self.passes[0]))
  }
}
