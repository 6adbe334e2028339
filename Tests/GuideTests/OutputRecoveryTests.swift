import Foundation
import Testing

@testable import Guide

/// What a killed run leaves, and what the next makes of it.
@Suite struct OutputRecoveryTests {
  let scratch: OutputScratchFolder
  static let old = ["index.html": "1", "folder/page": "1", "gone": "1"]
  static let new = ["index.html": "2", "folder/page": "2", "added/page": "2"]

  init() throws {
    scratch = try OutputScratchFolder()
    try scratch.build(Self.old)
  }

  /// Prepares `new`, as far as its journal.
  private func stage() throws {
    let folder = try OpenFolder(at: scratch.site, shown: scratch.site)
    let files = Self.new.map { OutputFile(path: $0.key, bytes: Array($0.value.utf8)) }
    let site = try NewSite(OutputBatch.batches(of: files))
    let plan = try WritePlan(for: site, in: folder, prepared: PreparedFiles(of: site), crew: Crew(threads: 1))
    _ = try InPlaceWriter(folder: folder).stage(plan)
  }

  @Test func `a journal that stands is carried out`() throws {
    try stage()
    try InPlaceWriter(folder: OpenFolder(at: scratch.site, shown: scratch.site)).recover()
    #expect(try scratch.standing() == Self.new)
    #expect(try scratch.build(Self.new) == OutputReport(unchanged: 3))
  }

  @Test func `a journal that is carried out in part is carried on`() throws {
    try stage()
    let folder = "\(scratch.site)/.guidegen.new"
    try FileManager.default.removeItem(atPath: "\(scratch.site)/gone")
    #expect(rename("\(folder)/2", "\(scratch.site)/index.html") == 0)
    try InPlaceWriter(folder: OpenFolder(at: scratch.site, shown: scratch.site)).recover()
    #expect(try scratch.standing() == Self.new)
  }

  @Test(arguments: [0, 20, -1]) func `without a whole journal what was prepared is thrown away`(length: Int) throws {
    try stage()
    let journal = URL(fileURLWithPath: "\(scratch.site)/.guidegen.new/journal")
    let bytes = try Data(contentsOf: journal)
    try bytes.prefix(length < 0 ? bytes.count + length : length).write(to: journal)
    #expect(try scratch.build(Self.old) == OutputReport(unchanged: 3))
    #expect(try scratch.standing() == Self.old)
  }

  @Test func `a journal does not touch what somebody has changed since`() throws {
    try stage()
    try scratch.put("theirs", at: "gone")
    try scratch.put("theirs", at: "added/page")
    #expect(throws: OutputError.inTheWay(["\(scratch.site)/added/page"])) { try scratch.build(Self.new) }
    try FileManager.default.removeItem(atPath: "\(scratch.site)/added/page")
    try scratch.build(Self.new)
    #expect(try scratch.standing() == Self.new.merging(["gone": "theirs"]) { $1 })
  }

  @Test func `a new folder that was never put in place is removed`() throws {
    let inode = try scratch.identity("")[0]
    let leftover = "\(scratch.path)/.site.guidegen-\(inode)"
    try FileManager.default.createDirectory(atPath: "\(leftover)/folder", withIntermediateDirectories: true)
    try Data("2".utf8).write(to: URL(fileURLWithPath: "\(leftover)/folder/page"))
    try FileManager.default.linkItem(atPath: "\(scratch.site)/gone", toPath: "\(leftover)/gone")
    #expect(try scratch.build(Self.old) == OutputReport(unchanged: 3))
    #expect(try scratch.beside().isEmpty)
    #expect(try scratch.standing() == Self.old)
  }

  @Test func `an old folder is removed, but other people's files in it move into the site`() throws {
    let inode = try scratch.identity("")[0]
    let leftover = "\(scratch.path)/.site.guidegen-\(inode)"
    #expect(rename(scratch.site, leftover) == 0)
    try Data("theirs".utf8).write(to: URL(fileURLWithPath: "\(leftover)/folder/note"))
    try FileManager.default.createDirectory(atPath: "\(leftover)/theirs", withIntermediateDirectories: true)
    try Data("theirs".utf8).write(to: URL(fileURLWithPath: "\(leftover)/theirs/note"))
    try scratch.build(Self.new)
    #expect(try scratch.beside().isEmpty)
    #expect(try scratch.standing() == Self.new.merging(["folder/note": "theirs", "theirs/note": "theirs"]) { $1 })
  }

  @Test func `a folder that only looks like a leftover stays, and one of another site too`() throws {
    let names = [
      ".other.guidegen-1", ".site.guidegen-", ".site.guidegen-1-2-3", ".site.guidegen-1", ".site.guidegen-x",
    ]
    for name in names {
      try FileManager.default.createDirectory(atPath: "\(scratch.path)/\(name)", withIntermediateDirectories: true)
    }
    let report = try scratch.build(Self.new)
    #expect(report.leftBehind == ["\(scratch.path)/.site.guidegen-1"])
    #expect(try scratch.beside() == names.sorted())
  }

  @Test func `a leftover that another process is at work on stays`() throws {
    let leftover = "\(scratch.path)/.site.guidegen-\(try scratch.identity("")[0])"
    try FileManager.default.createDirectory(atPath: leftover, withIntermediateDirectories: true)
    let descriptor = open(leftover, O_RDONLY | O_DIRECTORY)
    #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
    try scratch.build(Self.old)
    #expect(FileManager.default.fileExists(atPath: leftover))
    close(descriptor)
    try scratch.build(Self.old)
    #expect(try scratch.beside().isEmpty)
  }

  @Test func `a hash tells bytes apart that differ in one place, order or length`() {
    let base = [UInt8](0..<100)
    var hashes: Set<ContentHash> = []
    for length in 0...100 { hashes.insert(ContentHash(of: Array(base[..<length]))) }
    for position in base.indices {
      var other = base
      other[position] ^= 1
      hashes.insert(ContentHash(of: other))
    }
    for length in 1...70 { hashes.insert(ContentHash(of: [UInt8](repeating: 0, count: length))) }
    hashes.insert(ContentHash(of: base.reversed()))
    // The single zero byte comes twice: as the first byte of `base` and as itself.
    #expect(hashes.count == 101 + 100 + 70 + 1 - 1)
  }

  @Test func `a hash and a record are the same on every machine`() throws {
    let text = Array("The same bytes on every machine, whatever its word size.".utf8)
    let entries = [("b", text), ("a b", [])].map {
      Manifest.Entry(path: SitePath($0), size: $1.count, hash: ContentHash(of: $1))
    }
    let manifest = Manifest(entries)
    // The hashes come from another implementation of what `ContentHash` says of itself.
    #expect(
      String(decoding: manifest.bytes, as: UTF8.self) == """
        guidegen-site 1
        0 0e30e8922f11c3a8 a b
        56 f94621f49911b982 b
        end 2 e6c8e2cd19bc779e

        """)
    #expect(Manifest(parsing: manifest.bytes) == manifest)
  }
}
