import Foundation
import Testing

/// guidegen's own guide, in `docs/`.
@Suite struct UserGuideTests {
  private static let docs = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../docs").standardizedFileURL.path

  @Test func `check finds nothing to mend in the user guide`() throws {
    let checked = try Command([try guidegenPath(), "check", Self.docs], in: try TestFolder()).run()
    #expect(checked.status == 0 && checked.output == "", "\(checked.output)\(checked.errors)")
  }

  @Test func `the user guide is installed as a folder that begins with a file to open`() throws {
    let folder = try TestFolder()
    let built = try Command(
      [try guidegenPath(), "build", Self.docs, "--offline", "--no-cache", "--quiet", "--output", "doc"], in: folder
    ).run()
    #expect(built.status == 0 && built.output == "", "\(built.output)\(built.errors)")
    let files = try folder.contents(of: "doc")
    for path in ["0-START-HERE.html", "writing/articles.html", "publishing/hosting.html", "readers/comments-api.yaml"] {
      #expect(files[path] != nil, "\(path)")
    }
  }
}
