/// How large a comment may be.
package struct CommentLimits: Sendable, Hashable {
  /// Characters of the text, as Unicode counts scalars.
  package var characters: Int
  /// How deep quotes, lists, emphasis and links nest in each other.
  package var depth: Int
  /// Links of a text.
  package var links: Int

  /// Limits that people hardly notice.
  package init(characters: Int = 5_000, depth: Int = 6, links: Int = 10) {
    (self.characters, self.depth, self.links) = (characters, depth, links)
  }
}
