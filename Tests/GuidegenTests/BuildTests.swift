import Foundation
import Testing

/// `guidegen build` as a person runs it.
@Suite struct BuildTests {
  let guide: TestFolder

  init() throws {
    guide = try .smallGuide()
  }

  @Test func `a build says on standard output what it wrote, and nothing on standard error`() throws {
    let outcome = try guidegen("build", in: guide)
    #expect(outcome.status == 0)
    #expect(outcome.errors == "")
    let summary = try Regex(#"site: 7 pages; \d+ files written \(\d+\.\d\d s\)\n"#)
    #expect(try summary.wholeMatch(in: outcome.output) != nil, "\(outcome.output)")
    let names = Set(try guide.contents(of: "site").keys)
    let expected = [
      "index.html", "404.html", "phones/index.html", "phones/new-phone.html", "mail/mail.html",
      "mail/index.html", "phones/leaflet.txt", "old/phone.html", "sitemap.xml", "robots.txt", "feed.xml", "llms.txt",
      "_headers", "_server/nginx.conf", "_server/Caddyfile",
    ]
    #expect(names.isSuperset(of: expected), "\(names)")
  }

  @Test func `the folder, and the folder of the site, may be anywhere`() throws {
    let elsewhere = try TestFolder()
    let outcome = try guidegen("build", guide.path, "--output", "a/b", in: elsewhere)
    #expect(outcome.status == 0)
    #expect(outcome.output.hasPrefix("a/b: 7 pages; "))
    #expect(elsewhere.exists("a/b/phones/new-phone.html"))
    #expect(!guide.exists("site"))
    #expect(try guidegen("build", "\(guide.path)/", in: elsewhere).output.hasPrefix("\(guide.path)/site: "))
  }

  @Test func `a second build of the same writes nothing, and one with a change says how much`() throws {
    try guidegen("build", in: guide)
    let before = try guide.contents(of: "site")
    let again = try guidegen("build", in: guide)
    #expect(
      again.output.hasPrefix(
        "site: 7 pages; 0 files written, \(before.filter { !$0.key.hasSuffix("/") }.count - 1) unchanged"))
    #expect(try guide.contents(of: "site") == before)
    try guide.remove("content/phones/leaflet.txt")
    #expect(try guidegen("build", in: guide).output.contains("written, 1 removed, "))
    #expect(!guide.exists("site/phones/leaflet.txt"))
  }

  @Test func `a quiet build says nothing`() throws {
    #expect(try guidegen("build", "--quiet", in: guide) == Outcome(status: 0))
    #expect(try guidegen("build", "-q", in: guide) == Outcome(status: 0))
  }

