/// What part of a section a word stands in, the one that counts most last.
enum MentionPlace: UInt8, Sendable, Comparable {
  case body
  case heading
  /// The article's title; it counts for the first section.
  case title
  /// The same of a title of few words, each of which says more.
  case shortTitle

  static func < (left: MentionPlace, right: MentionPlace) -> Bool { left.rawValue < right.rawValue }
}
