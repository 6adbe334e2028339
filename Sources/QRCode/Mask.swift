/// The patterns that are added to the data so that a symbol has no large areas and no false finder patterns.
///
/// Source: ISO/IEC 18004:2015, tables 10; ISO/IEC 23941:2022, 7.7.
enum Mask {
  /// Whether mask `number` of `family` turns the module in column `x` and row `y` over.
  static func inverts(_ family: QRCode.Version.Family, _ number: Int, x: Int, y: Int) -> Bool {
    switch family {
    case .qr: inverts(number, x: x, y: y)
    case .micro: inverts([1, 4, 6, 7][number], x: x, y: y)
    case .rectangular: inverts(4, x: x, y: y)
    }
  }

  /// The eight conditions of Model 2.
  static func inverts(_ number: Int, x: Int, y: Int) -> Bool {
    switch number {
    case 0: (x + y) % 2 == 0
    case 1: y % 2 == 0
    case 2: x % 3 == 0
    case 3: (x + y) % 3 == 0
    case 4: (x / 3 + y / 2) % 2 == 0
    case 5: x * y % 2 + x * y % 3 == 0
    case 6: (x * y % 2 + x * y % 3) % 2 == 0
    default: ((x + y) % 2 + x * y % 3) % 2 == 0
    }
  }

  /// Turns the modules over that mask `number` of `family` turns over, function patterns too.
  static func apply(_ family: QRCode.Version.Family, _ number: Int, to matrix: inout QRCode.Matrix) {
    let stride = matrix.stride
    // Every mask repeats after twelve columns and twelve rows.
    for row in 0..<min(12, matrix.height) {
      let period = (0..<12).reduce(UInt64(0)) { $0 | (inverts(family, number, x: $1, y: row) ? 1 << UInt64($1) : 0) }
      for word in 0..<stride {
        // The first column of a word is 0, 4 or 8 columns into the period.
        let phase = UInt64(word * 64 % 12)
        let shifted = period >> phase | period << (12 - phase)
        let bits = (shifted & 0xFFF) &* 0x1001_0010_0100_1001
        for y in Swift.stride(from: row, to: matrix.height, by: 12) { matrix.words[y * stride + word] ^= bits }
      }
    }
  }
}
