import Foundation
import Testing

/// What is said where a person watches, and where nobody does.
@Suite struct TerminalTests {
  let guide: TestFolder

  init() throws {
    guide = try .smallGuide()
  }

  private static let broken = "---\ntitle: Mail\n---\n\nSee [it](x.md).\n"
  private static let progress =
    "\r\u{1B}[Kreading …\r\u{1B}[Kchecking …\r\u{1B}[Kwriting …\r\u{1B}[K"

  @Test func `in a terminal a line shows each step, and is gone at the end`() throws {
    let (outcome, shown) = try watched("build")
    #expect(outcome.status == 0)
    #expect(shown == Self.progress)
    #expect(outcome.output.hasPrefix("site: 7 pages; "))
    #expect(try watched("build", "--quiet").shown == "")
    #expect(try watched("build", environment: ["TERM": "dumb"]).shown == "")
    #expect(try watched("build", "--no-cache", environment: ["NO_COLOR": "1"]).shown == Self.progress)
  }

  @Test func `in a terminal messages have colours, unless NO_COLOR says otherwise`() throws {
    try guide.write(Self.broken, to: "content/mail/mail.md")
    let shown = try watched("build").shown
    #expect(
      shown.contains(
        "\u{1B}[1mcontent/mail/mail.md:5:5:\u{1B}[0m \u{1B}[1;31merror:\u{1B}[0m there is no article \"x.md\"\r\n"))
    let plain = try watched("build", environment: ["NO_COLOR": "1"]).shown
    #expect(plain.contains("content/mail/mail.md:5:5: error: there is no article \"x.md\"\r\n"))
    #expect(!plain.contains("\u{1B}[1"))
    #expect(try watched("build", environment: ["NO_COLOR": ""]).shown == shown)
  }

  @Test func `findings that go to a file have no colours, whoever watches the rest`() throws {
    try guide.write(Self.broken, to: "content/mail/mail.md")
    let (outcome, shown) = try watched("check")
    #expect(!outcome.output.contains("\u{1B}"))
    #expect(shown.hasSuffix("…\r\u{1B}[K1 error\r\n"))
  }

  @Test func `in a pipe there is no progress and no escape code`() throws {
    try guide.write(Self.broken, to: "content/mail/mail.md")
    for command in ["build", "check", "build --format json", "check --help"] {
      let piped = try Command(
        ["/bin/sh", "-c", "'\(try guidegenPath())' \(command) 2>&1 | cat"], in: guide, environment: ["TERM": "xterm"]
      ).run()
      #expect(!piped.output.isEmpty && piped.errors.isEmpty)
      #expect(!piped.output.contains("\u{1B}") && !piped.output.contains("\r"))
    }
  }

  @Test func `interrupted, it ends as a shell expects`() throws {
    let links = (0..<3000).map { "[a](nowhere-at-all-\($0).md)\n" }.joined()
    try guide.write("---\ntitle: Mail\n---\n\n\(links)", to: "content/mail/mail.md")
    let pipe = Pipe()
    let errors = try Captured()
    // Nobody reads the pipe, so the process waits in the middle of its work when the pipe is full.
    let shell = try Command(["/bin/sh", "-c", "'\(try guidegenPath())' check; echo \"status $?\" >&2"], in: guide)
      .start(output: pipe.fileHandleForWriting.fileDescriptor, errors: errors.descriptor)
    var waiting: Int32 = 0
    let end = ContinuousClock.now + .seconds(60)
    while waiting < 60_000, ContinuousClock.now < end {
      _ = ioctl(pipe.fileHandleForReading.fileDescriptor, UInt(FIONREAD), &waiting)
      usleep(2000)
    }
    let children = try String(
      contentsOfFile: "/proc/\(shell.identifier)/task/\(shell.identifier)/children", encoding: .utf8)
    let child = try #require(children.split(separator: " ").first.flatMap { pid_t($0) })
    kill(child, SIGINT)
    #expect(shell.wait() == 0)
    #expect(errors.text == "status 130\n")
  }

  @Test func `where the site cannot be written, the machine is to blame`() throws {
    let occupied = try guidegen("build", "--output", "/dev/null/site", in: guide)
    #expect(
      occupied
        == Outcome(
          status: 3,
          errors: """
            error: cannot create the folder "/dev/null/site": not a directory
              hint: choose another folder with --output, or move the file that stands there

            """))
    // Files may not grow beyond 512 bytes.
    let limited = try Command(["/bin/sh", "-c", "ulimit -f 1; exec '\(try guidegenPath())' build"], in: guide).run()
    #expect(limited.status == 3)
    #expect(limited.errors.contains(": file too large\n  hint: raise the limit of a file's size (ulimit -f)\n"))
    #expect(try guide.names() == ["content"])
  }

  @Test func `where the output cannot be written, the machine is to blame`() throws {
    let full = open("/dev/full", O_WRONLY | O_CLOEXEC)
    defer { close(full) }
    try #require(full >= 0)
    for arguments in [["check", "--format", "json"], ["build"], ["--version"]] {
      var command = Command([try guidegenPath()] + arguments, in: guide)
      command.output = full
      #expect(
        try command.run()
          == Outcome(status: 3, errors: "error: cannot write standard output: no space left on device\n"))
    }
  }

  /// `TIOCSPTLCK` and `TIOCGPTN` (asm-generic/ioctls.h), which Glibc's module lacks.
  private static let unlock: UInt = 0x4004_5431
  private static let getNumber: UInt = 0x8004_5430

  /// Runs guidegen with a terminal as its standard error; `shown` is what the terminal got.
  private func watched(
    _ arguments: String..., environment: [String: String] = [:]
  ) throws -> (outcome: Outcome, shown: String) {
    let terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    defer { close(terminal) }
    var (number, lock) = (UInt32(0), Int32(0))
    try #require(ioctl(terminal, Self.unlock, &lock) == 0 && ioctl(terminal, Self.getNumber, &number) == 0)
    let end = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC)
    try #require(end >= 0)
    var command = Command(
      [try guidegenPath()] + arguments, in: guide,
      environment: ["TERM": "xterm"].merging(environment) { $1 })
    command.errors = end
    // What is said is less than the terminal holds, so it can be read afterwards.
    let outcome = try command.run()
    close(end)
    var shown: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    // When the last writer has gone, the terminal answers with an error.
    while case let count = read(terminal, &buffer, buffer.count), count > 0 { shown += buffer[..<count] }
    return (outcome, String(decoding: shown, as: UTF8.self))
  }
}
