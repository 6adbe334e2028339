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
