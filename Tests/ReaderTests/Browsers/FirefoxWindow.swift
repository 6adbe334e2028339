import Foundation

/// A window of a headless Firefox, driven by its own protocol, Marionette: a length, a colon, and JSON
/// (`[0, number, command, parameters]` and `[1, number, error, value]`) on one connection.
final class FirefoxWindow: BrowserWindow {
  private let process: Process
  private let profile: URL
  private let connection: LocalSocket
  private var number = 0
  private var waiting = Data()

  /// Starts a browser with a fresh profile and `preferences`, as about:config calls them.
  init(_ preferences: [String: JSON] = [:]) throws {
    let tool = try Tool("firefox-esr", package: "Debian's firefox-esr")
    profile = FileManager.default.temporaryDirectory.appendingPathComponent("guidegen-firefox-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: profile, withIntermediateDirectories: true)
    var all: [String: JSON] = [
      "marionette.port": 0, "app.update.auto": false, "browser.shell.checkDefaultBrowser": false,
      "datareporting.policy.dataSubmissionEnabled": false, "network.captive-portal-service.enabled": false,
      "intl.accept_languages": "en",
    ]
    all.merge(preferences) { $1 }
    let lines = try all.sorted { $0.key < $1.key }.map { name, value in
      try #"user_pref("\#(name)", \#(String(decoding: JSONEncoder().encode(value), as: UTF8.self)));"#
    }
    try Data(lines.joined(separator: "\n").utf8).write(to: profile.appendingPathComponent("user.js"))
    process = Process()
    process.executableURL = tool.url
    process.arguments = ["--headless", "--marionette", "--no-remote", "--profile", profile.path]
    process.environment = ProcessInfo.processInfo.environment.merging(["HOME": profile.path]) { $1 }
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    DriverProcess.endWithTests(process)
    let port = try Wait.until("Firefox says its port") { [profile] in
      let text = try? String(contentsOf: profile.appendingPathComponent("MarionetteActivePort"), encoding: .utf8)
      return text.flatMap { UInt16($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
    }
    connection = try LocalSocket(port: port)
    _ = try receive()
    try send("WebDriver:NewSession", [:])
  }

  deinit {
    _ = try? send("Marionette:Quit", ["flags": ["eForceQuit"]])
    DriverProcess.end(process)
    try? FileManager.default.removeItem(at: profile)
  }

  func open(_ address: String) throws {
    try send("WebDriver:Navigate", ["url": .string(address)])
  }

  @discardableResult
  func evaluate(_ script: String, _ arguments: [JSON]) throws -> JSON {
    // Firefox answers null too where the page's process changed under the command: a result is known by its brackets.
    let bracketed = """
      const result = (function () {
      \(script)
      }).apply(null, arguments);
      return result && typeof result.then == "function" ? result.then(value => [value]) : [result];
      """
    return try Wait.until("Firefox runs a script") {
      let answer = try send("WebDriver:ExecuteScript", ["script": .string(bracketed), "args": .array(arguments)])
      return answer.items.first ?? answer["value"].items.first
    }
  }

  func perform(_ actions: JSON) throws {
    try send("WebDriver:PerformActions", ["actions": actions])
  }

  @discardableResult
  private func send(_ command: String, _ parameters: JSON) throws -> JSON {
    number += 1
    let message = try JSONEncoder().encode(JSON.array([0, .number(Double(number)), .string(command), parameters]))
    try connection.send(Data("\(message.count):".utf8) + message)
    let answer = try receive().items
    guard answer.count == 4, answer[1] == .number(Double(number)) else {
      throw BrowserRefusal(description: "Firefox's answer to \(command) \(number) is none: \(answer)")
    }
    guard answer[2] == .null else { throw BrowserRefusal(description: "\(command): \(answer[2]["message"].text)") }
    return answer[3]
  }

  private func receive() throws -> JSON {
    while true {
      if let colon = waiting.firstIndex(of: UInt8(ascii: ":")),
        let length = Int(String(decoding: waiting[..<colon], as: UTF8.self)),
        waiting.distance(from: colon, to: waiting.endIndex) > length
      {
        let message = waiting[(colon + 1)...].prefix(length)
        waiting = Data(waiting[(colon + 1 + length)...])
        return try JSONDecoder().decode(JSON.self, from: Data(message))
      }
      waiting += try connection.receive()
    }
  }
}
