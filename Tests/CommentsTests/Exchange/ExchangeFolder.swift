import Comments
import Foundation

/// A folder for files to import, which goes when this is let go.
final class ExchangeFolder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/guidegen-exchange-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// The path of a new file that holds `text`.
  func file(_ text: String, _ name: String = "export") throws -> String {
    let file = path + "/" + name
    try text.write(toFile: file, atomically: true, encoding: .utf8)
    return file
  }

  /// Runs `tool`, which is to be in the path, with `input`, and waits for its end.
  func run(_ tool: String, _ arguments: [String], input: String = "") throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [tool] + arguments
    let pipe = Pipe()
    process.standardInput = pipe
    try process.run()
    try pipe.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try pipe.fileHandleForWriting.close()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw ToolError(tool: tool, status: process.terminationStatus) }
  }

  struct ToolError: Error {
    var tool: String
    var status: Int32
  }
}

extension TestStore {
  /// The pages of the imports' tests.
  static let pages = PageMap(pages: ["faq/mfa.html", "guides/index.html", "index.html"])

  /// All that `store` exports of `site`.
  static func exported(_ store: CommentStore, of site: String = page.site) throws -> String {
    var bytes: [UInt8] = []
    try store.export(ExportOptions(site: site), stopped: { $0 }, to: { (lines) throws(SQLError) in bytes += lines })
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The messages of an import that is refused.
  func refusal(of options: ImportOptions) -> String {
    do throws(ImportError) {
      _ = try store.importComments(options)
      return "it was imported"
    } catch {
      guard case .problems(let problems) = error else { return "\(error)" }
      return problems.map(\.description).joined(separator: "\n")
        .replacingOccurrences(of: (options.file as NSString).deletingLastPathComponent + "/", with: "")
    }
  }

  /// Comments of `page` in `state`, each as its depth, name and text.
  func comments(in state: CommentState) throws -> [String] {
    try store.comments(of: Self.page.site, in: state, limit: 1_000).reversed().map {
      "\($0.page.path) \($0.depth) \($0.author): \($0.markdown)"
    }
  }
}
