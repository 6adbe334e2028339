import Foundation

/// A window of a headless Chromium, driven by ChromeDriver (W3C WebDriver; what WebDriver lacks, by DevTools commands).
final class Browser: BrowserWindow {
  private let driver: WebDriverConnection
  private let session: String

  /// Starts a browser with a fresh profile.
  ///
  /// - Parameter names: host names that are this machine, which browsers trust less than `127.0.0.1`.
  init(names: [String] = []) throws {
    driver = try DriverProcess.chromium.get()
    let chromium = try Tool("chromium", package: "Debian's chromium")
    let rules = names.map { "MAP \($0) 127.0.0.1" }.joined(separator: ",")
    let options: JSON = [
      "binary": .string(chromium.url.path),
      // The sandbox wants a user other than root; /dev/shm is small in containers.
      "args": [
        "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1280,900", "--lang=en",
        .string("--host-resolver-rules=\(rules)"),
      ],
    ]
    let capabilities: JSON = [
      "goog:chromeOptions": options, "goog:loggingPrefs": ["browser": "ALL", "performance": "ALL"],
    ]
    let answer = try driver.command("POST", "/session", ["capabilities": ["alwaysMatch": capabilities]])
    session = "/session/" + answer["sessionId"].text
  }

  deinit {
    _ = try? driver.request("DELETE", session, body: Data())
  }

  func open(_ address: String) throws {
    try send("/url", ["url": .string(address)])
  }

  @discardableResult
  func evaluate(_ script: String, _ arguments: [JSON]) throws -> JSON {
    try send("/execute/sync", ["script": .string(script), "args": .array(arguments)])
  }

  func perform(_ actions: JSON) throws {
    try send("/actions", ["actions": actions])
  }

  /// Sends a DevTools command.
  @discardableResult
  func command(_ name: String, _ parameters: JSON) throws -> JSON {
    try send("/goog/cdp/execute", ["cmd": .string(name), "params": parameters])
  }

  /// What the console and the network had to complain of since this was last asked.
  func complaints() throws -> [String] {
    try send("/se/log", ["type": "browser"]).items
      .filter { ["SEVERE", "WARNING"].contains($0["level"].text) }.map { $0["message"].text }
  }

  /// The addresses of all requests since this was last asked.
  func requests() throws -> [String] {
    try send("/se/log", ["type": "performance"]).items.compactMap { entry in
      let event = try JSONDecoder().decode(JSON.self, from: Data(entry["message"].text.utf8))["message"]
      return event["method"] == "Network.requestWillBeSent" ? event["params"]["request"]["url"].text : nil
    }
  }

  @discardableResult
  private func send(_ path: String, _ body: JSON) throws -> JSON {
    try driver.command("POST", session + path, body)
  }
}
