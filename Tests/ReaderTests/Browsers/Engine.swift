/// The three engines that nearly all readers' browsers are made of.
enum Engine: String, CaseIterable {
  /// Chrome, Edge, Brave, Opera, Vivaldi.
  case chromium
  case firefox
  /// Safari, and all browsers of iPhones.
  case webKit

  /// A new window.
  func window(isDark: Bool = false) throws -> any BrowserWindow {
    switch self {
    case .chromium:
      let browser = try Browser()
      try browser.command(
        "Emulation.setEmulatedMedia",
        ["features": [["name": "prefers-color-scheme", "value": isDark ? "dark" : "light"]]])
      return browser
    case .firefox:
      return try FirefoxWindow(["layout.css.prefers-color-scheme.content-override": isDark ? 0 : 1])
    case .webKit: return try WebKitWindow(theme: isDark ? "Adwaita:dark" : "Adwaita")
    }
  }
}
