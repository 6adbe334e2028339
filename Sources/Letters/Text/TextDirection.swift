/// The side at which lines of a text begin.
public enum TextDirection: Sendable, Hashable {
  /// As in Latin, Greek and most other scripts.
  case leftToRight
  /// As in Arabic and Hebrew.
  case rightToLeft
}
