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

/// What tags of languages (BCP 47) say.
enum LanguageTag {
  /// Whether `tag` can be one: a language of two or three letters, and parts of up to eight letters or digits.
  static func isValid(_ tag: String) -> Bool {
    let parts = tag.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    return (2...3).contains(parts[0].count)
      && parts.allSatisfy { (1...8).contains($0.count) && $0.allSatisfy(isLetterOrDigit) }
  }

  /// The value for `tag`, else for what is left when its last parts are cut off one by one.
  ///
  /// Source: RFC 4647, 3.4 (lookup).
  ///
  /// - Parameter values: by tag, in small letters.
  static func lookUp<Value>(_ tag: String, in values: [String: Value]) -> Value? {
    var parts = tag.lowercased().split(separator: "-")
    while !parts.isEmpty {
      if let value = values[parts.joined(separator: "-")] { return value }
      parts.removeLast()
      // A part of one character only begins an extension.
      if parts.last?.count == 1 { parts.removeLast() }
    }
    return nil
  }

  /// Whether both tags are of one language, whatever the country.
  static func isSameLanguage(_ left: String, _ right: String) -> Bool {
    left.lowercased().split(separator: "-").first == right.lowercased().split(separator: "-").first
  }

  /// Whether texts in the language begin at the right.
  ///
  /// Source: the character order of the Unicode CLDR's locales.
  static func isRightToLeft(_ tag: String) -> Bool {
    let parts = tag.lowercased().split(separator: "-").map(String.init)
    if let script = parts.dropFirst().first(where: { $0.count == 4 && $0.allSatisfy(\.isLetter) }) {
      return ["adlm", "arab", "aran", "hebr", "mand", "nkoo", "rohg", "samr", "syrc", "thaa"].contains(script)
    }
    return parts.first.map(rightToLeft.contains) ?? false
  }

  private static let rightToLeft: Set = [
    "ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "lrc", "mzn", "nqo", "ps", "sd", "syr", "ug", "ur", "yi",
  ]
}
