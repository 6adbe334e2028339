import Testing

@testable import QRCode

/// The penalty against two references.
@Suite struct PenaltyTests {
  @Test func `the penalty is the sum of segno's scores and of Nayuki's, each in its own reading`() throws {
    var random = SeededRandom(seed: 7)
    var matrices: [QRCode.Matrix] = []
    for number in [1, 2, 3, 5, 7, 8, 11, 12, 14, 20, 27, 28, 33, 40] {
      let version = try #require(QRCode.Version(qr: number))
      for mask in 0..<4 {
        let data = random.bytes(version.blocks(.medium).data)
        matrices.append(
          data.withUnsafeBufferPointer { ModelTwoSymbol.draw($0, version, .medium, mask: mask * 2) }.matrix)
      }
    }
    let answers = try Oracle.ask(
      matrices.flatMap { ["segno-scores\t\(Oracle.rows($0))", "nayuki-score\t\(Oracle.rows($0))"] })
    for (index, matrix) in matrices.enumerated() {
      let scores = answers[2 * index].split(separator: " ").compactMap { Int($0) }
      try #require(scores.count == 4)
      // segno goes on behind a pattern that it has counted, and so misses one that overlaps it.
      let missed = Penalty.of(matrix, .once) - scores.reduce(0, +)
      #expect(missed == 40 * Self.overlaps(matrix))
      #expect("\(Penalty.of(matrix, .anyScaleBothSides))" == answers[2 * index + 1])
    }
  }

  /// Patterns 1011101 with a light side that begin within seven modules after the last one counted.
  private static func overlaps(_ matrix: QRCode.Matrix) -> Int {
    let turned = matrix.transposed()
    return (0..<matrix.height).reduce(0) { $0 + overlaps(matrix, row: $1) + overlaps(turned, row: $1) }
  }

  private static func overlaps(_ matrix: QRCode.Matrix, row: Int) -> Int {
    let line = (0..<matrix.width).map { matrix[$0, row] }
    let core = [true, false, true, true, true, false, true]
    func isLight(_ range: Range<Int>) -> Bool { range.allSatisfy { !line.indices.contains($0) || !line[$0] } }
    let starts = (0...line.count - 7).filter { start in
      Array(line[start..<start + 7]) == core && (isLight(start - 4..<start) || isLight(start + 7..<start + 11))
    }
    var missed = 0
    var last = -7
    for start in starts {
      if start < last + 7 { missed += 1 } else { last = start }
    }
    return missed
  }

  @Test func `rule by rule, small pictures`() {
    // All light: rows and columns of 21 cost 3 + 16 each; 400 blocks; all light is 50 % off.
    let empty = QRCode.Matrix(width: 21, height: 21)
    #expect(Penalty.of(empty, .once) == 42 * 19 + 400 * 3 + 100)
    // One pattern in a row, with light modules on both sides, which one reading counts twice.
    var one = empty
    for x in [8, 10, 11, 12, 14] { one[x, 10] = true }
    let difference = Penalty.of(one, .anyScaleBothSides) - Penalty.of(one, .once)
    #expect(difference == 40)
  }

  @Test func `of two masks with one penalty the first is taken`() throws {
    // Without data to speak of several symbols meet; the result must not depend on the way.
    for number in [1, 7, 13, 31] {
      let version = try #require(QRCode.Version(qr: number))
      for fill: UInt8 in [0, 0xFF, 0x55] {
        let data = [UInt8](repeating: fill, count: version.blocks(.low).data)
        let fast = data.withUnsafeBufferPointer { ModelTwoSymbol.draw($0, version, .low, mask: nil) }
        let plain = data.withUnsafeBufferPointer { PlainSymbol.draw($0, version, .low, mask: nil, .once) }
        #expect(fast == plain)
      }
    }
  }
}
