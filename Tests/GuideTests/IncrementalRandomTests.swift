import Foundation
import Testing
import YAML

@testable import Guide

/// Whatever is done to a guide, a build by way of the cache makes what a cold one makes.
///
/// `GUIDEGEN_INCREMENTAL_ROUNDS` says how many times something is done for each seed.
@Suite struct IncrementalRandomTests {
  private static let rounds =
    ProcessInfo.processInfo.environment["GUIDEGEN_INCREMENTAL_ROUNDS"].flatMap(Int.init) ?? 250

  @Test(arguments: [(1, []), (2, []), (3, ["de", "ar"]), (4, ["de"])] as [(UInt64, [String])])
  func `after anything that is done to a guide, the site is that of a cold build`(
    seed: UInt64, languages: [String]
  ) throws {
    var author = try RandomAuthor(seed: seed, languages: languages)
    author.guide.precompresses = seed.isMultiple(of: 2)
    author.guide.writesManifest = true
    try author.guide.buildAndCompare("the first build")
    var (quick, failed) = (0, 0)
    // With several languages each takes longer.
    let rounds = languages.isEmpty ? Self.rounds : Self.rounds / 2
    for round in 0..<rounds {
      let (before, drafts, day) = (author.files, author.guide.includesDrafts, author.guide.day)
      let (precompresses, writesManifest) = (author.guide.precompresses, author.guide.writesManifest)
      let what = try author.doSomething()
      let outcome = try author.guide.buildAndCompare("seed \(seed), round \(round): \(what)")
      if case .pages = outcome.explanation, outcome.report != nil { quick += 1 }
      guard outcome.report == nil else { continue }
      // What is wrong is taken back, and that, too, must be seen.
      failed += 1
      try author.restore(before)
      author.guide.includesDrafts = drafts
      author.guide.day = day
      author.guide.precompresses = precompresses
      author.guide.writesManifest = writesManifest
      try author.guide.buildAndCompare("seed \(seed), round \(round): taken back: \(what)")
    }
    #expect(quick > rounds / 4, "else this shows nothing of quick builds")
    // The few rounds that there are under a sanitizer may have none.
    #expect(failed > 0 || rounds < 100, "else this shows nothing of errors")
  }
}

/// Does to a guide what authors do, at random but the same for the same seed.
private struct RandomAuthor {
  let guide: IncrementalGuide
  /// What is in the guide's folder, but for the site and the cache.
  private(set) var files: [String: String]
  /// Those of the site besides its main one.
  private let languages: [String]
  private var random: Random
  private var count = 0

  init(seed: UInt64, languages: [String]) throws {
    random = Random(seed: seed)
    self.languages = languages
    files = IncrementalGuide.small
    if !languages.isEmpty {
      files["content/guide.yml"]? += "languages: [\(languages.joined(separator: ", "))]\n"
      files["content/_snippets/contact.de.md"] = "Ruf an: {{phone}}.\n"
      files["content/_data/browsers.de.yml"] = "browsers: {edge: {sign: {computer: Das Fenster ist dunkel.}}}\n"
      files["content/b.de.md"] = "---\ntitle: B\n---\n\n## Schritte\n\n![Ein Quadrat](square.svg)\n"
      files["content/de/more/c.md"] = "---\ntitle: C\n---\n\n::include{file=contact.md}\n"
      files["content/only.de.md"] = "---\ntitle: Nur hier\n---\n\n[B](b.md#steps)\n"
    }
    for number in 0..<11 {
      files["content/\(["", "more/", "deep/er/"][number % 3])p\(number).md"] =
        "---\ntitle: Page \(number)\ntags: [\(["one", "two"][number % 2])]\n---\n\n## Part \(number)\n\nText.\n"
    }
    guide = try IncrementalGuide(files)
  }

  /// Makes the folder hold `files` again.
  mutating func restore(_ files: [String: String]) throws {
    for name in self.files.keys where files[name] == nil { try guide.remove(name) }
    for (name, text) in files where self.files[name] != text { try guide.put(text, at: name) }
    self.files = files
  }

