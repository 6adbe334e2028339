import Testing

@testable import QRCode

@Suite struct FastPathTests {
  @Test(arguments: 1...40)
  func `fast and plain drawing agree in penalty and modules`(number: Int) throws {
    let version = try #require(QRCode.Version(qr: number))
    var random = SeededRandom(seed: UInt64(number))
    for level in QRCode.Level.allCases {
      let data = random.bytes(version.blocks(level).data)
      let penalties = ModelTwoSymbol.penalties(data, version, level)
      for mask in 0..<8 {
        let (fast, plain) = data.withUnsafeBufferPointer { data in
          (
            ModelTwoSymbol.draw(data, version, level, mask: mask),
            PlainSymbol.draw(data, version, level, mask: mask, .once)
          )
        }
        #expect(fast == plain, "level \(level), mask \(mask)")
        #expect(penalties[mask] == Penalty.of(plain.matrix, .once), "level \(level), mask \(mask)")
      }
    }
  }
}

@Suite struct MaskTests {
  @Test(arguments: [QRCode.Version.Family.qr, .micro, .rectangular])
  func `a mask taken from a whole matrix turns over what its condition says`(family: QRCode.Version.Family) {
    for version in QRCode.Version.all(family) {
      for mask in 0..<version.masks {
        var matrix = QRCode.Matrix(width: version.width, height: version.height)
        Mask.apply(family, mask, to: &matrix)
        for y in 0..<matrix.height {
          let differs = (0..<matrix.width).filter { matrix[$0, y] != Mask.inverts(family, mask, x: $0, y: y) }
          #expect(differs.isEmpty, "\(version), mask \(mask), row \(y)")
        }
      }
    }
  }
}

/// The library against the reference encoder.
@Suite struct ReferenceTests {
  @Test(arguments: 1...40)
  func `the reference encoder draws the same modules`(number: Int) throws {
    let version = try #require(QRCode.Version(qr: number))
    var random = SeededRandom(seed: UInt64(1_000 + number))
    for level in QRCode.Level.allCases {
      let blocks = version.blocks(level)
      let bytes = random.bytes(Int.random(in: 0...(blocks.data - 3), using: &random))
      // Without a mask of its own the library takes the best; the reference then draws that.
      let code = try QRCode.encode(
        bytes: bytes,
        options: QRCode.Options(version: version, level: level, boostsLevel: false, mode: .byte, eci: .never))
      guard !bytes.isEmpty else { continue }
      let rows = ReferenceEncoder.rows(
        bytes, version: number, level: level.rawValue, blocks: blocks.count, correction: blocks.correction,
        dataCodewords: blocks.data, mask: code.mask)
      let own = (0..<code.matrix.height).map { y in (0..<code.matrix.width).map { code.matrix[$0, y] } }
      #expect(own == rows, "level \(level)")
    }
  }
}
