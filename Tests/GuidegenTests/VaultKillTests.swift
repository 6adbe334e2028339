import Foundation
import Testing

/// Changes of a vault, and exports, killed (signal 9) at random moments of their lives.
@Suite struct VaultKillTests {
  private static let rounds = 100

  @Test func `a vault whose writer is killed opens, and holds what was or what was to be`() throws {
    let seed = SeededRandom.seed()
    var random = SeededRandom(seed: seed)
    let guide = try EnrolledGuide()
    // Grows while too many are killed early, and shrinks while too many are killed late.
    var reach = try rotation(in: guide) * 1.3
    var before = try serials(in: guide)
    var (old, new) = (0, 0)
    for round in 1...Self.rounds {
      let what = "seed \(seed), round \(round)"
      let said = try Captured()
      let writer = try Command(
        [try guidegenPath(), "enroll", "rotate", "jo@example.com", "--key-file", "key"], in: guide.folder
      ).start(output: said.descriptor, errors: said.descriptor)
      usleep(UInt32(reach * Double.random(in: 0...1, using: &random) / .microseconds(1)))
      writer.send(SIGKILL)
      _ = writer.wait()
      let after = try serials(in: guide)
      #expect(after.count == 2 && after["ada@example.com"] == before["ada@example.com"], "\(what)")
      let (was, isNow) = (before["jo@example.com"] ?? "", after["jo@example.com"] ?? "")
      if was == isNow {
        old += 1
      } else {
        new += 1
        let shown = try guide.enroll(["show", "jo@example.com"]).output
        #expect(shown.contains("\(was)  revoked"), "\(what)")
        // A line of the log is on the disk before what it tells of.
        #expect(try guide.folder.read("enrollment/vault.log").contains(#""serial":"\#(isNow)"}"#), "\(what)")
      }
      before = after
      reach = reach * (was == isNow ? 1.05 : 0.9)
    }
    print("\(Self.rounds) changes killed: \(old) before, \(new) after they were made; seed \(seed)")
    #expect(old > 0 && new > 0, "else this shows little")
    #expect(try guide.enroll(["rotate", "jo@example.com"]).status == 0)
    let names = try FileManager.default.contentsOfDirectory(atPath: guide.folder.path + "/enrollment").sorted()
    #expect(names == ["vault", "vault.lock", "vault.log"])
  }

  @Test func `a killed export leaves the whole file or none, and secrets under no other name`() throws {
    let seed = SeededRandom.seed()
    var random = SeededRandom(seed: seed)
    let guide = try EnrolledGuide()
    let export = ["export", "--format", "key-uri", "--all", "-o", "addresses"]
    let start = ContinuousClock.now
    try #require(try guide.enroll(export).status == 0)
    var reach = (ContinuousClock.now - start) * 1.3
    let whole = try guide.folder.read("addresses")
    let names = try guide.folder.names()
    let unnamed = open(guide.folder.path, O_WRONLY | O_DIRECTORY | 0o20_000_000, 0o600)
    let hasUnnamedFiles = unnamed >= 0
    if hasUnnamedFiles { close(unnamed) }
    var (absent, present) = (0, 0)
    for round in 1...Self.rounds {
      try guide.folder.remove("addresses")
      let said = try Captured()
      let writer = try Command([try guidegenPath(), "enroll"] + export + ["--key-file", "key"], in: guide.folder)
        .start(output: said.descriptor, errors: said.descriptor)
      usleep(UInt32(reach * Double.random(in: 0...1, using: &random) / .microseconds(1)))
      writer.send(SIGKILL)
      _ = writer.wait()
      let what = "seed \(seed), round \(round)"
      if guide.folder.exists("addresses") {
        present += 1
        reach = reach * 0.9
        #expect(try guide.folder.read("addresses") == whole, "\(what)")
      } else {
        absent += 1
        reach = reach * 1.05
        try guide.folder.write(whole, to: "addresses")
      }
      let litter = try guide.folder.names().filter { !names.contains($0) }
      // Where files without a name are not to be had, the draft has one, and is as private.
      #expect(litter.isEmpty || !hasUnnamedFiles && litter.allSatisfy { $0.hasSuffix(".new") }, "\(what)")
      for name in litter { try guide.folder.remove(name) }
    }
    print("\(Self.rounds) exports killed: \(absent) before, \(present) after they were made; seed \(seed)")
    #expect(absent > 0 && present > 0, "else this shows little")
  }

  /// The serial of everybody's token.
  private func serials(in guide: EnrolledGuide) throws -> [String: String] {
    let list = try guide.enroll(["list"])
    #expect(list.status == 0, "\(list)")
    var serials: [String: String] = [:]
    for line in list.output.split(separator: "\n") {
      let words = line.split(separator: " ")
      if words.count > 1 { serials[String(words[1])] = String(words[0]) }
    }
    return serials
  }

  /// Gives a person a new token, to the end; how long that took.
  private func rotation(in guide: EnrolledGuide) throws -> Duration {
    let start = ContinuousClock.now
    try #require(try guide.enroll(["rotate", "jo@example.com"]).status == 0)
    return ContinuousClock.now - start
  }
}
