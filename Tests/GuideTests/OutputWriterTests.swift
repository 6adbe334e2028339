import Foundation
import Guide
import Testing

@Suite struct OutputWriterTests {
  let scratch: OutputScratchFolder

  init() throws {
    scratch = try OutputScratchFolder()
  }

  @Test func `the first build makes the folder, and the folders that lead to it`() throws {
    let report = try SiteWriter.write(
      [OutputFile(path: "a/b.html", bytes: [65]), OutputFile(path: "index.html", bytes: [])],
      to: "\(scratch.path)/x/y/site/", threads: 2)
    #expect(report.written == ["a/b.html", "index.html"])
    #expect(try String(contentsOfFile: "\(scratch.path)/x/y/site/a/b.html", encoding: .utf8) == "A")
    #expect(try FileManager.default.contentsOfDirectory(atPath: "\(scratch.path)/x/y") == ["site"])
  }

  @Test func `a second build of the same writes nothing`() throws {
    let files = ["index.html": "home", "faq/mfa.html": "mfa"]
    try scratch.build(files)
    let before = try [scratch.identity("index.html"), scratch.identity("faq/mfa.html"), scratch.identity(".guidegen")]
    let report = try scratch.build(files)
    #expect(report == OutputReport(written: [], unchanged: 2))
    #expect(
      try [scratch.identity("index.html"), scratch.identity("faq/mfa.html"), scratch.identity(".guidegen")] == before)
  }

  @Test(arguments: [["one"], ["one", "two"], ["one", "two", "three", "folder/four"]])
  func `only what changed is written, the rest keeps inode and time`(changed: [String]) throws {
    var files = ["same": "same", "folder/same": "same", "one": "1", "two": "2", "three": "3", "folder/four": "4"]
    try scratch.build(files)
    let before = try [scratch.identity("same"), scratch.identity("folder/same")]
    for name in changed { files[name] = "other" }
    let report = try scratch.build(files)
    #expect(report == OutputReport(written: changed.sorted(), unchanged: 6 - changed.count))
    #expect(try scratch.standing() == files)
    #expect(try [scratch.identity("same"), scratch.identity("folder/same")] == before)
    #expect(try scratch.beside().isEmpty)
  }

  @Test(arguments: [["gone/deep/page"], ["gone/deep/page", "gone/page"], ["gone/deep/page", "gone/page", "page"]])
  func `what is gone is removed, and the folders that are empty without it`(gone: [String]) throws {
    var files = ["index.html": "home", "gone/deep/page": "1", "gone/page": "2", "page": "3"]
    try scratch.build(files)
    for name in gone { files[name] = nil }
    #expect(try scratch.build(files).removed == gone)
    #expect(try scratch.standing() == files)
  }

  @Test func `a file may take a folder's place and a folder a file's`() throws {
    try scratch.build(["a/b": "1", "c": "2"])
    let files = ["a": "3", "c/d": "4"]
    try scratch.build(files)
    #expect(try scratch.standing() == files)
    try scratch.build(["a/b": "1", "c": "2"])
    #expect(try scratch.standing() == ["a/b": "1", "c": "2"])
  }

  @Test func `the number of threads does not change what is written`() throws {
    let files = Dictionary(uniqueKeysWithValues: (0..<1000).map { ("folder-\($0 % 5)/page-\($0)", "\($0)") })
    try scratch.build(files, threads: 1)
    let record = try Data(contentsOf: URL(fileURLWithPath: "\(scratch.site)/.guidegen"))
    let other = try OutputScratchFolder()
    try other.build(files, threads: 7)
    #expect(try Data(contentsOf: URL(fileURLWithPath: "\(other.site)/.guidegen")) == record)
    #expect(try other.standing() == files)
  }

  @Test func `a site's folder that is a symbolic link is written where it leads`() throws {
    let target = try OutputScratchFolder()
    try target.build(["index.html": "old"])
    try FileManager.default.createSymbolicLink(atPath: scratch.site, withDestinationPath: target.site)
    try scratch.build(["index.html": "new", "page": "new"])
    #expect(try target.standing() == ["index.html": "new", "page": "new"])
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: scratch.site) == target.site)
  }

  @Test func `the site's folder keeps its rights`() throws {
    try scratch.build(["index.html": "1", "a/b": "1"])
    for name in ["", "/a"] {
      try FileManager.default.setAttributes([.posixPermissions: 0o2775], ofItemAtPath: scratch.site + name)
    }
    try scratch.build(["index.html": "2", "a/b": "2"])
    for name in ["", "/a"] {
      let attributes = try FileManager.default.attributesOfItem(atPath: scratch.site + name)
      #expect(attributes[.posixPermissions] as? Int == 0o2775)
    }
  }

  @Test func `a record that is gone, cut or altered stops nobody`() throws {
    let record = "\(scratch.site)/.guidegen"
    let home = #"<!doctype html><meta name="generator" content="guidegen 1.0">"#
    try scratch.build(["index.html": home, "page": "1", "gone": "1"])
    let whole = try Data(contentsOf: URL(fileURLWithPath: record))
    for (number, bytes) in [Data(), whole.dropLast(), whole.dropFirst(), whole + whole].enumerated() {
      try bytes.write(to: URL(fileURLWithPath: record))
      let files = ["index.html": home, "page": "\(number + 2)"]
      #expect(try scratch.build(files).removed.isEmpty)
      #expect(try scratch.standing() == files.merging(["gone": "1"]) { own, _ in own })
    }
    try FileManager.default.removeItem(atPath: record)
    try scratch.build(["index.html": home, "page": "x", "other": "x"])
    #expect(try scratch.standing() == ["index.html": home, "page": "x", "other": "x", "gone": "1"])
  }
}
