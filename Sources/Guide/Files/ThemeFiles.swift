import Diagnostics
import Templates
import Theme

/// The theme of a site: the built-in files, each replaced by the site's own file of the same name.
struct ThemeFiles: Sendable {
  var templates: TemplateSet
  /// What stands below `templates/assets/`.
  var assets: ThemeAssets
  /// The style sheet of letters as HTML.
  var letterStyle: [UInt8]
  /// What letters say of themselves.
  var letterLanguages: LetterLanguages

  /// Compiles the templates; `overrides` are the files below the site's `templates/`.
  ///
  /// - Parameter pages: the kinds of pages that will be rendered, by the names of their templates: what they do not use
  ///   is not compiled. nil for all.
  static func load(overrides: [Source.File], pages: Set<String>?) -> (files: ThemeFiles, diagnostics: [Diagnostic]) {
    var sources: [String: TemplateSet.Source] = [:]
    var assets: [String: [UInt8]] = [:]
    var letterStyle: [UInt8] = []
    var words: [String: (path: String, bytes: [UInt8])] = [:]
    var diagnostics: [Diagnostic] = []
    let builtIn = Theme.files.map { (path: "templates/" + $0.key, bytes: $0.value) }
    for (path, bytes) in builtIn + overrides.map({ ($0.path, $0.bytes) }) {
      let name = String(path.dropFirst("templates/".count))
      if name.hasSuffix(".mustache") {
        let template = String(name.dropLast(".mustache".count))
        sources[template] = TemplateSet.Source(name: template, file: path, bytes: bytes)
      } else if name.hasPrefix("assets/") {
        assets[name] = bytes
      } else if name == "letter/print.css" {
        letterStyle = bytes
      } else if LetterLanguages.isFile(name) {
        words[name] = (path, bytes)
      } else if !name.hasSuffix(".swift"), !name.hasPrefix("starter/") {
        diagnostics.append(
          .error(
            "nothing reads this file", at: Place(file: path),
            hint: "templates end in .mustache; style sheets, scripts and pictures go into templates/assets/"))
      }
    }
    let compiled = TemplateSet.compile(
      sources.values.sorted { $0.name < $1.name }, roots: TemplateRoots.all(for: pages), schemas: TemplateRoots.named,
      onlyUsed: pages != nil)
    // A build makes no letters.
    let (languages, found) = LetterLanguages.parse(pages == nil ? words : [:])
    return (
      ThemeFiles(
        templates: compiled.set, assets: ThemeAssets(assets), letterStyle: letterStyle, letterLanguages: languages),
      diagnostics + compiled.diagnostics + found
    )
  }
}
