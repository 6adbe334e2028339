import Foundation
import Guide
import Testing

extension ReaderTests {
  /// Search in each of the three engines, under the policy that web servers are to send.
  @Suite struct EngineSearchTests {
    @Test(arguments: Engine.allCases)
    func `results come while one types and are told, and keys choose, close and open them`(_ engine: Engine) throws {
      try EngineVisit.make(engine.window(), to: EngineVisit.watchedSite, isStrict: true) { visit in
        try visit.open(Visit.mfa)
        #expect(try visit.box() == ["combobox", "list", "false", "", ""])
        try visit.window.type("/")
        #expect(try visit.window.evaluate("return document.activeElement.name") == "q")
        // One letter is wrong.
        try visit.window.type("new phnoe")
        try visit.wait("return document.querySelector('.search b mark')?.textContent.toLowerCase() == 'new'")
        let count = try visit.window.evaluate("return document.querySelectorAll('#search-results > a').length")
        guard case .number(let number) = count else { throw BrowserRefusal(description: "no results: \(count)") }
        let said: JSON = .string("\(Int(number)) found. Choose with the arrow keys.")
        #expect(try visit.box() == ["combobox", "list", "true", "", said])
        #expect(try visit.window.evaluate("return document.querySelector('.search [role=status]').ariaLive") != "off")
        try visit.window.press(.arrowDown)
        #expect(try visit.box() == ["combobox", "list", "true", "found-0", said])
        #expect(
          try visit.window.evaluate("return document.getElementById('found-0').getAttribute('aria-selected')") == "true"
        )
        try visit.window.press(.escape)
        #expect(try visit.box() == ["combobox", "list", "false", "", ""])
        #expect(try visit.window.evaluate("return document.activeElement.name") == "q")
        try visit.window.press(.arrowDown)
        try visit.wait("return document.querySelectorAll('#search-results > a').length > 0")
        try visit.window.press(.arrowDown)
        // Results are chosen with arrows; Tab goes on to the next link, and they close.
        try visit.window.press(.tab)
        #expect(try visit.window.evaluate("return document.activeElement.className") == "help-link")
        #expect(try visit.box() == ["combobox", "list", "false", "found-0", ""])
        #expect(try visit.window.evaluate("return document.getElementById('found-0').checkVisibility()") == false)
        try visit.window.type("/")
        try visit.wait("return document.querySelectorAll('#search-results > a').length > 0")
        try visit.window.press(.arrowDown)
        #expect(try visit.window.evaluate("return window.complaints") == [])
        let href = try visit.window.evaluate("return document.getElementById('found-0').href")
        try visit.window.press(.enter)
        try visit.wait("return location.href == arguments[0]", href)
      }
    }

    @Test(arguments: Engine.allCases)
    func `where nothing is found Enter leads to all articles`(_ engine: Engine) throws {
      try EngineVisit.make(engine.window(), to: EngineVisit.watchedSite, isStrict: true) { visit in
        try visit.open("index.html")
        try visit.window.evaluate("document.querySelector('.search input').focus()")
        try visit.window.type("qqqqqqq")
        try visit.wait("return document.querySelector('.search [role=status]').textContent.startsWith('Nothing found')")
        #expect(
          try visit.window.evaluate("return document.querySelector('#search-results').checkVisibility()") == false)
        try visit.window.press(.enter)
        try visit.wait("return location.pathname == '/a-z.html' && document.readyState == 'complete'")
        #expect(try visit.window.evaluate("return window.complaints") == [])
      }
    }

    @Test(arguments: Engine.allCases)
    func `without JavaScript the box leads to all articles from A to Z`(_ engine: Engine) throws {
      func check(_ visit: EngineVisit) throws {
        try visit.open(Visit.mfa)
        try visit.window.evaluate("document.querySelector('.search input').focus()")
        try visit.window.type("phone")
        try visit.window.press(.enter)
        try visit.wait("return location.pathname == '/a-z.html' && document.querySelectorAll('.titles a').length > 10")
      }
      switch engine {
      case .chromium:
        let browser = try Browser()
        try browser.command("Emulation.setScriptExecutionDisabled", ["value": true])
        try EngineVisit.make(browser, to: SampleSite.folder, isStrict: true, check)
      case .firefox:
        try EngineVisit.make(FirefoxWindow(["javascript.enabled": false]), to: SampleSite.folder, isStrict: true, check)
      case .webKit:
        try EngineVisit.make(WebKitWindow(), to: EngineVisit.scriptlessSite, isStrict: true, check)
      }
    }

    @Test(arguments: Engine.allCases)
    func `words of a text without spaces are found in the middle of it, and marked`(_ engine: Engine) throws {
      try EngineVisit.make(engine.window(), to: UnspacedSite.folder, isStrict: true) { visit in
        try visit.open("index.html")
        for (typed, marked) in [("電話", "電話"), ("が電話", "が電話"), ("携", "携帯"), ("ตั้งค่า", "ตั้งค่า"), ("iphone設定", "iPhone設定")] {
          try visit.window.search(typed)
          let marks =
            "return [...document.querySelectorAll('#search-results > a:first-child mark')].map(mark => mark.textContent).join('')"
          try visit.wait("const all = (() => { \(marks) })(); return all.includes(arguments[0])", .string(marked))
        }
      }
    }
  }
}

/// A small guide in languages that write no spaces.
private enum UnspacedSite {
  static let folder = Result { try make() }

  private static let guide = FileManager.default.temporaryDirectory
    .appendingPathComponent("guidegen-unspaced-\(ProcessInfo.processInfo.processIdentifier)")

  private static func make() throws -> URL {
    atexit { try? FileManager.default.removeItem(at: UnspacedSite.guide) }
    let content = guide.appendingPathComponent("content")
    try FileManager.default.createDirectory(at: content, withIntermediateDirectories: true)
    let files = [
      "guide.yml": "title: Help\nlanguage: ja\n",
      "a.md": "---\ntitle: 新しい携帯電話\n---\n\n娘が電話を使います。\n",
      "b.md": "---\ntitle: การตั้งค่าอีเมล\n---\n\nข้อความ\n",
      "c.md": "---\ntitle: iPhone設定\n---\n\n本文\n",
    ]
    for (name, text) in files { try Data(text.utf8).write(to: content.appendingPathComponent(name)) }
    let site = guide.appendingPathComponent("site")
    let outcome = try Build(folder: guide.path, output: site.path, threads: 2).run()
    guard outcome.report != nil else { throw BrowserRefusal(description: "errors: \(outcome.diagnostics)") }
    return site
  }
}

extension EngineVisit {
  /// The box's role, what it completes with, whether results are shown, which is chosen, and what is said of them as far as that
  /// is shown.
  fileprivate func box() throws -> JSON {
    try window.evaluate(
      """
      const input = document.querySelector('.search input');
      const status = document.querySelector('.search [role=status]');
      return [input.getAttribute('role'), input.getAttribute('aria-autocomplete'), input.getAttribute('aria-expanded'),
        input.getAttribute('aria-activedescendant') ?? '', status.checkVisibility() ? status.textContent : ''];
      """)
  }

  /// Waits until `script` returns true.
  fileprivate func wait(_ script: String, _ arguments: JSON...) throws {
    try Wait.until(script) { (try? window.evaluate(script, arguments)) == true ? true : nil }
  }
}
