import Foundation
import Testing

extension ReaderTests {
  /// The theme's scripts and style sheets as readers load them.
  @Suite struct SentAssetTests {
    /// `Tools/shorten-assets` makes them anew.
    @Test func `each script and style sheet of the theme stands in templates/sent as its source is sent`() throws {
      let folder = FileManager.default.temporaryDirectory.appendingPathComponent("guidegen-sent-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(at: folder) }
      for tool in ["terser", "esbuild"] { _ = try Tool(tool, package: "Debian's \(tool)") }
      let shorten = Tool(url: SampleSite.package.appendingPathComponent("Tools/shorten-assets"))
      _ = try shorten.output([folder.path])
      let sent = SampleSite.package.appendingPathComponent("templates/sent")
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      #expect(try FileManager.default.contentsOfDirectory(atPath: sent.path).sorted() == names)
      #expect(names.contains("search.js") && names.contains("style.css"))
      for name in names {
        let (fresh, standing) = try (
          String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8),
          String(contentsOf: sent.appendingPathComponent(name), encoding: .utf8)
        )
        #expect(standing == fresh, "\(name)")
      }
    }
  }
}
