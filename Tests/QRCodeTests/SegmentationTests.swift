import Testing

@testable import QRCode

/// The segmentation against all there are.
@Suite struct SegmentationTests {
  /// The fewest bits, by trying every division into pieces and every mode for each.
  private static func fewest(_ text: [Unicode.Scalar], _ header: SegmentHeader, kanji: Bool, ascii: Bool) -> Int? {
    var best = [Int?](repeating: nil, count: text.count + 1)
    best[text.count] = 0
    for start in (0..<text.count).reversed() {
      for end in start + 1...text.count {
        guard let rest = best[end] else { continue }
        let piece = text[start..<end]
        for mode in QRCode.Mode.allCases where header.allows(mode) {
          guard let bits = bits(piece, mode, kanji: kanji, ascii: ascii) else { continue }
          let total = header.bits(mode) + bits + rest
          best[start] = min(best[start] ?? total, total)
        }
      }
    }
    return best[0]
  }

  private static func bits(_ piece: ArraySlice<Unicode.Scalar>, _ mode: QRCode.Mode, kanji: Bool, ascii: Bool) -> Int? {
    let alphanumeric = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".unicodeScalars
    let count = piece.count
    switch mode {
    case .numeric: return piece.allSatisfy { ("0"..."9").contains($0) } ? [0, 4, 7][count % 3] + count / 3 * 10 : nil
    case .alphanumeric: return piece.allSatisfy { alphanumeric.contains($0) } ? count / 2 * 11 + count % 2 * 6 : nil
    case .byte:
      guard !ascii || piece.allSatisfy(\.isASCII) else { return nil }
      return piece.reduce(0) { $0 + String(Character($1)).utf8.count } * 8
    case .kanji: return kanji && piece.allSatisfy { Kanji.code($0.value) != nil } ? count * 13 : nil
    }
  }

  @Test func `no division is shorter, in any class of versions`() {
    let headers =
      [1, 10, 27].compactMap { QRCode.Version(qr: $0)?.segmentHeader }
      + [1, 2, 3, 4].compactMap { QRCode.Version(micro: $0)?.segmentHeader }
      + [1, 9, 17, 32].compactMap { QRCode.Version(rectangular: $0)?.segmentHeader }
    let alphabets = ["0123456789", "0123456789AB:", "01Aa", "aA1漢", "0A漢é", "AAAAAAAA0", "0000000a"]
    var random = SeededRandom(seed: 11)
    for round in 0..<700 {
      let alphabet = Array(alphabets[round % alphabets.count].unicodeScalars)
      let text = (0..<Int.random(in: 1...26, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? "0" }
      let bytes = Array(String(String.UnicodeScalarView(text)).utf8)
      for header in headers {
        for (kanji, ascii) in [(true, true), (false, false), (true, false)] {
          let found = bytes.withUnsafeBufferPointer { bytes in
            Segmentation.shortest(
              Payload(bytes: bytes, isText: true, hasFNC1: false), header, asciiBytesOnly: ascii,
              excludesKanji: !kanji)
          }
          #expect(found?.bits == Self.fewest(text, header, kanji: kanji, ascii: ascii))
          guard let found else { continue }
          let sum = found.pieces.reduce(0) { $0 + header.bits($1.mode) + $1.mode.dataBits(count: $1.count) }
          #expect(sum == found.bits)
          #expect(found.pieces.map(\.range.lowerBound).dropFirst() == found.pieces.map(\.range.upperBound).dropLast())
        }
      }
    }
  }

  @Test(arguments: [
    ("01095060001343521022ABC\u{1D}10LOT%7", QRCode.FNC1.gs1), ("AA1234BBB112text", .application("37")),
    ("x%\u{1D}%%", .application("a")),
  ])
  func `FNC1 keeps separators and per cent signs in every mode`(text: String, fnc1: QRCode.FNC1) throws {
    for version in [nil, QRCode.Version("R17x99")] {
      let code = try QRCode.encode(text, options: QRCode.Options(version: version, fnc1: fnc1))
      let reading = try QRCode.reading(code.matrix)
      #expect(reading.text == text)
      #expect(reading.fnc1 == fnc1)
    }
  }

  @Test func `the level rises while it costs nothing, and not when that is switched off`() throws {
    #expect(try QRCode.encode("A", level: .low).level == .high)
    #expect(try QRCode.encode("A", options: QRCode.Options(level: .low, boostsLevel: false)).level == .low)
  }

  @Test(arguments: [("é", 26), ("日本", nil), ("abc", nil), ("日本é", 26), ("aé日", 26)] as [(String, Int?)])
  func `UTF-8 is declared when bytes outside ASCII are written`(text: String, eci: Int?) throws {
    #expect(try QRCode.reading(QRCode.encode(text).matrix).eci == eci)
    #expect(try QRCode.reading(QRCode.encode(text, options: QRCode.Options(eci: .never)).matrix).eci == nil)
    #expect(try QRCode.reading(QRCode.encode(text, options: QRCode.Options(eci: .always)).matrix).eci == 26)
  }
}
