import Diagnostics
import YAML

/// `content/_data/browsers.yml`: how a private window is opened, for each browser on each system.
struct BrowserData: Sendable {
  /// How sure a fact is, and when somebody last looked.
  struct Evidence: Sendable {
    var place: Place
    var checked: CalendarDate?
    /// The fact was not confirmed on a device yet.
    var isRecall: Bool
  }

  /// One system of a browser.
  struct Platform: Sendable {
    var key: String
    /// What to select, in order.
    var menu: [String]
    /// `Ctrl+Shift+N`; empty where there is no shortcut.
    var keys: String
    var note: String
    var evidence: Evidence
  }

  /// Texts that differ between a computer and a phone.
  struct ByDevice<Text: Sendable>: Sendable {
    var computer: Text
    var phone: Text
  }

  struct Browser: Sendable {
    var key: String
    var name: String
    var shortName: String
    /// Other keys that an author may write.
    var aliases: [String]
    var mode: String
    var window: String
    var aWindow: String
    var tab: String
    var aTab: String
    var synonyms: [String]
    var platforms: [Platform]
    var sign: ByDevice<String>
    var ends: ByDevice<String>
    /// The maker's own page.
    var help: String
    var policy: String
    /// What to do where the company has turned the mode off.
    var switchedOff: ByDevice<[String]>
    var signedInAnyway: String
    /// Printed in place of the steps.
    var instead: String
  }

  /// Advice for all browsers.
  struct Fallback: Sendable {
    /// A word for templates and scripts: `in-app`.
    var id: String
    var when: String
    var say: String
    /// `computer`, `phone`, or empty for both.
    var on: String
  }

  /// A system or a kind of device.
  struct Named: Sendable {
    var key: String
    var name: String
    /// `computer` or `phone`; empty for a kind of device.
    var device: String
  }

  /// Printed below a fact that was not confirmed.
  var unconfirmed = ""
  var platforms: [Named] = []
  var devices: [Named] = []
  var browsers: [Browser] = []
  var fallback: [Fallback] = []

  /// The browser that an author calls `key`.
  func browser(_ key: String) -> Browser? {
    browsers.first { $0.key == key } ?? browsers.first { $0.aliases.contains(key) }
  }

  /// The keys and names that `:::variants{by=…}` knows; nil for an unknown way to vary.
  func variants(by way: String) -> [Named]? {
    switch way {
    case "browser": browsers.map { Named(key: $0.key, name: $0.name, device: "") }
    case "os": platforms
    case "device": devices
    default: nil
    }
  }

  /// Whether there is no such file, or nothing in it.
  var isEmpty: Bool { browsers.isEmpty && platforms.isEmpty && devices.isEmpty }

  /// Reads the file.
  static func parse(_ bytes: [UInt8], file: String) -> (data: BrowserData, diagnostics: [Diagnostic]) {
    let (node, diagnostics) = YAMLNode.parse(bytes[...], file: file)
    return diagnostics.isEmpty ? parse(node, file: file) : (BrowserData(), diagnostics)
  }

  /// Takes what `node`, the file's, says.
  static func parse(_ node: YAMLNode?, file: String) -> (data: BrowserData, diagnostics: [Diagnostic]) {
    var data = BrowserData()
    var keys = YAMLMapping(node ?? YAMLNode(.null, at: Place(file: file, line: 1, column: 1)), called: "browser data")
    data.read(&keys)
    return (data, keys.finish())
  }

  private mutating func read(_ keys: inout YAMLMapping) {
    unconfirmed = keys.string("unconfirmed") ?? ""
    platforms = Self.named("platforms", &keys)
    devices = Self.named("devices", &keys)
    let systems = platforms.map(\.key)
    for entry in keys.entries("browsers") {
      if let browser = keys.free(entry, { Browser(entry.key, systems: systems, &$0) }) { browsers.append(browser) }
    }
    fallback = keys.mappings("fallback") { keys in
      // Which readers a script may show it to is for the theme's scripts; the page itself shows it to all.
      _ = keys.string("reading-on")
      return Fallback(
        id: keys.string("id") ?? "", when: keys.string("when") ?? "", say: keys.string("say") ?? "",
        on: keys.choice("on", among: ["computer", "phone"]) ?? "")
    }
  }

