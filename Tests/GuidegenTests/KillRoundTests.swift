import Foundation
import Testing

/// Builds and previews of a small guide, killed at random moments of their lives.
///
/// `GUIDEGEN_KILL_ROUNDS` says how many in all (`make kills`: a thousand). The seed of a run is printed, and
/// `GUIDEGEN_TEST_SEED` gives it again.
@Suite struct KillRoundTests {
  private static let rounds = ProcessInfo.processInfo.environment["GUIDEGEN_KILL_ROUNDS"].flatMap(Int.init) ?? 200

  @Test func `first builds, killed at random: no site or a whole one, then the right one`() throws {
    let seed = SeededRandom.seed()
    let guide = try KilledGuide(seed: seed)
    let rounds = Self.rounds * 2 / 5
    var (begun, done) = (0, 0)
    for round in 1...rounds {
      let what = "seed \(seed), round \(round)"
      try guide.becomeNew()
      try guide.kill("build", "--quiet", after: guide.moment())
      if try guide.hasTraces() { begun += 1 }
      let standing = try guide.standing()
      #expect(standing.isEmpty || standing == KilledGuide.shown(guide.states[guide.state].site), "\(what)")
      if !standing.isEmpty { done += 1 }
      try guide.become(guide.otherState())
      try guide.finish(what)
    }
    print("\(rounds) first builds killed: \(begun) while they wrote, \(done) after; seed \(seed)")
    #expect(begun > 0 && done > 0 && done < rounds, "else this shows little")
  }

  @Test func `builds of changes, killed at random: the old site or the new one, then the right one`() throws {
    let seed = SeededRandom.seed()
    let guide = try KilledGuide(seed: seed)
    let rounds = Self.rounds * 2 / 5
    var (begun, done) = (0, 0)
    for round in 1...rounds {
      let (old, new) = (guide.state, guide.otherState())
      let what = "seed \(seed), round \(round), from state \(old) to \(new)"
      try guide.become(new)
      try guide.kill("build", "--quiet", after: guide.moment())
      if try guide.hasTraces() { begun += 1 }
      let standing = try guide.standing()
      let isNew = standing == KilledGuide.shown(guide.states[new].site)
      #expect(isNew || standing == KilledGuide.shown(guide.states[old].site), "\(what)")
      if isNew { done += 1 }
      // Now and then the author goes on before anybody builds again.
      if guide.happens(percent: 30) { try guide.become(guide.otherState()) }
      try guide.finish(what)
    }
    print("\(rounds) builds of changes killed: \(begun) while they wrote, \(done) after; seed \(seed)")
    #expect(begun > 0 && done > 0 && done < rounds, "else this shows little")
  }

  @Test func `previews, killed at random: the site untouched, then a build and a preview that are right`() throws {
    let seed = SeededRandom.seed()
    let guide = try KilledGuide(seed: seed)
    let rounds = Self.rounds / 5
    var answered = 0
    for round in 1...rounds {
      let what = "seed \(seed), round \(round)"
      let before = try guide.folder.contents(of: "site")
      let preview = try ServedGuide(guide.folder)
      // Half of them die as they start, half while they follow an author and a reader.
      if guide.happens(percent: 50) {
        usleep(UInt32(guide.moment() / .microseconds(1)))
        try guide.become(guide.otherState())
      } else {
        let port = try preview.port()
        try guide.become(guide.otherState())
        let page = try guide.folder.read("content/mail/p1.md").contains("And more") ? "And more" : "Some words"
        #expect(try ServedGuide.get("/mail/p1.html", port: port).contains(page), "\(what)")
        answered += 1
        try guide.become(guide.otherState())
        usleep(UInt32(guide.moment() / .microseconds(4)))
      }
      preview.kill()
      #expect(try guide.folder.contents(of: "site") == before, "\(what)")
      try guide.finish(what)
    }
    print("\(rounds) previews killed, \(answered) of them after an answer; seed \(seed)")
    #expect(answered > 0, "else this shows little")
  }
}
