import YAML

/// `search` in `guide.yml`: whether pages have a search, and what readers may call the same. Without it they have one.
///
///     search: false
///
///     search:
///       synonyms:
///         - [laptop, notebook]
///         - [sign in, log on]
struct SearchSettings: Sendable {
  var isOn = true
  /// Of each group, words and phrases that mean the same.
  var synonyms: [[String]] = []

  init() {}

  /// What `keys` say about it, in a guide in the language `tag`.
  init(_ keys: inout YAMLMapping, in tag: String) {
    guard let node = keys.node("search") else { return }
    if case .scalar = node.value {
      isOn = keys.boolean("search") ?? true
      return
    }
    synonyms = keys.mapping("search") { Self.synonyms(&$0, in: tag) ?? [] } ?? []
  }

  /// The groups below `synonyms`, words of the language `tag`; nil where there are none.
  static func synonyms(_ keys: inout YAMLMapping, in tag: String) -> [[String]]? {
    guard keys.node("synonyms") != nil else { return nil }
    let leftOut = SearchLanguage(tag: tag).stopWords
    let hint = "write a list of lists: [[laptop, notebook], [sign in, log on]]"
    var groups: [[String]] = []
    for item in keys.sequence("synonyms") {
      guard case .sequence(let words) = item.value else {
        keys.report("each of \"synonyms\" must be a list, not \(item.kind)", at: item.place, hint: hint)
        continue
      }
      var group: [String] = []
      var seen: Set<[String]> = []
      for word in words {
        guard case .scalar(let text, _) = word.value, text.unicodeScalars.contains(where: Self.isSearched) else {
          keys.report("a synonym must be a word or a phrase, not \(word.kind)", at: word.place, hint: hint)
          continue
        }
        let parts = Synonyms.words(of: text)
        if parts.allSatisfy(leftOut.contains) {
          keys.report(
            #"search leaves out "\#(text)", so nothing is found by it"#, at: word.place,
            hint: "take it away, or write a phrase with a word that says more")
        } else if !seen.insert(parts).inserted {
          keys.report(
            #""\#(text)" stands twice among these synonyms"#, at: word.place,
            hint: "keep it once, and name what else readers may call it")
        }
        group.append(text)
      }
      if words.count < 2 {
        keys.report("a word alone has no synonyms", at: item.place, hint: "name what else readers may call it")
      }
      groups.append(group)
    }
    return groups
  }

  /// Whether search sees it at all.
  private static func isSearched(_ scalar: Unicode.Scalar) -> Bool {
    LetterFolding.folded(scalar)?.isEmpty == false
  }
}
