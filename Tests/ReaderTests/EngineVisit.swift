import Foundation

/// A browser of any engine at the sample help centre, on a web server of its own.
struct EngineVisit {
  let window: any BrowserWindow
  /// `http://127.0.0.1:4711/`.
  let root: String

  func open(_ path: String) throws { try window.open(root + path) }

  /// Lets a new browser visit the watched site.
  static func make(
    _ engine: Engine, isDark: Bool = false, _ body: (EngineVisit) throws -> Void
  ) throws {
    try make(engine.window(isDark: isDark), to: watchedSite, body)
  }

  /// Lets `window` visit `site`; with `isStrict` from a server that sends the policy which docs/content/publishing/hosting.md has.
  static func make(
    _ window: any BrowserWindow, to site: Result<URL, any Error>, isStrict: Bool = false,
    _ body: (EngineVisit) throws -> Void
  ) throws {
    let strict = SampleSite.package.appendingPathComponent("Tests/ReaderTests/strict-server.py").path
    let arguments =
      try isStrict
      ? [strict, site.get().path] : ["-m", "http.server", "0", "--bind", "127.0.0.1", "--directory", site.get().path]
    let server = try Tool("python3", package: "Debian's python3").start(["-u"] + arguments, until: " port ")
    DriverProcess.endWithTests(server.process)
    defer { DriverProcess.end(server.process) }
    try body(EngineVisit(window: window, root: "http://127.0.0.1:\(server.number)/"))
  }

  /// The sample help centre, each page of which keeps what goes wrong on it in `window.complaints`.
  static let watchedSite = Result {
    try copy(named: "watched") { page in
      page.replacingOccurrences(of: "<head>", with: #"<head><script src="/tattle.js"></script>"#)
    }
  }

  /// The sample help centre for a browser that is driven by JavaScript and cannot be without: the pages' own is gone.
  static let scriptlessSite = Result {
    try copy(named: "scriptless") { page in
      page.replacing(#/<script[^>]*></script>/#, with: "")
    }
  }

  /// Whether a page only sends its reader to another: what is looked at then is now the one, now the other.
  static func leadsOn(_ page: String) throws -> Bool {
    try String(contentsOf: SampleSite.folder.get().appendingPathComponent(page), encoding: .utf8)
      .contains(#"http-equiv="refresh""#)
  }

  private static func copy(named name: String, _ change: (String) -> String) throws -> URL {
    let site = try SampleSite.folder.get()
    let place = site.appendingPathExtension(name)
    try FileManager.default.copyItem(at: site, to: place)
    switch name {
    case "watched": atexit { EngineVisit.remove("watched") }
    default: atexit { EngineVisit.remove("scriptless") }
    }
    for page in try SampleSite.pages() {
      let file = place.appendingPathComponent(page)
      let text = try String(contentsOf: file, encoding: .utf8)
      let changed = change(text)
      guard changed != text || page != Visit.mfa else {
        throw BrowserRefusal(description: "there is nothing to change in \(page)")
      }
      // The files are hard links elsewhere.
      try FileManager.default.removeItem(at: file)
      try Data(changed.utf8).write(to: file)
    }
    let script = SampleSite.package.appendingPathComponent("Tests/ReaderTests/Browsers/tattle.js")
    try FileManager.default.copyItem(at: script, to: place.appendingPathComponent("tattle.js"))
    return place
  }

  private static func remove(_ name: String) {
    if let site = try? SampleSite.folder.get() {
      try? FileManager.default.removeItem(at: site.appendingPathExtension(name))
    }
  }
}
