import Foundation
import Guide
import Testing

@Suite struct OutputErrorTests {
  @Test(arguments: [
    (
      OutputError.refused(attempt: "write", path: "site/x.html", code: ENOSPC),
      """
      error: cannot write "site/x.html": no space left on device
        hint: make room on the disk and build again; the site is as it was
      """
    ),
    (
      .refused(attempt: "create the folder", path: "site", code: EACCES),
      """
      error: cannot create the folder "site": permission denied
        hint: give yourself the right to write there, or choose another folder with --output
      """
    ),
    (
      .refused(attempt: "read", path: "site/x.html", code: EIO),
      "error: cannot read \"site/x.html\": input/output error"
    ),
    (
      .inTheWay(["site/a.html", "site/b.html"]),
      """
      error: "site/a.html" is in the way: guidegen did not write it and would have to replace it
        hint: move or delete it, or choose another folder with --output
      error: "site/b.html" is in the way: guidegen did not write it and would have to replace it
        hint: move or delete it, or choose another folder with --output
      """
    ),
    (
      .collision("a.html", "a.html"),
      """
      error: two pages would be written to "a.html"
        hint: give one of them another name or slug
      """
    ),
    (
      .collision("a", "a/b.html"),
      """
      error: "a" would be a file and, because of "a/b.html", a folder too
        hint: give one of them another name or slug
      """
    ),
    (
      .invalidPath("../x"),
      """
      error: cannot write a file at "../x": the path is reserved or leads out of the site's folder
        hint: give the page another name or slug
      """
    ),
    (
      .busy(folder: "site"),
      """
      error: another guidegen is writing "site"
        hint: wait until it is done, or choose another folder with --output
      """
    ),
    (
      .altered("site/a.html"),
      """
      error: "site/a.html" was altered while the manifest was being made
        hint: build again
      """
    ),
    (
      .manifestRefused(path: "lists/site.jsonl", code: ENOENT),
      """
      error: cannot write the manifest "lists/site.jsonl": no such file or directory
        hint: choose another file with --manifest
      """
    ),
  ])
  func `an error reads as a complete sentence`(error: OutputError, text: String) {
    #expect(error.diagnostics.map(\.description).joined(separator: "\n") == text)
  }

  @Test(arguments: [
    "", "/", "/a", "a/", "a//b", ".", "..", "./a", "a/./b", "a/../b", "a/..", "a\nb", "a\u{0}b", ".guidegen",
    ".guidegen.new/a",
  ])
  func `a path that leads out of the folder or is reserved is refused`(path: String) throws {
    let scratch = try OutputScratchFolder()
    #expect(throws: OutputError.invalidPath(path)) { try scratch.build([path: ""]) }
    #expect(try scratch.beside().isEmpty && !FileManager.default.fileExists(atPath: scratch.site))
  }

  @Test(arguments: ["a/.guidegen", "...", "a b", "ä", ".well-known/x"])
  func `a path that is only unusual is not`(path: String) throws {
    let scratch = try OutputScratchFolder()
    try scratch.build([path: "x"])
    #expect(try scratch.standing() == [path: "x"])
  }

  @Test func `files of one build that collide are refused`() throws {
    let scratch = try OutputScratchFolder()
    let twice = [OutputFile(path: "a", bytes: []), OutputFile(path: "b", bytes: []), OutputFile(path: "a", bytes: [1])]
    #expect(throws: OutputError.collision("a", "a")) { try SiteWriter.write(twice, to: scratch.site, threads: 1) }
    #expect(throws: OutputError.collision("a", "a/b/c")) { try scratch.build(["a": "", "a/b/c": "", "a.html": ""]) }
  }

  @Test func `a folder that cannot be made is an error that names it`() throws {
    let scratch = try OutputScratchFolder()
    try Data().write(to: URL(fileURLWithPath: scratch.site))
    #expect(throws: OutputError.refused(attempt: "open the folder", path: scratch.site, code: ENOTDIR)) {
      try scratch.build(["a": ""])
    }
    #expect(throws: OutputError.refused(attempt: "create the folder", path: "/proc/none", code: ENOENT)) {
      try SiteWriter.write([], to: "/proc/none/site", threads: 1)
    }
  }
}
