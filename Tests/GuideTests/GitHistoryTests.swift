import Foundation
import Testing

@testable import Guide

@Suite struct GitHistoryTests {
  let repository: Repository

  init() throws {
    repository = try Repository()
  }

  private func dates(_ path: String, in folder: String = "content") -> String? {
    GitHistory.read("\(repository.path)/\(folder)").dates(of: path).map { "\($0.created) \($0.changed)" }
  }

  @Test func `a file has the days of its first and its latest commit`() throws {
    try repository.write("content/a.md", "1")
    try repository.write("content/faq/b c.md", "1")
    try repository.commit("2026-01-01T00:00:00Z")
    try repository.write("content/faq/b c.md", "2")
    try repository.commit("2026-02-03T12:00:00Z")
    #expect(dates("a.md") == "2026-01-01 2026-01-01")
    #expect(dates("faq/b c.md") == "2026-01-01 2026-02-03")
    #expect(dates("b c.md", in: "content/faq") == "2026-01-01 2026-02-03")
    #expect(dates("none.md") == nil)
  }

  @Test(arguments: [
    ("2026-03-01T00:30:00+02:00", "2026-02-28"), ("2026-02-28T23:59:59-01:00", "2026-03-01"),
    ("1970-01-02T00:00:00Z", "1970-01-02"),
  ])
  func `days are those of UTC`(time: String, day: String) throws {
    try repository.write("content/a.md", "1")
    try repository.commit(time)
    #expect(dates("a.md") == "\(day) \(day)")
  }

