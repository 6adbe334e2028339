import Foundation
import Testing

/// `guidegen enroll pages` as an administrator runs it; what browsers make of the pages is `EnrollmentPageTests`.
@Suite struct EnrollPagesCommandTests {
  private let guide: EnrolledGuide
  private let names = ["jo@example.com", "ada@example.com"]

  init() throws {
    guide = try EnrolledGuide()
    try guide.folder.write(
      "title: Help\nbase-url: https://help.example.com/\norganisation:\n  name: Example & Sons\n",
      to: "content/guide.yml")
    try guide.folder.write(
      "---\ntitle: MFA\n---\n\nScan it, {{organisation.name}} says.\n\n::enrollment-code\n", to: "content/mfa.md")
    try guidegen("build", in: guide.folder)
  }

  @discardableResult private func pages(_ arguments: String...) throws -> Outcome {
    try guide.enroll(["pages"] + arguments)
  }

  /// The rows of a list of codes, without its first.
  private func rows(_ file: String = "codes.csv") throws -> [[String]] {
    try guide.folder.read(file).split(separator: "\n").dropFirst().map { row in
      row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
  }

  /// Names of the pages, sorted.
  private func pageNames() throws -> [String] {
    try guide.folder.contents(of: "site/_enroll").keys.filter { $0.hasSuffix(".html") }.sorted()
  }

  @Test func `the site holds neither secrets nor codes nor names, in whatever form`() throws {
    #expect(try pages("--all", "--codes", "codes.csv").status == 0)
    let codes = try rows()
    #expect(codes.count == 2)
    var forms = try guide.secrets(of: names).values.map { try SecretForms(base32: $0) }
    forms += names.map { SecretForms(words: $0) }
    forms.append(SecretForms(words: "Jo Doe"))
    for row in codes { forms += [row[1], row[1].filter { $0 != "-" }].map { SecretForms(words: $0) } }
    let site = try guide.folder.contents(of: "site")
    #expect(site.keys.count { $0.hasPrefix("_enroll/") && $0.hasSuffix(".html") } == 2)
    for (path, bytes) in site {
      for form in forms { #expect(form.found(in: Array(path.utf8) + bytes).isEmpty, "\(path)") }
    }
    // The search finds what is there.
    let list = Array(try guide.folder.read("codes.csv").utf8)
    #expect(SecretForms(words: codes[0][1]).found(in: list) == ["raw"])
  }

  @Test func `pages are of one length, whosever they are`() throws {
    try guide.folder.write(
      "upn,name\n\(String(repeating: "long", count: 15))@example.com,\(String(repeating: "Long ", count: 40))\n",
      to: "more.csv")
    try guide.enroll(["import", "more.csv"])
    try pages("--all")
    let site = try guide.folder.contents(of: "site/_enroll")
    let lengths = Set(site.filter { $0.key.hasSuffix(".html") }.values.map(\.count))
    #expect(lengths.count == 1)
    #expect(try pageNames().count == 3)
    let name = try Regex("[0-9a-hjkmnp-tv-z]{26}\\.html")
    #expect(try pageNames().allSatisfy { try name.wholeMatch(in: $0) != nil })
  }

  @Test func `a second run and a build afterwards change nothing, and the site does not speak of the pages`() throws {
    #expect(try pages("--all", "--codes", "codes.csv").output == "site/_enroll: 2 pages; 2 new, 2 written\n")
    let before = try guide.folder.contents(of: "site")
    #expect(try pages("--all", "--codes", "again.csv").output == "site/_enroll: 2 pages; 0 new, 0 written\n")
    #expect(try guide.folder.read("again.csv") == guide.folder.read("codes.csv"))
    // What a killed run did not get to, the next one does.
    try guide.folder.remove("site/_enroll/\(pageNames()[0])")
    #expect(try pages("--all").output == "site/_enroll: 2 pages; 0 new, 1 written\n")
    #expect(try guide.folder.contents(of: "site") == before)
    try guide.folder.write("---\ntitle: More\n---\n\nMore.\n", to: "content/more.md")
    try guide.folder.write("---\ntitle: Most\n---\n\nMost.\n", to: "content/most.md")
    #expect(try guidegen("build", "--manifest", in: guide.folder).status == 0)
    let after = try guide.folder.contents(of: "site")
    for (path, bytes) in before where path.hasPrefix("_enroll/") { #expect(after[path] == bytes, "\(path)") }
    #expect(after["more.html"] != nil && after["sitemap.xml"] != nil && after["llms.txt"] != nil)
    for (path, bytes) in after where !path.hasPrefix("_enroll/") {
      let text = String(decoding: bytes, as: UTF8.self)
      for name in try pageNames() { #expect(!text.contains(name.dropLast(5)), "\(path)") }
      if !path.hasPrefix("_headers"), !path.hasPrefix("_server") { #expect(!text.contains("_enroll"), "\(path)") }
    }
    #expect(try !guide.folder.read("site.manifest.jsonl").contains("_enroll"))
    #expect(try guidegen("check", in: guide.folder).status == 0)
  }

  @Test func `a page is in its reader's language, if the article is`() throws {
    let folder = guide.folder
    try folder.write(
      "title: Help\nbase-url: https://help.example.com/\norganisation: {name: A}\nlanguages: {de: {title: Hilfe}, ar: }\n",
      to: "content/guide.yml")
    try folder.write(
      "---\ntitle: MFA einrichten\n---\n\nScannen Sie.\n\n::enrollment-code\n\n![Ein Kreis](o.svg)\n",
      to: "content/de/mfa.md")
    try folder.write(#"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>"#, to: "content/o.de.svg")
    try folder.write(
      "upn,language\nmax@example.com,de-AT\nlea@example.com,de\nali@example.com,ar\ndan@example.com,en\n",
      to: "more.csv")
    try guide.enroll(["import", "more.csv"])
    #expect(try guidegen("build", in: folder).status == 0)
    let made = try pages("--all", "--codes", "codes.csv")
    #expect(made.output == "site/_enroll: 6 pages; 6 new, 6 written\n", "\(made)")
    for row in try rows() {
      let page = try folder.read("site/_enroll/\(row[0].suffix(31))")
      let isGerman = ["max@example.com", "lea@example.com"].contains(row[2])
      #expect(page.contains(#"<html lang="\#(isGerman ? "de" : "en")""#), "\(row)")
      #expect(page.contains(isGerman ? "<h1>MFA einrichten</h1>" : "<h1>MFA</h1>"), "\(row)")
      #expect(page.contains(#"href="../\#(isGerman ? "de/" : "")index.html""#), "\(row)")
    }
    #expect(try folder.contents(of: "site/_enroll/assets").keys.contains { $0.hasPrefix("o.de") })
    #expect(try pages("--all").output == "site/_enroll: 6 pages; 0 new, 0 written\n")
    try folder.write("---\ntitle: MFA einrichten\n---\n\nScannen Sie.\n", to: "content/de/mfa.md")
    let lacking = try pages("--all")
    #expect(lacking.status == 1)
    #expect(
      lacking.errors.contains("content/de/mfa.md: error: this article does not say where a person's code goes"),
      "\(lacking)")
  }

  @Test func `pages are taken away, one or all`() throws {
    let before = try guide.folder.contents(of: "site")
    try pages("--all", "--codes", "codes.csv")
    #expect(try pages("--remove", "--user", "jo@example.com").output == "1 page removed\n")
    let left = try rows().filter { $0[2] == "ada@example.com" }.map { "\($0[0].suffix(31))" }
    #expect(try pageNames() == left)
    let gone = try guide.enroll(["show", "jo@example.com", "--page"])
    #expect(gone.status == 1 && gone.errors.contains(#""jo@example.com" has no enrollment page"#), "\(gone)")
    #expect(try pages("--remove", "--all").output == "1 page removed\n")
    #expect(try guide.folder.contents(of: "site") == before)
    #expect(try pages("--remove", "--all").output == "0 pages removed\n")
  }

  @Test func `a new token gets another page, a revoked one none, and what was there goes`() throws {
    try pages("--all", "--codes", "codes.csv")
    let old = try rows()
    try guide.enroll(["rotate", "jo@example.com"])
    #expect(try pages("--all", "--codes", "new.csv").output == "site/_enroll: 2 pages; 1 new, 1 written\n")
    let new = try rows("new.csv")
    #expect(new[1] == old[1] && new[0][0] != old[0][0] && new[0][1] != old[0][1])
    #expect(try pageNames() == new.map { "\($0[0].suffix(31))" }.sorted())
    try guide.enroll(["revoke", "jo@example.com"])
    try pages("--all")
    #expect(try pageNames() == ["\(new[1][0].suffix(31))"])
    try pages("--all", "--renew")
    #expect(try pageNames().count == 1 && pageNames() != ["\(new[1][0].suffix(31))"])
    let log = try guide.folder.read("enrollment/vault.log")
    #expect(log.contains(#""action":"page-made","user":"ada@example.com""#))
    #expect(log.contains(#""action":"page-removed","user":"jo@example.com""#))
    for row in old + new { #expect(!log.contains(row[1]) && !log.contains(row[0].suffix(31).dropLast(5))) }
  }

  @Test func `codes go to a file for its owner alone, outside of what is published, and into the vault`() throws {
    for (path, place) in [("site/codes.csv", "site/codes.csv"), ("content/x/codes.csv", "content/x/codes.csv")] {
      let refused = try pages("--all", "--codes", path)
      #expect(refused.status == 1)
      #expect(
        refused.errors
          == "\(place): error: what is in content/, templates/ and the site is published, and this would be the codes that "
          + "open the pages\n  hint: choose another folder\n")
    }
    #expect(try pageNames() == [])
    try pages("--all", "--codes", "codes.csv", "--expires", "2030-02-28")
    let attributes = try FileManager.default.attributesOfItem(atPath: guide.folder.path + "/codes.csv")
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    #expect(try rows().allSatisfy { $0[5] == "2030-02-28" })
    let shown = try guide.enroll(["show", "jo@example.com", "--page"]).output
    let row = try rows()[0]
    #expect(row[0].hasPrefix("https://help.example.com/_enroll/"))
    #expect(
      shown.contains("page      _enroll/\(row[0].suffix(31))\ncode      \(row[1])  until 2030-02-28\n"), "\(shown)")
    let taken = try pages("--all", "--codes", "codes.csv")
    #expect(taken.status == 1 && taken.errors.contains("codes.csv: error: there is something already"), "\(taken)")
    #expect(try pages("--all", "--codes", "codes.csv", "--force").status == 0)
    // Somebody who moves the list into the site's source by mistake is told.
    try guide.folder.write(try guide.folder.read("codes.csv"), to: "content/codes.csv")
    let build = try guidegen("build", in: guide.folder)
    #expect(build.status == 1 && build.errors.contains("these are the codes of enrollment pages"), "\(build)")
  }

  @Test func `a vault inside the site, a site that is not there, and an article without a code are refused`() throws {
    let vault = try guide.enroll(["import", "users.csv", "--vault", "site/vault"])
    #expect(vault.status == 0)
    let inside = try pages("--all", "--vault", "site/vault")
    #expect(inside.status == 1 && inside.errors.contains("site/vault: error: what is in content/"), "\(inside)")
    let nowhere = try pages("--all", "--site", "public")
    #expect(nowhere.status == 1 && nowhere.errors.contains(#"there is no site in "public""#), "\(nowhere)")
    let past = try pages("--all", "--expires", "2020-01-01")
    #expect(past.status == 2 && past.errors.contains("--expires names a day that is over"), "\(past)")
    let other = try pages("--all", "--article", "mfaa.md")
    #expect(other.status == 1 && other.errors.contains(#"there is no article "mfaa.md""#), "\(other)")
    try guide.folder.write("---\ntitle: MFA\n---\n\nNo code.\n", to: "content/mfa.md")
    let none = try pages("--all")
    #expect(none.status == 1 && none.errors.contains("no article says where a person's code goes"), "\(none)")
    #expect(try pageNames() == [])
  }

  @Test func `a link in the place of the folder leads nowhere`() throws {
    try FileManager.default.createDirectory(atPath: guide.folder.path + "/elsewhere", withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: guide.folder.path + "/site/_enroll", withDestinationPath: "../elsewhere")
    #expect(try pages("--all").status == 3)
    #expect(try guide.folder.contents(of: "elsewhere").isEmpty)
  }

  @Test(arguments: [("name", "\"=1+1, or\",bad@example.com"), ("mail address", "Jo,=1+1@example.com")])
  func `a cell that a spreadsheet would run is in no list`(cell: String, row: String) throws {
    try guide.folder.write("upn,name,email\nbad@example.com,\(row)\n", to: "bad.csv")
    try guide.enroll(["import", "bad.csv"])
    let refused = try pages("--all", "--codes", "codes.csv")
    #expect(refused.status == 1)
    #expect(
      refused.errors.hasPrefix(#"error: the \#(cell) of "bad@example.com" begins with "=", which spreadsheets run"#),
      "\(refused)")
    #expect(!guide.folder.exists("codes.csv"))
    #expect(try pageNames() == [])
  }
}
