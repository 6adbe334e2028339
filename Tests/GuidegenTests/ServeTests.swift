import Foundation
import Testing

/// How `guidegen serve` begins and ends, and what it opens.
@Suite struct ServeTests {
  /// A guide with a folder `bin` whose `xdg-open` notes in `opened` what it is given.
  private static func guide() throws -> TestFolder {
    let guide = try TestFolder.smallGuide()
    try guide.write("#!/bin/sh\necho \"$# $*\" >opened.new && mv opened.new opened\n", to: "bin/xdg-open")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: "\(guide.path)/bin/xdg-open")
    return guide
  }

  @Test(arguments: [(["--open"], nil), ([], "1"), (["--open", "--quiet"], nil)] as [([String], String?)])
  func `a browser is given the address when that is asked for`(arguments: [String], setting: String?) throws {
    let guide = try Self.guide()
    var environment = ["PATH": "\(guide.path)/bin:/usr/bin:/bin"]
    environment["GUIDEGEN_OPEN"] = setting
    let served = try ServedGuide(guide, arguments, environment: environment)
    defer { served.kill() }
    let port = try served.port()
    let opened = try eventually("the browser is opened") { guide.exists("opened") ? try guide.read("opened") : nil }
    #expect(opened == "1 http://127.0.0.1:\(port)/\n")
    #expect(try ServedGuide.get("/", port: port).contains("Start with"))
  }

  @Test func `no browser is opened otherwise`() throws {
    let guide = try Self.guide()
    let served = try ServedGuide(guide, environment: ["PATH": "\(guide.path)/bin:/usr/bin:/bin"])
    #expect(try ServedGuide.get("/", port: served.port()).contains("Start with"))
    // It would have been started before the first answer.
    #expect(served.end(by: SIGTERM) == 0)
    #expect(!guide.exists("opened"))
  }

  @Test func `a system without a browser is told of, and the preview goes on`() throws {
    let guide = try TestFolder.smallGuide()
    try guide.write("", to: "bin/other-program")
    let served = try ServedGuide(guide, ["--open"], environment: ["PATH": "\(guide.path)/bin"])
    defer { served.kill() }
    let port = try served.port()
    #expect(try ServedGuide.get("/", port: port).contains("Start with"))
    let warning = """
      warning: cannot start "xdg-open"
        hint: open http://127.0.0.1:\(port)/ yourself
      """
    #expect(served.complaints.contains(warning), "\(served.complaints)")
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
  func `a signal ends it with 0, though the guide has a mistake`(signal: Int32) throws {
    let guide = try TestFolder.smallGuide()
    try guide.write("---\ntitle: Mail\n---\n\n[Gone](gone.md)\n", to: "content/mail/mail.md")
    let served = try ServedGuide(guide)
    _ = try served.port()
    #expect(served.complaints.contains(#"content/mail/mail.md:5:1: error: there is no article "gone.md""#))
    #expect(served.end(by: signal) == 0)
  }

  @Test func `a port that somebody has ends it with 3, and one that there cannot be with 2`() throws {
    let guide = try TestFolder.smallGuide()
    let served = try ServedGuide(guide)
    defer { served.kill() }
    let port = try served.port()
    let taken = try guidegen("serve", "--port", "\(port)", in: guide)
    #expect(taken.status == 3)
    #expect(taken.output == "")
    #expect(taken.errors.contains("\(port)") && taken.errors.contains("hint: "), "\(taken.errors)")
    let impossible = try guidegen("serve", "--port", "65536", in: guide)
    #expect(impossible.status == 2)
    #expect(impossible.errors.hasPrefix("Error: --port takes a number from 0 to 65535.\n"))
  }
}
