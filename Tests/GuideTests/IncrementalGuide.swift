import Foundation
import Testing
import YAML

@testable import Guide

/// A guide on the disk, removed with the value, that is built by way of its cache and compared with a cold build.
final class IncrementalGuide {
  let path: String
  var includesDrafts = false
  /// Of the builds; nil builds articles of days to come too.
  var day: CalendarDate?
  var precompresses = false
  /// The site is for a disk.
  var isOffline = false
  /// What a comment server exports; nil: the build is given none.
  var comments: String?
  /// Each site gets a list of its files, `site.manifest.jsonl` and `cold.manifest.jsonl`.
  var writesManifest = false

  init(_ files: [String: String] = IncrementalGuide.small) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "guidegen-incremental-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.resolvingSymlinksInPath().path
    for (name, text) in files { try put(text, at: name) }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Four articles in two folders, a snippet, a picture and a file.
  static let small = [
    "content/guide.yml": "title: Help\nbase-url: https://help.example.com/\nvariables:\n  phone: '555'\n",
    "content/a.md": "---\ntitle: A\ntags: [one]\n---\n\nCall {{phone}}. See [B](b.md#steps) and [[c]].\n",
    "content/b.md": "---\ntitle: B\n---\n\n## Steps\n\n![A square](square.svg)\n",
    "content/more/index.md": "---\ntitle: More\n---\n\nMore of it.\n",
    "content/more/c.md": "---\ntitle: C\naliases: [old/c.html]\n---\n\n::include{file=contact.md}\n",
    "content/_snippets/contact.md": "Call us.\n",
    "content/_data/browsers.yml": SampleGuide.browsers,
    "content/square.svg": #"<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"></svg>"#,
    "content/leaflet.txt": "A leaflet.\n",
  ]

  func put(_ text: String, at name: String) throws {
    let file = URL(fileURLWithPath: "\(path)/\(name)")
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  /// Writes over the file as it stands: its inode stays.
  func overwrite(_ text: String, at name: String) throws {
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: "\(path)/\(name)"))
    try file.truncate(atOffset: 0)
    try file.write(contentsOf: Data(text.utf8))
    try file.close()
  }

  func remove(_ name: String) throws {
    try FileManager.default.removeItem(atPath: "\(path)/\(name)")
  }

  func bytes(_ name: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(name)"))
  }

  func text(_ name: String) throws -> String {
    String(decoding: try bytes(name), as: UTF8.self)
  }

  /// Where the cache stands.
  static let cache = ".guidegen-cache/build"

  /// A build into the folder `site` with what is set.
  func wanted(_ site: String) -> Build {
    var build = Build(folder: path, output: "\(path)/\(site)", threads: 2)
    build.includesDrafts = includesDrafts
    build.day = day
    build.precompresses = precompresses
    build.isOffline = isOffline
    build.comments = comments.map { (Array($0.utf8), "comments.jsonl") }
    build.manifest = writesManifest ? "\(path)/\(site).manifest.jsonl" : nil
    return build
  }

  /// Builds by way of the cache.
  @discardableResult func build(into site: String = "site") throws -> Build.Outcome {
    try wanted(site).run()
  }

  /// Builds, and keeps the addresses.
  func record() throws {
    var build = wanted("site")
    build.recordsAddresses = true
    try #require(try build.run().report != nil)
  }

  /// Builds, and expects the site and the findings of a cold build.
  @discardableResult func buildAndCompare(_ what: String = "", sourceLocation: SourceLocation = #_sourceLocation) throws
    -> Build.Outcome
  {
    let outcome = try build()
    var cold = wanted("cold")
    cold.usesCache = false
    try? FileManager.default.removeItem(atPath: "\(path)/cold")
    let expected = try cold.run()
    let comment = Comment(rawValue: what)
    #expect(outcome.diagnostics == expected.diagnostics, comment, sourceLocation: sourceLocation)
    #expect((outcome.report == nil) == (expected.report == nil), comment, sourceLocation: sourceLocation)
    #expect(outcome.pages == expected.pages, comment, sourceLocation: sourceLocation)
    #expect(outcome.waiting == expected.waiting, comment, sourceLocation: sourceLocation)
    guard expected.report != nil else { return outcome }
    let (new, all) = try (files("site"), files("cold"))
    #expect(Set(new.keys) == Set(all.keys), comment, sourceLocation: sourceLocation)
    for (name, bytes) in all where new[name] != bytes {
      Issue.record("\(name) differs: \(what)", sourceLocation: sourceLocation)
    }
    if writesManifest {
      let (list, whole) = try (text("site.manifest.jsonl"), text("cold.manifest.jsonl"))
      #expect(list == whole, comment, sourceLocation: sourceLocation)
    }
    return outcome
  }

  /// Every file below `folder`, guidegen's record too.
  func files(_ folder: String) throws -> [String: Data] {
    var files: [String: Data] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: "\(path)/\(folder)") {
      files[name] = try? bytes("\(folder)/\(name)")
    }
    return files
  }
}
