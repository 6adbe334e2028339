import Testing

@testable import QRCode

/// Whole symbols, with the mask and the division into modes that were chosen, against zint (the encoder inside zxing-cpp).
@Suite struct ZintTests {
  struct Case {
    var version: QRCode.Version
    var level: QRCode.Level
    var text: String
    /// Application identifiers in square brackets for zint, where `text` has GS1 data.
    var bracketed: String?

    var request: String {
      let kind = version.family == .qr ? "QRCode" : "RMQRCode"
      let given = Oracle.hexadecimal((bracketed ?? text).utf8)
      return "zint\t\(kind)\t\(version.number)\t\(level)\t\(bracketed == nil ? "" : "gs1")\t\(given)"
    }

    var options: QRCode.Options {
      QRCode.Options(
        version: version, level: level, boostsLevel: false, eci: .never, fnc1: bracketed == nil ? nil : .gs1)
    }
  }

  /// Texts of one mode each, full and half full: between modes zint's choice need not be the shortest.
  private static func cases(_ versions: [QRCode.Version]) -> [Case] {
    versions.flatMap { version in
      version.levels.flatMap { level in
        [QRCode.Mode.numeric, .alphanumeric, .byte].flatMap { mode in
          let header = version.segmentHeader.bits(mode)
          let most = TestPayloads.fitting(mode, bits: version.blocks(level).dataBits - header)
          return [most, (most + 1) / 2].filter { $0 > 0 }.map { count in
            let bytes = TestPayloads.filled(mode, count: count, seed: version.number * 31 + count)
            // Letters without a neighbour in alphanumeric mode, and no digit among capitals.
            let only =
              switch mode {
              case .byte: bytes.map { 97 + $0 % 26 }
              case .alphanumeric: bytes.map { 65 + $0 % 26 }
              case .numeric, .kanji: bytes
              }
            return Case(version: version, level: level, text: String(decoding: only, as: UTF8.self))
          }
        }
      }
    }
  }

  @Test func `every version and level of Model 2 is zint's, with the mask that it chooses`() throws {
    try Self.compare(Self.cases(QRCode.Version.all(.qr)), least: 40 * 4 * 6)
  }

  @Test func `every version and level of rMQR is zint's`() throws {
    try Self.compare(Self.cases(QRCode.Version.all(.rectangular)), least: 32 * 2 * 6 - 8)
  }

  @Test func `GS1 data in the first position is zint's`() throws {
    let data = [
      ("0104012345678901", "[01]04012345678901"),
      ("010401234567890110ABC123\u{1D}17271231", "[01]04012345678901[10]ABC123[17]271231"),
      ("010401234567890110A%B%\u{1D}21x", "[01]04012345678901[10]A%B%[21]x"),
    ]
    let cases = [3, 7, 10, 27].compactMap { QRCode.Version(qr: $0) }.flatMap { version in
      data.map { Case(version: version, level: .medium, text: $0.0, bracketed: $0.1) }
    }
    try Self.compare(cases, least: 12)
  }

  private static func compare(_ cases: [Case], least: Int) throws {
    #expect(cases.count >= least)
    for (answer, one) in zip(try Oracle.ask(cases.map(\.request)), cases) {
      let code = try QRCode.encode(one.text, options: one.options)
      #expect(
        Oracle.rows(code.matrix) == answer,
        "\(one.version)-\(one.level), mask \(code.mask): \(one.text.prefix(40)), \(one.text.utf8.count)")
    }
  }
}
