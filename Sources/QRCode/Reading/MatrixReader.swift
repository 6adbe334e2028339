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
    var format = QRCode.Matrix(width: matrix.width, height: matrix.height)
    for place in FormatPlaces.all(layout.version) {
      for module in place.modules { format[Int(module.x), Int(module.y)] = true }
    }
    for y in 0..<matrix.height {
      for x in 0..<matrix.width where layout.reserved[x, y] && !format[x, y] {
        if matrix[x, y] != layout.patterns[x, y] { throw .pattern(x: x, y: y) }
      }
    }
  }

  /// The data codewords, after unmasking, de-interleaving and a check of the syndromes.
  static func data(
    _ matrix: QRCode.Matrix, _ layout: Layout, _ level: QRCode.Level, _ mask: Int
  ) throws(QRCode.ReadingError) -> [UInt8] {
    let blocks = layout.version.blocks(level)
    var codewords = [UInt8](repeating: 0, count: blocks.total)
    let skipped = blocks.data * 8 - blocks.dataBits
    for (index, module) in layout.dataModules.enumerated() {
      let (x, y) = (Int(module.x), Int(module.y))
      let bit = index < blocks.dataBits ? index : index + skipped
      guard bit / 8 < codewords.count else { break }
      if matrix[x, y] != Mask.inverts(layout.version.family, mask, x: x, y: y) {
        codewords[bit / 8] |= 0x80 >> UInt8(bit % 8)
      }
    }
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
    for _ in 0..<width {
      value = value << 1 | Int(bytes[position / 8] >> UInt8(7 - position % 8) & 1)
      position += 1
    }
    return value
  }
}
