import Foundation

/// A window of WebKitGTK, which is Safari's engine, on a screen of its own (Xvfb), driven by WebKitWebDriver.
final class WebKitWindow: BrowserWindow {
  private let screen: Process
  private let process: Process
  private let driver: WebDriverConnection
  private let session: String

  private static let browser = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser"

  /// Starts a browser with a fresh profile; `theme` is GTK's, whose ending says whether it is dark.
  init(theme: String = "Adwaita") throws {
    let display = try Tool("Xvfb", package: "Debian's xvfb")
      .start(["-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp"], until: "")
    screen = display.process
    DriverProcess.endWithTests(screen)
    let port = try LocalSocket.freePort()
    process = Process()
    process.executableURL = try Tool("WebKitWebDriver", package: "Debian's webkit2gtk-driver").url
    process.arguments = ["--port=\(port)", "--host=127.0.0.1"]
    process.environment = ProcessInfo.processInfo.environment.merging([
      "DISPLAY": ":\(display.number)", "GDK_BACKEND": "x11", "LIBGL_ALWAYS_SOFTWARE": "1",
      "WEBKIT_SKIA_ENABLE_CPU_RENDERING": "1", "NO_AT_BRIDGE": "1", "GTK_THEME": theme,
    ]) { $1 }
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    DriverProcess.endWithTests(process)
    let driver = WebDriverConnection(port: port)
    self.driver = driver
    try Wait.until("WebKitWebDriver answers") { try? driver.command("GET", "/status") }
    let capabilities: JSON = [
      "browserName": "MiniBrowser",
      "webkitgtk:browserOptions": ["binary": .string(Self.browser), "args": ["--automation"]],
    ]
    let answer = try driver.command("POST", "/session", ["capabilities": ["alwaysMatch": capabilities]])
    session = "/session/" + answer["sessionId"].text
  }

  deinit {
    _ = try? driver.request("DELETE", session, body: Data())
    DriverProcess.end(process)
    DriverProcess.end(screen)
  }

  func open(_ address: String) throws {
    try driver.command("POST", session + "/url", ["url": .string(address)])
  }

  @discardableResult
  func evaluate(_ script: String, _ arguments: [JSON]) throws -> JSON {
    try driver.command("POST", session + "/execute/sync", ["script": .string(script), "args": .array(arguments)])
  }

  func perform(_ actions: JSON) throws {
    try driver.command("POST", session + "/actions", ["actions": actions])
  }
}