  private var articles: [String] { files.keys.filter { $0.hasSuffix(".md") && !$0.contains("/_") }.sorted() }

  private mutating func put(_ text: String, at name: String) throws {
    files[name] = text
    try guide.put(text, at: name)
  }

  private mutating func remove(_ name: String) throws {
    files[name] = nil
    try guide.remove(name)
  }

  /// - Returns: what was done.
  mutating func doSomething() throws -> String {
    count += 1
    let name = random.element(of: articles) ?? "content/a.md"
    let text = files[name] ?? ""
    switch random.below(languages.isEmpty ? 33 : 40) {
    case 0..<9:
      try put(text + newText(), at: name)
      return "text added to \(name)"
    case 9, 10:
      let other = random.element(of: articles) ?? name
      try put(text + newText(), at: name)
      try put((files[other] ?? "") + newText(), at: other)
      return "text added to \(name) and \(other)"
    case 11, 12:
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      let line = 4 + random.below(max(1, lines.count - 4))
      try put((lines.prefix(line) + lines.dropFirst(line + 1)).joined(separator: "\n"), at: name)
      return "a line less in \(name)"
    case 13, 14:
      let key =
        random.element(of: [
          "title: T\(count)", "weight: \(count % 7)", "draft: true", "aliases: [old/\(count % 5)]",
          "tags: [one, t\(count % 3)]", "date: 2026-01-0\(1 + count % 9)",
          "description: D\(count)", "reviewed: 2026-01-0\(1 + count % 9)",
        ]) ?? ""
      let word = key.prefix { $0 != ":" }
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasPrefix("\(word):") }
      try put(([lines[0], Substring(key)] + lines.dropFirst()).joined(separator: "\n"), at: name)
      return "\(key) in \(name)"
    case 15, 16:
      let new = "content/\(random.element(of: ["", "more/", "new/", "deep/er/"]) ?? "")n\(count).md"
      try put("---\ntitle: New \(count)\n---\n" + newText(), at: new)
      return "\(new) added"
    case 17:
      try remove(name)
      return "\(name) removed"
    case 18:
      let new = "content/\(random.element(of: ["", "more/", "moved/"]) ?? "")m\(count).md"
      try remove(name)
      try put(text, at: new)
      return "\(name) moved to \(new)"
    case 19:
      return try alternate("content/_snippets/contact.md", ["Call us.\n", "Write to us.\n", "Call {{phone}}.\n"])
    case 20:
      return try alternate(
        "content/guide.yml",
        ["title: Help\n", "title: Other\naccent: '#123456'\n"].map {
          $0 + "variables:\n  phone: '\(count % 3)'\n"
            + (languages.isEmpty ? "" : "languages: [\(languages.joined(separator: ", "))]\n")
        })
    case 21: return try alternate("content/_data/browsers.yml", [SampleGuide.browsers, SampleGuide.browsers + "\n"])
    case 22:
      return try alternate(
        "content/square.svg",
        [1, 2].map {
          #"<svg xmlns="http://www.w3.org/2000/svg" width="\#($0)" height="\#($0)"></svg>"#
        })
    case 23: return try alternate("content/leaflet.txt", ["One.\n", String(repeating: "Two. ", count: 50)])
    case 24:
      return try alternate("templates/assets/own.js", ["'use strict';\n", "'use strict'; // 2\n"], mayRemove: true)
    case 25:
      return try alternate(
        "templates/redirect.mustache", ["<p>{{title}}</p>\n", "<p>{{canonical}}</p>\n"], mayRemove: true)
    case 26:
      return try alternate(
        "content/deep/index.md", ["---\ntitle: Deep\n---\n", "---\ntitle: Deeper\n---\n"], mayRemove: true)
    case 27 where count.isMultiple(of: 9) && files["content/_addresses.txt"] != nil:
      try remove("content/_addresses.txt")
      return "the record of addresses removed"
    case 27 where count.isMultiple(of: 2):
      guide.day = random.below(4) == 0 ? nil : CalendarDate("2026-01-0\(1 + random.below(9))")
      return "the day: \(guide.day.map { "\($0)" } ?? "any")"
    case 27:
      guide.includesDrafts.toggle()
      return "drafts: \(guide.includesDrafts)"
    case 28: return try meddle()
    case 29:
      try guide.record()
      files["content/_addresses.txt"] = try guide.text("content/_addresses.txt")
      return "the addresses recorded"
    case 30 where count.isMultiple(of: 3):
      guide.precompresses.toggle()
      return "compressed: \(guide.precompresses)"
    case 30 where count.isMultiple(of: 4):
      guide.writesManifest.toggle()
      return "manifest: \(guide.writesManifest)"
    case 31:
      return try alternate("content/leaflet.txt.gz", ["Mine.\n", "Also mine.\n"], mayRemove: true)
    case 33..<36:
      let tag = random.element(of: languages) ?? ""
      let path = name.dropFirst("content/".count)
      let new = random.below(2) == 0 ? "content/\(tag)/\(path)" : "content/\(path.dropLast(3)).\(tag).md"
      guard files[new] == nil else { return try touch(name) }
      try put("---\ntitle: \(tag) \(count)\n---\n\n## Teil \(count % 3)\n" + newText(), at: new)
      return "\(new) added"
    case 36:
      return try alternate(
        "content/square.de.svg", [#"<svg xmlns="http://www.w3.org/2000/svg"></svg>"#], mayRemove: true)
    case 37...:
      let translations = articles.filter { $0.contains(".de.") || $0.contains("/de/") || $0.contains("/ar/") }
      let name = random.element(of: translations) ?? name
      try put((files[name] ?? "") + newText(), at: name)
      return "text added to \(name)"
    default: return try touch(name)
    }
  }

  private func touch(_ name: String) throws -> String {
    try guide.put(files[name] ?? "", at: name)
    return "\(name) touched"
  }

  private mutating func newText() -> String {
    let target = random.element(of: articles)?.split(separator: "/").last ?? ""
    return random.element(of: [
      "\nMore \(count).\n", "\nMore \(count).\n", "\n## Heading \(count % 4)\n",
      "\n[Link](/\(String(articlesPath())))\n",
      "\n[[\(target.dropLast(3))]]\n", "\n[Anchor](/b.md#steps)\n", "\n::include{file=contact.md}\n",
      "\n:::private-mode{on=computer}\n:::\n", "\n![Square](/square.svg)\n", "\n::qr[https://example.com/\(count)]\n",
      "\nA note[^\(count)].\n\n[^\(count)]: Said.\n",
    ]) ?? ""
  }

  private mutating func articlesPath() -> Substring {
    (random.element(of: articles) ?? "content/a.md").dropFirst("content/".count)
  }

  private mutating func alternate(_ name: String, _ texts: [String], mayRemove: Bool = false) throws -> String {
    if mayRemove, files[name] != nil, random.below(2) == 0 {
      try remove(name)
      return "\(name) removed"
    }
    try put(random.element(of: texts) ?? "", at: name)
    return "\(name) written"
  }

  /// Alters or removes a file of the site.
  private mutating func meddle() throws -> String {
    let names = try guide.files("site").keys.filter { $0.contains(".html") }.sorted()
    let name = "site/" + (random.element(of: names) ?? "index.html")
    if random.below(2) == 0 { try guide.remove(name) } else { try guide.put("Mine.\n", at: name) }
    return "\(name) altered"
  }
}

/// SplitMix64: good enough here, and the same everywhere. Source: Steele, Lea and Flood, 2014.
private struct Random {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func below(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((word ^ (word >> 31)) % UInt64(bound))
  }

  mutating func element<Element>(of elements: [Element]) -> Element? {
    elements.isEmpty ? nil : elements[below(elements.count)]
  }
}
