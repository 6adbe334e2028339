import Foundation
import Testing

@testable import Guide

/// The compressed files beside a site's texts.
@Suite struct PrecompressionTests {
  let guide: IncrementalGuide

  init() throws {
    guide = try IncrementalGuide()
    try guide.put(String(repeating: "A longer leaflet. ", count: 20), at: "content/leaflet.txt")
    try guide.put("Short.\n", at: "content/short.txt")
    guide.precompresses = true
  }

  private func inode(_ name: String) throws -> UInt64? {
    try FileManager.default.attributesOfItem(atPath: "\(guide.path)/\(name)")[.systemFileNumber] as? UInt64
  }

  @Test func `texts that are smaller so have compressed files beside them, and nothing else has`() throws {
    try guide.build()
    let files = try guide.files("site")
    let compressed = Set(files.keys.filter { $0.hasSuffix(".gz") })
    #expect(
      compressed.isSuperset(of: ["index.html.gz", "404.html.gz", "leaflet.txt.gz", "feed.xml.gz", "sitemap.xml.gz"]))
    // Brotli makes some smaller that gzip does not.
    let texts = Set(compressed.map { $0.dropLast(3) })
    #expect(texts.isSubset(of: files.keys.filter { $0.hasSuffix(".br") }.map { $0.dropLast(3) }))
    for name in ["short.txt.gz", "_headers.gz", "_server/nginx.conf.gz", ".guidegen.gz"] {
      #expect(!compressed.contains(name))
    }
    for name in files.keys where name.hasSuffix(".gz") || name.hasSuffix(".br") {
      let text = try #require(files[String(name.dropLast(3))])
      #expect(try #require(files[name]).count < text.count)
    }
  }

  @Test func `an edit writes the page and its two compressed files, the others keep their inodes`() throws {
    try guide.build()
    let (other, style) = (try inode("site/a.html.br"), try inode("site/leaflet.txt.gz"))
    try guide.put(try guide.text("content/b.md") + "\nMore.\n", at: "content/b.md")
    let outcome = try guide.buildAndCompare()
    #expect(outcome.report?.written == ["b.html", "b.html.br", "b.html.gz"])
    #expect(outcome.explanation.lines == ["b.html: content/b.md changed"])
    #expect(try inode("site/a.html.br") == other)
    // A whole build, too, takes over what did not change.
    try guide.put("---\ntitle: New\n---\n", at: "content/more/new.md")
    try guide.buildAndCompare()
    #expect(try inode("site/leaflet.txt.gz") == style)
  }

  @Test func `a whole build compresses only what changed`() throws {
    try guide.build()
    let build = Build(folder: guide.path, output: "\(guide.path)/site", threads: 1)
    var asked = build
    asked.precompresses = true
    var cache = try CacheFile(for: asked).read().get()
    // A mark that no compression makes shows that the file was taken over.
    let mark: [UInt8] = Array("mark".utf8)
    try Data(mark).write(to: URL(fileURLWithPath: "\(guide.path)/site/a.html.br"))
    cache.mark(mark, at: "a.html.br")
    let compression = Precompression(reusing: cache, in: build.output)
    let page = OutputFile(path: "a.html", bytes: Array(try guide.bytes("site/a.html")))
    func brotli(of page: OutputFile) -> [UInt8]? {
      compression.adding(to: [page], threads: 1).first { $0.path == "a.html.br" }?.bytes
    }
    #expect(brotli(of: page) == mark)
    let other = OutputFile(path: "a.html", bytes: page.bytes + page.bytes)
    #expect(brotli(of: other) == Brotli.compressed(other.bytes))
    try Data("altered".utf8).write(to: URL(fileURLWithPath: "\(guide.path)/site/a.html.br"))
    #expect(brotli(of: page) == Brotli.compressed(page.bytes))
  }

  @Test func `without the option they go again, and the snippets speak of them no more`() throws {
    try guide.buildAndCompare()
    #expect(try guide.text("site/_server/nginx.conf").contains("gzip_static on;"))
    #expect(try guide.text("site/_server/Caddyfile").contains("precompressed br gzip"))
    guide.precompresses = false
    try guide.buildAndCompare()
    #expect(try guide.files("site").keys.filter { $0.hasSuffix(".gz") || $0.hasSuffix(".br") } == [])
    #expect(try !guide.text("site/_server/nginx.conf").contains("gzip_static"))
    #expect(try !guide.text("site/_server/Caddyfile").contains("precompressed"))
  }

  @Test func `a file of the author's of such a name stays, and when it goes the compressed one comes`() throws {
    try guide.put("mine", at: "content/leaflet.txt.gz")
    try guide.buildAndCompare()
    #expect(try guide.text("site/leaflet.txt.gz") == "mine")
    try guide.remove("content/leaflet.txt.gz")
    try guide.buildAndCompare()
    #expect(try Array(guide.bytes("site/leaflet.txt.gz").prefix(2)) == [0x1F, 0x8B])
  }

  @Test func `a compressed file that somebody altered is written anew`() throws {
    try guide.build()
    try guide.put("mine", at: "site/a.html.gz")
    try guide.buildAndCompare()
    try guide.remove("site/a.html.br")
    try guide.buildAndCompare()
  }

  @Test(arguments: [0, 1, 7, 300, 65_536, 65_537, 1_000_000])
  func `what is compressed is the same each time, and never as large as it was`(size: Int) {
    let text = (0..<size).map { UInt8(truncatingIfNeeded: $0 * $0 >> 3 & 0x3F) }
    for encoding in ContentEncoding.allCases {
      let compressed = encoding.compressed(text)
      #expect(compressed == encoding.compressed(text))
      #expect(compressed.map { $0.count < size } ?? (size < 100))
    }
  }
}

extension BuildCache {
  fileprivate mutating func mark(_ bytes: [UInt8], at path: String) {
    guard let index = site.index(of: SitePath(path)) else { return }
    site.update(index, bytes, stamp: nil)
  }
}
