import Foundation
import Testing

/// What can be wrong with files while a guide with a site is built again: an error with a place, the old site whole, and
/// the next build right.
@Suite struct SourceFaultTests {
  enum Fault: CaseIterable, CustomTestStringConvertible {
    case largeFile, largeArticle, largeTemplate, unreadableFile, unreadableFolder, linkThatLeaves, linkThatLoops
    case linkToAFolderAbove, dangling

    var testDescription: String { message }

    func befall(_ guide: TestFolder) throws {
      switch self {
      case .largeFile: try large("content/phones/film.mp4", in: guide)
      case .largeArticle: try large("content/phones/film.md", in: guide)
      case .largeTemplate: try large("templates/article.mustache", in: guide)
      case .unreadableFile: try #require(chmod("\(guide.path)/content/phones/leaflet.txt", 0) == 0)
      case .unreadableFolder: try #require(chmod("\(guide.path)/content/phones", 0) == 0)
      case .linkThatLeaves: try #require(symlink("/etc/hostname", "\(guide.path)/content/phones/link.txt") == 0)
      case .linkThatLoops: try #require(symlink("link.md", "\(guide.path)/content/phones/link.md") == 0)
      case .linkToAFolderAbove: try #require(symlink("../../content", "\(guide.path)/content/phones/link") == 0)
      case .dangling: try #require(symlink("../no.md", "\(guide.path)/content/phones/link.md") == 0)
      }
    }

    func mend(_ guide: TestFolder) throws {
      switch self {
      case .largeFile: try guide.remove("content/phones/film.mp4")
      case .largeArticle: try guide.remove("content/phones/film.md")
      case .largeTemplate: try guide.remove("templates")
      case .unreadableFile: try #require(chmod("\(guide.path)/content/phones/leaflet.txt", 0o644) == 0)
      case .unreadableFolder: try #require(chmod("\(guide.path)/content/phones", 0o755) == 0)
      case .linkThatLeaves: try guide.remove("content/phones/link.txt")
      case .linkThatLoops, .dangling: try guide.remove("content/phones/link.md")
      case .linkToAFolderAbove: try guide.remove("content/phones/link")
      }
    }

    /// What is said of it first.
    var message: String {
      switch self {
      case .largeFile: "content/phones/film.mp4: error: cannot read this file: it is larger than 256 MB\n"
      case .largeArticle: "content/phones/film.md: error: cannot read this file: it is larger than 256 MB\n"
      case .largeTemplate: "templates/article.mustache: error: cannot read this file: it is larger than 256 MB\n"
      case .unreadableFile: "content/phones/leaflet.txt: error: cannot read this file: permission denied\n"
      case .unreadableFolder: "content/phones: error: cannot open this folder: permission denied\n"
      case .linkThatLeaves: "content/phones/link.txt: error: this symbolic link leaves the guide's folder\n"
      case .linkThatLoops:
        "content/phones/link.md: error: this symbolic link leads nowhere: too many levels of symbolic links\n"
      case .linkToAFolderAbove: "content/phones/link: error: this symbolic link leads to a folder\n"
      case .dangling: "content/phones/link.md: error: this symbolic link leads nowhere: no such file or directory\n"
      }
    }

    /// A file of 1 GB that takes no room on the disk.
    private func large(_ name: String, in guide: TestFolder) throws {
      try guide.write("", to: name)
      try #require(truncate("\(guide.path)/\(name)", 1 << 30) == 0)
    }
  }

  @Test(arguments: Fault.allCases, [false, true])
  func `what cannot be read is told with its place, and the site stays whole until it is mended`(
    fault: Fault, withEdit: Bool
  ) throws {
    let guide = try TestFolder.smallGuide()
    try #require(try ordinary("build", "--quiet", in: guide) == Outcome(status: 0))
    let before = try guide.contents(of: "site")
    if withEdit { try guide.write("---\ntitle: Mail\n---\n\nOther words.\n", to: "content/mail/mail.md") }
    try fault.befall(guide)
    for command in ["build", "check", "build"] {
      let outcome = try ordinary(command, "--quiet", in: guide)
      #expect(outcome.status == 1)
      #expect((outcome.output + outcome.errors).contains(fault.message), "\(outcome)")
      #expect(try guide.contents(of: "site") == before)
    }
    try fault.mend(guide)
    try #require(try ordinary("build", "--quiet", in: guide) == Outcome(status: 0))
    try ordinary("build", "--quiet", "--no-cache", "--output", "cold", in: guide)
    #expect(try guide.contents(of: "site") == guide.contents(of: "cold"))
    #expect(try guide.read("site/mail/mail.html").contains("Other words.") == withEdit)
    #expect(try guide.names() == [".guidegen-cache", "cold", "content", "site"])
  }

  @Test func `a file of 1 GB costs no memory`() throws {
    let guide = try TestFolder.smallGuide()
    try Fault.largeFile.befall(guide)
    // Less room for everything than the file would take; on one thread, since each takes some.
    let outcome = try Command(
      [
        "/bin/sh", "-c", #"ulimit -v 900000 && exec "$@""#, "sh", try guidegenPath(), "check", "--quiet", "--threads",
        "1",
      ],
      in: guide
    ).run()
    #expect(outcome.status == 1 && outcome.output.contains(Fault.largeFile.message), "\(outcome)")
  }

