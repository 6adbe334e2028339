extension QRCode {
  /// A size of symbol in one of the three families.
  public struct Version: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The kinds of symbol.
    public enum Family: Int, Sendable, Hashable {
      /// QR Code Model 2, three finder patterns, versions 1 to 40.
      case qr
      /// Micro QR, one finder pattern, M1 to M4.
      case micro
      /// rMQR, a strip, R7x43 to R17x139.
      case rectangular
    }

    /// The family.
    public let family: Family
    /// 1 to 40, 1 to 4, or 1 to 32.
    public let number: Int

    private init(family: Family, number: Int) {
      self.family = family
      self.number = number
    }

    /// Model 2, version `number`; nil outside 1 to 40.
    public init?(qr number: Int) {
      guard (1...40).contains(number) else { return nil }
      self.init(family: .qr, number: number)
    }

    /// Micro QR M`number`; nil outside 1 to 4.
    public init?(micro number: Int) {
      guard (1...4).contains(number) else { return nil }
      self.init(family: .micro, number: number)
    }

    /// rMQR by its indicator plus one, in the order of the standard's table; nil outside 1 to 32.
    public init?(rectangular number: Int) {
      guard (1...32).contains(number) else { return nil }
      self.init(family: .rectangular, number: number)
    }

    /// The version written as `7`, `M3` or `R11x59`; nil for anything else.
    public init?(_ text: String) {
      guard let version = Version.all.first(where: { $0.description == text || $0.description.lowercased() == text })
      else { return nil }
      self = version
    }

    /// As `init?(_:)` reads it.
    public var description: String {
      switch family {
      case .qr: "\(number)"
      case .micro: "M\(number)"
      case .rectangular: "R\(height)x\(width)"
      }
    }

    /// Modules from side to side, without the quiet zone.
    public var width: Int {
      switch family {
      case .qr: 17 + 4 * number
      case .micro: 9 + 2 * number
      case .rectangular: RectangularTable.rows[number - 1].width
      }
    }

    /// Modules from top to bottom, without the quiet zone.
    public var height: Int {
      family == .rectangular ? RectangularTable.rows[number - 1].height : width
    }

    /// Light modules that the standard wants on every side: 4 for Model 2, 2 for the others.
    public var quietZone: Int { family == .qr ? 4 : 2 }

    /// The levels that the version has. M1 only detects errors, and is listed with `.low`.
    public var levels: [Level] {
      switch (family, number) {
      case (.micro, 1): [.low]
      case (.micro, 2), (.micro, 3): [.low, .medium]
      case (.micro, _): [.low, .medium, .quartile]
      case (.rectangular, _): [.medium, .high]
      default: Level.allCases
      }
    }

    /// How many mask patterns the family has.
    public var masks: Int {
      switch family {
      case .qr: 8
      case .micro: 4
      case .rectangular: 1
      }
    }

    /// The bits for data at `level`: segments with their headers and the terminator; nil when the version has no such
    /// level.
    ///
    /// Source: ISO/IEC 18004:2015, table 7; ISO/IEC 23941:2022, table 6.
    public func capacity(_ level: Level) -> Int? {
      levels.contains(level) ? blocks(level).dataBits : nil
    }

    /// All versions of `family`, smallest first (rMQR: by area).
    static func all(_ family: Family) -> [Version] {
      let count = [40, 4, 32][family.rawValue]
      let versions = (1...count).map { Version(family: family, number: $0) }
      return family == .rectangular ? versions.sorted() : versions
    }

    private static let all: [Version] = all(.qr) + all(.micro) + all(.rectangular)

    /// By area; equal ones by family and number.
    public static func < (left: Version, right: Version) -> Bool {
      (left.width * left.height, left.family.rawValue, left.number)
        < (right.width * right.height, right.family.rawValue, right.number)
    }

    /// The widths of the fields before a segment.
    ///
    /// Source: ISO/IEC 18004:2015, tables 2 and 3; ISO/IEC 23941:2022, tables 2 and 3.
    var segmentHeader: SegmentHeader {
      switch family {
      case .qr: QRTable.segmentHeaders[QRTable.headerClass(number)]
      case .micro: MicroTable.segmentHeaders[number - 1]
      case .rectangular: RectangularTable.segmentHeader(number)
      }
    }

    /// Zero bits that end the data where there is room for them.
    ///
    /// Source: ISO/IEC 18004:2015, 7.4.9; ISO/IEC 23941:2022, 7.4.8.
    var terminatorBits: Int {
      switch family {
      case .qr: 4
      case .micro: 1 + 2 * number
      case .rectangular: 3
      }
    }

    /// How the codewords are shared out at `level`, one of `levels`.
    func blocks(_ level: Level) -> Blocks {
      switch family {
      case .qr: QRTable.blocks(number, level)
      case .micro: MicroTable.blocks(number, level)
      case .rectangular: RectangularTable.blocks(number, level)
      }
    }
  }
}

/// How the codewords of a version at a level are shared out over error correction blocks.
///
/// Source: ISO/IEC 18004:2015, table 9.
struct Blocks: Sendable, Hashable {
  /// Bits for data; not a multiple of eight in M1 and M3, whose last data codeword has four bits.
  var dataBits: Int
  /// Number of blocks. The first `shortBlocks` hold `shortLength` data codewords, the others one more.
  var count: Int
  /// Error correction codewords of each block, 2 to 30.
  var correction: Int

  /// Codewords of data in all blocks.
  var data: Int { (dataBits + 7) / 8 }
  /// Data codewords of a short block.
  var shortLength: Int { data / count }
  /// Blocks with `shortLength` data codewords.
  var shortBlocks: Int { count - data % count }
  /// Codewords of data and error correction.
  var total: Int { data + count * correction }
}
