import Foundation

/// A reader as a page sees one: what a real browser sends, and what is to be made of it.
struct Reader: Codable, Sendable {
  /// Says which browser this is: `Edge on Windows`.
  var who: String
  /// The user agent string.
  var agent: String
  /// The client hints' brands; nil where the browser has no hints, or keeps them back on plain http.
  var brands: [String]?
  /// `navigator.maxTouchPoints`.
  var touch: Int?
  /// Whether the browser has `navigator.brave`.
  var brave: Bool?
  /// Width and height of the screen in CSS pixels.
  var screen: [Int]?
  /// The keys to be guessed: `edge`, `windows`, `computer`; empty: no guess.
  var browser, os, device: String
  /// Whether an app shows the page in a viewer of its own.
  var app: Bool?

  /// All readers of `Readers.json`, made from strings that browsers send.
  static func all() throws -> [Reader] {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Readers.json")
    return try JSONDecoder().decode([Reader].self, from: Data(contentsOf: file))
  }

  /// The reader that `Readers.json` calls `who`.
  static func named(_ who: String) throws -> Reader {
    guard let reader = try all().first(where: { $0.who == who }) else {
      throw Tool.Missing(description: "Readers.json has no \"\(who)\"")
    }
    return reader
  }
}

extension Browser {
  /// From the next page on, passes the browser off as the one of `reader`.
  func pose(as reader: Reader) throws {
    try command("Emulation.setUserAgentOverride", ["userAgent": .string(reader.agent)])
    let brands = reader.brands.map { JSON.array($0.map { ["brand": .string($0), "version": "140"] }) }
    let hints = brands.map { #"{brands: \#(text($0)), mobile: \#(reader.device == "phone"), platform: ""}"# }
    var script = "Object.defineProperty(Navigator.prototype, 'userAgentData', {get: () => (\(hints ?? "undefined"))});"
    if reader.brave == true { script += "Object.defineProperty(Navigator.prototype, 'brave', {get: () => ({})});" }
    try command("Page.addScriptToEvaluateOnNewDocument", ["source": .string(script)])
    if let screen = reader.screen, let touch = reader.touch {
      let (width, height) = (JSON.number(Double(screen[0])), JSON.number(Double(screen[1])))
      try command(
        "Emulation.setDeviceMetricsOverride",
        [
          "width": width, "height": height, "screenWidth": width, "screenHeight": height, "deviceScaleFactor": 2,
          "mobile": .bool(reader.device != "computer"),
        ])
      try command(
        "Emulation.setTouchEmulationEnabled", ["enabled": true, "maxTouchPoints": .number(Double(touch))])
    }
  }

  private func text(_ json: JSON) -> String {
    guard let data = try? JSONEncoder().encode(json) else { return "[]" }
    return String(decoding: data, as: UTF8.self)
  }
}
