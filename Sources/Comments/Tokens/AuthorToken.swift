/// What an author's browser keeps, if its reader wants to be known again: which comment was its first, signed.
///
/// Written as the comment's identifier, a period and its token.
package struct AuthorToken: Sendable, Hashable {
  /// The first comment by the browser.
  package let id: UUIDv7
  package let text: String

  /// How long it is good for, in seconds: 400 days, as long as browsers keep anything of the kind.
  private static let lifetime = 400 * 86_400

  /// The token of who posted `comment`.
  package init(of comment: Comment, key: StoreKey) {
    id = comment.authorID ?? comment.id
    text = "\(id).\(Token(.author, of: id, until: comment.created + Self.lifetime, key: key).text)"
  }

  /// Reads `text`; nil for what is none of this store at `now`.
  package init?(_ text: String, at now: Timestamp, key: StoreKey) {
    guard let period = text.firstIndex(of: "."), let id = UUIDv7(String(text[..<period])),
      Token.allows(.author, of: id, by: String(text[text.index(after: period)...]), at: now, key: key)
    else { return nil }
    (self.id, self.text) = (id, text)
  }
}
