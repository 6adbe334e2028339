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
    for path in paths where !path.hasSuffix(".swift") {
      let url = Self.folder.appendingPathComponent(path)
      guard try url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else { continue }
      onDisk[path] = [UInt8](try Data(contentsOf: url))
    }
    #expect(Theme.files.keys.sorted() == onDisk.keys.sorted())
    for (path, bytes) in onDisk {
      #expect(Theme.files[path] == bytes, "\(path)")
    }
  }

  @Test func `no two files of the theme have the same name, which embedding would mix up`() {
    let names = Theme.files.keys.map { $0.split(separator: "/").last.map(String.init) ?? $0 }
    #expect(Set(names).count == names.count)
  }
}
