import Foundation
import Guide
import Testing

extension ReaderTests {
  /// Search in a small site that changes, or fails, while a reader is there.
  @Suite struct SearchSiteTests {
    @Test(arguments: Engine.allCases)
    func `a page that stays open finds what the site has after it was built anew`(_ engine: Engine) throws {
      let guide = try SearchedGuide([
        "m": "---\ntitle: Passkeys\n---\n\nMiddle.\n", "z": "---\ntitle: VPN\n---\n\nLast.\n",
      ])
      try guide.visit(engine) { visit in
        try visit.search("passkey", finds: ["Passkeys"])
        for letter in ["a", "b", "c", "n", "o"] {
          try guide.write("---\ntitle: Printer \(letter)\n---\n\nOf \(letter) alone.\n", as: letter)
        }
        try guide.build()
        try visit.search("vpn", finds: ["VPN"])
        try visit.search("printer o", finds: ["Printer o"])
      }
    }

    @Test(arguments: Engine.allCases)
    func `an index that is missing is told, not that there is nothing, and is asked for again`(_ engine: Engine) throws
    {
      let guide = try SearchedGuide(["a": "---\ntitle: VPN\n---\n"])
      try guide.visit(engine) { visit in
        let index = guide.site.appendingPathComponent("search-index.js")
        let kept = try Data(contentsOf: index)
        try FileManager.default.removeItem(at: index)
        try visit.search("vpn", says: "The search cannot be reached. Press Enter for all articles from A to Z.")
        try kept.write(to: index)
        try visit.search("vpn", finds: ["VPN"])
        try visit.search("printer", says: "Nothing found. Press Enter for all articles from A to Z.")
      }
    }

    @Test(arguments: Engine.allCases)
    func `Enter opens what is found for all that was typed, also where it was pressed at once`(_ engine: Engine) throws
    {
      let guide = try SearchedGuide(["a": "---\ntitle: VPN\n---\n", "b": "---\ntitle: Passkeys\n---\n"])
      try guide.visit(engine) { visit in
        try visit.search("vpn", finds: ["VPN"])
        try visit.window.putIntoSearchBox("passkey")
        try visit.window.press(.enter)
        try visit.wait("return location.pathname == '/b.html'")
      }
    }

    @Test(arguments: Engine.allCases)
    func `what is found after the reader has left the box is not shown`(_ engine: Engine) throws {
      let guide = try SearchedGuide(["a": "---\ntitle: VPN\n---\n"])
      try guide.visit(engine) { visit in
        let left = try visit.window.evaluate(
          """
          const box = document.querySelector('.search input');
          box.focus();
          box.value = 'vpn';
          const search = box.onfocus();
          box.blur();
          return search.then(() =>
            [box.getAttribute('aria-expanded'), document.querySelectorAll('#search-results > *').length]);
          """)
        #expect(left == ["false", 0])
        try visit.search("vpn", finds: ["VPN"])
      }
    }

    @Test func `a word is found however many others begin as it does`() throws {
      let letters = "abcdefghijklmnopqrst"
      let others = letters.flatMap { one in letters.flatMap { two in letters.map { "repla\(one)\(two)\($0)" } } }
      let guide = try SearchedGuide([
        "a": "---\ntitle: Others\n---\n\n" + others.joined(separator: " ") + "\n", "b": "---\ntitle: Reply\n---\n",
      ])
      let shards = try FileManager.default.contentsOfDirectory(
        atPath: guide.site.appendingPathComponent("assets/search").path
      ).filter { $0.hasPrefix("p") }
      #expect(shards.count > 4)
      try guide.visit(.chromium) { visit in try visit.search("reply", finds: ["Reply"]) }
    }

    @Test func `the page from A to Z goes on with what was sent to it`() throws {
      let guide = try SearchedGuide(["a": "---\ntitle: VPN\n---\n"])
      try guide.visit(.chromium, at: "a-z.html?q=vpn") { visit in
        try visit.wait("return document.querySelector('#search-results b')?.textContent == 'VPN'")
        #expect(try visit.window.evaluate("return document.querySelector('.search input').value") == "vpn")
      }
    }

    @Test(arguments: Engine.allCases)
    func `the key that leads to the box can be turned off for all pages, and on again`(_ engine: Engine) throws {
      let guide = try SearchedGuide(["a": "---\ntitle: VPN\n---\n"])
      try guide.visit(engine, at: "a-z.html") { visit in
        let press = """
          const box = document.querySelector('.search-key input');
          box.click();
          return box.checked;
          """
        let isOn = try visit.window.evaluate(press)
        #expect(isOn == false)
        #expect(try visit.keyLeadsToBox(on: "index.html") == false)
        #expect(try visit.keyLeadsToBox(on: "a-z.html") == false)
        #expect(try visit.window.evaluate(press) == true)
        #expect(try visit.keyLeadsToBox(on: "index.html") == true)
      }
    }

