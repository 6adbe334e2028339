import Testing

@testable import QRCode

/// Micro QR against segno's matrices.
@Suite struct SegnoTests {
  struct Case {
    var version: QRCode.Version
    var level: QRCode.Level
    var mask: Int
    var mode: QRCode.Mode
    var text: String

    var request: String {
      let level = version.number == 1 ? "" : level.description
      return "segno\t\(version)\t\(level)\t\(mask)\t\(mode)\t\(Oracle.hexadecimal(text.utf8))"
    }
  }

  /// Every version, level, mask, mode and length that fits.
  private static func cases() -> [Case] {
    var cases: [Case] = []
    for version in (1...4).compactMap({ QRCode.Version(micro: $0) }) {
      for level in version.levels {
        for mode in QRCode.Mode.allCases where version.segmentHeader.allows(mode) {
          let header = version.segmentHeader.bits(mode)
          let capacity = version.blocks(level).dataBits
          let most = TestPayloads.fitting(mode, bits: capacity - header)
          for count in stride(from: 1, through: most, by: 1) {
            let used = header + mode.dataBits(count: count)
            if segnoAddsCodeword(used, version, capacity) || segnoPadsWithZeros(used, version, capacity) { continue }
            let bytes = TestPayloads.filled(mode, count: count, seed: count)
            // segno takes text; bytes under 128 are the same in every character set.
            let text = String(decoding: mode == .byte ? bytes.map { $0 & 127 } : bytes, as: UTF8.self)
            for mask in 0..<4 {
              cases.append(Case(version: version, level: level, mask: mask, mode: mode, text: text))
            }
          }
        }
      }
    }
    return cases
  }

  /// Where the data with its terminator ends on a byte boundary, segno 1.6.6 adds a codeword of zeros before the
  /// padding (its issue 148).
  private static func segnoAddsCodeword(_ used: Int, _ version: QRCode.Version, _ capacity: Int) -> Bool {
    let ended = min(capacity, used + version.terminatorBits)
    return ended % 8 == 0 && ended < capacity
  }

  /// In M3 segno fills up with zeros, where the standard (7.4.10) and libqrencode have pad codewords but for the last
  /// four bits.
  private static func segnoPadsWithZeros(_ used: Int, _ version: QRCode.Version, _ capacity: Int) -> Bool {
    let ended = min(capacity, used + version.terminatorBits)
    return version.number == 3 && (ended + 7) / 8 < capacity / 8
  }

  @Test func `Micro QR is segno's in every version, level, mask, mode and length`() throws {
    let cases = Self.cases()
    #expect(cases.count > 900)
    for (answer, one) in zip(try Oracle.ask(cases.map(\.request)), cases) {
      let options = QRCode.Options(
        version: one.version, level: one.level, boostsLevel: false, mask: one.mask, mode: one.mode)
      let code = try QRCode.encode(one.text, options: options)
      #expect(Oracle.rows(code.matrix) == answer, "\(one.version)-\(one.level) \(one.mask) \(one.mode) \(one.text)")
    }
  }
}
