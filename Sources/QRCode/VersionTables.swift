/// The sizes of QR Code Model 2.
///
/// Source: ISO/IEC 18004:2015, tables 1, 3, 9 and annex E.
enum QRTable {
  /// Index in `segmentHeaders` for version 1 to 9, 10 to 26 and 27 to 40.
  static func headerClass(_ number: Int) -> Int { number < 10 ? 0 : number < 27 ? 1 : 2 }

  static let segmentHeaders: [SegmentHeader] = [
    SegmentHeader(modeBits: 4, indicators: [1, 2, 4, 8], countBits: [10, 9, 8, 8]),
    SegmentHeader(modeBits: 4, indicators: [1, 2, 4, 8], countBits: [12, 11, 16, 10]),
    SegmentHeader(modeBits: 4, indicators: [1, 2, 4, 8], countBits: [14, 13, 16, 12]),
  ]

  /// Modules for data, error correction and remainder bits.
  static func dataModules(_ number: Int) -> Int {
    var modules = (16 * number + 128) * number + 64
    if number >= 2 {
      let centres = number / 7 + 2
      modules -= (25 * centres - 10) * centres - 55
      if number >= 7 { modules -= 36 }
    }
    return modules
  }

  static func blocks(_ number: Int, _ level: QRCode.Level) -> Blocks { table[(number - 1) * 4 + level.rawValue] }

  private static let table: [Blocks] = (1...40).flatMap { number in
    QRCode.Level.allCases.map { level in
      let correction = correctionPerBlock[level.rawValue][number - 1]
      let count = blockCounts[level.rawValue][number - 1]
      return Blocks(
        dataBits: (dataModules(number) / 8 - correction * count) * 8, count: count, correction: correction)
    }
  }

  /// The coordinates of the centres of alignment patterns, the same for rows and columns.
  static func alignmentCentres(_ number: Int) -> [Int] {
    guard number > 1 else { return [] }
    let count = number / 7 + 2
    let last = 4 * number + 10
    // Steps are even, counted from the far end; the first step takes what is left.
    let step = number == 32 ? 26 : (number * 4 + count * 2 + 1) / (count * 2 - 2) * 2
    return [6] + (0..<count - 1).reversed().map { last - $0 * step }
  }

  private static let correctionPerBlock: [[Int]] = [
    [
      7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28,
      28, 28, 30, 30, 26, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
    ],
    [
      10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26,
      26, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28,
    ],
    [
      13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20, 30, 24, 28, 28, 26, 30,
      28, 30, 30, 30, 30, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
    ],
    [
      17, 28, 22, 16, 22, 28, 26, 26, 24, 28, 24, 28, 22, 24, 24, 30, 28, 28, 26, 28,
      30, 24, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
    ],
  ]

  private static let blockCounts: [[Int]] = [
    [
      1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8,
      8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18, 19, 19, 20, 21, 22, 24, 25,
    ],
    [
      1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16,
      17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49,
    ],
    [
      1, 1, 2, 2, 4, 4, 6, 6, 8, 8, 8, 10, 12, 16, 12, 17, 16, 18, 21, 20,
      23, 23, 25, 27, 29, 34, 34, 35, 38, 40, 43, 45, 48, 51, 53, 56, 59, 62, 65, 68,
    ],
    [
      1, 1, 2, 4, 4, 4, 5, 6, 8, 8, 11, 11, 16, 16, 18, 16, 19, 21, 25, 25,
      25, 34, 30, 32, 35, 37, 40, 42, 45, 48, 51, 54, 57, 60, 63, 66, 70, 74, 77, 81,
    ],
  ]
}

/// The sizes of Micro QR.
///
/// Source: ISO/IEC 18004:2015, tables 2, 3, 7, 9 and 13.
enum MicroTable {
  static let segmentHeaders: [SegmentHeader] = [
    SegmentHeader(modeBits: 0, indicators: [0, 0, 0, 0], countBits: [3, 0, 0, 0]),
    SegmentHeader(modeBits: 1, indicators: [0, 1, 0, 0], countBits: [4, 3, 0, 0]),
    SegmentHeader(modeBits: 2, indicators: [0, 1, 2, 3], countBits: [5, 4, 4, 3]),
    SegmentHeader(modeBits: 3, indicators: [0, 1, 2, 3], countBits: [6, 5, 5, 4]),
  ]

  static func blocks(_ number: Int, _ level: QRCode.Level) -> Blocks {
    let (dataBits, correction) = sizes[symbolNumber(number, level)]
    return Blocks(dataBits: dataBits, count: 1, correction: correction)
  }

  /// The number of a version and level in the format information.
  static func symbolNumber(_ number: Int, _ level: QRCode.Level) -> Int {
    number == 1 ? 0 : 2 * number - 3 + level.rawValue
  }

  private static let sizes: [(dataBits: Int, correction: Int)] = [
    (20, 2), (40, 5), (32, 6), (84, 6), (68, 8), (128, 8), (112, 10), (80, 14),
  ]
}
