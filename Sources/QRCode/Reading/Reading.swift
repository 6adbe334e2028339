extension QRCode {
  /// What a clean symbol says.
  public struct Reading: Sendable, Hashable {
    /// The size.
    public var version: Version
    /// The level; `.low` for M1, which has none.
    public var level: Level
    /// The number of the mask pattern.
    public var mask: Int
    /// The data: digits, alphanumeric characters and bytes as they are, Kanji as UTF-8.
    public var bytes: [UInt8] = []
    /// The segments in their order.
    public var segments: [Segment] = []
    /// The last ECI assignment number, if any.
    public var eci: Int?
    /// Whether and how FNC1 is in force.
    public var fnc1: FNC1?
    /// The place among symbols that are read together; nil: the symbol stands alone.
    public var sequence: Sequence?

    /// A stretch of data in one mode.
    public struct Segment: Sendable, Hashable {
      /// The mode.
      public var mode: Mode
      /// The character count.
      public var count: Int
    }

    /// The header of structured append.
    public struct Sequence: Sendable, Hashable {
      /// From 0.
      public var index: Int
      /// 2 to 16.
      public var count: Int
      /// All bytes of the whole payload, added without carry.
      public var parity: UInt8
    }

    /// The data as text; nil when it is not UTF-8.
    public var text: String? { String(validating: bytes, as: UTF8.self) }
  }

  /// Reads a matrix without damage, a quiet zone, or rotation.
  ///
  /// Every module is checked: function patterns and format and version information, and through the syndromes all
  /// codewords. This is how what was drawn is proved to say what was meant, not a scanner for photographs.
  ///
  /// - Throws: what is wrong first.
  public static func reading(_ matrix: Matrix) throws(ReadingError) -> Reading {
    let layout = try MatrixReader.layout(matrix)
    let (level, mask) = try MatrixReader.format(matrix, layout)
    try MatrixReader.checkPatterns(matrix, layout)
    let data = try MatrixReader.data(matrix, layout, level, mask)
    var reading = Reading(version: layout.version, level: level, mask: mask)
    var bits = BitReader(data, count: layout.version.blocks(level).dataBits)
    try SegmentReader.read(&bits, into: &reading)
    return reading
  }

  /// Whether the symbol, read back module by module, says `bytes`.
  public func says(_ bytes: [UInt8]) -> Bool {
    guard let reading = try? QRCode.reading(matrix) else { return false }
    return reading.bytes == bytes && reading.version == version && reading.level == level && reading.mask == mask
  }

  /// Whether `codes`, read back module by module, say `bytes`: one alone, or several in their order.
  public static func say(_ codes: [QRCode], _ bytes: [UInt8]) -> Bool {
    guard codes.count > 1 else { return codes.first?.says(bytes) ?? false }
    let parity = bytes.reduce(0, ^)
    var said: [UInt8] = []
    for (index, code) in codes.enumerated() {
      let header = Reading.Sequence(index: index, count: codes.count, parity: parity)
      guard let reading = try? reading(code.matrix), reading.sequence == header else { return false }
      said += reading.bytes
    }
    return said == bytes
  }
}
