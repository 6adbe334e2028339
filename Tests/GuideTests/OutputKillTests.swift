import Foundation
import Guide
import Testing

/// A real process that writes a site, killed, held to a limit, or in the way of another.
@Suite(.serialized) struct OutputKillTests {
  let scratch: OutputScratchFolder

  init() throws {
    scratch = try OutputScratchFolder()
  }

  @Test func `a build killed at any of 40 moments leaves the old site or the new one`() throws {
    try Probe(scratch.site, "old").finish()
    try scratch.put("theirs", at: "folder-1/note.txt")
    try scratch.put("theirs", at: "theirs/deep/note.txt")
    let old = try scratch.standing()
    let start = ContinuousClock.now
    try Probe(scratch.site, "new").finish()
    let duration = ContinuousClock.now - start
    let new = try scratch.standing()
    #expect(old != new)

    var delay = duration
    var begun = 0
    var moment = 0
    // Were all killed before or after the work, this test would show nothing: then it looks for better moments.
    while moment < 40 || begun < 10, moment < 1000 {
      let (next, generation) = try scratch.standing() == old ? (new, "new") : (old, "old")
      let before = next == new ? old : new
      let probe = try Probe(scratch.site, generation)
      try probe.kill(after: moment < 40 ? duration * moment / 40 : delay)
      let standing = try scratch.standing()
      #expect(standing == before || standing == next, "killed at moment \(moment)")
      let hasBegun = try !scratch.beside().isEmpty
      if hasBegun { begun += 1 } else { delay = standing == next ? delay * 0.8 : delay * 1.25 }
      moment += 1
      if moment % 4 == 3 {
        try Probe(scratch.site, generation).finish()
        #expect(try scratch.standing() == next)
        #expect(try scratch.beside().isEmpty)
      }
    }
    #expect(begun >= 10)
  }

  @Test
  func `where the folder must stay, a build killed at any of 20 moments leaves whole files, and the next completes it`()
    throws
  {
    try Probe(scratch.site, "old").finish()
    try scratch.put("theirs", at: "folder-1/note.txt")
    let old = try scratch.standing()
    let inode = try scratch.identity("")[0]
    let start = ContinuousClock.now
    try Probe(scratch.site, "new", inside: true).finish()
    let duration = ContinuousClock.now - start
    let new = try scratch.standing()

    var delay = duration
    var begun = 0
    var moment = 0
    while moment < 20 || begun < 5, moment < 1000 {
      let (next, generation) = moment % 2 == 0 ? (old, "old") : (new, "new")
      try Probe(scratch.site, generation, inside: true).kill(after: moment < 20 ? duration * moment / 20 : delay)
      let standing = try scratch.standing()
      for (name, text) in standing where !name.hasPrefix(".guidegen.new/") {
        #expect(text == old[name] || text == new[name], "\(name), killed at moment \(moment)")
      }
      let hasBegun = standing.keys.contains { $0.hasPrefix(".guidegen.new/") }
      if hasBegun { begun += 1 } else { delay = standing == next ? delay * 0.8 : delay * 1.25 }
      moment += 1
      try Probe(scratch.site, generation, inside: true).finish()
      #expect(try scratch.standing() == next)
    }
    #expect(begun >= 5)
    #expect(try scratch.identity("")[0] == inode)
    #expect(try scratch.beside().isEmpty)
  }

  @Test func `a file that grows too large leaves the old site, and no folder beside it`() throws {
    try Probe(scratch.site, "old").finish()
    let old = try scratch.standing()
    let probe = try Probe(scratch.site, "new", limit: 400)
    #expect(try probe.failure().contains(": file too large\n  hint: raise the limit of a file's size"))
    #expect(try scratch.standing() == old)
    #expect(try scratch.beside().isEmpty)
  }

  @Test func `a first build that comes to nothing leaves no folder`() throws {
    let message = try Probe(scratch.site, "new", limit: 0).failure()
    #expect(message.hasPrefix("error: cannot write \"\(scratch.site)/"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path).isEmpty)
  }

  @Test func `of two builds at once, one is told of the other`() throws {
    try Probe(scratch.site, "old").finish()
    let holder = open(scratch.site, O_RDONLY | O_DIRECTORY)
    #expect(flock(holder, LOCK_EX | LOCK_NB) == 0)
    #expect(throws: OutputError.busy(folder: scratch.site)) { try scratch.build(["a": "b"]) }
    close(holder)
    try scratch.build(["a": "b"])
  }

  @Test func `builds of one folder at once end in one of their sites`() throws {
    try Probe(scratch.site, "old").finish()
    for _ in 0..<5 {
      let probes = try ["old", "new", "other"].map { try Probe(scratch.site, $0) }
      let messages = try probes.map { try $0.outcome() }
      #expect(messages.contains(""))
      for message in messages where !message.isEmpty {
        #expect(message.hasPrefix("error: another guidegen is writing \"\(scratch.site)\""))
      }
      #expect(try scratch.beside().isEmpty)
      let names = try scratch.standing().keys.filter { $0.contains("-only-") }
      #expect(Set(names.compactMap { $0.split(separator: "/").last?.split(separator: "-").first }).count == 1)
    }
  }
}

/// A run of the test executable `OutputProbe`, which has begun when this is made.
private struct Probe {
  private let process = Process()
  private let output = Pipe()
  private let errors = Pipe()

  init(_ site: String, _ generation: String, limit: Int? = nil, inside: Bool = false) throws {
    let products = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    process.executableURL = products.appending(path: "OutputProbe")
    process.arguments = [site, generation, "300"] + (limit.map { ["\($0)"] } ?? [])
    if inside { process.currentDirectoryURL = URL(fileURLWithPath: site) }
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    #expect(try output.fileHandleForReading.read(upToCount: 6) == Data("ready\n".utf8))
  }

  func kill(after delay: Duration) throws {
    usleep(UInt32(delay.components.attoseconds / 1_000_000_000_000))
    Glibc.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  func finish() throws {
    #expect(try outcome().isEmpty)
  }

  /// What it said on standard error, nothing if it did its work.
  func outcome() throws -> String {
    let message = String(decoding: try errors.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationReason == .exit && (process.terminationStatus == 0) == message.isEmpty)
    return message
  }

  func failure() throws -> String {
    let message = try outcome()
    #expect(process.terminationStatus == 3)
    return message
  }
}