  @Test func `names that are not ASCII, or have quotes and line feeds, are found`() throws {
    let names = ["ä ö.md", "日本.md", "a\"b'c.md", "a\nb.md", "-M.md"]
    for name in names { try repository.write("content/\(name)", name) }
    try repository.commit("2026-01-01T00:00:00Z")
    for name in names { #expect(dates(name) == "2026-01-01 2026-01-01") }
  }

  @Test func `what is not committed has no dates, and a change that is not committed does not count`() throws {
    try repository.write("content/a.md", "1")
    try repository.commit("2026-01-01T00:00:00Z")
    try repository.write("content/a.md", "2")
    try repository.write("content/new.md", "1")
    #expect(dates("a.md") == "2026-01-01 2026-01-01")
    #expect(dates("new.md") == nil)
  }

  @Test func `a renamed file keeps its first date, also when it changes a little and through several names`() throws {
    let text = (1...20).map { "line \($0)\n" }.joined()
    try repository.write("content/a.md", text)
    try repository.commit("2026-01-01T00:00:00Z")
    try repository.move("content/a.md", "content/faq/b.md")
    try repository.write("content/faq/b.md", text + "more\n")
    try repository.commit("2026-02-01T00:00:00Z")
    try repository.move("content/faq/b.md", "content/c.md")
    try repository.commit("2026-03-01T00:00:00Z")
    #expect(dates("c.md") == "2026-01-01 2026-03-01")
  }

  @Test func `a name that is used again begins again`() throws {
    try repository.write("content/a.md", "the first of that name, a long text\n")
    try repository.commit("2026-01-01T00:00:00Z")
    try repository.move("content/a.md", "content/b.md")
    try repository.commit("2026-02-01T00:00:00Z")
    try repository.write("content/a.md", "other\n")
    try repository.commit("2026-03-01T00:00:00Z")
    try repository.remove("content/b.md")
    try repository.commit("2026-04-01T00:00:00Z")
    try repository.write("content/b.md", "and something else again\n")
    try repository.commit("2026-05-01T00:00:00Z")
    #expect(dates("a.md") == "2026-03-01 2026-03-01")
    #expect(dates("b.md") == "2026-05-01 2026-05-01")
  }

  @Test func `a commit that comes in by a merge counts, the merge does not`() throws {
    try repository.write("content/a.md", "1")
    try repository.commit("2026-01-01T00:00:00Z")
    try repository.git("checkout", "-q", "-b", "side")
    try repository.write("content/b.md", "1")
    try repository.commit("2026-02-01T00:00:00Z")
    try repository.git("checkout", "-q", "main")
    try repository.write("content/a.md", "2")
    try repository.commit("2026-03-01T00:00:00Z")
    try repository.git("merge", "-q", "--no-ff", "-m", "merge", "side", date: "2026-04-01T00:00:00Z")
    #expect(dates("a.md") == "2026-01-01 2026-03-01")
    #expect(dates("b.md") == "2026-02-01 2026-02-01")
  }

  @Test func `a shallow clone is told apart`() throws {
    try repository.write("content/a.md", "1")
    try repository.commit("2026-01-01T00:00:00Z")
    try repository.write("content/a.md", "2")
    try repository.commit("2026-02-01T00:00:00Z")
    let clone = try Repository(cloning: repository, "--depth=1")
    guard case .shallow = GitHistory.read("\(clone.path)/content") else {
      Issue.record("the clone is not taken for a shallow one")
      return
    }
  }

  @Test func `a partial clone has its dates, and fetches nothing`() throws {
    try repository.write("content/a.md", (1...20).map { "line \($0)\n" }.joined())
    try repository.commit("2026-01-01T00:00:00Z")
    try repository.move("content/a.md", "content/b.md")
    try repository.write("content/b.md", (1...21).map { "line \($0)\n" }.joined())
    try repository.commit("2026-02-01T00:00:00Z")
    try repository.git("config", "uploadpack.allowFilter", "true")
    let clone = try Repository(cloning: repository, "--filter=blob:none", "--no-checkout")
    let history = GitHistory.read(clone.path)
    let dates = history.dates(of: "content/b.md")
    #expect(dates?.changed.description == "2026-02-01")
    #expect(try clone.git("rev-list", "--objects", "--all", "--missing=print").contains("?"))
  }

  @Test func `no repository, no commit and no git all mean no dates`() throws {
    let scratch = try OutputScratchFolder()
    for folder in [scratch.path, repository.path, "\(scratch.path)/none"] {
      guard case .noRepository = GitHistory.read(folder) else {
        Issue.record("\(folder) has a history")
        continue
      }
    }
  }

  @Test func `a repository that git refuses is told apart from none`() throws {
    try repository.write("content/a.md", "1")
    try repository.commit("2026-01-01T00:00:00Z")
    try repository.write(".git/HEAD", "nonsense\n")
    guard case .unreadable = GitHistory.read("\(repository.path)/content") else {
      Issue.record("the repository can be read")
      return
    }
  }

  @Test func `configuration neither starts a program nor changes the answer`() throws {
    try repository.write("content/a.md", "1")
    try repository.write("content/ä.md", "1")
    try repository.commit("2026-01-01T00:00:00Z")
    let trap = "touch '\(repository.path)/trapped'"
    for (key, value) in [
      ("core.pager", trap), ("pager.log", "true"), ("diff.external", trap), ("core.fsmonitor", trap),
      ("core.quotePath", "true"), ("log.showSignature", "true"), ("format.pretty", "fuller"), ("color.ui", "always"),
      ("diff.renames", "false"), ("log.diffMerges", "on"), ("diff.noprefix", "true"), ("log.decorate", "full"),
    ] {
      try repository.git("config", key, value)
    }
    #expect(dates("ä.md") == "2026-01-01 2026-01-01")
    #expect(!FileManager.default.fileExists(atPath: "\(repository.path)/trapped"))
  }

  @Test func `output that is cut or is none of git's is survived`() {
    let whole = Array("\u{1}86400\0\nA\0a.md\0R100\0b.md\0c.md\0\u{1}0\0\nM\0d.md\0".utf8)
    #expect(GitHistory(parsing: whole).dates(of: "c.md")?.created.description == "1970-01-02")
    for length in 0...whole.count { _ = GitHistory(parsing: Array(whole[..<length])) }
    for byte in UInt8.min...UInt8.max { _ = GitHistory(parsing: [byte, 0, byte, 1, byte, 0, 1, 0, 0]) }
    let absurd = GitHistory(parsing: Array("\u{1}99999999999999999\0\nA\0a\0".utf8))
    #expect(absurd.dates(of: "a") == nil)
  }
}

/// A git repository of a test's own.
struct Repository {
  private let scratch: OutputScratchFolder
  var path: String { "\(scratch.path)/repository" }

  init() throws {
    scratch = try OutputScratchFolder()
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    try git("init", "-q", "-b", "main")
  }

  init(cloning other: Repository, _ options: String...) throws {
    scratch = try OutputScratchFolder()
    try Self.run(["clone", "-q"] + options + ["file://\(other.path)", path], in: scratch.path, date: nil)
  }

  func write(_ name: String, _ text: String) throws {
    let file = URL(fileURLWithPath: "\(path)/\(name)")
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  func move(_ from: String, _ to: String) throws {
    let folder = URL(fileURLWithPath: "\(path)/\(to)").deletingLastPathComponent()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try git("mv", from, to)
  }

  func remove(_ name: String) throws {
    try git("rm", "-q", name)
  }

  func commit(_ date: String) throws {
    try git("add", "-A")
    try git("commit", "-q", "-m", "a change", date: date)
  }

  @discardableResult func git(_ arguments: String..., date: String? = nil) throws -> String {
    try Self.run(arguments, in: path, date: date)
  }

  @discardableResult
  private static func run(_ arguments: [String], in folder: String, date: String?) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["git"] + arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("GIT_") }.merging([
      "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null",
      "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_AUTHOR_DATE": date ?? "2020-01-01T00:00:00Z",
      "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.org",
      "GIT_COMMITTER_DATE": date ?? "2020-01-01T00:00:00Z",
    ]) { $1 }
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "git \(arguments)")
    return text
  }
}
