/// Words and phrases that mean the same to a reader: where a text has one, search finds it by the others too.
struct Synonyms: Sendable {
  private struct Phrase: Sendable {
    /// Numbers of its words.
    var parts: [Int32]
    /// Index in `groups`.
    var group: Int
  }

  /// By group and phrase: its words, folded.
  private let groups: [[[String]]]
  private var phrases: [Phrase] = []
  /// Numbers of words by their stems.
  private var parts: [String: Int32] = [:]

  /// Whether there are none.
  var isEmpty: Bool { phrases.isEmpty }

  /// - Parameter groups: of each, words and phrases as a person writes them.
  init(_ groups: [[String]], in language: SearchLanguage) {
    self.groups = groups.map { group in
      var seen: Set<[String]> = []
      return group.map(Self.words).filter { !$0.isEmpty && seen.insert($0).inserted }
    }
    for (number, group) in self.groups.enumerated() where group.count > 1 {
      for words in group {
        phrases.append(Phrase(parts: words.map { assignNumber(to: language.stem(of: $0)) }, group: number))
      }
    }
  }

  private mutating func assignNumber(to stem: String) -> Int32 {
    let number = parts[stem] ?? Int32(truncatingIfNeeded: parts.count)
    parts[stem] = number
    return number
  }

  /// The number of the word `word`, which is folded; -1 where no phrase has it.
  func part(for word: String, in language: SearchLanguage) -> Int32 {
    parts[language.stem(of: word)] ?? -1
  }

  /// The words, in UTF-8, that are said instead of the phrases which `recent` ends with.
  func words(besidesPhraseAtEndOf recent: [Int32]) -> [[UInt8]] {
    var words: [[UInt8]] = []
    for phrase in phrases where recent.suffix(phrase.parts.count).elementsEqual(phrase.parts) {
      for word in groups[phrase.group].joined() { words.append(Array(word.utf8)) }
    }
    return words
  }

  /// The words of `text`, folded.
  private static func words(of text: String) -> [String] {
    var words = [""]
    for scalar in text.unicodeScalars {
      if let folded = LetterFolding.folded(scalar) {
        for scalar in folded { words[words.count - 1].unicodeScalars.append(scalar) }
      } else {
        words.append("")
      }
    }
    return words.filter { !$0.isEmpty }
  }
}

extension BrowserData {
  /// What browsers call a private window: all names of those that share one with another browser.
  var privateModeNames: [String] {
    let names = browsers.map { browser in
      ([browser.mode, browser.window] + browser.synonyms).filter { !$0.isEmpty }.map { $0.lowercased() }
    }
    var holders: [String: Int] = [:]
    for own in names { for name in Set(own) { holders[name, default: 0] += 1 } }
    var seen: Set<String> = []
    return names.filter { $0.contains { holders[$0, default: 0] > 1 } }.joined().filter { seen.insert($0).inserted }
  }
}
