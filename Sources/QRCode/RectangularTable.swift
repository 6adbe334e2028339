/// The sizes of rMQR.
///
/// Source: ISO/IEC 23941:2022, tables 1, 3, 6 and 8.
enum RectangularTable {
  /// One version.
  struct Row: Sendable {
    var height: Int
    var width: Int
    /// Bits of the character count in numeric, alphanumeric, byte and Kanji mode.
    var countBits: [Int]
    var medium: Blocks
    var high: Blocks
  }

  static func segmentHeader(_ number: Int) -> SegmentHeader {
    SegmentHeader(modeBits: 3, indicators: [1, 2, 3, 4], countBits: rows[number - 1].countBits)
  }

  static func blocks(_ number: Int, _ level: QRCode.Level) -> Blocks {
    level == .high ? rows[number - 1].high : rows[number - 1].medium
  }

  /// Columns of the alignment patterns' centres.
  static func alignmentColumns(width: Int) -> [Int] {
    switch width {
    case 43: [21]
    case 59: [19, 39]
    case 77: [25, 51]
    case 99: [23, 49, 75]
    case 139: [27, 55, 83, 111]
    default: []
    }
  }

  private static func row(
    _ height: Int, _ width: Int, _ countBits: [Int], _ medium: (Int, Int, Int), _ high: (Int, Int, Int)
  ) -> Row {
    Row(
      height: height, width: width, countBits: countBits,
      medium: Blocks(dataBits: medium.0 * 8, count: medium.1, correction: medium.2),
      high: Blocks(dataBits: high.0 * 8, count: high.1, correction: high.2))
  }

  /// The versions by their indicator; for both levels data codewords, blocks, and error correction codewords a block.
  static let rows: [Row] = [
    row(7, 43, [4, 3, 3, 2], (6, 1, 7), (3, 1, 10)),
    row(7, 59, [5, 5, 4, 3], (12, 1, 9), (7, 1, 14)),
    row(7, 77, [6, 5, 5, 4], (20, 1, 12), (10, 1, 22)),
    row(7, 99, [7, 6, 5, 5], (28, 1, 16), (14, 1, 30)),
    row(7, 139, [7, 6, 6, 5], (44, 1, 24), (24, 2, 22)),
    row(9, 43, [5, 5, 4, 3], (12, 1, 9), (7, 1, 14)),
    row(9, 59, [6, 5, 5, 4], (21, 1, 12), (11, 1, 22)),
    row(9, 77, [7, 6, 5, 5], (31, 1, 18), (17, 2, 16)),
    row(9, 99, [7, 6, 6, 5], (42, 1, 24), (22, 2, 22)),
    row(9, 139, [8, 7, 6, 6], (63, 2, 18), (33, 3, 22)),
    row(11, 27, [4, 4, 3, 2], (7, 1, 8), (5, 1, 10)),
    row(11, 43, [6, 5, 5, 4], (19, 1, 12), (11, 1, 20)),
    row(11, 59, [7, 6, 5, 5], (31, 1, 16), (15, 2, 16)),
    row(11, 77, [7, 6, 6, 5], (43, 1, 24), (23, 2, 22)),
    row(11, 99, [8, 7, 6, 6], (57, 2, 16), (29, 2, 30)),
    row(11, 139, [8, 7, 7, 6], (84, 2, 24), (42, 3, 30)),
    row(13, 27, [5, 5, 4, 3], (12, 1, 9), (7, 1, 14)),
    row(13, 43, [6, 6, 5, 5], (27, 1, 14), (13, 1, 28)),
    row(13, 59, [7, 6, 6, 5], (38, 1, 22), (20, 2, 20)),
    row(13, 77, [7, 7, 6, 6], (53, 2, 16), (29, 2, 28)),
    row(13, 99, [8, 7, 7, 6], (73, 2, 20), (35, 3, 26)),
    row(13, 139, [8, 8, 7, 7], (106, 3, 20), (54, 4, 28)),
    row(15, 43, [7, 6, 6, 5], (33, 1, 18), (15, 2, 18)),
    row(15, 59, [7, 7, 6, 5], (48, 1, 26), (26, 2, 24)),
    row(15, 77, [8, 7, 7, 6], (67, 2, 18), (31, 3, 24)),
    row(15, 99, [8, 7, 7, 6], (88, 2, 24), (48, 4, 22)),
    row(15, 139, [9, 8, 7, 7], (127, 3, 24), (69, 5, 26)),
    row(17, 43, [7, 6, 6, 5], (39, 1, 22), (21, 2, 20)),
    row(17, 59, [8, 7, 6, 6], (56, 2, 16), (28, 2, 30)),
    row(17, 77, [8, 7, 7, 6], (78, 2, 22), (38, 3, 28)),
    row(17, 99, [8, 8, 7, 6], (100, 3, 20), (56, 4, 26)),
    row(17, 139, [9, 8, 8, 7], (152, 4, 20), (76, 6, 26)),
  ]
}
