import Foundation
import Guide

/// The sample help centre as `guidegen build` makes it, for readers to visit.
struct SampleSite: Sendable {
  /// The package.
  static let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../..").standardizedFileURL

  /// Where the site is: built once for all tests, removed when they end.
  static let folder = Result { try built() }

  private static let place = FileManager.default.temporaryDirectory
    .appendingPathComponent("guidegen-reader-tests-\(ProcessInfo.processInfo.processIdentifier)")

  private static func built() throws -> URL {
    atexit { try? FileManager.default.removeItem(at: SampleSite.place) }
    let outcome = try Build(folder: package.path, output: place.path, threads: 2).run()
    guard outcome.report != nil else {
      throw Tool.Missing(description: "the sample help centre has errors: \(outcome.diagnostics)")
    }
    return place
  }

  /// Paths of all pages below the folder, sorted.
  static func pages() throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: folder.get().path).filter { $0.hasSuffix(".html") }.sorted()
  }
}

/// One browser at the sample help centre, on a web server of its own.
struct Visit {
  /// The article with a private-mode block and other variants.
  static let mfa = "faq/help-manual/office-365/setting-up-mfa.html"

  let browser: Browser
  /// `http://127.0.0.1:4711/`.
  let root: String

  /// Opens the page at `path`, which may end in a query or a fragment.
  func open(_ path: String) throws {
    try browser.open(root + path)
  }

  /// Lets a new browser, posing as `reader` of `Readers.json`, visit the site in `folder`, or the sample help centre.
  static func make(as reader: String? = nil, in folder: URL? = nil, _ body: (Visit) throws -> Void) throws {
    let python = try Tool("python3", package: "Debian's python3")
    let folder = try folder ?? SampleSite.folder.get()
    let server = try python.start(
      ["-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "--directory", folder.path], until: " port ")
    // Foundation starts programs with SIGTERM blocked.
    defer { kill(server.process.processIdentifier, SIGKILL) }
    let browser = try Browser()
    if let reader { try browser.pose(as: .named(reader)) }
    try body(Visit(browser: browser, root: "http://127.0.0.1:\(server.number)/"))
  }
}
