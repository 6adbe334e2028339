import Foundation
import Testing

@testable import Guide

/// Sites that are read from a disk.
@Suite struct OfflineTests {
  @Test func `what needs a server or the web is left out, and all else is there`() throws {
    let files = try Self.everything()
    let (online, offline) = (try files.pages(offline: false), try files.pages(offline: true))
    let gone = Set(online.keys).subtracting(offline.keys).filter { !$0.hasPrefix("assets/") }
    #expect(
      gone == [
        "404.html", "_headers", "_server/Caddyfile", "_server/comments.jsonl", "_server/nginx.conf", "feed.xml",
        "llms.txt",
        "old/c.html", "robots.txt", "sitemap.xml",
      ])
    let new = Set(offline.keys).subtracting(online.keys)
    #expect(new.filter { !$0.hasPrefix("assets/offline.") } == [Site.startFile])
    #expect(new.count == 2)
    let page = try #require(offline["b.html"])
    for words in ["canonical", "og:", "feed.xml", "ld+json", "Edit this page", "comment", "printed-address"] {
      #expect(online["b.html"]?.contains(words) == true, "\(words)")
      #expect(!page.contains(words), "\(words)")
    }
    #expect(page.contains(##"<a class="address" href="https://help.example.com/b.html">"##))
    #expect(page.contains("Page%3A%20https%3A%2F%2Fhelp.example.com%2Fb.html"))
  }

  @Test func `every address in a page that is none of the web's leads to a file of the folder`() throws {
    let files = try Self.everything().pages(offline: true)
    var count = 0
    for (path, text) in files where path.hasSuffix(".html") {
      for match in text.matches(of: /(?:href|src|action|url)="?=?([^"#]+)"/) {
        let address = String(match.1)
        guard !["https:", "mailto:", "data:", "tel:"].contains(where: address.hasPrefix) else { continue }
        let found = Address.resolve(Address.decoded(address.utf8) ?? "", in: Address.folder(of: path))
        #expect(found.map { files[$0] != nil } == true, "\(path): \(address)")
        count += 1
      }
    }
    #expect(count > 60)
  }

  @Test func `the start file leads to the first page`() throws {
    let files = try Self.everything().pages(offline: true)
    let start = try #require(files[Site.startFile])
    #expect(start.contains(#"<meta http-equiv="refresh" content="0; url=index.html">"#))
    #expect(start.contains(#"<a href="index.html">"#))
    #expect(files.keys.filter { !$0.contains("/") }.min() == Site.startFile)
  }

  @Test(arguments: [
    (
      "content/a:b.md", #"content/a:b.md: error: the name "a:b.html" has the character :, which Windows does not allow"#
    ),
    (
      "content/what?/a.txt",
      #"content/what?/a.txt: error: the name "what?" has the character ?, which Windows does not allow"#
    ),
    (
      "content/x<y.svg",
      #"content/x<y.svg: error: the name "x<y.svg" has the character <, which Windows does not allow"#
    ),
    (
      "content/a./b.txt",
      #"content/a./b.txt: error: the name "a." ends in a dot or a space, which Windows takes away"#
    ),
    ("content/nul.md", #"content/nul.md: error: the name "nul.html" is NUL's, which is a device on Windows"#),
    ("content/aux.tar.gz", #"content/aux.tar.gz: error: the name "aux.tar.gz" is AUX's, which is a device on Windows"#),
    ("content/com1.svg", #"content/com1.svg: error: the name "com1.svg" is COM1's, which is a device on Windows"#),
    (
      "content/\(String(repeating: "x", count: 110))/\(String(repeating: "y", count: 110)).txt",
      """
      content/\(String(repeating: "x", count: 110))/\(String(repeating: "y", count: 110)).txt: error: the path \
      "\(String(repeating: "x", count: 110))/\(String(repeating: "y", count: 110)).txt" has 225 characters, too many for Windows
      """
    ),
    (
      "content/MORE/leaflet.txt",
      "content/MORE/leaflet.txt: error: a folder of this path and one of content/more/index.md are one where capitals do not count"
    ),
    (
      "content/LEAFLET.TXT",
      "content/leaflet.txt: error: this is the same name as content/LEAFLET.TXT where capitals do not count"
    ),
    ("content/A.HTML", "content/A.HTML: error: this is the same name as content/a.md where capitals do not count"),
  ])
  func `a name that a disk cannot hold is told with its place`(path: String, message: String) throws {
    let text = path.hasSuffix(".md") ? "---\ntitle: X\n---\n" : "<svg/>"
    let guide = try IncrementalGuide(IncrementalGuide.small.merging([path: text]) { $1 })
    guide.isOffline = true
    let found = try guide.build()
    #expect(found.report == nil)
    let first = found.diagnostics.map { "\($0)".split(separator: "\n").first.map(String.init) ?? "" }
    #expect(first.contains(message), "\(first)")
    guide.isOffline = false
    if !path.lowercased().hasPrefix("content/a.html") { #expect(try guide.build().report != nil) }
  }

  @Test func `all bad names are told at once, each folder's once, and a tag's where it is written`() throws {
    let guide = try IncrementalGuide([
      "content/guide.yml": "title: Help\n", "content/con/a.md": "---\ntitle: A\n---\n",
      "content/con/b.md": "---\ntitle: B\ntags: [x, prn]\n---\n", "content/q?.md": "---\ntitle: Q\n---\n",
    ])
    guide.isOffline = true
    let places = try guide.build().diagnostics.map { finding in
      finding.place.map { "\($0.file):\($0.line)" } ?? ""
    }
    #expect(places == ["content/con:0", "content/con/b.md:3", "content/q?.md:0"])
  }

  @Test func `letters that are one letter to a disk are found, and others are not`() {
    func clashes(_ one: String, _ other: String) -> Bool {
      !DiskNames(of: [.init(path: one, known: one), .init(path: other, known: other)]).diagnostics.isEmpty
    }
    #expect(clashes("Änderung.txt", "änderung.txt"))
    #expect(clashes("\u{E9}t\u{E9}.txt", "e\u{301}te\u{301}.txt"))
    #expect(clashes("a", "A/b"))
    #expect(!clashes("straße.txt", "strasse.txt"))
    #expect(!clashes("a/b.txt", "a/c.txt"))
    #expect(!clashes("console.txt", "null.txt"))
  }

  @Test func `a folder of more files than FAT32 lists is told`() {
    func files(_ count: Int) -> [DiskNames.File] {
      (0..<count).map { .init(path: "a/article-\($0).html", known: "") }
    }
    #expect(DiskNames(of: files(20_000)).diagnostics.isEmpty)
    #expect(DiskNames(of: files(30_000)).diagnostics.map(\.severity) == [.warning])
  }

  @Test func `a link by way of the web to a page of the folder is a warning`() throws {
    let text =
      "---\ntitle: C\n---\n\n[B](https://help.example.com/b.html#steps) [S](https://help.example.com/status/)\n"
    let guide = try IncrementalGuide(IncrementalGuide.small.merging(["content/more/c.md": text]) { $1 })
    #expect(try guide.build().diagnostics == [])
    guide.isOffline = true
    let found = try guide.build(into: "disk").diagnostics.map { "\($0)" }
    #expect(
      found == [
        """
        content/more/c.md:5:1: warning: the link "https://help.example.com/b.html#steps" needs the internet, though its page is \
        in the folder
          hint: link to its file: ../b.md
        """
      ])
  }

  @Test func `an edit makes one page, and the build for the web does not notice`() throws {
    let guide = try IncrementalGuide()
    try guide.build(into: "web")
    guide.isOffline = true
    try guide.buildAndCompare("cold")
    try guide.put("---\ntitle: B\n---\n\n## Steps\n\nOther words.\n", at: "content/b.md")
    let again = try guide.buildAndCompare("edited")
    #expect(again.report?.written.filter { $0.hasSuffix(".html") } == ["b.html"])
    #expect(try guide.build().report?.written == [])
    guide.isOffline = false
    #expect(try guide.build(into: "web").report?.written.filter { $0.hasSuffix(".html") } == ["b.html"])
  }

  @Test func `a folder for a disk and one for web servers do not take each other's place`() throws {
    let guide = try IncrementalGuide()
    try guide.build()
    guide.isOffline = true
    let refused = try guide.build()
    #expect(refused.diagnostics.map(\.message) == [#"the folder "\#(guide.path)/site" holds a site for web servers"#])
    try guide.build(into: "disk")
    guide.isOffline = false
    #expect(try guide.build(into: "disk").report == nil)
    #expect(try guide.build().report?.written == [])
  }

  /// A guide with all that an offline folder lacks.
  private static func everything() throws -> IncrementalGuide {
    let configuration = """
      title: Help
      base-url: https://help.example.com/
      edit-url: https://git.example.com/{path}
      search: true
      helpdesk:
        email: it@example.com
      comments:
        server: https://comments.example.com/
      theme:
        accent: "#1a5fb4"

      """
    return try IncrementalGuide(
      IncrementalGuide.small.merging([
        "content/guide.yml": configuration,
        "content/a.md": "---\ntitle: A\ntags: [one]\n---\n\nSee [B](b.md) and [[c]].\n",
      ]) { $1 })
  }
}

extension IncrementalGuide {
  /// The files of a site, as text.
  fileprivate func pages(offline: Bool) throws -> [String: String] {
    isOffline = offline
    let folder = offline ? "disk" : "web"
    let outcome = try build(into: folder)
    try #require(outcome.report != nil, "\(outcome.diagnostics)")
    return try files(folder).filter { $0.key != ".guidegen" }.mapValues { String(decoding: $0, as: UTF8.self) }
  }
}
