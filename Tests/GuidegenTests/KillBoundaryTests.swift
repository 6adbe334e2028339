import Foundation
import Testing

/// Builds that are killed (signal 9) at each of the system calls by which they change the disk, one after the other.
@Suite struct KillBoundaryTests {
  /// What a build is at when it is killed: from one state of the files to another.
  struct Work: Sendable, CustomTestStringConvertible {
    var testDescription: String
    /// nil: there is no site yet.
    var old: Int?
    var new: Int
  }

  /// All of them for `make kills`; the first three show each way of writing a site.
  private static let works = isThorough ? all : Array(all.prefix(3))
  private static let isThorough = ProcessInfo.processInfo.environment["GUIDEGEN_KILL_ROUNDS"] != nil

  private static let all = [
    Work(testDescription: "a first build", old: nil, new: 0),
    Work(testDescription: "one text changed", old: 0, new: 1),
    Work(testDescription: "two texts changed", old: 0, new: 2),
    Work(testDescription: "articles that came and went", old: 0, new: 3),
    Work(testDescription: "the configuration changed", old: 3, new: 4),
    Work(testDescription: "templates that went", old: 5, new: 1),
  ]

  /// The calls that change anything on the disk, and the lock.
  private static let calls = [
    "write", "mkdir", "mkdirat", "linkat", "rename", "renameat", "renameat2", "unlink", "unlinkat", "rmdir", "fchmodat",
    "fchownat", "utimensat", "flock",
  ]

  @Test(arguments: works) func `killed at any system call, a build leaves the old site or the new one`(work: Work)
    throws
  {
    let strace = try tool("strace", package: "strace")
    let guide = try KilledGuide(seed: 0)
    var kills = 0
    for call in Self.calls {
      var isKilled = true
      var number = 1
      while isKilled {
        let what = "\(work.testDescription), killed at \(call) number \(number)"
        try guide.become(work.old ?? work.new)
        if work.old == nil { try guide.becomeNew() } else { try guide.finish(what) }
        try guide.become(work.new)
        let outcome = try Command(
          [
            strace, "-qq", "-o", "/dev/null", "-e", "trace=\(call)", "-e",
            "inject=\(call):signal=KILL:when=\(number)", try guidegenPath(), "build", "--quiet", "--threads", "1",
          ], in: guide.folder
        ).run()
        isKilled = outcome.status == 137
        try #require(isKilled || outcome == Outcome(status: 0), "\(what)")
        let standing = try guide.standing()
        let old = work.old.map { KilledGuide.shown(guide.states[$0].site) } ?? [:]
        #expect(standing == KilledGuide.shown(guide.states[work.new].site) || isKilled && standing == old, "\(what)")
        try guide.finish(what)
        if isKilled { kills += 1 }
        number += 1
      }
    }
    #expect(kills > 8, "else this shows little")
  }
}
