/// Draws a symbol module by module: Micro QR, rMQR, and Model 2 when a penalty rule is asked for that the fast way
/// does not know.
enum PlainSymbol {
  static func draw(
    _ data: UnsafeBufferPointer<UInt8>, _ version: QRCode.Version, _ level: QRCode.Level, mask: Int?,
    _ rule: QRCode.FinderRule
  ) -> QRCode {
    let layout = Layout.of(version)
    let plain = place(data, layout, version.blocks(level))
    var best: (matrix: QRCode.Matrix, mask: Int, penalty: Int)?
    for number in mask.map({ $0..<$0 + 1 }) ?? 0..<version.masks {
      let candidate = masked(plain, layout, level, number)
      let penalty = mask != nil || version.masks == 1 ? 0 : self.penalty(candidate, version.family, rule)
      if best.map({ penalty < $0.penalty }) ?? true { best = (candidate, number, penalty) }
    }
    guard let best else { preconditionFailure("every family has a mask") }
    return QRCode(version: version, level: level, mask: best.mask, matrix: best.matrix)
  }

  private static func penalty(
    _ matrix: QRCode.Matrix, _ family: QRCode.Version.Family, _ rule: QRCode.FinderRule
  ) -> Int {
    family == .micro ? -MicroPenalty.merit(matrix) : Penalty.of(matrix, rule)
  }

  /// The symbol with data and function patterns, without mask and format information.
  private static func place(
    _ data: UnsafeBufferPointer<UInt8>, _ layout: Layout, _ blocks: Blocks
  ) -> QRCode.Matrix {
    var matrix = layout.patterns
    var codewords = [UInt8](repeating: 0, count: blocks.total)
    codewords.withUnsafeMutableBufferPointer { codewords in
      guard let source = data.baseAddress, let target = codewords.baseAddress else { return }
      Codewords.interleave(source, blocks, into: target)
    }
    // M1 and M3 place only the upper four bits of their last data codeword.
    let skipped = blocks.data * 8 - blocks.dataBits
    for (index, module) in layout.dataModules.enumerated() {
      let bit = index < blocks.dataBits ? index : index + skipped
      guard bit / 8 < codewords.count else { break }
      if codewords[bit / 8] >> UInt8(7 - bit % 8) & 1 == 1 { matrix[Int(module.x), Int(module.y)] = true }
    }
    return matrix
  }

  private static func masked(
    _ plain: QRCode.Matrix, _ layout: Layout, _ level: QRCode.Level, _ mask: Int
  ) -> QRCode.Matrix {
    var matrix = plain
    for module in layout.dataModules {
      let (x, y) = (Int(module.x), Int(module.y))
      if Mask.inverts(layout.version.family, mask, x: x, y: y) { matrix[x, y].toggle() }
    }
    for place in FormatPlaces.all(layout.version) {
      for (bit, module) in place.modules.enumerated() {
        let value = place.value(layout.version, level, mask)
        matrix[Int(module.x), Int(module.y)] = value >> bit & 1 == 1
      }
    }
    return matrix
  }
}

/// Where a copy of the format information stands.
struct FormatPlaces {
  /// The modules from the lowest bit up.
  var modules: [Layout.Module]
  /// rMQR: whether this is the copy beside the finder pattern, which has another mask.
  var atFinder: Bool

  /// What the copy says.
  func value(_ version: QRCode.Version, _ level: QRCode.Level, _ mask: Int) -> Int {
    switch version.family {
    case .qr: FormatInformation.qr(level, mask: mask)
    case .micro: FormatInformation.micro(version.number, level, mask: mask)
    case .rectangular: FormatInformation.rectangular(version.number, level, atFinder: atFinder)
    }
  }

  /// The copies of a version.
  ///
  /// Source: ISO/IEC 18004:2015, figures 25 and 26; ISO/IEC 23941:2022, 7.8.
  static func all(_ version: QRCode.Version) -> [FormatPlaces] {
    let (width, height) = (version.width, version.height)
    func place(_ modules: [(x: Int, y: Int)], atFinder: Bool = true) -> FormatPlaces {
      FormatPlaces(
        modules: modules.map { Layout.Module(x: Int16($0.x), y: Int16($0.y)) }, atFinder: atFinder)
    }
    switch version.family {
    case .qr:
      let down = [0, 1, 2, 3, 4, 5, 7, 8].map { (x: 8, y: $0) }
      let left = [7, 5, 4, 3, 2, 1, 0].map { (x: $0, y: 8) }
      let right = (0..<8).map { (x: width - 1 - $0, y: 8) }
      let bottom = (0..<7).map { (x: 8, y: height - 7 + $0) }
      return [place(down + left), place(right + bottom)]
    case .micro:
      return [place((1...8).map { (x: 8, y: $0) } + (1...7).reversed().map { (x: $0, y: 8) })]
    case .rectangular:
      let finder = (0..<18).map { (x: 8 + $0 / 5, y: 1 + $0 % 5) }
      let block = (0..<15).map { (x: width - 8 + $0 / 5, y: height - 6 + $0 % 5) }
      let row = (0..<3).map { (x: width - 5 + $0, y: height - 6) }
      return [place(finder), place(block + row, atFinder: false)]
    }
  }
}
