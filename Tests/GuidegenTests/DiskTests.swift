import Foundation
import Testing

/// What a disk that is full, or may only be read, does to a build: a real one each time.
@Suite struct DiskTests {
  /// What a disk can run out of.
  enum Shortage: CaseIterable, CustomTestStringConvertible {
    case room
    case names

    var testDescription: String {
      switch self {
      case .room: "of room"
      case .names: "of names for files"
      }
    }

    /// What is left when a test begins, and what it adds from build to build.
    var step: Int {
      switch self {
      case .room: 12
      case .names: 3
      }
    }

    func leave(_ amount: Int, on disk: SmallDisk) throws {
      switch self {
      case .room: try disk.fill(leavingKilobytes: amount)
      case .names: try disk.fill(leavingNames: amount)
      }
    }
  }

  private let complaint: Regex<(Substring, Substring)>

  init() throws {
    complaint = try Regex(
      """
      error: cannot (write|create the folder) "site[^"\\n]*": no space left on device
        hint: make room on the disk and build again; the site is as it was

      """, as: (Substring, Substring).self)
  }

  @Test(arguments: Shortage.allCases)
  func `wherever a build of changes finds the disk full, the old site stays whole and the next build is right`(
    shortage: Shortage
  ) throws {
    let (old, new) = (try TestFolder.largeGuide(24, saying: "old"), try TestFolder.largeGuide(24, saying: "new"))
    try new.remove("content/s1/a1.md")
    try new.write("---\ntitle: More\n---\n\nMore.\n", to: "content/more/deep/x.md")
    let (oldSite, newSite) = (try coldBuild(of: old), try coldBuild(of: new))
    let disk = try SmallDisk(kilobytes: 4000, names: 1000)
    var (refused, done) = (0, 0)
    var left = 0
    while done < 3 {
      let what = "\(left) left"
      try disk.takeContent(of: old)
      try #require(try disk.guidegen("build", "--quiet") == Outcome(status: 0))
      try disk.takeContent(of: new)
      try shortage.leave(left, on: disk)
      let outcome = try disk.guidegen("build", "--quiet")
      let site = try disk.contents(of: "site")
      if outcome.status == 0 {
        done += 1
        #expect(site == newSite && outcome.errors == "", "\(what)")
      } else {
        refused += 1
        #expect(outcome.status == 3 && outcome.errors.wholeMatch(of: complaint) != nil, "\(what): \(outcome)")
        #expect(site == oldSite, "\(what)")
      }
      #expect(try disk.names() == [".guidegen-cache", "content", "site"], "\(what)")
      try disk.makeRoom()
      #expect(try disk.guidegen("build", "--quiet") == Outcome(status: 0), "\(what)")
      #expect(try disk.contents(of: "site") == newSite, "\(what)")
      left += shortage.step
    }
    #expect(refused > 3, "else this shows little")
  }

  @Test(arguments: Shortage.allCases)
  func `a build of one edit that finds the disk full leaves the old page, and the next build is right`(
    shortage: Shortage
  ) throws {
    let guide = try TestFolder.largeGuide(3, saying: "old")
    let disk = try SmallDisk(kilobytes: 2000, names: 200)
    let oldSite = try coldBuild(of: guide)
    try disk.takeContent(of: guide)
    try #require(try disk.guidegen("build", "--quiet") == Outcome(status: 0))
    try guide.writeLargeGuide(1, saying: "new")
    let newSite = try coldBuild(of: guide)
    try disk.takeContent(of: guide)
    try shortage.leave(0, on: disk)
    let outcome = try disk.guidegen("build", "--quiet")
    #expect(outcome.status == 3 && outcome.errors.wholeMatch(of: complaint) != nil, "\(outcome)")
    #expect(try disk.contents(of: "site") == oldSite)
    #expect(try disk.names() == [".guidegen-cache", "content", "site"])
    try disk.makeRoom()
    #expect(try disk.guidegen("build", "--quiet") == Outcome(status: 0))
    #expect(try disk.contents(of: "site") == newSite)
  }

  @Test(arguments: Shortage.allCases) func `a first build on a full disk leaves nothing`(shortage: Shortage) throws {
    let guide = try TestFolder.largeGuide(3, saying: "new")
    let disk = try SmallDisk(kilobytes: 2000, names: 200)
    try disk.takeContent(of: guide)
    try shortage.leave(0, on: disk)
    let outcome = try disk.guidegen("build", "--quiet")
    #expect(outcome.status == 3 && outcome.errors.wholeMatch(of: complaint) != nil, "\(outcome)")
    #expect(try disk.names() == ["content"])
    try disk.makeRoom()
    #expect(try disk.guidegen("build", "--quiet") == Outcome(status: 0))
    #expect(try disk.contents(of: "site") == coldBuild(of: guide))
  }

  @Test func `on a disk that may only be read, what stands can be checked and built elsewhere, and nothing changes`()
    throws
  {
    let guide = try TestFolder.largeGuide(3, saying: "old")
    let disk = try SmallDisk(kilobytes: 2000, names: 200)
    try disk.takeContent(of: guide)
    try #require(try disk.guidegen("build", "--quiet") == Outcome(status: 0))
    try guide.writeLargeGuide(3, saying: "new")
    try disk.takeContent(of: guide)
    let before = try disk.contents(of: ".")
    try disk.become(readOnly: true)
    let outcome = try disk.guidegen("build", "--quiet")
    #expect(
      outcome
        == Outcome(
          status: 3,
          errors: """
            error: cannot create the folder "site/.guidegen.new": read-only file system
              hint: choose a folder on a disk that can be written with --output

            """))
    #expect(try disk.guidegen("check", "--quiet") == Outcome(status: 0))
    let elsewhere = try TestFolder()
    #expect(try disk.guidegen("build", "--quiet", "--output", "\(elsewhere.path)/site") == Outcome(status: 0))
    #expect(try elsewhere.contents(of: "site") == coldBuild(of: guide))
    #expect(try disk.contents(of: ".") == before)
    try disk.become(readOnly: false)
    #expect(try disk.guidegen("build", "--quiet") == Outcome(status: 0))
    #expect(try disk.contents(of: "site") == coldBuild(of: guide))
  }

  private func coldBuild(of guide: TestFolder) throws -> [String: [UInt8]] {
    let site = try TestFolder()
    try #require(try guidegenOutcome(guide, into: site) == Outcome(status: 0))
    return try site.contents(of: "site")
  }

  private func guidegenOutcome(_ guide: TestFolder, into site: TestFolder) throws -> Outcome {
    try guidegen("build", "--quiet", "--no-cache", guide.path, "--output", "\(site.path)/site", in: site)
  }
}
