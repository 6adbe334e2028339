import Foundation
import Testing

/// Builds that are killed (signal 9) at any moment.
@Suite(.serialized) struct KillTests {
  private static let articles = 240

  @Test func `a first build that is killed leaves no site or a whole one, and the next build is right`() throws {
    let guide = try TestFolder.largeGuide(Self.articles, saying: "new")
    let (new, duration) = try finished(guide)
    try killMany(guide, duration: duration) { moment in
      let standing = try guide.contents(of: "site")
      #expect(standing.isEmpty || standing == new, "killed after \(moment)")
      if !standing.isEmpty { try guide.remove("site") }
      return standing == new
    }
    #expect(try finished(guide).site == new)
    #expect(try guide.names() == [".guidegen-cache", "content", "site"])
  }

  @Test func `a build of changes that is killed leaves the old site or the new one, and the next build is right`()
    throws
  {
    let guide = try TestFolder.largeGuide(Self.articles, saying: "old")
    let (old, _) = try finished(guide)
    try guide.writeLargeGuide(Self.articles, saying: "new")
    try guide.remove("content/s1/a1.md")
    let (new, duration) = try finished(guide)
    #expect(old != new)
    let former = try TestFolder.largeGuide(Self.articles, saying: "old")
    var isOld = false
    func becomeOld() throws {
      try guidegen("build", former.path, "--output", "\(guide.path)/site", in: former)
      isOld = true
    }
    try killMany(guide, duration: duration) { moment in
      let standing = try guide.contents(of: "site")
      if isOld { #expect(standing == old || standing == new, "killed after \(moment)") }
      try becomeOld()
      #expect(try guide.contents(of: "site") == old)
      return standing == new
    }
    #expect(try finished(guide).site == new)
    #expect(try guide.names() == [".guidegen-cache", "content", "site"])
  }

  /// Builds to the end; the site, and how long it took.
  private func finished(_ guide: TestFolder) throws -> (site: [String: [UInt8]], duration: Duration) {
    let start = ContinuousClock.now
    #expect(try guidegen("build", in: guide).status == 0)
    return (try guide.contents(of: "site"), ContinuousClock.now - start)
  }

  /// Kills builds at 24 random moments, then looks for moments until 5 have hit the writing of files.
  ///
  /// - Parameter look: judges what stands then and makes ready for the next; it says whether the build was done.
  private func killMany(_ guide: TestFolder, duration: Duration, _ look: (Duration) throws -> Bool) throws {
    // Makes ready for the first.
    _ = try look(.zero)
    var hits = 0
    var tries = 0
    var (low, high) = (Duration.zero, duration * 1.2)
    while tries < 24 || hits < 5, tries < 300 {
      let isRandom = tries < 24
      let range = isRandom ? (.zero, duration * 1.1) : (low, high)
      let moment = range.0 + (range.1 - range.0) * Double.random(in: 0...1)
      let errors = try Captured()
      let build = try Command([try guidegenPath(), "build", "--quiet"], in: guide)
        .start(output: errors.descriptor, errors: errors.descriptor)
      usleep(UInt32(moment / .microseconds(1)))
      build.send(SIGKILL)
      _ = build.wait()
      #expect(errors.text == "")
      let isHit = try guide.names().contains { $0.hasPrefix(".site.guidegen-") }
      let isDone = try look(moment)
      if isHit {
        hits += 1
      } else if isDone {
        high = max(moment, low + .milliseconds(1))
        low = low * 0.9
      } else {
        low = min(moment, high - .milliseconds(1))
        high = high * 1.1
      }
      tries += 1
    }
    #expect(hits >= 5, "too few were killed while they wrote")
  }
}
