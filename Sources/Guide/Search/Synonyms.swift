/// Words and phrases that mean the same to a reader: where a text has one, search finds it by the others too.
///
/// The index has a name for each group, which stands wherever one of its phrases does. The page's script knows the phrases, and
/// looks for a group's name besides where one was typed: so a phrase means the others as a whole, and none of their words alone.
struct Synonyms: Sendable {
  private struct Phrase: Sendable {
    /// Numbers of its words.
    var parts: [Int32]
    var group: Int
  }

  /// How many groups there are.
  let count: Int
  /// For the page's script: of each phrase the stems of its words, with spaces between them, and its group's name.
  private(set) var names: [(phrase: String, name: String)] = []
  /// By the number of their last word.
  private var phrases: [[Phrase]] = []
  /// Numbers of words by their stems.
  private var parts: [String: Int32] = [:]

  /// Whether there are none.
  var isEmpty: Bool { phrases.isEmpty }

  /// - Parameter groups: of each, words and phrases as a person writes them.
  init(_ groups: [[String]], in language: SearchLanguage) {
    let groups = groups.map { group in
      var seen: Set<[String]> = []
      return group.map(Self.words).filter { !$0.isEmpty && seen.insert($0).inserted }
    }
    count = groups.count
    for (number, group) in groups.enumerated() where group.count > 1 {
      for words in group {
        let stems = words.map(language.stem)
        let parts = stems.map { assignNumber(to: $0) }
        guard let last = parts.last else { continue }
        phrases[Int(last)].append(Phrase(parts: parts, group: number))
        names.append((stems.joined(separator: " "), Self.name(of: number)))
      }
    }
  }

  /// What the index calls a group: no text has such a word.
  static func name(of group: Int) -> String { "=\(group)" }

  private mutating func assignNumber(to stem: String) -> Int32 {
    if let known = parts[stem] { return known }
    let number = Int32(truncatingIfNeeded: phrases.count)
    parts[stem] = number
    phrases.append([])
    return number
  }

  /// The number of the word `word`, which is folded; -1 where no phrase has it.
  func part(for word: String, in language: SearchLanguage) -> Int32 {
    parts[language.stem(of: word)] ?? -1
  }

  /// The groups that have a phrase which `recent`, numbers of words, ends with.
  func groups(withPhraseAtEndOf recent: [Int32]) -> [Int] {
    guard let last = recent.last, phrases.indices.contains(Int(last)) else { return [] }
    return phrases[Int(last)].filter { phrase in
      phrase.parts.count == 1 || recent.suffix(phrase.parts.count).elementsEqual(phrase.parts)
    }.map(\.group)
  }

  /// The words of `text`, folded, letters of scripts without spaces in pairs.
  static func words(of text: String) -> [String] {
    var words: [String] = []
    var word = ""
    var pairs = LetterPairs()
    func end() {
      if !word.isEmpty { words.append(ArabicArticle.dropped(from: word)) }
      if let letter = pairs.end() { words.append(String(decoding: letter, as: UTF8.self)) }
      (word, pairs) = ("", LetterPairs())
    }
    var isUnspaced = false
    for scalar in text.unicodeScalars {
      guard let folded = LetterFolding.folded(scalar) else {
        end()
        continue
      }
      for scalar in folded {
        if LetterFolding.isUnspaced(scalar) != isUnspaced {
          end()
          isUnspaced.toggle()
        }
        if !isUnspaced {
          word.unicodeScalars.append(scalar)
        } else if let pair = pairs.next(scalar) {
          words.append(String(decoding: pair, as: UTF8.self))
        }
      }
    }
    end()
    return words
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
