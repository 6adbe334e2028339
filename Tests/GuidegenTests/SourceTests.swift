import Foundation
import Testing

/// What `content/` may hold besides plain files.
@Suite struct SourceTests {
  let guide: TestFolder

  init() throws {
    guide = try .smallGuide()
  }

  @Test func `a folder without content is told what it lacks`() throws {
    let empty = try TestFolder()
    let message = """
      content: error: cannot open this folder: no such file or directory
        hint: run guidegen in the folder that holds content/, or name it

      """
    #expect(try guidegen("check", in: empty) == Outcome(status: 1, output: message, errors: "1 error\n"))
    #expect(
      try guidegen("build", "nowhere", in: empty)
        == Outcome(status: 1, errors: message + "1 error; nowhere/site was left as it was\n"))
    #expect(try empty.names() == [])
  }

  @Test func `a symbolic link to a file of the guide is that file`() throws {
    try guide.write("Shared text.\n", to: "shared/text.txt")
    try link("shared/text.txt", from: "content/linked.txt", up: 1)
    #expect(try guidegen("build", in: guide).status == 0)
    #expect(try guide.read("site/linked.txt") == "Shared text.\n")
    #expect(
      try FileManager.default.attributesOfItem(atPath: "\(guide.path)/site/linked.txt")[.type] as? FileAttributeType
        == .typeRegular)
  }

  @Test func `what is no file of the guide's is an error each, and all are told`() throws {
    let outside = try TestFolder(["secret.txt": "secret"])
    try FileManager.default.createSymbolicLink(
      atPath: "\(guide.path)/content/a-secret.txt", withDestinationPath: "\(outside.path)/secret.txt")
    try FileManager.default.createSymbolicLink(
      atPath: "\(guide.path)/content/b-up", withDestinationPath: outside.path)
    try link("nothing.md", from: "content/c-dangling.md", up: 0)
    try link("content/phones", from: "content/d-folder", up: 1)
    try link("e-loop", from: "content/e-loop", up: 0)
    #expect(mkfifo("\(guide.path)/content/f-pipe.md", 0o644) == 0)
    let messages = """
      content/a-secret.txt: error: this symbolic link leaves the guide's folder
        hint: put a copy of the file there instead
      content/b-up: error: this symbolic link leaves the guide's folder
        hint: put a copy of the file there instead
      content/c-dangling.md: error: this symbolic link leads nowhere: no such file or directory
        hint: put a copy of the file there instead
      content/d-folder: error: this symbolic link leads to a folder
        hint: put a copy of the file there instead
      content/e-loop: error: this symbolic link leads nowhere: too many levels of symbolic links
        hint: put a copy of the file there instead
      content/f-pipe.md: error: this is neither a file nor a folder
        hint: put a copy of the file there instead

      """
    #expect(
      try guidegen("build", in: guide)
        == Outcome(status: 1, errors: messages + "6 errors; site was left as it was\n"))
    #expect(!guide.exists("site"))
  }

  @Test func `names that begin with a dot are passed over`() throws {
    try guide.write("x", to: "content/.git/config")
    try guide.write("x", to: "content/phones/.DS_Store")
    try guide.write("x", to: "content/.draft.md.swp")
    #expect(try guidegen("build", in: guide).status == 0)
    #expect(
      try guide.contents(of: "site").keys.filter { $0.contains(".DS") || $0.contains(".git/") || $0.contains(".swp") }
        == [])
  }

  @Test func `files of Windows and of editors that mark UTF-8 give the same site`() throws {
    try guidegen("build", "--output", "plain", in: guide)
    for name in ["content/guide.yml", "content/index.md", "content/phones/new-phone.md", "content/mail/mail.md"] {
      let text = try guide.read(name)
      try guide.write([0xEF, 0xBB, 0xBF] + text.replacingOccurrences(of: "\n", with: "\r\n").utf8, to: name)
    }
    let outcome = try guidegen("build", "--output", "marked", in: guide)
    #expect(outcome.status == 0 && outcome.errors == "")
    #expect(try guide.contents(of: "marked") == guide.contents(of: "plain"))
    try guide.write("\u{FEFF}---\r\ntitle: Mail\r\n---\r\n\r\nSee [it](x.md).\r\n", to: "content/mail/mail.md")
    #expect(try guidegen("check", in: guide).output.hasPrefix("content/mail/mail.md:5:5: error: "))
  }

  @Test func `a file that is not UTF-8 is an error with its place`() throws {
    try guide.write(
      Array("---\ntitle: Mail\n---\n\nStra".utf8) + [0xDF] + Array("e\n".utf8), to: "content/mail/mail.md")
    #expect(
      try guidegen("check", in: guide).output == """
        content/mail/mail.md:5:5: error: a byte that is not valid UTF-8
          hint: save the file as UTF-8

        """)
  }

  @Test(arguments: ["content/site", "content", "templates/out", "content/../content/phones"])
  func `a site cannot go into the folders that it is made from`(output: String) throws {
    try guide.write("body {}", to: "templates/assets/own.css")
    let before = try guide.contents(of: ".")
    #expect(
      try guidegen("build", "--output", output, in: guide)
        == Outcome(
          status: 1,
          errors: """
            error: the site's folder "\(output)" is inside a folder that the site is made from
              hint: choose another folder with --output
            1 error; \(output) was left as it was

            """))
    #expect(try guide.contents(of: ".") == before)
    #expect(try guidegen("build", "--output", "content-site", in: guide).status == 0)
  }

  private func link(_ target: String, from name: String, up levels: Int) throws {
    try FileManager.default.createSymbolicLink(
      atPath: "\(guide.path)/\(name)", withDestinationPath: String(repeating: "../", count: levels) + target)
  }
}
