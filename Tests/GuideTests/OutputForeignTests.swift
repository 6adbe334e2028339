import Foundation
import Guide
import Testing

/// Files in the site's folder that guidegen did not write.
@Suite struct OutputForeignTests {
  let scratch: OutputScratchFolder

  init() throws {
    scratch = try OutputScratchFolder()
    try scratch.build(["index.html": "1", "page.html": "1", "ours/page.html": "1"])
    try scratch.put("*\n", at: ".gitignore")
    try scratch.put("note", at: "ours/note.txt")
    try scratch.put("deep", at: "theirs/deep/file")
    try FileManager.default.createDirectory(atPath: "\(scratch.site)/empty", withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(atPath: "\(scratch.site)/link", withDestinationPath: "/nowhere")
  }

  static let theirs = [
    ".gitignore": "*\n", "ours/note.txt": "note", "theirs/deep/file": "deep", "empty/": "", "link": "-> /nowhere",
  ]

  @Test(arguments: [
    ["index.html": "2", "page.html": "1", "ours/page.html": "1"],
    ["index.html": "2", "page.html": "2", "ours/page.html": "2"],
    ["index.html": "1"],
    ["theirs/page.html": "1", "index.html": "1"],
    [:],
  ])
  func `foreign files, folders and links stay as they are`(files: [String: String]) throws {
    let names = [".gitignore", "ours/note.txt", "theirs/deep/file", "theirs/deep", "empty", "link"]
    let before = try names.map { Array(try scratch.identity($0)[1...]) }
    try scratch.build(files)
    #expect(try scratch.standing() == Self.theirs.merging(files) { $1 })
    #expect(try names.map { Array(try scratch.identity($0)[1...]) } == before)
    #expect(try scratch.beside().isEmpty)
  }

  @Test func `a foreign file in the way stops the build before anything changes, and all are named`() throws {
    let before = try scratch.standing()
    let error = try #require(throws: OutputError.self) {
      try scratch.build(["index.html": "2", "ours/note.txt": "x", ".gitignore": "x", "link": "x", "theirs": "x"])
    }
    #expect(
      error == .inTheWay([".gitignore", "link", "ours/note.txt", "theirs/deep/file"].map { "\(scratch.site)/\($0)" }))
    #expect(try scratch.standing() == before)
    #expect(try scratch.beside().isEmpty)
  }

  @Test func `a foreign file with the very bytes of ours is taken over`() throws {
    #expect(try scratch.build(["index.html": "1", "ours/note.txt": "note"]).unchanged == 2)
    #expect(try scratch.build(["index.html": "1", "ours/note.txt": "other"]).written == ["ours/note.txt"])
  }

  @Test func `a foreign file where a folder of ours must be stops the build`() throws {
    #expect(throws: OutputError.inTheWay(["\(scratch.site)/.gitignore"])) {
      try scratch.build([".gitignore/page.html": "1"])
    }
  }

  @Test func `a folder of nothing gives way to a file`() throws {
    try scratch.build(["index.html": "1", "empty": "file"])
    #expect(try scratch.standing()["empty"] == "file")
  }

  @Test(arguments: [false, true])
  func `a file of ours that somebody has altered is overwritten, but not removed`(manyChanges: Bool) throws {
    try scratch.put("altered", at: "page.html")
    try scratch.put("altered", at: "ours/page.html")
    let report = try scratch.build(["index.html": manyChanges ? "2" : "1", "page.html": "1"])
    #expect(report.written.contains("page.html"))
    #expect(report.kept == ["ours/page.html"])
    #expect(try scratch.standing()["ours/page.html"] == "altered")
    #expect(try scratch.build(["index.html": "3", "page.html": "3"]).kept.isEmpty)
    #expect(try scratch.standing()["ours/page.html"] == "altered")
  }

  @Test func `no symbolic link leads out of the folder`() throws {
    let outside = try OutputScratchFolder()
    try outside.build(["page.html": "outside"])
    try FileManager.default.removeItem(atPath: "\(scratch.site)/ours")
    try FileManager.default.createSymbolicLink(atPath: "\(scratch.site)/ours", withDestinationPath: outside.site)
    #expect(throws: OutputError.inTheWay(["\(scratch.site)/ours"])) {
      try scratch.build(["index.html": "2", "page.html": "2", "ours/page.html": "2", "ours/new.html": "2"])
    }
    try scratch.build(["index.html": "2", "page.html": "2"])
    #expect(try outside.standing() == ["page.html": "outside"])
    #expect(try scratch.standing()["ours"] == "-> \(outside.site)")
  }

  @Test func `a pipe in the way is no trap`() throws {
    #expect(mkfifo("\(scratch.site)/pipe", 0o644) == 0)
    #expect(throws: OutputError.inTheWay(["\(scratch.site)/pipe"])) { try scratch.build(["pipe": "x"]) }
    try scratch.build(["index.html": "2", "page.html": "2"])
    #expect(
      try FileManager.default.attributesOfItem(atPath: "\(scratch.site)/pipe")[.type] as? FileAttributeType != nil)
  }

  @Test func `a foreign name that is no UTF-8 survives`() throws {
    let name = Array("\(scratch.site)/caf".utf8.map { CChar(bitPattern: $0) }) + [CChar(bitPattern: 0xE9), 0]
    let file = open(name, O_WRONLY | O_CREAT, 0o644)
    #expect(file >= 0 && close(file) == 0)
    try scratch.build(["index.html": "2", "page.html": "2"])
    #expect(access(name, F_OK) == 0)
  }
}