  @Test(arguments: ["guide", "site"]) func `a folder in which one may not write is told, and nothing changes`(
    kind: String
  )
    throws
  {
    let guide = try TestFolder.smallGuide()
    try #require(try ordinary("build", "--quiet", in: guide) == Outcome(status: 0))
    try guide.write("---\ntitle: Mail\n---\n\nOther words.\n", to: "content/mail/mail.md")
    let before = try guide.contents(of: "site")
    let folders = kind == "guide" ? ["", "/site", "/site/mail"] : ["/site", "/site/mail"]
    for folder in folders { try #require(chmod(guide.path + folder, 0o555) == 0) }
    let outcome = try ordinary("build", "--quiet", in: guide)
    #expect(outcome.status == 3)
    #expect(
      outcome.errors.hasSuffix(
        """
        : permission denied
          hint: give yourself the right to write there, or choose another folder with --output

        """), "\(outcome)")
    #expect(try guide.contents(of: "site") == before)
    for folder in folders { try #require(chmod(guide.path + folder, 0o755) == 0) }
    #expect(try ordinary("build", "--quiet", in: guide) == Outcome(status: 0))
    #expect(try guide.read("site/mail/mail.html").contains("Other words."))
  }

  @Test(arguments: ["content/mail/mail.md", "content/phones/leaflet.txt", "content/guide.yml"])
  func `a file that vanishes between the listing and the reading is an error, and the site stays whole`(name: String)
    throws
  {
    let guide = try TestFolder.smallGuide()
    try #require(try ordinary("build", "--quiet", in: guide) == Outcome(status: 0))
    let before = try guide.contents(of: "site")
    let text = try guide.read(name)
    // A new file, so that everything is read.
    try guide.write("---\ntitle: New\n---\n", to: "content/new.md")
    let outcome = try whileOpening(name, in: guide) { try guide.remove(name) }
    #expect(
      outcome
        == Outcome(
          status: 1,
          errors: """
            \(name): error: cannot read this file: no such file or directory
            1 error; site was left as it was

            """))
    #expect(try guide.contents(of: "site") == before)
    try guide.write(text, to: name)
    #expect(try ordinary("build", "--quiet", in: guide) == Outcome(status: 0))
    try ordinary("build", "--quiet", "--no-cache", "--output", "cold", in: guide)
    #expect(try guide.contents(of: "site") == guide.contents(of: "cold"))
  }

  @Test func `an edited article that vanishes before it is read is gone from the site`() throws {
    let guide = try TestFolder.smallGuide()
    try #require(try ordinary("build", "--quiet", in: guide) == Outcome(status: 0))
    try guide.write("---\ntitle: Mail\n---\n\nOther words.\n", to: "content/mail/mail.md")
    let outcome = try whileOpening("content/mail/mail.md", in: guide) { try guide.remove("content/mail/mail.md") }
    #expect(outcome == Outcome(status: 0))
    try ordinary("build", "--quiet", "--no-cache", "--output", "cold", in: guide)
    #expect(try guide.contents(of: "site") == guide.contents(of: "cold"))
    #expect(!guide.exists("site/mail/mail.html"))
  }

  /// Builds while `act` is done between the moment at which guidegen asks for the file `name` and the answer.
  private func whileOpening(_ name: String, in guide: TestFolder, _ act: () throws -> Void) throws -> Outcome {
    let log = try TestFolder(["calls": ""])
    let (said, told) = (try Captured(), try Captured())
    let running = try Command(
      [
        try tool("strace", package: "strace"), "-f", "-D", "--quiet=all", "-o", "\(log.path)/calls", "-P", "./\(name)",
        "-e",
        "trace=openat", "-e", "inject=openat:delay_enter=60s:when=1", try guidegenPath(), "build", "--quiet",
      ], in: guide
    ).start(output: said.descriptor, errors: told.descriptor)
    _ = try eventually("guidegen opens \(name)") { try log.read("calls").contains(name) ? true : nil }
    try act()
    // The call waits for the tracer, so no clock decides: without one it goes on at once.
    let status = try String(contentsOfFile: "/proc/\(running.identifier)/status", encoding: .utf8)
    let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("TracerPid:") })
    let tracer = try #require(pid_t(line.drop { !$0.isNumber }))
    try #require(tracer > 0)
    kill(tracer, SIGKILL)
    return Outcome(status: running.wait(), output: said.text, errors: told.text)
  }

  /// Runs guidegen as somebody who may read and write only what modes allow: root's own right to do without is taken.
  @discardableResult private func ordinary(_ arguments: String..., in guide: TestFolder) throws -> Outcome {
    let limited =
      try geteuid() == 0
      ? [
        tool("setpriv", package: "util-linux"), "--bounding-set", "-dac_override,-dac_read_search", "--inh-caps",
        "-all",
      ]
      : []
    return try Command(limited + [guidegenPath()] + arguments, in: guide).run()
  }
}
