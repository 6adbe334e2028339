import YAML

/// `search` in `guide.yml`: whether pages have a search, and what readers may call the same. Without it they have none:
/// the index makes builds after an edit slower.
///
///     search: true
///
///     search:
///       synonyms:
///         - [laptop, notebook]
///         - [sign in, log on]
struct SearchSettings: Sendable {
  var isOn = false
  /// Of each group, words and phrases that mean the same.
  var synonyms: [[String]] = []

  init() {}

  /// What `keys` say about it.
  init(_ keys: inout YAMLMapping) {
    guard let node = keys.node("search") else { return }
    if case .scalar = node.value {
      isOn = keys.boolean("search") ?? false
      return
    }
    isOn = true
    synonyms = keys.mapping("search") { Self.synonyms(&$0) } ?? []
  }

  private static func synonyms(_ keys: inout YAMLMapping) -> [[String]] {
    let hint = "write a list of lists: [[laptop, notebook], [sign in, log on]]"
    var groups: [[String]] = []
    for item in keys.sequence("synonyms") {
      guard case .sequence(let words) = item.value else {
        keys.report("each of \"synonyms\" must be a list, not \(item.kind)", at: item.place, hint: hint)
        continue
      }
      var group: [String] = []
      for word in words {
        if case .scalar(let text, _) = word.value, text.unicodeScalars.contains(where: Self.isSearched) {
          group.append(text)
        } else {
          keys.report("a synonym must be a word or a phrase, not \(word.kind)", at: word.place, hint: hint)
        }
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
