/// What the filter sees of a comment: its words, those of its author's name, and the hosts of its links.
package struct SpamTokens: Sendable, Hashable {
  /// Each once, in order of first appearance: `word`, `name:jo`, `host:example.com`, `links:many`.
  package let all: [String]

  /// More tell the filter no more, and cost the store a look each.
  static let most = 400
  /// Letters of a token, without what stands before a colon.
  private static let lengths = 2...24

  /// The tokens of a comment.
  package init(name: String, website: LinkAddress?, _ comment: CommentMarkdown) {
    self.init(name: name, website: website, comment, words: Words(comment.words))
  }

  /// The tokens of a comment with `words`.
  init(name: String, website: LinkAddress?, _ comment: CommentMarkdown, words: Words) {
    var tokens: [String] = []
    let links = comment.links + [website].compactMap { $0 }
    if !comment.links.isEmpty { tokens.append(comment.links.count > 2 ? "links:many" : "links:few") }
    tokens += links.compactMap(\.host).flatMap(Self.domains).map { "host:\($0)" }
    tokens += Self.tokens(Words(name)).map { "name:\($0)" }
    tokens += Self.tokens(words)
    var seen: Set<String> = []
    all = Array(tokens.filter { seen.insert($0).inserted }.prefix(Self.most))
  }

  private static func tokens(_ words: Words) -> [String] {
    words.all.map { FoldedText.withoutDisguise($0) }.filter { lengths.contains($0.unicodeScalars.count) }
  }

  /// `host`, and the domain that it belongs to: its last two labels.
  private static func domains(_ host: String) -> [String] {
    let labels = host.split(separator: ".")
    let domain = labels.suffix(2).joined(separator: ".")
    return (labels.count > 2 ? [host, domain] : [host]).filter { $0.utf8.count <= 100 }
  }
}
