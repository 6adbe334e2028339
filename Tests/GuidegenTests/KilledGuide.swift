import Foundation
import Testing

/// A small guide that is in one of several states, the site that belongs to each, and processes at work on it that are
/// killed (signal 9).
final class KilledGuide {
  let folder: TestFolder
  /// The states: the files below `content/` and `templates/`, and what a cold build makes of them.
  let states: [(files: [String: String], site: [String: [UInt8]])]
  /// The state that the files are in.
  private(set) var state = 0
  private var random: SeededRandom
  /// How long a whole run took of late.
  private var usual: Duration

  /// A guide in its first state, its site built.
  init(seed: UInt64) throws {
    random = SeededRandom(seed: seed)
    folder = try TestFolder()
    states = try Self.texts.map { files in
      let guide = try TestFolder(files)
      try #require(try guidegen("build", "--no-cache", in: guide).status == 0)
      return (files, try guide.contents(of: "site"))
    }
    for (name, text) in Self.texts[0] { try folder.write(text, to: name) }
    usual = .zero
    try finish()
  }

  /// What authors do between two builds: a text, two texts, articles that come and go, the configuration, a template.
  private static let texts: [[String: String]] = {
    var first = ["content/guide.yml": "title: Help\nbase-url: https://help.example.com/\n"]
    for number in 0..<9 {
      first["content/\(["phones", "mail", "more/deep"][number % 3])/p\(number).md"] =
        "---\ntitle: Page \(number)\n---\n\n## First\n\nSome words, and [a link](/phones/p0.md).\n"
    }
    first["content/leaflet.txt"] = "Keep it.\n"
    var (text, texts, articles, title, template) = (first, first, first, first, first)
    text["content/mail/p1.md"]? += "\nAnd more.\n"
    texts["content/mail/p1.md"]? += "\nAnd other things.\n"
    texts["content/phones/p3.md"]? += "\nAnd more.\n"
    articles["content/more/deep/p5.md"] = nil
    articles["content/more/p10.md"] = "---\ntitle: Page 10\n---\n\nNew.\n"
    articles["content/leaflet.txt"] = nil
    articles["content/leaflet/index.md"] = "---\ntitle: A folder in the place of a file\n---\n"
    title["content/guide.yml"] = "title: Help centre\n"
    template["templates/redirect.mustache"] = "<p>{{title}}</p>\n"
    template["templates/assets/own.js"] = "'use strict';\n"
    return [first, text, texts, articles, title, template]
  }()

  /// Another state than the present one.
  func otherState() -> Int {
    (state + 1 + Int.random(in: 0..<(states.count - 1), using: &random)) % states.count
  }

  /// Whether something happens that happens so many times in a hundred.
  func happens(percent: Int) -> Bool {
    Int.random(in: 0..<100, using: &random) < percent
  }

  /// Brings the files into another state, as an author does who saves one after the other.
  func become(_ next: Int) throws {
    let (old, new) = (states[state].files, states[next].files)
    for name in old.keys.sorted() where new[name] == nil { try folder.remove(name) }
    for name in new.keys.sorted() where new[name] != old[name] { try folder.write(new[name] ?? "", to: name) }
    for name in ["content/leaflet", "templates/assets", "templates"] where folder.exists(name) {
      if try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/\(name)").isEmpty {
        try folder.remove(name)
      }
    }
    state = next
  }

  /// Takes away the site and what is remembered of it.
  func becomeNew() throws {
    for name in ["site", ".guidegen-cache"] where folder.exists(name) { try folder.remove(name) }
  }

  /// A moment in the life of a process that takes as long as builds took of late, or a little after its end.
  func moment() -> Duration {
    usual * 1.15 * Double.random(in: 0...1, using: &random)
  }

  /// Starts guidegen and kills it after `moment`.
  func kill(_ arguments: String..., after moment: Duration) throws {
    let said = try Captured()
    let process = try Command([try guidegenPath()] + arguments, in: folder)
      .start(output: said.descriptor, errors: said.descriptor)
    usleep(UInt32(moment / .microseconds(1)))
    process.send(SIGKILL)
    _ = process.wait()
    #expect(said.text == "")
  }

  /// What a web server would show now: the site without guidegen's own notes in it.
  func standing() throws -> [String: [UInt8]] {
    Self.shown(try folder.contents(of: "site"))
  }

  static func shown(_ site: [String: [UInt8]]) -> [String: [UInt8]] {
    site.filter { !$0.key.hasPrefix(".guidegen") }
  }

  /// Whether a killed process has left something half done.
  func hasTraces() throws -> Bool {
    try folder.names().contains { $0.hasPrefix(".site.guidegen-") } || folder.exists("site/.guidegen.new")
  }

  /// Builds to the end; then the site is that of a cold build, byte for byte, and nothing else is left anywhere.
  func finish(_ what: String = "") throws {
    let start = ContinuousClock.now
    let outcome = try Command([try guidegenPath(), "build", "--quiet"], in: folder).run()
    let duration = ContinuousClock.now - start
    usual = usual == .zero ? duration : usual * 0.8 + duration * 0.2
    #expect(outcome == Outcome(status: 0), "\(what)")
    let (site, expected) = (try folder.contents(of: "site"), states[state].site)
    let different = Set(site.keys).union(expected.keys).filter { site[$0] != expected[$0] }
    #expect(different.isEmpty, "\(what): other than a cold build")
    let folders = Set(states[state].files.keys.map { String($0.prefix { $0 != "/" }) })
    #expect(try folder.names() == [".guidegen-cache", "site"].union(folders).sorted(), "\(what): litter")
    let cache = try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/.guidegen-cache").sorted()
    #expect(cache == [".gitignore", "build"], "\(what): litter")
    let sources = try Set(
      ["content", "templates"].flatMap { top in
        try folder.contents(of: top).keys.filter { !$0.hasSuffix("/") }.map { "\(top)/\($0)" }
      })
    #expect(sources == Set(states[state].files.keys), "\(what): litter")
  }
}

extension Array where Element == String {
  fileprivate func union(_ others: Set<String>) -> Set<String> { others.union(self) }
}

/// Random numbers that are the same for the same seed. Source: Steele, Lea and Flood, "SplitMix", 2014.
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// The seed of this run: `GUIDEGEN_TEST_SEED`, or another one each time.
  static func seed() -> UInt64 {
    ProcessInfo.processInfo.environment["GUIDEGEN_TEST_SEED"].flatMap(UInt64.init) ?? .random(in: 0..<1_000_000)
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}