  @Test func `every mistake is told at once, and the site stays as it was, byte for byte`() throws {
    try guidegen("build", in: guide)
    let before = try guide.contents(of: "site")
    try guide.write(
      "---\ntitle: Mail\nweigth: 3\n---\n\nSee [Move](../phones/new-fone.md).\n", to: "content/mail/mail.md")
    try guide.write("---\ntitle: Other\n---\n\n![](phone.svg)\n", to: "content/phones/other.md")
    #expect(
      try guidegen("build", in: guide)
        == Outcome(
          status: 1,
          errors: """
            content/mail/mail.md:3:1: error: unknown key "weigth" in the front matter
              hint: did you mean "weight"?
            content/mail/mail.md:6:5: error: there is no article "../phones/new-fone.md"
              hint: did you mean "../phones/new-phone.md"?
            content/phones/other.md:5:1: error: this image has no text alternative
              hint: say in the square brackets what it shows
            3 errors; site was left as it was

            """))
    #expect(try guide.contents(of: "site") == before)
    #expect(try guidegen("build", "--quiet", in: guide).status == 1)
  }

  @Test func `a first build with a mistake makes no folder`() throws {
    try guide.write("title: Help\nbase-url: x\n", to: "content/guide.yml")
    #expect(try guidegen("build", in: guide).status == 1)
    #expect(try guide.names() == ["content"])
  }

  @Test func `a build for a disk goes to a folder of its own, with a file to click on`() throws {
    try guidegen("build", in: guide)
    let before = try guide.contents(of: "site")
    let outcome = try guidegen("build", "--offline", in: guide, environment: ["GUIDEGEN_PRECOMPRESS": "1"])
    #expect(outcome.output.hasPrefix("site-offline: 6 pages; "))
    #expect(outcome.errors == "")
    let names = Set(try guide.contents(of: "site-offline").keys)
    #expect(names.isSuperset(of: ["0-START-HERE.html", "index.html", "phones/new-phone.html", "phones/leaflet.txt"]))
    #expect(
      names.isDisjoint(with: [
        "404.html", "sitemap.xml", "robots.txt", "feed.xml", "llms.txt", "_headers", "index.html.gz",
      ]))
    #expect(try guide.contents(of: "site") == before)
    #expect(try guidegen("build", in: guide).output.contains(" 0 files written"))
    #expect(
      try guidegen("build", in: guide, environment: ["GUIDEGEN_OFFLINE": "1"]).output.contains(
        ": 6 pages; 0 files written"))
    let mixed = try guidegen("build", "--offline", "--output", "site", in: guide)
    #expect(mixed.status == 1 && mixed.errors.hasPrefix(#"error: the folder "site" holds a site for web servers"#))
  }

  @Test func `drafts are built when they are asked for`() throws {
    try guide.write("---\ntitle: Soon\ndraft: true\n---\n", to: "content/soon.md")
    try guidegen("build", in: guide)
    #expect(!guide.exists("site/soon.html"))
    try guidegen("build", "--drafts", in: guide)
    #expect(guide.exists("site/soon.html"))
  }

  @Test func `an article waits for the day of its date, unless those of the future are asked for`() throws {
    try guide.write("---\ntitle: Soon\ndate: 2030-02-03\n---\n", to: "content/soon.md")
    let (before, then) = (["SOURCE_DATE_EPOCH": "1896307199"], ["SOURCE_DATE_EPOCH": "1896307200"])
    #expect(try guidegen("build", in: guide, environment: before).output.contains(", 1 article waits for its day ("))
    #expect(!guide.exists("site/soon.html"))
    let come = try guidegen("build", "--explain", in: guide, environment: then)
    #expect(!come.output.contains("wait") && guide.exists("site/soon.html"))
    #expect(come.errors == "every page: the date of content/soon.md is judged by another day\n")
    #expect(try guidegen("build", "--explain", in: guide, environment: then).errors == "no page: nothing changed\n")
    try guidegen("build", in: guide, environment: before)
    #expect(!guide.exists("site/soon.html"))
    try guidegen("build", "--future", in: guide, environment: before)
    #expect(guide.exists("site/soon.html"))
    let wrong = try guidegen("build", in: guide, environment: ["SOURCE_DATE_EPOCH": "today"])
    #expect(wrong.status == 2)
    #expect(
      wrong.errors.hasPrefix(
        "Error: The environment variable SOURCE_DATE_EPOCH must be a number of seconds since 1970, not \"today\".\n"))
  }

  @Test func `files that others put into the site stay`() throws {
    try guidegen("build", in: guide)
    try guide.write("theirs", to: "site/.well-known/security.txt")
    try guide.write("theirs", to: "site/phones/verify.html")
    try guide.remove("content/phones/new-phone.md")
    try guide.write("---\ntitle: Help\n---\n\nWelcome.\n", to: "content/index.md")
    try guide.write("---\ntitle: Mail\n---\n", to: "content/mail/mail.md")
    #expect(try guidegen("build", in: guide).status == 0)
    #expect(!guide.exists("site/phones/new-phone.html"))
    #expect(try guide.read("site/.well-known/security.txt") == "theirs")
    #expect(try guide.read("site/phones/verify.html") == "theirs")
  }

  @Test func `a file of somebody else's that is in the way stops the build`() throws {
    try guide.write("theirs", to: "site/phones/new-phone.html")
    #expect(
      try guidegen("build", in: guide)
        == Outcome(
          status: 1,
          errors: """
            error: "site/phones/new-phone.html" is in the way: guidegen did not write it and would have to replace it
              hint: move or delete it, or choose another folder with --output

            """))
    #expect(try guide.contents(of: "site").keys.sorted() == ["phones/", "phones/new-phone.html"])
  }

  @Test func `an alias leads to the page by a file that needs no server`() throws {
    try guidegen("build", in: guide)
    let page = try guide.read("site/old/phone.html")
    #expect(page.contains(#"<meta http-equiv="refresh" content="0; url=../phones/new-phone.html">"#))
    #expect(page.contains(#"<a href="../phones/new-phone.html">"#))
  }

  @Test(arguments: ["1", "2", "8"])
  func `every run gives the same bytes, at any number of threads`(threads: String) throws {
    try guidegen("build", "--output", "first", "--threads", "2", in: guide)
    try guidegen("build", "--output", "second", "--threads", threads, in: guide)
    #expect(try guide.contents(of: "first") == guide.contents(of: "second"))
  }

  @Test func `the environment stands for options, and the command line is stronger`() throws {
    let environment = ["GUIDEGEN_OUTPUT": "public", "GUIDEGEN_QUIET": "1", "GUIDEGEN_THREADS": "1"]
    #expect(try guidegen("build", in: guide, environment: environment) == Outcome(status: 0))
    #expect(guide.exists("public/index.html") && !guide.exists("site"))
    try guidegen("build", "--output", "here", in: guide, environment: environment)
    #expect(guide.exists("here/index.html"))
    let elsewhere = try TestFolder()
    try guidegen("build", in: elsewhere, environment: ["GUIDEGEN_FOLDER": guide.path])
    #expect(guide.exists("site/index.html"))
    try guide.write("---\ntitle: Soon\ndraft: true\n---\n", to: "content/soon.md")
    try guidegen("build", in: guide, environment: ["GUIDEGEN_DRAFTS": "yes"])
    #expect(guide.exists("site/soon.html"))
    try guidegen("build", in: guide, environment: ["GUIDEGEN_DRAFTS": "0"])
    #expect(!guide.exists("site/soon.html"))
  }

  @Test func `the list of the site's files stands beside the site, or where it is asked for`() throws {
    #expect(try guidegen("build", "--manifest", in: guide).status == 0)
    let list = try guide.read("site.manifest.jsonl")
    let line = #"\{"path":"index.html","size":\d+,"sha256":"[0-9a-f]{64}","type":"text/html; charset=utf-8","#
    #expect(try list.contains(Regex(line)), "\(list)")
    try guidegen("build", "--output", "public/", "--manifest", "--quiet", in: guide)
    #expect(try guide.read("public.manifest.jsonl") == list)
    try guidegen("build", "--manifest=list.jsonl", in: guide)
    #expect(try guide.read("list.jsonl") == list)
    try guidegen("build", in: guide, environment: ["GUIDEGEN_MANIFEST": "other.jsonl"])
    #expect(try guide.read("other.jsonl") == list)
    try guide.remove("site.manifest.jsonl")
    try guidegen("build", in: guide)
    #expect(!guide.exists("site.manifest.jsonl"))
  }

  @Test func `a list that cannot be written, or would be published, stops the build before it writes`() throws {
    #expect(
      try guidegen("build", "--manifest", "none/list.jsonl", in: guide)
        == Outcome(
          status: 3,
          errors: """
            error: cannot write the manifest "none/list.jsonl": no such file or directory
              hint: choose another file with --manifest

            """))
    #expect(!guide.exists("site"))
    #expect(
      try guidegen("build", "--manifest", "content/list.jsonl", in: guide)
        == Outcome(
          status: 1,
          errors: """
            error: the manifest "content/list.jsonl" is inside the site's folder, or one that the site is made from
              hint: choose another file with --manifest
            1 error; site was left as it was

            """))
  }
}
