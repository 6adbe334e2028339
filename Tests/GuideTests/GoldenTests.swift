import Foundation
import Testing

@testable import Guide

/// Folder in, folder out: each folder in `Tests/Golden` is a guide whose `site/` holds what it must become. The user guide stands
/// in `docs/`, and its site alone is there.
///
/// `GUIDEGEN_UPDATE_GOLDEN=1 swift test --filter GoldenTests` writes the folders anew; read the difference before you
/// commit it.
@Suite struct GoldenTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../Golden").standardizedFileURL

  private static let guides = ["default-theme", "own-templates", "user-guide"]

  private static func folder(of guide: String) -> String {
    root.appendingPathComponent(guide == "user-guide" ? "../../docs" : guide).standardizedFileURL.path
  }

  @Test(arguments: guides)
  func `a guide becomes the site that is kept of it, byte for byte`(name: String) throws {
    let expected = Self.root.appendingPathComponent("\(name)/site")
    let (source, unread) = Source.load(Self.folder(of: name), threads: 2)
    // The dates of the files in the history are those of this project: what a page must show cannot depend on them.
    let dateless = Source(content: source.content, templates: source.templates, history: .noRepository)
    let (guide, misread) = ParsedGuide.parse(dateless, includesDrafts: false, threads: 2)
    let (site, unresolved) = Site.resolve(guide, threads: 2)
    #expect((unread + misread + unresolved).map { "\($0)" } == [])
    let files = site.render(threads: 2)
    if ProcessInfo.processInfo.environment["GUIDEGEN_UPDATE_GOLDEN"] == "1" {
      try rewrite(expected, with: files)
    }
    for file in files {
      let bytes = try? Data(contentsOf: expected.appendingPathComponent(file.path))
      let (new, old) = (String(decoding: file.bytes, as: UTF8.self), bytes.map { String(decoding: $0, as: UTF8.self) })
      #expect(new == old, "\(name)/site/\(file.path)")
    }
    let paths = try FileManager.default.subpathsOfDirectory(atPath: expected.path).filter { path in
      try expected.appendingPathComponent(path).resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true
    }
    #expect(Set(paths) == Set(files.map(\.path)))
  }

  @Test(arguments: guides)
  func `the bytes do not depend on the number of threads`(name: String) throws {
    let folder = Self.folder(of: name)
    let sites = [1, 2, 7].map { threads in
      let (guide, _) = ParsedGuide.parse(
        Source.load(folder, threads: threads).source, includesDrafts: false, threads: threads)
      return Site.resolve(guide, threads: threads).site.render(threads: threads)
    }
    for site in sites.dropFirst() {
      #expect(site.map(\.path) == sites[0].map(\.path))
      #expect(site.map(\.bytes) == sites[0].map(\.bytes))
    }
  }

  private func rewrite(_ folder: URL, with files: [OutputFile]) throws {
    try? FileManager.default.removeItem(at: folder)
    for file in files {
      let target = folder.appendingPathComponent(file.path)
      try FileManager.default.createDirectory(at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(file.bytes).write(to: target)
    }
  }
}
