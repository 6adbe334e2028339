/// Whose comments are meant.
package enum Person: Sendable, Equatable {
  /// Whoever posted under this name, and whatever else came from the browsers that did. Nobody has checked that a name is
  /// theirs: two people may have the same one.
  case named(String)
  /// Whoever posted this comment: it, and whatever else came from that browser.
  case author(of: UUIDv7)
}
