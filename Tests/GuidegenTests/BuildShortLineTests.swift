import Foundation
import Testing

@testable import guidegen

/// The line that is read without the parser means what the parser makes of it.
@Suite struct BuildShortLineTests {
  @Test(arguments: [
    ["build"], ["build", "help"], ["build", "help/"], ["build", "."], ["build", ""], ["build", "--quiet"],
    ["build", "-q"], ["build", "help", "--quiet"], ["build", "help", "-q"], ["build", "--threads", "2"],
    ["build", "help", "--threads", "1024", "-q"], ["build", "--threads", "1", "--quiet"],
  ])
  func `a short line is read as the parser reads it`(line: [String]) throws {
    let short = try #require(BuildCommand(shortLine: line, hasEnvironment: false))
    let parsed = try #require(try Guidegen.parseAsRoot(line) as? BuildCommand)
    #expect(Self.words(short) == Self.words(parsed))
  }

  @Test(arguments: [
    [], ["qr"], ["help", "build"], ["build", "a", "b"], ["build", "--help"], ["build", "--drafts"], ["build", "-x"],
    ["build", "--", "a"], ["build", "--quiet", "help"], ["build", "-q", "-q"], ["build", "--threads", "0"],
    ["build", "--threads", "x"], ["build", "--threads"], ["build", "--threads", "2", "help"],
    ["build", "--threads", "1025"],
  ])
  func `every other line is left to the parser`(line: [String]) {
    #expect(BuildCommand(shortLine: line, hasEnvironment: false) == nil)
  }

  @Test func `what the environment may say is left to the parser`() {
    #expect(BuildCommand(shortLine: ["build"], hasEnvironment: true) == nil)
  }

  /// All that the command holds, as text.
  private static func words(_ command: BuildCommand) -> [String] {
    let guide = command.guide
    return [
      "\(command.output ?? "none")", "\(command.drafts)", "\(command.precompress)", "\(command.record)",
      "\(command.explain)", "\(command.noCache)", "\(command.comments.map { "\($0)" } ?? "none")",
      "\(command.manifest?.description ?? "none")",
      "\(guide.folder ?? "none")", "\(guide.threadCount)",
      "\(guide.quiet)", "\(guide.findings)",
    ]
  }
}
