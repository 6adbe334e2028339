@testable import QRCode

/// Damages symbols, as far as their level can repair.
enum Damage {
  /// The modules of `code` with half of the error correction codewords' number of codewords wrong in each block.
  ///
  /// - Parameter keeping: correction codewords that are not used up.
  static func codewords(_ code: QRCode, keeping: Int, _ random: inout SeededRandom) -> QRCode.Matrix {
    let blocks = code.version.blocks(code.level)
    let modules = Layout.of(code.version).dataModules
    var matrix = code.matrix
    for block in 0..<blocks.count {
      // The places of the block's codewords in the interleaved stream.
      var places = (0..<blocks.shortLength).map { $0 * blocks.count + block }
      places += (0..<blocks.correction).map { blocks.data + $0 * blocks.count + block }
      for place in places.shuffled(using: &random).prefix((blocks.correction - keeping) / 2) {
        let wrong = UInt8.random(in: 1...255, using: &random)
        for bit in 0..<8 where wrong >> UInt8(7 - bit) & 1 == 1 {
          let module = modules[place * 8 + bit]
          matrix[Int(module.x), Int(module.y)].toggle()
        }
      }
    }
    return matrix
  }
}
