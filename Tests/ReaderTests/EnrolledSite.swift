import Foundation

/// A help centre with pages for people of all kinds of tokens, made by this build's `guidegen`.
struct EnrolledSite: Sendable {
  /// Somebody with a page.
  struct Person: Sendable {
    var name: String
    /// Below the site, with what stands behind a `#`.
    var path: String
    var code: String
    /// Base32.
    var secret: String
  }

  let folder: URL
  let people: [String: Person]
  /// The last day on which pages open.
  let lastDay: String

  var site: URL { folder.appendingPathComponent("site") }

  /// Made once for all tests, removed when they end.
  static let shared = Result { try EnrolledSite() }

  /// By the person, how codes are made; `--all` gives everybody a page, the last one with two channels.
  static let shapes = [
    ("jo", "edge", []), ("ada", "", ["--algorithm", "SHA256", "--digits", "8"]),
    ("max", "firefox", ["--algorithm", "SHA512", "--period", "60"]), ("eve", "safari", ["--hotp"]),
    ("two", "chrome", []),
  ]

  private static let place = FileManager.default.temporaryDirectory
    .appendingPathComponent("guidegen-page-tests-\(ProcessInfo.processInfo.processIdentifier)")

  private init() throws {
    atexit { try? FileManager.default.removeItem(at: EnrolledSite.place) }
    folder = Self.place
    let content = folder.appendingPathComponent("content")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try FileManager.default.copyItem(at: SampleSite.package.appendingPathComponent("content"), to: content)
    try Data(repeating: 107, count: 40).write(to: folder.appendingPathComponent("key"))
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o600], ofItemAtPath: folder.appendingPathComponent("key").path)
    try Self.guidegen(["build", "--future"])
    for (name, browser, options) in Self.shapes {
      try "upn;displayName;browser\n\(name)@example.com;\(name.capitalized) <Doe> & Co;\(browser)\n".write(
        to: folder.appendingPathComponent("users.csv"), atomically: true, encoding: .utf8)
      try Self.enroll(["import", "users.csv"] + options)
    }
    try Self.enroll(["pages", "--user", "two@example.com", "--second-channel"])
    try Self.enroll(["pages", "--all", "--codes", "codes.csv"])
    var people: [String: Person] = [:]
    var lastDay = ""
    let rows = try String(contentsOf: folder.appendingPathComponent("codes.csv"), encoding: .utf8).split(
      separator: "\n")
    for row in rows.dropFirst() {
      let cells = row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      let said = try Self.enroll(["show", cells[2], "--secret"])
      let secret = said.split(separator: "\n").first { $0.hasPrefix("secret ") }
      let name = String(cells[2].prefix { $0 != "@" })
      people[name] = Person(
        name: name, path: cells[0].replacingOccurrences(of: "https://help.example.com/", with: ""), code: cells[1],
        secret: secret.map { $0.dropFirst("secret".count).filter { $0 != " " } } ?? "")
      lastDay = cells[5]
    }
    (self.people, self.lastDay) = (people, lastDay)
  }

  func person(_ name: String) throws -> Person {
    guard let person = people[name] else { throw Tool.Missing(description: "there is no \(name)") }
    return person
  }

  /// The code that an app with the secret of `person` shows.
  func code(of person: Person, _ options: [String], at time: Int? = nil) throws -> String {
    let oathtool = try Tool("oathtool", package: "Debian's oathtool")
    let moment = time.map { ["-N", "@\($0)"] } ?? []
    let data = try oathtool.output(options + moment + ["--base32", person.secret])
    return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .newlines)
  }

  @discardableResult private static func enroll(_ arguments: [String]) throws -> String {
    try guidegen(["enroll"] + arguments + ["--key-file", "key"])
  }

  /// Runs the executable beside the test bundle in the guide's folder; it must succeed.
  @discardableResult private static func guidegen(_ arguments: [String]) throws -> String {
    let process = Process()
    let (output, errors) = (Pipe(), Pipe())
    process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent().appendingPathComponent("guidegen")
    process.arguments = arguments
    process.currentDirectoryURL = place
    (process.standardOutput, process.standardError) = (output, errors)
    try process.run()
    let said = try output.fileHandleForReading.readToEnd() ?? Data()
    let complaints = try errors.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Tool.Missing(description: "guidegen \(arguments): \(String(decoding: complaints, as: UTF8.self))")
    }
    return String(decoding: said, as: UTF8.self)
  }
}

