import Foundation
import Testing

@testable import Guide

/// The list of a site's files for uploads.
@Suite struct DeliveryManifestTests {
  private struct Line: Decodable, Equatable {
    var path: String
    var size: Int
    var sha256: String
    var type: String
    var encoding: String?
    var cache: String
  }

  let guide: IncrementalGuide

  init() throws {
    guide = try IncrementalGuide()
    guide.writesManifest = true
    guide.precompresses = true
  }

  private var list: String {
    get throws { try guide.text("site.manifest.jsonl") }
  }

  private func lines() throws -> [Line] {
    try list.split(separator: "\n").map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
  }

  private func inode(_ name: String) throws -> UInt64? {
    try FileManager.default.attributesOfItem(atPath: "\(guide.path)/\(name)")[.systemFileNumber] as? UInt64
  }

  // FIPS 180-4's examples, and lengths around a block's.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (String(repeating: "a", count: 1_000_000), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
  ])
  func `a digest is the standard's`(text: String, digits: String) {
    #expect(String(decoding: SHA256(of: Array(text.utf8)).digits, as: UTF8.self) == digits)
  }

  @Test func `every file of the site but the record stands in it once, in order, as it is`() throws {
    try guide.build()
    let files = try guide.files("site").filter { $0.key != ".guidegen" }
    let lines = try lines()
    #expect(lines.map(\.path) == files.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    for line in lines {
      let bytes = try #require(files[line.path])
      #expect(line.size == bytes.count, "\(line.path)")
      #expect(line.sha256 == String(decoding: SHA256(of: Array(bytes)).digits, as: UTF8.self), "\(line.path)")
    }
  }

  @Test func `another program that makes such digests agrees`() throws {
    try guide.build()
    let sums = try lines().map { "\($0.sha256)  \($0.path)\n" }.joined()
    try guide.put(sums, at: "sums")
    let check = Process()
    check.executableURL = URL(fileURLWithPath: "/usr/bin/sha256sum")
    check.arguments = ["--check", "--strict", "--quiet", "../sums"]
    check.currentDirectoryURL = URL(fileURLWithPath: "\(guide.path)/site")
    try check.run()
    check.waitUntilExit()
    #expect(check.terminationStatus == 0)
  }

  @Test(
    arguments: [
      ("a.html", "text/html; charset=utf-8", nil, "no-cache"),
      ("a.html.br", "text/html; charset=utf-8", "br", "no-cache"),
      ("feed.xml.gz", "application/atom+xml; charset=utf-8", "gzip", "no-cache"),
      ("leaflet.txt.gz", "application/gzip", nil, "no-cache"),
      ("assets/square.*.svg", "image/svg+xml", nil, "public, max-age=31536000, immutable"),
      ("assets/style.*.css.br", "text/css; charset=utf-8", "br", "public, max-age=31536000, immutable"),
    ] as [(String, String, String?, String)])
  func `each line says with which headers the file is to be sent`(
    path: String, type: String, encoding: String?, cache: String
  ) throws {
    try guide.put("An author's own.", at: "content/leaflet.txt.gz")
    try guide.build()
    let parts = path.split(separator: "*")
    let line = try #require(
      try lines().first { $0.path.hasPrefix(parts[0]) && $0.path.hasSuffix(parts[parts.count - 1]) })
    #expect([line.type, line.encoding, line.cache] == [type, encoding, cache])
  }

  @Test func `names are written as JSON has them`() throws {
    try guide.put("An odd one.", at: "content/a \"b\" <ü>.txt")
    try guide.build()
    #expect(try lines().contains { $0.path == "a \"b\" <ü>.txt" })
  }

  @Test func `after an edit the lines of its files are others, and nothing else is read again`() throws {
    try guide.build()
    let before = try Set(list.split(separator: "\n"))
    try guide.put(try guide.text("content/b.md") + "\nMore.\n", at: "content/b.md")
    try guide.buildAndCompare()
    let changed = try list.split(separator: "\n").filter { !before.contains($0) }
    #expect(
      try changed.map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)).path } == [
        "b.html", "b.html.br", "b.html.gz",
      ])
    // A mark that no file has shows that a digest was taken over.
    let cache = ".guidegen-cache/digests"
    let entries = try Array(guide.bytes(cache))
    let digest = withUnsafeBytes(of: SHA256(of: Array(try guide.bytes("site/a.html"))).words) { Array($0) }
    let place = try #require(entries.firstRange(of: digest))
    var marked = entries
    marked.replaceSubrange(place, with: Array(repeating: 0xAB, count: 32))
    let seal = ContentHash(of: Array(marked.dropLast(8))).value
    marked.replaceSubrange(marked.count - 8..<marked.count, with: withUnsafeBytes(of: seal.littleEndian) { Array($0) })
    try Data(marked).write(to: URL(fileURLWithPath: "\(guide.path)/\(cache)"))
    try guide.build()
    #expect(try lines().first { $0.path == "a.html" }?.sha256 == String(repeating: "ab", count: 32))
    // One that is damaged is left aside.
    marked[place.lowerBound] = 0
    try Data(marked).write(to: URL(fileURLWithPath: "\(guide.path)/\(cache)"))
    try guide.buildAndCompare()
  }

  @Test func `a list that is right already keeps its inode, one that was altered or removed is written anew`() throws {
    try guide.build()
    let (before, standing) = (try inode("site.manifest.jsonl"), try list)
    try guide.build()
    #expect(try inode("site.manifest.jsonl") == before)
    try guide.put("altered", at: "site.manifest.jsonl")
    try guide.build()
    #expect(try list == standing)
    try guide.remove("site.manifest.jsonl")
    try guide.build()
    #expect(try list == standing)
  }

  @Test func `an error in an article leaves the list as it was, like the site`() throws {
    try guide.build()
    let before = try list
    try guide.put("---\ntitle: B\n---\n\n[Gone](gone.md)\n", at: "content/b.md")
    #expect(try guide.build().report == nil)
    #expect(try list == before)
  }

  @Test(arguments: ["site/list", "content/list", "templates/list", "site/assets/list"])
  func `a list inside the site, or what it is made from, is refused`(name: String) throws {
    try guide.build()
    try guide.put("", at: "templates/assets/own.js")
    var build = guide.wanted("site")
    build.manifest = "\(guide.path)/\(name)"
    let outcome = try build.run()
    #expect(outcome.report == nil)
    #expect(
      outcome.diagnostics.map(\.description) == [
        """
        error: the manifest "\(guide.path)/\(name)" is inside the site's folder, or one that the site is made from
          hint: choose another file with --manifest
        """
      ])
  }

  @Test(arguments: [("none/list", ENOENT), ("content", EISDIR), ("content/a.md/list", ENOTDIR), ("link", ENOTSUP)])
  func `a list that cannot be written is refused before anything else is`(name: String, code: Int32) throws {
    try FileManager.default.createSymbolicLink(atPath: "\(guide.path)/link", withDestinationPath: "content/a.md")
    var build = guide.wanted("site")
    build.manifest = "\(guide.path)/\(name)"
    #expect(throws: OutputError.manifestRefused(path: "\(guide.path)/\(name)", code: code)) { try build.run() }
    #expect(!FileManager.default.fileExists(atPath: "\(guide.path)/site"))
  }

  @Test func `a file of the site that is not as it was written is an error, not a wrong line`() throws {
    try guide.build()
    let entry = Manifest.Entry(
      path: SitePath("a.html"), size: try guide.bytes("site/a.html").count, hash: ContentHash(value: 1))
    #expect(throws: OutputError.altered("\(guide.path)/site/a.html")) {
      try DigestCache(for: guide.wanted("site")).digests(of: [entry], in: "\(guide.path)/site", threads: 1)
    }
  }

  @Test func `without a cache nothing is kept, and the list is the same`() throws {
    try guide.build()
    let standing = try list
    try guide.remove(".guidegen-cache")
    var build = guide.wanted("site")
    build.usesCache = false
    #expect(try build.run().report != nil)
    #expect(try list == standing)
    #expect(!FileManager.default.fileExists(atPath: "\(guide.path)/.guidegen-cache"))
  }
}
