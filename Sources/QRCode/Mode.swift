extension QRCode {
  /// How a stretch of data is written as bits.
  ///
  /// Source: ISO/IEC 18004:2015, 7.3.
  public enum Mode: Int, Sendable, Hashable, CaseIterable, CustomStringConvertible {
    /// Digits, three in ten bits.
    case numeric
    /// Digits, capital letters, space and `$%*+-./:`, two in eleven bits.
    case alphanumeric
    /// Eight bits each.
    case byte
    /// Characters of JIS X 0208, thirteen bits each.
    case kanji

    /// The name that the command line and messages use.
    public var description: String { ["numeric", "alphanumeric", "byte", "kanji"][rawValue] }

    /// The bits that `count` characters take, without the header.
    func dataBits(count: Int) -> Int {
      switch self {
      case .numeric: (count * 10 + 2) / 3
      case .alphanumeric: (count * 11 + 1) / 2
      case .byte: count * 8
      case .kanji: count * 13
      }
    }
  }
}

/// The two fields before each segment: which mode, and how many characters.
///
/// The widths depend on the version, and are equal within a class of versions.
struct SegmentHeader: Sendable, Hashable {
  /// Bits of the mode indicator.
  var modeBits: Int
  /// Indicator of each mode, in the order of `QRCode.Mode`.
  var indicators: [Int]
  /// Bits of the character count for each mode, in the same order; 0: the version has no such mode.
  var countBits: [Int]

  /// Bits before a segment in `mode`.
  func bits(_ mode: QRCode.Mode) -> Int { modeBits + countBits[mode.rawValue] }

  /// Whether the version knows `mode`.
  func allows(_ mode: QRCode.Mode) -> Bool { countBits[mode.rawValue] > 0 }
}