    @Test(arguments: [
      // Small words say nothing beside others, but are where they are all that there is.
      ("how do i", ["Instructions"]), ("i", ["Instructions"]), ("sign out", ["Signing out", "Signing in"]),
      // The last word that says something is not the last that was typed.
      ("sing in", ["Signing in", "Signing out"]),
      ("laptop", ["Laptop", "Notebook"]), ("help", ["Help yourself"]), ("help centre", ["A website", "Help yourself"]),
      ("ausweis", ["Mitarbeiterausweis"]), ("windows11", ["Windows 11"]), ("passkey", ["Tagged"]),
    ])
    func `what is typed leads to what is meant, the best first`(typed: String, titles: [String]) throws {
      try SearchedGuide.withWords.get().visit(.chromium) { visit in
        try visit.search(typed, finds: titles)
        #expect(
          try visit.window.evaluate("return document.querySelectorAll('#search-results b').length")
            == .number(Double(titles.count)))
      }
    }

    @Test func `a quote ends with the section that it is from`() throws {
      let guide = try SearchedGuide(["a": "---\ntitle: A\n---\n\n## One\n\nThe key.\n\n## Two\n\nThe lock.\n"])
      try guide.visit(.chromium) { visit in
        try visit.search("key", finds: ["A"])
        try visit.wait(
          "return document.querySelector('#search-results span').textContent.replace(/\\s+/g, ' ').trim() == '… The key.'"
        )
      }
    }

    @Test func `what is found in another language says so`() throws {
      let guide = try SearchedGuide(
        ["a": "---\ntitle: VPN\n---\n", "b": "---\ntitle: VPN B\n---\n", "b.de": "---\ntitle: VPN BB\n---\n"],
        configuration: "title: Help\nlanguages: [de]\n")
      try guide.visit(.chromium, at: "de/index.html") { visit in
        try visit.search("vpn", finds: ["VPN", "VPN BB"])
        let languages = try visit.window.evaluate(
          "return [...document.querySelectorAll('#search-results > a')].map(each => each.closest('[lang]').lang)")
        #expect(languages == ["en", "de"])
      }
    }
  }
}

/// A guide of few articles, and its site.
private final class SearchedGuide: Sendable {
  let site: URL
  private let folder: URL

  /// - Parameter articles: by the names of their files, without the ending.
  init(_ articles: [String: String], configuration: String = "title: Help\n") throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("guidegen-searched-\(UUID().uuidString)")
    site = folder.appendingPathComponent("site")
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("content"), withIntermediateDirectories: true)
    try Data(configuration.utf8).write(to: folder.appendingPathComponent("content/guide.yml"))
    for (name, text) in articles { try write(text, as: name) }
    try build()
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  static let withWords = Result {
    try SearchedGuide(
      [
        "in": "---\ntitle: Signing in\n---\n\nA single page to sign in.\n",
        "out": "---\ntitle: Signing out\n---\n\nSign out here.\n",
        "instructions": "---\ntitle: Instructions\n---\n", "laptop": "---\ntitle: Laptop\n---\n",
        "notebook": "---\ntitle: Notebook\n---\n", "help": "---\ntitle: Help yourself\n---\n",
        "web": "---\ntitle: A website\n---\n", "badge": "---\ntitle: Mitarbeiterausweis\n---\n",
        "windows": "---\ntitle: Windows 11\n---\n", "tag": "---\ntitle: Tagged\ntags: [passkeys]\n---\n",
      ], configuration: "title: T\nsearch:\n  synonyms: [[laptop, notebook], [help centre, website]]\n")
  }

  func write(_ text: String, as name: String) throws {
    try Data(text.utf8).write(to: folder.appendingPathComponent("content/\(name).md"))
  }

  func build() throws {
    let outcome = try Build(folder: folder.path, output: site.path, threads: 2).run()
    guard outcome.report != nil else { throw BrowserRefusal(description: "errors: \(outcome.diagnostics)") }
  }

  func visit(_ engine: Engine, at path: String = "index.html", _ body: (EngineVisit) throws -> Void) throws {
    try EngineVisit.make(engine.window(), to: .success(site), isStrict: true) { visit in
      try visit.open(path)
      try body(visit)
    }
  }
}

extension EngineVisit {
  /// Whether the key `/` leads from the page at `path` to the box.
  fileprivate func keyLeadsToBox(on path: String) throws -> JSON {
    try open(path)
    try window.type("/")
    return try window.evaluate("return document.activeElement.name == 'q'")
  }

  fileprivate func search(_ text: String, finds titles: [String]) throws {
    try window.search(text)
    let found = try window.evaluate(
      "return [...document.querySelectorAll('#search-results b')].map(each => each.textContent)")
    #expect(found.items.map(\.text).prefix(titles.count) == titles[...], "\(text): \(found)")
  }

  fileprivate func search(_ text: String, says: String) throws {
    try window.search(text)
    #expect(try window.evaluate("return document.querySelector('.search [role=status]').textContent") == .string(says))
  }

  /// Waits until `script` returns true.
  fileprivate func wait(_ script: String) throws {
    try Wait.until(script) { (try? window.evaluate(script)) == true ? true : nil }
  }
}
