import Diagnostics

/// The languages in which letters can speak.
struct LetterLanguages: Sendable {
  /// The words by language tag, in small letters.
  private var words: [String: LetterWords] = [:]

  /// The language of last resort, which the built-in theme has.
  static let english = "en"
  private static let folder = "letter/words/"

  /// Whether the theme's file `name`, seen from `templates/`, has words.
  static func isFile(_ name: String) -> Bool { name.hasPrefix(folder) && name.hasSuffix(".yml") }

  /// Reads the files by their names below `templates/`.
  static func parse(
    _ files: [String: (path: String, bytes: [UInt8])]
  ) -> (languages: LetterLanguages, diagnostics: [Diagnostic]) {
    var languages = LetterLanguages()
    var diagnostics: [Diagnostic] = []
    for (name, file) in files.sorted(by: { $0.key < $1.key }) {
      let tag = String(name.dropFirst(folder.count).dropLast(".yml".count))
      guard LanguageTag.isValid(tag) else {
        diagnostics.append(
          .error(
            #""\#(tag)" is not a language tag"#, at: Place(file: file.path),
            hint: "name the file for one: de.yml or pt-BR.yml"))
        continue
      }
      let (words, found) = LetterWords.parse(file.bytes, file: file.path)
      languages.words[tag.lowercased()] = words
      diagnostics += found
    }
    return (languages, diagnostics)
  }

  /// The first of `tags` that there are words for, and the words: those for `de` serve `de-AT` too. Else English.
  func words(for tags: [String]) -> (tag: String, words: LetterWords) {
    for tag in tags {
      if let found = LanguageTag.lookUp(tag, in: words) { return (tag, found) }
    }
    return (Self.english, words[Self.english] ?? LetterWords())
  }
}
