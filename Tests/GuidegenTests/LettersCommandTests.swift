import Foundation
import Testing

/// `guidegen letters` as an administrator runs it.
@Suite struct LettersCommandTests {
  private let guide: LetterGuide
  private var folder: TestFolder { guide.folder }

  init() throws { guide = try LetterGuide() }

  private func run(_ arguments: String...) throws -> Outcome { try guide.run(arguments) }

  @Test func `each person gets a letter with the own name, browser and code, for its owner's eyes alone`() throws {
    let outcome = try run("letters", "--all", "--output-dir", "out", "--date", "2026-11-30")
    #expect(outcome.status == 0 && outcome.errors == "out: 3 letters\n", "\(outcome)")
    let serials = try guide.serials()
    let letter = "out/\(try #require(serials["jo@example.com"])).pdf"
    let words = try guide.text(letter)
    for wanted in [
      "Jo Doe", "1 Station Road", "30 November 2026", "Dear Jo Doe,", "Jo Doe, open", "Microsoft Edge", "Page 1 of 1",
      "+44 20 7946 0123",
    ] { #expect(words.contains(wanted), "\(wanted) in \(words)") }
    #expect(!words.contains("Firefox") && !words.contains("Ada"))
    let secret = try run("enroll", "show", "jo@example.com", "--secret").output.split(separator: "\n")
      .first { $0.hasPrefix("secret") }?.dropFirst(10)
    #expect(words.split(whereSeparator: \.isWhitespace).joined(separator: " ").contains(try #require(secret)))
    #expect(try guide.mode("out") == 0o700 && guide.mode(letter) == 0o600 && guide.mode("out/manifest.jsonl") == 0o600)
    #expect(try folder.read("enrollment/vault.log").contains(#""action":"printed","user":"jo@example.com""#))
  }

  @Test func `the code on paper is the person's own`() throws {
    #expect(try run("letters", "--user", "jo@example.com", "--merged", "jo.pdf").status == 0)
    let pdftoppm = try tool("pdftoppm", package: "poppler-utils")
    let zbarimg = try tool("zbarimg", package: "zbar-tools")
    #expect(
      try Command([pdftoppm, "-gray", "-r", "150", "-singlefile", "jo.pdf", "jo"], in: folder).run().status == 0)
    let read = try Command([zbarimg, "--quiet", "--raw", "jo.pgm"], in: folder).run().output
    let secret = try run("enroll", "show", "jo@example.com", "--secret").output.split(separator: "\n")
      .first { $0.hasPrefix("secret") }?.dropFirst(10).filter { $0 != " " }
    #expect(
      read == "otpauth://totp/Example%20Ltd:jo@example.com?secret=\(try #require(secret))&issuer=Example%20Ltd\n")
  }

  @Test func `the manifest lists letters with their hashes, and no secret`() throws {
    #expect(try run("letters", "--all", "--output-dir", "out").status == 0)
    let lines = try folder.read("out/manifest.jsonl").split(separator: "\n")
    #expect(lines.count == 3)
    for (user, serial) in try guide.serials() {
      let sum = try Command([try tool("sha256sum", package: "coreutils"), "out/\(serial).pdf"], in: folder).run().output
      let line =
        #"{"letter":"\#(serial).pdf","user":"\#(user)","serial":"\#(serial)","pages":1,"sha256":"\#(sum.prefix(64))"}"#
      #expect(lines.contains(Substring(line)), "\(lines)")
    }
  }

  @Test func `the same people on the same day are the same bytes, on any number of threads`() throws {
    for (threads, name) in [("1", "one"), ("2", "two")] {
      let date = ["--date", "2026-11-30", "--threads", threads, "--all"]
      let key = ["--key-file", "key"]
      for place in [["--output-dir", name], ["--merged", name + ".pdf"]] {
        #expect(try Command([try guidegenPath(), "letters"] + date + key + place, in: folder).run().status == 0)
      }
    }
    #expect(try folder.contents(of: "one") == folder.contents(of: "two"))
    let files = try ["one.pdf", "two.pdf"].map { try Data(contentsOf: URL(filePath: "\(folder.path)/\($0)")) }
    #expect(files[0] == files[1])
  }

  @Test func `a run that was not finished goes on where it was, unless something has changed`() throws {
    // A letter that cannot be made leaves a run unfinished.
    try folder.write(
      "userPrincipalName;displayName\nada@example.com;Ada\nodd@example.com;\u{31350}\n", to: "odd.csv")
    #expect(try run("enroll", "import", "odd.csv").status == 0)
    let ada = "out/\(try #require(guide.serials()["ada@example.com"])).pdf"
    #expect(try run("letters", "--all", "--output-dir", "out", "--date", "2026-11-30").status == 1)
    #expect(folder.exists(ada) && !folder.exists("out/manifest.jsonl"))
    try folder.write("kept", to: ada)
    #expect(try run("letters", "--all", "--output-dir", "out", "--date", "2026-11-30").status == 1)
    #expect(try folder.read(ada) == "kept")
    #expect(try run("letters", "--all", "--output-dir", "out", "--date", "2026-12-01").status == 1)
    #expect(try Data(contentsOf: URL(filePath: "\(folder.path)/\(ada)")).starts(with: Data("%PDF".utf8)))
  }

  @Test func `parts are all letters together, each once`() throws {
    var seen: [String] = []
    for part in ["1/3", "2/3", "3/3"] {
      #expect(try run("letters", "--all", "--output-dir", "out", "--shard", part).status == 0)
      let name = "out/manifest-\(part.prefix(1))-of-3.jsonl"
      seen += try folder.read(name).split(separator: "\n").map { String($0.prefix(26)) }
    }
    #expect(Set(seen).count == 3 && seen.count == 3)
    #expect(try run("letters", "--all", "--output-dir", "out", "--shard", "4/3").status == 2)
  }

  @Test(arguments: ["content/letters", "site/letters", "templates/x"])
  func `letters are not made where they would be published`(_ place: String) throws {
    for name in ["content", "site", "templates"] {
      try FileManager.default.createDirectory(atPath: "\(folder.path)/\(name)", withIntermediateDirectories: true)
    }
    let outcome = try run("letters", "--all", "--output-dir", place)
    #expect(outcome.status == 1)
    #expect(
      outcome.errors.hasPrefix(
        #"error: "\#(place)" is inside a folder that is published, or that the site is made from"#), "\(outcome)")
    #expect(!folder.exists(place))
  }

  @Test func `a letter among the content stops the build`() throws {
    #expect(try run("letters", "--user", "jo@example.com", "--merged", "jo.pdf").status == 0)
    try FileManager.default.moveItem(atPath: "\(folder.path)/jo.pdf", toPath: "\(folder.path)/content/jo.pdf")
    let outcome = try guidegen("build", in: folder)
    #expect(outcome.status == 1 && !folder.exists("site/jo.pdf"))
    #expect(outcome.errors.contains("content/jo.pdf: error: this is a letter with somebody's secret"), "\(outcome)")
  }

  @Test func `an unknown field is an error with its place, and no letter is made`() throws {
    try folder.write(LetterGuide.article + "\n{{user.nam}}\n", to: "content/mfa.md")
    let outcome = try run("letters", "--all", "--output-dir", "out")
    #expect(outcome.status == 1 && !folder.exists("out"))
    #expect(outcome.errors.contains(#"content/mfa.md:11:1: error: unknown variable "user.nam""#), "\(outcome)")
    try folder.write(LetterGuide.article, to: "content/mfa.md")
    try folder.write("<p>{{user.shoe}}</p>", to: "templates/letter/letter.mustache")
    let template = try run("letters", "--all", "--output-dir", "out")
    #expect(template.status == 1 && !folder.exists("out"))
    #expect(template.errors.contains("templates/letter/letter.mustache:1:"), "\(template)")
  }

  @Test func `a letter that cannot be made names the person, and the others are made`() throws {
    try folder.write(
      "userPrincipalName;displayName\nada@example.com;Ada\nodd@example.com;\u{31350}\n", to: "odd.csv")
    #expect(try run("enroll", "import", "odd.csv").status == 0)
    let outcome = try run("letters", "--all", "--output-dir", "out")
    #expect(outcome.status == 1)
    #expect(
      outcome.errors.contains(
        #"no font has the character "\#("\u{31350}")" (U+31350) in the letter to "odd@example.com""#), "\(outcome)")
    #expect(folder.exists("out/\(try #require(guide.serials()["ada@example.com"])).pdf"))
  }

  @Test func `others may not look into the folder`() throws {
    try FileManager.default.createDirectory(
      atPath: "\(folder.path)/open", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
    let outcome = try run("letters", "--all", "--output-dir", "open")
    #expect(outcome.status == 1 && outcome.errors.contains("open"), "\(outcome)")
  }

  @Test func `the sample help centre's own article becomes letters`() throws {
    let sample = try guidegenSample()
    let outcome = try run("letters", sample, "--vault", "enrollment/vault", "--all", "--merged", "all.pdf")
    #expect(outcome.status == 0, "\(outcome)")
    let words = try guide.text("all.pdf", "-f", "1", "-l", "1")
    #expect(words.contains("Setting up MFA (Multi-Factor Authentication)") && words.contains("Dear Jo Doe,"))
  }

  /// The folder of the sample help centre.
  private func guidegenSample() throws -> String {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
  }
}