  private static func named(_ key: String, _ keys: inout YAMLMapping) -> [Named] {
    keys.entries(key).compactMap { entry in
      keys.free(entry) { keys in
        Named(
          key: entry.key, name: keys.string("name") ?? entry.key,
          device: keys.choice("device", among: ["computer", "phone"]) ?? "")
      }
    }
  }
}

extension BrowserData.Browser {
  fileprivate init(_ key: String, systems: [String], _ keys: inout YAMLMapping) {
    self.key = key
    keys.require("name")
    name = keys.string("name") ?? key
    shortName = keys.string("short-name") ?? name
    aliases = keys.strings("aliases")
    (mode, window, aWindow, tab, aTab, synonyms) = ("", "", "", "", "", [])
    let words = keys.mapping("private-mode") { keys in
      (
        keys.string("name") ?? "", keys.string("window") ?? "", keys.string("a-window") ?? "",
        keys.string("tab") ?? "", keys.string("a-tab") ?? "", keys.strings("synonyms")
      )
    }
    if let words { (mode, window, aWindow, tab, aTab, synonyms) = words }
    platforms = keys.entries("platforms").compactMap { entry in
      if !systems.contains(entry.key) {
        let near = nearestName(to: entry.key, among: systems)
        keys.report(
          #"unknown platform "\#(entry.key)""#, at: entry.keyPlace,
          hint: near.map { #"did you mean "\#($0)"?"# } ?? "write one of \(systems.joined(separator: ", "))")
      }
      return keys.free(entry) { keys in
        BrowserData.Platform(
          key: entry.key, menu: keys.strings("menu"), keys: keys.string("keys") ?? "", note: keys.string("note") ?? "",
          evidence: .init(&keys, place: entry.keyPlace))
      }
    }
    sign = .init("sign", &keys)
    ends = .init("ends", &keys)
    help = keys.webAddress("help") ?? ""
    (policy, switchedOff) = ("", .init(computer: [], phone: []))
    let off = keys.mapping("switched-off") { keys in
      (
        keys.string("policy") ?? "",
        BrowserData.ByDevice(computer: keys.strings("computer"), phone: keys.strings("phone"))
      )
    }
    if let off { (policy, switchedOff) = off }
    signedInAnyway = keys.string("signed-in-anyway") ?? ""
    instead = keys.string("instead") ?? ""
    // For the theme's scripts.
    _ = keys.node("detect")
  }
}

extension BrowserData.ByDevice<String> {
  fileprivate init(_ key: String, _ keys: inout YAMLMapping) {
    self =
      keys.mapping(key) { keys in
        .init(computer: keys.string("computer") ?? "", phone: keys.string("phone") ?? "")
      } ?? .init(computer: "", phone: "")
  }
}

extension BrowserData.Evidence {
  fileprivate init(_ keys: inout YAMLMapping, place: Place) {
    self.place = place
    _ = keys.string("source")
    isRecall = keys.choice("confidence", among: ["program", "vendor", "code", "recall"]) == "recall"
    checked = keys.date("checked")
  }
}

extension YAMLMapping {
  /// What `read` makes of an entry whose key is free; its findings are added to these.
  fileprivate mutating func free<Result>(
    _ entry: YAMLEntry, _ read: (inout YAMLMapping) -> Result
  ) -> Result? {
    var inner = YAMLMapping(entry.value, called: #"entry "\#(entry.key)""#)
    let result = read(&inner)
    for finding in inner.finish() { report(finding.message, at: finding.place ?? place, hint: finding.hint ?? "") }
    return result
  }
}
