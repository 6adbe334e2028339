import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// A window of a headless Chromium, driven by ChromeDriver (W3C WebDriver; what WebDriver lacks, by DevTools commands).
final class Browser {
  /// What the driver refused.
  struct Refusal: Error, CustomStringConvertible {
    var description: String
  }

  private let driver: DriverProcess
  private var session = ""

  /// Starts a browser with a fresh profile.
  ///
  /// - Parameter names: host names that are this machine, which browsers trust less than `127.0.0.1`.
  init(names: [String] = []) throws {
    driver = try DriverProcess.shared.get()
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
    session = try send("", ["capabilities": ["alwaysMatch": capabilities]])["sessionId"].text
  }

  deinit {
    _ = try? request("DELETE", "/\(session)", Data())
  }

  /// Goes to `address` and waits until it has loaded.
  func open(_ address: String) throws {
    try send("/\(session)/url", ["url": .string(address)])
  }

  /// What the body of a function, `script`, returns; a promise is waited for. It sees `arguments`.
  @discardableResult
  func evaluate(_ script: String, _ arguments: JSON...) throws -> JSON {
    try send("/\(session)/execute/sync", ["script": .string(script), "args": .array(arguments)])
  }

  /// Sends a DevTools command.
  @discardableResult
  func command(_ name: String, _ parameters: JSON) throws -> JSON {
    try send("/\(session)/goog/cdp/execute", ["cmd": .string(name), "params": parameters])
  }

  /// Presses and releases `keys`, one after the other.
  func press(_ keys: Key...) throws {
    let presses = keys.flatMap { key -> [JSON] in
      [["type": "keyDown", "value": .string(key.rawValue)], ["type": "keyUp", "value": .string(key.rawValue)]]
    }
    try send("/\(session)/actions", ["actions": [["type": "key", "id": "keyboard", "actions": .array(presses)]]])
  }

  /// Types `text` into what has the focus.
  func type(_ text: String) throws {
    let presses = text.flatMap { letter -> [JSON] in
      ["keyDown", "keyUp"].map { ["type": .string($0), "value": .string(String(letter))] }
    }
    try send("/\(session)/actions", ["actions": [["type": "key", "id": "keyboard", "actions": .array(presses)]]])
  }

  /// Keys by WebDriver's code points (W3C WebDriver, 17.4.2).
  enum Key: String {
    case tab = "\u{E004}"
    case enter = "\u{E007}"
    case space = " "
    case arrowDown = "\u{E015}"
  }

  /// What the console and the network had to complain of since this was last asked.
  func complaints() throws -> [String] {
    try send("/\(session)/se/log", ["type": "browser"]).items
      .filter { ["SEVERE", "WARNING"].contains($0["level"].text) }.map { $0["message"].text }
  }

  /// The addresses of all requests since this was last asked.
  func requests() throws -> [String] {
    try send("/\(session)/se/log", ["type": "performance"]).items.compactMap { entry in
      let event = try JSONDecoder().decode(JSON.self, from: Data(entry["message"].text.utf8))["message"]
      return event["method"] == "Network.requestWillBeSent" ? event["params"]["request"]["url"].text : nil
    }
  }

  @discardableResult
  private func send(_ path: String, _ body: JSON) throws -> JSON {
    try request("POST", path, JSONEncoder().encode(body))
  }

  private func request(_ method: String, _ path: String, _ body: Data) throws -> JSON {
    let answer = try driver.request(method, "/session" + path, body: body)
    let value = try JSONDecoder().decode(JSON.self, from: answer)["value"]
    guard value["error"] == .null || value["message"] == .null else {
      throw Refusal(description: "\(method) \(path): \(value["message"].text)")
    }
    return value
  }
}
