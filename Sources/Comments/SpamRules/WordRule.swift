/// A comment, its author's name or its links hold words of the site's list.
package struct WordRule: SpamRule {
  package static let name = "words"
  private let words: WordList

  package init(words: WordList) {
    self.words = words
  }

  package func verdict(on submission: Submission) -> SpamVerdict? {
    let hosts = submission.comment.links.compactMap(\.host) + [submission.website?.host].compactMap { $0 }
    let found = words.entries(in: submission.words) + ([submission.name] + hosts).flatMap { words.entries(in: $0) }
    guard let first = found.first else { return nil }
    let rejected = found.first(where: \.rejects)
    let names = found.reduce(into: [String]()) { names, entry in
      if !names.contains(entry.text) { names.append(entry.text) }
    }
    let quoted = names.prefix(3).map { "\"\($0)\"" }.joined(separator: ", ") + (names.count > 3 ? ", …" : "")
    let reason = "it holds \(quoted)" + (names.count == 1 ? " (line \(first.line) of the list)" : "")
    return verdict(
      reason, weight: rejected == nil ? min(40 + 10 * names.count, 90) : 100, demand: rejected == nil ? .hold : .reject)
  }
}
