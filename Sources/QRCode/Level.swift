extension QRCode {
  /// How much of a symbol may be damaged and still be read.
  ///
  /// Source: ISO/IEC 18004:2015, 7.5.1.
  public enum Level: Int, Sendable, Hashable, CaseIterable, Comparable, CustomStringConvertible {
    /// About 7 % of the codewords can be restored.
    case low
    /// About 15 %.
    case medium
    /// About 25 %.
    case quartile
    /// About 30 %.
    case high

    /// The level that `letter` (L, M, Q or H, in either case) stands for; nil for anything else.
    public init?(letter: String) {
      switch letter {
      case "L", "l": self = .low
      case "M", "m": self = .medium
      case "Q", "q": self = .quartile
      case "H", "h": self = .high
      default: return nil
      }
    }

    /// L, M, Q or H.
    public var description: String { ["L", "M", "Q", "H"][rawValue] }

    /// The weaker level is less.
    public static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }

    /// The two bits of the format information, which are not in the order of strength.
    ///
    /// Source: ISO/IEC 18004:2015, table 12.
    var formatBits: Int { rawValue ^ 1 }
  }
}
