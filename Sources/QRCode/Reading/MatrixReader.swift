/// From modules to data codewords.
enum MatrixReader {
  /// The layout of the version that has the size of `matrix`.
  static func layout(_ matrix: QRCode.Matrix) throws(QRCode.ReadingError) -> Layout {
    let families: [QRCode.Version.Family] = [.qr, .micro, .rectangular]
    for family in families {
      let version = QRCode.Version.all(family).first { $0.width == matrix.width && $0.height == matrix.height }
      if let version { return Layout.of(version) }
    }
    throw .size(width: matrix.width, height: matrix.height)
  }

  /// Level and mask; all copies must say the same, without an error.
  static func format(
    _ matrix: QRCode.Matrix, _ layout: Layout
  ) throws(QRCode.ReadingError) -> (level: QRCode.Level, mask: Int) {
    let version = layout.version
    let places = FormatPlaces.all(version)
    for level in version.levels {
      for mask in 0..<version.masks {
        let agrees = places.allSatisfy { place in
          let value = place.value(version, level, mask)
          return place.modules.enumerated().allSatisfy { bit, module in
            matrix[Int(module.x), Int(module.y)] == (value >> bit & 1 == 1)
          }
        }
        if agrees { return (level, mask) }
      }
    }
    throw .format
  }

  /// Compares finder, timing, alignment and version patterns with those of the version.
  static func checkPatterns(_ matrix: QRCode.Matrix, _ layout: Layout) throws(QRCode.ReadingError) {
    for (index, fixed) in layout.fixed.words.enumerated() {
      let wrong = (matrix.words[index] ^ layout.patterns.words[index]) & fixed
      guard wrong == 0 else {
        throw .pattern(x: index % matrix.stride * 64 + wrong.trailingZeroBitCount, y: index / matrix.stride)
      }
    }
  }

  /// The data codewords, after unmasking, de-interleaving and a check of the syndromes.
  static func data(
    _ matrix: QRCode.Matrix, _ layout: Layout, _ level: QRCode.Level, _ mask: Int
  ) throws(QRCode.ReadingError) -> [UInt8] {
    let blocks = layout.version.blocks(level)
    let codewords = codewords(matrix, layout, blocks, mask)
    var data: [UInt8] = []
    for block in 0..<blocks.count {
      var own: [UInt8] = (0..<blocks.shortLength).map { codewords[$0 * blocks.count + block] }
      if block >= blocks.shortBlocks {
        own.append(codewords[blocks.shortLength * blocks.count + block - blocks.shortBlocks])
      }
      data += own
      own += (0..<blocks.correction).map { codewords[blocks.data + $0 * blocks.count + block] }
      guard ReedSolomon.isClean(own, correction: blocks.correction) else { throw .damaged(block: block) }
    }
    return data
  }

  /// All codewords in the order in which they are placed, unmasked.
  private static func codewords(
    _ matrix: QRCode.Matrix, _ layout: Layout, _ blocks: Blocks, _ mask: Int
  ) -> [UInt8] {
    var plain = matrix
    Mask.apply(layout.version.family, mask, to: &plain)
    var codewords = [UInt8](repeating: 0, count: blocks.total)
    let skipped = blocks.data * 8 - blocks.dataBits
    let isWhole = skipped == 0
    plain.words.withUnsafeBufferPointer { words in
      for (index, module) in layout.dataModules.enumerated() {
        let bit = isWhole || index < blocks.dataBits ? index : index &+ skipped
        guard bit &>> 3 < codewords.count else { break }
        let word = words[Int(module.y) &* plain.stride &+ Int(module.x) &>> 6]
        let isDark = UInt8(truncatingIfNeeded: word &>> UInt64(module.x & 63) & 1)
        codewords[bit &>> 3] |= isDark &<< UInt8(7 &- bit & 7)
      }
    }
    return codewords
  }
}

/// Reads fields of bits, most significant bit first.
struct BitReader {
  private let bytes: [UInt8]
  private var position = 0
  private let count: Int

  init(_ bytes: [UInt8], count: Int) {
    self.bytes = bytes
    self.count = min(count, bytes.count * 8)
  }

  /// Bits not read yet.
  var left: Int { count - position }

  /// The next `width` bits; nil when there are fewer.
  mutating func read(_ width: Int) -> Int? {
    guard width <= left else { return nil }
    var value = 0
    var missing = width
    while missing > 0 {
      // As much of one byte as there is left of it.
      let (taken, behind) = (min(missing, 8 - position % 8), max(0, 8 - position % 8 - missing))
      value = value << taken | Int(bytes[position / 8]) >> behind & (1 << taken - 1)
      position += taken
      missing -= taken
    }
    return value
  }
}
