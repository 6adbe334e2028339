import Diagnostics
import Templates
import Theme

/// The theme of a site: the built-in files, each replaced by the site's own file of the same name.
struct ThemeFiles: Sendable {
  /// What the theme says in the site's languages, and the templates with it.
  var languages: ThemeLanguages
  /// What stands below `templates/assets/`.
  var assets: ThemeAssets
  /// The style sheet of letters as HTML.
  var letterStyle: [UInt8]
  /// The templates of pages with a search box: those that use `site.search`.
  var templatesWithSearch: Set<String>
  /// What letters say of themselves.
  var letterLanguages: LetterLanguages

  /// The templates with the words of the site's main language.
  var templates: TemplateSet { languages.main.templates }

  /// Compiles the templates; `overrides` are the files below the site's `templates/`.
  ///
  /// - Parameter language: the site's main language; `others` are those that it has besides.
  /// - Parameter pages: the kinds of pages that will be rendered, by the names of their templates: what they do not use
  ///   is not compiled. nil for all.
  static func load(
    overrides: [Source.File], pages: Set<String>?, language: String, others: [String] = []
  ) -> (files: ThemeFiles, diagnostics: [Diagnostic]) {
    var sources: [String: TemplateSet.Source] = [:]
    var assets: [String: [UInt8]] = [:]
    var letterStyle: [UInt8] = []
    var letterWords: [String: (path: String, bytes: [UInt8])] = [:]
    var words: [String: [(path: String, bytes: [UInt8], isOwn: Bool)]] = [:]
    var diagnostics: [Diagnostic] = []
    let builtIn = Theme.files.map { path, bytes in
      (path: "templates/" + path, bytes: bytes, isOwn: false)
    }
    for (path, bytes, isOwn) in builtIn + overrides.map({ ($0.path, $0.bytes, true) }) {
      let written = String(path.dropFirst("templates/".count))
      // The theme's own folder, where it is a guide's too, has scripts and style sheets as they are sent besides: those come last.
      let name = written.hasPrefix("sent/") ? "assets/" + written.dropFirst("sent/".count) : written
      if name.hasSuffix(".mustache") {
        let template = String(name.dropLast(".mustache".count))
        sources[template] = TemplateSet.Source(name: template, file: path, bytes: bytes)
      } else if name.hasPrefix("assets/") {
        assets[name] = bytes
      } else if name == "letter/print.css" {
        letterStyle = bytes
      } else if LetterLanguages.isFile(name) {
        letterWords[name] = (path, bytes)
      } else if ThemeLanguages.isFile(name) {
        words[name, default: []].append((path, bytes, isOwn))
      } else if !name.hasSuffix(".swift"), !name.hasPrefix("starter/") {
        diagnostics.append(
          .error(
            "nothing reads this file", at: Place(file: path),
            hint: "templates end in .mustache; style sheets, scripts and pictures go into templates/assets/"))
      }
    }
    let templates = sources.values.sorted { $0.name < $1.name }
    let (languages, foundInPages) = ThemeLanguages.load(language, others, files: words) { words in
      let compiled = TemplateSet.compile(
        templates + words.templates, roots: TemplateRoots.all(for: pages), schemas: TemplateRoots.named,
        words: TemplateSet.Words(keys: words.keys, html: words.html),
        onlyUsed: pages != nil)
      return (compiled.set, compiled.diagnostics)
    }
    // A build makes no letters.
    let (letterLanguages, found) = LetterLanguages.parse(pages == nil ? letterWords : [:])
    return (
      ThemeFiles(
        languages: languages, assets: ThemeAssets(assets), letterStyle: letterStyle,
        templatesWithSearch: templatesWithSearch(of: languages.main.templates, sources, pages),
        letterLanguages: letterLanguages),
      diagnostics + foundInPages + found
    )
  }

  private static func templatesWithSearch(
    of templates: TemplateSet, _ sources: [String: TemplateSet.Source], _ pages: Set<String>?
  ) -> Set<String> {
    let holders = Set(sources.values.filter { names("site.search", $0.bytes) }.map(\.name))
    return Set(TemplateRoots.pages).intersection(pages ?? Set(TemplateRoots.pages)).filter { page in
      !holders.isDisjoint(with: templates.names(usedBy: page))
    }
  }

  private static func names(_ name: String, _ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    let before = name.prefix { $0 != "." }.utf8
    while let dot = rest.firstIndex(of: UInt8(ascii: ".")) {
      if bytes[..<dot].suffix(before.count).elementsEqual(before),
        bytes[dot...].starts(with: name.utf8.dropFirst(before.count))
      {
        return true
      }
      rest = rest[(dot + 1)...]
    }
    return false
  }
}
