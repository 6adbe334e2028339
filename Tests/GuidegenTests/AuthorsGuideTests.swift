import Foundation
import Testing

/// What `docs/content/writing/articles.md` shows must be true.
@Suite struct AuthorsGuideTests {
  private static let examples: [String] = {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../docs/content/writing/articles.md").standardizedFileURL
    let text = (try? String(contentsOf: path, encoding: .utf8)) ?? ""
    return text.components(separatedBy: "```markdown\n").dropFirst().map { $0.components(separatedBy: "\n```")[0] }
  }()

  @Test func `the guide has examples`() {
    #expect(Self.examples.count >= 4)
  }

  @Test(arguments: examples)
  func `an example of the authors' guide is an article without a mistake`(example: String) throws {
    let guide = try TestFolder()
    let made = try Command([try guidegenPath(), "new", "site", "."], in: guide).run()
    #expect(made.status == 0, "\(made.errors)")
    try guide.write("---\ntitle: Example\n---\n\n\(example)\n", to: "content/example.md")
    let checked = try Command([try guidegenPath(), "check", "."], in: guide).run()
    #expect(checked.status == 0 && checked.output == "", "\(checked.output)")
  }
}
