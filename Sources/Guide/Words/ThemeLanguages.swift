import Diagnostics
import Templates

/// What a theme says in the languages of a site: for each the words, and the templates with the words in them.
struct ThemeLanguages: Sendable {
  /// One language.
  struct Language: Sendable {
    let words: Words
    let templates: TemplateSet
  }

  /// The site's main language.
  let main: Language
  /// By language tag, as the site writes it.
  private let others: [String: Language]

  private static let folder = "words/"

  /// Whether the theme's file `name`, seen from `templates/`, has words of pages.
  static func isFile(_ name: String) -> Bool { name.hasPrefix(folder) && name.hasSuffix(".yml") }

  /// The language `main`, and `others`.
  ///
  /// - Parameters:
  ///   - files: those with words, by name below `templates/`, the built-in one before a guide's own.
  ///   - compile: compiles the theme's templates with words in them.
  static func load(
    _ main: String, _ others: [String], files: [String: [(path: String, bytes: [UInt8], isOwn: Bool)]],
    compile: (Words) -> (TemplateSet, [Diagnostic])
  ) -> (languages: ThemeLanguages, diagnostics: [Diagnostic]) {
    var diagnostics: [Diagnostic] = []
    var read: [String: [WordsFile]] = [:]
    // A guide's own files are looked at in any case; of the others those that are asked for.
    let wanted = Set(([main] + others).flatMap(lessAndLess))
    for (name, versions) in files.sorted(by: { $0.key < $1.key }) {
      let tag = String(name.dropFirst(folder.count).dropLast(".yml".count))
      guard LanguageTag.isValid(tag) else {
        diagnostics += versions.map {
          .error(
            #""\#(tag)" is not a language tag"#, at: Place(file: $0.path),
            hint: "name the file for one: de.yml or pt-BR.yml")
        }
        continue
      }
      for version in versions where version.isOwn || tag != Words.englishTag && wanted.contains(tag.lowercased()) {
        let file = WordsFile(
          version.bytes, file: version.path, english: Words.builtInEnglish.texts, isBuiltIn: !version.isOwn)
        diagnostics += file.diagnostics
        read[tag.lowercased(), default: []].append(file)
      }
    }
    let english = [Words.builtInEnglish] + (read[Words.englishTag] ?? [])
    func language(_ tag: String) -> Language {
      let own = lessAndLess(tag).filter { $0 != Words.englishTag }.flatMap { read[$0] ?? [] }
      let words = Words(language: tag, english: english, files: own)
      let (set, found) = compile(words)
      diagnostics += found
      return Language(words: words, templates: set)
    }
    let languages = ThemeLanguages(
      main: language(main), others: Dictionary(others.map { ($0, language($0)) }) { first, _ in first })
    return (languages, diagnostics)
  }

  private init(main: Language, others: [String: Language]) { (self.main, self.others) = (main, others) }

  /// The language `tag`; the main one for any that the site does not have.
  subscript(tag: String) -> Language { others[tag] ?? main }

  /// All of them, the main one first.
  var all: [Language] { [main] + others.values.sorted { $0.words.language < $1.words.language } }

  /// The tag and what is left when its last parts are cut off, the shortest first: `de`, `de-at`.
  private static func lessAndLess(_ tag: String) -> [String] {
    let parts = tag.lowercased().split(separator: "-")
    return parts.indices.map { parts[...$0].joined(separator: "-") }
  }
}
