import Foundation
import Preview
import Synchronization
import Testing

extension ReaderTests {
  /// What an author sees in the browser while writing.
  @Suite struct LivePreviewTests {
    @Test func `an article that is saved shows, at the place where its reader was`() throws {
      try Author.write { author in
        try author.browser.evaluate("scrollTo(0, 900); window.old = true")
        try author.save("content/a.md", Author.article("Second words."))
        try author.waits("document.body.innerText.includes('Second words.')")
        #expect(try author.browser.evaluate("return window.old === undefined") == true)
        try author.waits("document.readyState === 'complete'")
        #expect(try author.browser.evaluate("return scrollY") == 900)
        #expect(try author.browser.evaluate("return history.scrollRestoration") == "auto")
      }
    }

    @Test func `a style sheet is changed in the page as it stands`() throws {
      try Author.write { author in
        try author.browser.evaluate("scrollTo(0, 900); window.old = true")
        for colour in ["rgb(1, 2, 3)", "rgb(4, 5, 6)"] {
          try author.save("templates/assets/style.css", "p { color: \(colour) }\nbody { min-height: 5000px }\n")
          try author.waits("getComputedStyle(document.querySelector('p')).color === '\(colour)'")
          try author.waits("document.querySelectorAll('link[rel=stylesheet]').length === 1")
        }
        #expect(try author.browser.evaluate("return window.old") == true)
        #expect(try author.browser.evaluate("return scrollY") == 900)
      }
    }

    @Test func `style sheets that change faster than they load leave the last one, without a reload`() throws {
      try Author.write { author in
        try author.browser.evaluate(
          """
          scrollTo(0, 900); window.old = true
          window.watch = new MutationObserver(() => {
            window.most = Math.max(window.most || 0, document.querySelectorAll('link[rel=stylesheet]').length)
          })
          window.watch.observe(document.head, { childList: true })
          """)
        for number in 1...40 {
          try author.save(
            "templates/assets/style.css", "p { color: rgb(\(number), 2, 3) }\nbody { min-height: 5000px }\n")
          usleep(UInt32(number % 5) * 4000)
        }
        try author.waits("getComputedStyle(document.querySelector('p')).color === 'rgb(40, 2, 3)'")
        try author.waits("document.querySelectorAll('link[rel=stylesheet]').length === 1")
        #expect(try author.browser.evaluate("return window.old") == true)
        #expect(try author.browser.evaluate("return scrollY") == 900)
        #expect(try author.browser.evaluate("return window.most") == 2)
      }
    }

    @Test func `errors come over the page with their place, and go when they are mended`() throws {
      try Author.write { author in
        try author.browser.evaluate("window.old = true")
        try author.save("content/a.md", Author.article("See [it](gone.md)."))
        try author.waits(
          "document.getElementById('guidegen-findings')?.shadowRoot?.textContent.includes('content/a.md:5:5')")
        #expect(try author.browser.evaluate("return window.old") == true)
        #expect(try author.browser.evaluate("return document.body.innerText.includes('First words.')") == true)
        try author.save("content/a.md", Author.article("First words."))
        try author.waits("document.getElementById('guidegen-findings') === null")
        #expect(try author.browser.evaluate("return window.old") == true)
      }
    }

    @Test func `a page that is opened while something is wrong says so, and no style of the theme hides it`() throws {
      try Author.write { author in
        try author.save(
          "templates/assets/style.css", "* { display: block; color: white !important; background: white }")
        try author.save("content/b.md", "---\ntitle: B\n---\n\nSee [it](gone.md).\n")
        try author.browser.open(author.address + "a.html")
        let height = "document.getElementById('guidegen-findings').shadowRoot.querySelector('details').offsetHeight"
        try author.waits("\(height) > 40")
        let colour =
          "getComputedStyle(document.getElementById('guidegen-findings').shadowRoot.querySelector('li')).color"
        try author.waits("\(colour) === 'rgb(26, 26, 26)' || \(colour) === 'rgb(242, 242, 242)'")
        try author.remove("content/b.md")
        try author.waits("document.getElementById('guidegen-findings') === null")
      }
    }

    @Test func `a guide that was wrong from the start shows its pages once it is mended`() throws {
      try Author.write(["content/guide.yml": "titel: Help\n"]) { author in
        try author.waits(
          "document.getElementById('guidegen-findings')?.shadowRoot?.textContent.includes('content/guide.yml:1:1')")
        try author.save("content/guide.yml", "title: Help\n")
        try author.waits("document.body.innerText.includes('First words.')")
      }
    }
  }
}

/// Somebody who writes a guide and has it in a browser.
private struct Author {
  let folder: String
  let browser: Browser
  /// `http://127.0.0.1:4711/`.
  let address: String

  static func article(_ words: String) -> String {
    let rest = (1...80).map { "Line \($0).\n" }.joined(separator: "\n")
    return "---\ntitle: A\n---\n\n\(words)\n\n\(rest)"
  }

  /// Opens the page of `content/a.md` of a new guide with `files`, and lets `body` write.
  static func write(_ files: [String: String] = [:], _ body: (Author) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("author-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let all = ["content/guide.yml": "title: Help\n", "content/a.md": article("First words.")].merging(files) { $1 }
    for (path, text) in all { try save(folder + "/" + path, text) }
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    let stop = ends[0]
    let ended = DispatchSemaphore(value: 0)
    let started = Started()
    Thread.detachNewThread {
      let preview = try? Preview(folder: folder, port: .exactly(0), threads: 2)
      started.tell(preview?.port)
      preview?.run(untilReadable: stop) { _ in }
      ended.signal()
    }
    defer {
      close(ends[1])
      ended.wait()
      close(stop)
    }
    let port = try #require(started.port())
    let author = Author(folder: folder, browser: try Browser(), address: "http://127.0.0.1:\(port)/")
    try author.browser.open(author.address + "a.html")
    // The page listens before anything is saved.
    try author.waits("performance.getEntriesByType('resource').some(each => each.name.endsWith('/_preview/reload.js'))")
    try body(author)
  }

  /// Writes `text` into the file at `path` below the guide's folder.
  func save(_ path: String, _ text: String) throws {
    try Self.save(folder + "/" + path, text)
  }

  func remove(_ path: String) throws {
    try FileManager.default.removeItem(atPath: folder + "/" + path)
  }

  /// Waits until the page makes `condition` true.
  func waits(_ condition: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    for _ in 0..<600 {
      // A page on its way to another refuses scripts.
      if let result = try? browser.evaluate("return !!(\(condition))"), result == true { return }
      usleep(25_000)
    }
    Issue.record("it never came true: \(condition)", sourceLocation: sourceLocation)
  }

  private static func save(_ path: String, _ text: String) throws {
    try FileManager.default.createDirectory(
      atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
  }
}

/// The port of a preview that begins on another thread.
private final class Started: Sendable {
  private let told = DispatchSemaphore(value: 0)
  private let known = Mutex<Int?>(nil)

  func tell(_ port: Int?) {
    known.withLock { $0 = port }
    told.signal()
  }

  func port() -> Int? {
    told.wait()
    return known.withLock { $0 }
  }
}
