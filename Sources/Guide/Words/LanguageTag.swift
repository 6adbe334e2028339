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

  /// What `dir` says of texts in the language.
  static func direction(of tag: String) -> String { isRightToLeft(tag) ? "rtl" : "ltr" }

  private static let rightToLeft: Set = [
    "ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "lrc", "mzn", "nqo", "ps", "sd", "syr", "ug", "ur", "yi",
  ]
}
