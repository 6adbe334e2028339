import Diagnostics
import Theme
import YAML

/// What a guide's files say that enrollment asks for; its articles are not read.
package struct EnrollmentSettings: Sendable {
  /// Who gives the codes: `issuer` below `enrollment`, else the organisation's name, else the site's title.
  package var issuer = ""
  /// The vault, seen from the guide's folder: `vault` below `enrollment`.
  package var vault = Self.usualVault
  /// Keys of the browser data by what lists may call them, in small letters.
  package var browsers: [String: String] = [:]
  /// Keys of systems by what lists may call them, in small letters.
  package var platforms: [String: String] = [:]

  /// Where the vault is if nobody says otherwise: beside `content/`, in a folder of its own.
  package static let usualVault = "enrollment/vault"

  /// Reads `content/guide.yml` and the browser data of the guide in `folder`.
  ///
  /// - Returns: nil where they are wrong; without a guide the usual settings, with the browsers that guidegen knows.
  package static func load(_ folder: String) -> (settings: EnrollmentSettings?, diagnostics: [Diagnostic]) {
    var settings = EnrollmentSettings()
    var diagnostics: [Diagnostic] = []
    let (configuration, found) = read(ContentFiles.configurationPath, in: folder, Configuration.parse)
    diagnostics += found
    if let configuration {
      let names = [configuration.enrollment.issuer, configuration.organisation.name, configuration.title]
      settings.issuer = names.first { !$0.isEmpty } ?? ""
      if !configuration.enrollment.vault.isEmpty { settings.vault = configuration.enrollment.vault }
    }
    let (own, foundInData) = read(ContentFiles.browsersPath, in: folder, BrowserData.parse)
    diagnostics += foundInData
    let data = own ?? BrowserData.parse(Theme.browsers, file: "browsers.yml").data
    for browser in data.browsers {
      for name in [browser.key, browser.name, browser.shortName] + browser.aliases {
        settings.browsers[name.lowercased()] = browser.key
      }
    }
    for platform in data.platforms {
      for name in [platform.key, platform.name] { settings.platforms[name.lowercased()] = platform.key }
    }
    return (diagnostics.contains { $0.severity == .error } ? nil : settings, diagnostics)
  }

  private static func read<Value>(
    _ path: String, in folder: String, _ parse: ([UInt8], String) -> (Value, [Diagnostic])
  ) -> (value: Value?, diagnostics: [Diagnostic]) {
    guard case .success(let file) = readFile(folder + "/" + path) else { return (nil, []) }
    return parse(file.bytes, path)
  }
}
