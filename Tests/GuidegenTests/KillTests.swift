import Foundation
import Testing

/// `guidegen build`, killed.
@Suite struct KillTests {
  @Test func `a build killed at any of 24 moments leaves the old site or the new one`() throws {
    let scratch = try Scratch()
    try scratch.write(guide: "old", pages: 0..<120)
    try scratch.write(guide: "new", pages: 40..<160)
    let whole = try ["old", "new"].map { name in
      try scratch.build(name, into: "whole-\(name)").finish()
      return try scratch.files("whole-\(name)")
    }
    #expect(whole[0] != whole[1])

    let start = ContinuousClock.now
    try scratch.build("old", into: "site").finish()
    let duration = ContinuousClock.now - start
    var delay = duration * 0.5
    var begun = 0
    var moment = 0
    // Were all killed before or after the writing, this test would show nothing: then it looks for better moments.
    while moment < 24 || begun < 3, moment < 500 {
      let standing = try scratch.files("site") == whole[0] ? 0 : 1
      let next = 1 - standing
      let build = try scratch.build(["old", "new"][next], into: "site")
      try build.kill(after: moment < 24 ? duration * moment / 24 : delay)
      let files = try scratch.files("site")
      #expect(files == whole[standing] || files == whole[next], "killed at moment \(moment)")
      let hasBegun = try !scratch.leftovers().isEmpty
      if hasBegun { begun += 1 } else { delay = files == whole[next] ? delay * 0.9 : delay * 1.12 }
      moment += 1
    }
    #expect(begun >= 3)
    try scratch.build("new", into: "site").finish()
    #expect(try scratch.files("site") == whole[1])
    #expect(try scratch.leftovers().isEmpty)
  }
}

/// A folder of the test's own, with guides and sites in it.
private final class Scratch: Sendable {
  private let path: String

  init() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "guidegen-kill-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// A guide with an article for each number, most of them the same in every guide.
  func write(guide: String, pages: Range<Int>) throws {
    try write("title: Help\n", to: "\(guide)/content/guide.yml")
    for number in pages {
      let text = number.isMultiple(of: 3) ? "Only in \(guide)." : "The same."
      try write(
        "---\ntitle: Page \(number)\n---\n\n\(text)\n", to: "\(guide)/content/part-\(number % 5)/page-\(number).md")
    }
  }

  private func write(_ text: String, to name: String) throws {
    let file = URL(fileURLWithPath: "\(path)/\(name)")
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  func build(_ guide: String, into site: String) throws -> RunningBuild {
    try RunningBuild(["build", "\(path)/\(guide)", "--output", "\(path)/\(site)", "--quiet"])
  }

  /// Every file of a site by its path, guidegen's record too.
  func files(_ site: String) throws -> [String: Data] {
    var files: [String: Data] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: "\(path)/\(site)") {
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: "\(path)/\(site)/\(name)", isDirectory: &isFolder),
        !isFolder.boolValue
      else { continue }
      files[name] = try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(site)/\(name)"))
    }
    return files
  }

  /// What killed builds have left beside the site.
  func leftovers() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path).filter { $0.hasPrefix(".site.") }
  }
}

/// A run of the binary that the tests were built with.
private struct RunningBuild {
  private let process = Process()
  private let errors = Pipe()

  init(_ arguments: [String]) throws {
    let products = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    process.executableURL = products.appending(path: "guidegen")
    process.arguments = arguments
    process.standardError = errors
    try process.run()
  }

  func kill(after delay: Duration) throws {
    usleep(UInt32(delay.components.attoseconds / 1_000_000_000_000))
    Glibc.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  func finish() throws {
    let message = String(decoding: try errors.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(message)")
  }
}
