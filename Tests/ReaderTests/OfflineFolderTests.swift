import Foundation
import Guide
import Testing

extension ReaderTests {
  /// The sample help centre as `guidegen build --offline` makes it, in browsers that open its files.
  @Suite struct OfflineFolderTests {
    @Test(arguments: Engine.allCases)
    func `the start file leads to the first page, and a link from there to an article`(_ engine: Engine) throws {
      let disk = try DiskVisit(engine)
      try disk.open(Self.startFile)
      try disk.waits("location.pathname.endsWith('/index.html') && document.readyState == 'complete'")
      try disk.window.evaluate("document.querySelector('.sections a').click()")
      try disk.waits("!!document.querySelector('.breadcrumbs') && document.readyState == 'complete'")
    }

    @Test(arguments: Engine.allCases)
    func `no page of the folder complains, or asks for anything outside`(_ engine: Engine) throws {
      let disk = try DiskVisit(engine)
      let pages = try DiskVisit.pages().filter { $0 != Self.startFile }
      for page in pages {
        try disk.open(page)
        let seen = try disk.window.evaluate(
          """
          return [window.complaints, performance.getEntriesByType('resource').map(entry => entry.name)
            .filter(name => !name.startsWith(arguments[0]) && !name.startsWith('data:'))];
          """, .string(disk.root))
        #expect(seen == [[], []], "\(page)")
      }
      #expect(pages.count > 50)
      if let browser = disk.window as? Browser {
        let requests = try browser.requests()
        #expect(requests.count > pages.count)
        #expect(requests.allSatisfy { $0.hasPrefix(disk.root) || $0.hasPrefix("data:") })
        #expect(try browser.complaints() == [])
      }
    }

    @Test(arguments: Engine.allCases)
    func `search, the choice of a browser and dark colours work from the disk`(_ engine: Engine) throws {
      let disk = try DiskVisit(engine, isDark: true)
      try disk.open(Visit.mfa)
      try disk.window.search("authenticator new phone")
      try disk.window.waits("document.querySelectorAll('#search-results > *').length > 3")
      let found = try disk.window.evaluate(
        "return [...document.querySelectorAll('#search-results > *')].map(each => each.href)")
      #expect(found.items.allSatisfy { $0.text.hasPrefix(disk.root) })
      #expect(found.items.contains { $0.text.contains("new-phone") })
      try disk.window.choose("edge")
      try disk.open("index.html")
      try disk.open(Visit.mfa)
      #expect(try disk.window.privateMode().open == ["edge"])
      let ground = try disk.window.evaluate(
        "return getComputedStyle(document.documentElement).backgroundColor.match(/[0-9.]+/g).slice(0, 3).map(Number)")
      #expect(ground.items.allSatisfy { if case .number(let part) = $0 { part < 60 } else { false } }, "\(ground)")
    }

    @Test(arguments: Engine.allCases)
    func `languages lead to each other from the disk, and each searches its own pages`(_ engine: Engine) throws {
      let disk = try DiskVisit(engine)
      func search(_ words: String) throws -> [String] {
        try disk.window.search(words)
        try disk.window.waits("document.querySelectorAll('#search-results > *').length > 1")
        return try disk.window.evaluate(
          "return [...document.querySelectorAll('#search-results > [role=option]')].map(each => each.href)"
        ).items.map(\.text)
      }
      func go(to language: String, _ page: String) throws {
        try disk.window.evaluate("document.querySelector('.languages a[lang=\(language)]').click()")
        try disk.waits(
          "location.href.endsWith('/\(page)') && document.documentElement.lang == '\(language)' "
            + "&& document.readyState == 'complete'")
      }
      try disk.open(Self.startFile)
      try disk.waits("location.pathname.endsWith('/index.html') && document.readyState == 'complete'")
      try go(to: "de", "de/index.html")
      try disk.open(Visit.mfa)
      try go(to: "de", "de/" + Visit.mfa)
      let german = try search("einrichten")
      #expect(german.allSatisfy { $0.hasPrefix(disk.root + "de/") }, "\(german)")
      #expect(german.contains { $0.hasPrefix(disk.root + "de/" + Visit.mfa) })
      try go(to: "en", Visit.mfa)
      let english = try search("authenticator")
      #expect(english.allSatisfy { $0.hasPrefix(disk.root) && !$0.hasPrefix(disk.root + "de/") }, "\(english)")
      #expect(english.contains { $0.hasPrefix(disk.root + Visit.mfa) })
      // A page that stands in for a translation is there as well.
      try disk.open("de/faq/help-manual/phones/new-phone.html")
      try go(to: "en", "faq/help-manual/phones/new-phone.html")
    }

    @Test func `links to the web are marked, and those of the folder are not`() throws {
      let disk = try DiskVisit(.chromium)
      try disk.open(Visit.mfa)
      let marks = try disk.window.evaluate(
        """
        const isMarked = link => getComputedStyle(link, '::after').content.includes('↗');
        const links = [...document.querySelectorAll('main a, footer a')];
        const web = links.filter(link => link.protocol.startsWith('http'));
        return [web.length > 3, web.every(isMarked), links.length > web.length + 10,
          links.filter(link => !web.includes(link)).some(isMarked)];
        """)
      #expect(marks == [true, true, true, false])
    }

    private static let startFile = "0-START-HERE.html"
  }
}

/// A browser with the folder in front of it, whose pages keep what goes wrong on them.
private struct DiskVisit {
  let window: any BrowserWindow
  /// `file:///tmp/…/`.
  let root: String

  init(_ engine: Engine, isDark: Bool = false) throws {
    window = try engine.window(isDark: isDark)
    let address = try Self.folder.get().absoluteString
    root = address.hasSuffix("/") ? address : address + "/"
  }

  func open(_ page: String) throws { try window.open(root + page) }

  /// Waits until `condition` holds, on whatever page that is: scripts end with the page that they run on.
  func waits(_ condition: String) throws {
    try Wait.until(condition) { (try? window.evaluate("return \(condition)")) == true ? true : nil }
  }

  /// Paths of all pages, sorted.
  static func pages() throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: folder.get().path).filter { $0.hasSuffix(".html") }.sorted()
  }

  private static let place = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
    .appendingPathComponent("guidegen reader tests \(ProcessInfo.processInfo.processIdentifier) & offline")

  /// Built once for all tests, in a folder whose name has to be escaped, and removed when they end.
  private static let folder = Result {
    atexit { try? FileManager.default.removeItem(at: DiskVisit.place) }
    var build = Build(folder: SampleSite.package.path, output: place.path, threads: 2)
    build.isOffline = true
    build.usesCache = false
    let outcome = try build.run()
    guard outcome.report != nil else {
      throw Tool.Missing(description: "the sample has errors: \(outcome.diagnostics)")
    }
    let script = SampleSite.package.appendingPathComponent("Tests/ReaderTests/Browsers/tattle.js")
    try FileManager.default.copyItem(at: script, to: place.appendingPathComponent("tattle.js"))
    for page in try FileManager.default.subpathsOfDirectory(atPath: place.path) where page.hasSuffix(".html") {
      let file = place.appendingPathComponent(page)
      let up = String(repeating: "../", count: page.split(separator: "/").count - 1)
      let text = try String(contentsOf: file, encoding: .utf8)
      try Data(text.replacingOccurrences(of: "<head>", with: #"<head><script src="\#(up)tattle.js"></script>"#).utf8)
        .write(to: file)
    }
    return place
  }
}