/// One browser at people's own pages, on a web server whose clock the test sets.
struct PageVisit {
  let browser: Browser
  let site: EnrolledSite
  /// `http://127.0.0.1:4711/`, or another name of this machine.
  let root: String
  private let clock: URL

  /// The middle of a code's time, near now: what is compared by the server's clock does not depend on the test's speed.
  static let moment = Int(Date().timeIntervalSince1970) / 60 * 60 + 12

  /// - Parameters:
  ///   - folder: what is served; nil: the site.
  ///   - host: how the browser calls this machine.
  static func make(
    at host: String = "127.0.0.1", folder: URL? = nil, _ body: (PageVisit) throws -> Void
  ) throws {
    let site = try EnrolledSite.shared.get()
    let clock = site.folder.appendingPathComponent("clock")
    try "\(moment)".write(to: clock, atomically: true, encoding: .utf8)
    let python = try Tool("python3", package: "Debian's python3")
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("clocked-server.py").path
    let server = try python.start([script, (folder ?? site.site).path, clock.path], until: " port ")
    defer { kill(server.process.processIdentifier, SIGKILL) }
    let browser = try Browser(names: ["help.example.com"])
    try body(PageVisit(browser: browser, site: site, root: "http://\(host):\(server.number)/", clock: clock))
  }

  /// The server's clock says `time` from now on; nil: it says none.
  func setClock(_ time: Int?) throws {
    try (time.map(String.init) ?? "none").write(to: clock, atomically: true, encoding: .utf8)
  }

  /// Opens the page of `person`, and types the code.
  @discardableResult func open(_ person: EnrolledSite.Person) throws -> [String] {
    try browser.open(root + person.path)
    try waitForForm()
    return try type(person.code, into: "open")
  }

  func waitForForm() throws {
    try wait("document.querySelector('[data-form=open]')?.checkVisibility()")
  }

  /// Types `code` into a form, as a person with a keyboard does; what the page answers, by name.
  func type(_ code: String, into form: String) throws -> [String] {
    try browser.evaluate("document.querySelector(`[data-form=${arguments[0]}] input`).select()", .string(form))
    try browser.type(code)
    try browser.press(.enter)
    return try answers(in: form)
  }

  /// What the page answers, by name, when it has done with what it does.
  func answers(in form: String) throws -> [String] {
    let found = try wait(
      """
      (() => {
        const said = [...document.querySelectorAll('[data-answer=\(form)] > *')].map(each => each.dataset.say);
        return said.length && !said.includes('opening') && !said.includes('checking') ? said : null;
      })()
      """)
    return found.items.map(\.text)
  }

  /// The text of the answers.
  func words(in form: String) throws -> String {
    try browser.evaluate("return document.querySelector(`[data-answer=${arguments[0]}]`).innerText", .string(form)).text
  }

  /// Waits, at most half a minute, until the JavaScript `condition` is true or an object.
  @discardableResult private func wait(_ condition: String) throws -> JSON {
    let found = try browser.evaluate(
      """
      const end = Date.now() + 25000;
      for (;;) {
        const found = \(condition);
        if (found || Date.now() > end) return found;
        await new Promise(done => setTimeout(done, 20));
      }
      """)
    if found == .null || found == false { throw Tool.Missing(description: "waited in vain for \(condition)") }
    return found
  }
}
