import Foundation
import Testing
import Theme

@Suite struct ThemeFilesTests {
  /// `templates/` of the package that these tests stand in.
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../templates").standardizedFileURL

  @Test func `the binary holds every file of the theme, byte for byte`() throws {
    var onDisk: [String: [UInt8]] = [:]
    let paths = try FileManager.default.subpathsOfDirectory(atPath: Self.folder.path)
    for path in paths where !path.hasSuffix(".swift") && !path.hasPrefix("starter/") {
      let url = Self.folder.appendingPathComponent(path)
      guard try url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else { continue }
      // Of scripts and style sheets it has what is sent.
      if path.hasPrefix("assets/"), path.hasSuffix(".js") || path.hasSuffix(".css") { continue }
      let name = path.hasPrefix("sent/") ? "assets/" + path.dropFirst("sent/".count) : path
      onDisk[name] = [UInt8](try Data(contentsOf: url))
    }
    #expect(Theme.files.keys.sorted() == onDisk.keys.sorted())
    for (path, bytes) in onDisk {
      #expect(Theme.files[path] == bytes, "\(path)")
    }
  }

  @Test func `the binary holds the browser data of each language`() throws {
    for (tag, bytes) in Theme.browsersByLanguage {
      let file = Self.folder.appendingPathComponent("starter/browsers.\(tag).yml")
      #expect(bytes == [UInt8](try Data(contentsOf: file)), "\(tag)")
    }
    #expect(Theme.browsersByLanguage.keys.sorted() == ["ar", "de", "es", "fr"])
  }

  @Test func `no two files of the theme have the same name, which embedding would mix up`() {
    // The words of pages are embedded by themselves.
    let names = Theme.files.keys.filter { !$0.hasPrefix("words/") }.map {
      $0.split(separator: "/").last.map(String.init) ?? $0
    }
    #expect(Set(names).count == names.count)
  }
}
