import Testing

@testable import QRCode

/// Values that the standard prints.
@Suite struct VectorTests {
  @Test func `the format information is that of annex C`() {
    // Table C.1: the 32 values with the mask on, by data bits.
    let table = [
      0x5412, 0x5125, 0x5E7C, 0x5B4B, 0x45F9, 0x40CE, 0x4F97, 0x4AA0, 0x77C4, 0x72F3, 0x7DAA, 0x789D, 0x662F, 0x6318,
      0x6C41, 0x6976, 0x1689, 0x13BE, 0x1CE7, 0x19D0, 0x0762, 0x0255, 0x0D0C, 0x083B, 0x355F, 0x3068, 0x3F31, 0x3A06,
      0x24B4, 0x2183, 0x2EDA, 0x2BED,
    ]
    for (data, value) in table.enumerated() {
      let level: QRCode.Level = [.medium, .low, .high, .quartile][data >> 3]
      #expect(FormatInformation.qr(level, mask: data & 7) == value)
    }
  }

  @Test func `the version information is that of annex D`() {
    let table = [
      0x07C94, 0x085BC, 0x09A99, 0x0A4D3, 0x0BBF6, 0x0C762, 0x0D847, 0x0E60D, 0x0F928, 0x10B78, 0x1145D, 0x12A17,
      0x13532, 0x149A6, 0x15683, 0x168C9, 0x177EC, 0x18EC4, 0x191E1, 0x1AFAB, 0x1B08E, 0x1CC1A, 0x1D33F, 0x1ED75,
      0x1F250, 0x209D5, 0x216F0, 0x228BA, 0x2379F, 0x24B0B, 0x2542E, 0x26A64, 0x27541, 0x28C69,
    ]
    for (index, value) in table.enumerated() { #expect(FormatInformation.version(index + 7) == value) }
  }

  @Test func `the codewords of 01234567 in 1-M are those of annex I`() {
    let data: [UInt8] = [
      0x10, 0x20, 0x0C, 0x56, 0x61, 0x80, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11,
    ]
    let correction: [UInt8] = [0xA5, 0x24, 0xD4, 0xC1, 0xED, 0x36, 0xC7, 0x87, 0x2C, 0x55]
    let blocks = Blocks(dataBits: 128, count: 1, correction: 10)
    var codewords = [UInt8](repeating: 0, count: 26)
    codewords.withUnsafeMutableBufferPointer { codewords in
      guard let target = codewords.baseAddress else { return }
      Codewords.interleave(data + [UInt8](repeating: 0, count: 8), blocks, into: target)
    }
    #expect(codewords == data + correction)
    #expect(ReedSolomon.isClean(codewords, correction: 10))
    codewords[3] ^= 1
    #expect(!ReedSolomon.isClean(codewords, correction: 10))
  }

  @Test func `generator polynomials are those of annex A`() {
    // Table A.1, as powers of alpha from the second highest coefficient down.
    let seven = [87, 229, 146, 149, 238, 102, 21].map { GaloisField.power($0) }
    let ten = [251, 67, 46, 61, 118, 70, 64, 94, 32, 45].map { GaloisField.power($0) }
    #expect(ReedSolomon.generator(7) == seven)
    #expect(ReedSolomon.generator(10) == ten)
  }

  @Test func `the symbol of 01234567 in 1-M is that of annex I`() throws {
    let version = try #require(QRCode.Version(qr: 1))
    let code = try QRCode.encode("01234567", options: QRCode.Options(version: version, boostsLevel: false, mask: 2))
    let segno = try Oracle.ask(["segno\t1\tM\t2\tnumeric\t\(Oracle.hexadecimal("01234567".utf8))"])
    #expect([Oracle.rows(code.matrix)] == segno)
    let reading = try QRCode.reading(code.matrix)
    #expect(reading.mask == 2 && reading.level == .medium && reading.text == "01234567")
  }

  @Test func `the symbol of 01234567 in M2-L is that of annex I`() throws {
    let version = try #require(QRCode.Version(micro: 2))
    let code = try QRCode.encode(
      "01234567", options: QRCode.Options(version: version, level: .low, boostsLevel: false))
    #expect(code.mask == 1)
    let segno = try Oracle.ask(["segno\tM2\tL\t\tnumeric\t\(Oracle.hexadecimal("01234567".utf8))"])
    #expect([Oracle.rows(code.matrix)] == segno)
  }

  @Test func `Kanji codes are those of Shift JIS`() throws {
    // Readers disagree about these; they are left to byte mode.
    let excluded: Set<UInt32> = [0x301C, 0x2016, 0x2212, 0xA2, 0xA3, 0xAC, 0xFF3C]
    var count = 0
    for pair in try #require(try Oracle.ask(["kanji"]).first).split(separator: " ") {
      let parts = pair.split(separator: "=")
      let scalar = try #require(UInt32(parts[0], radix: 16))
      let code = try #require(Int(parts[1]))
      count += 1
      guard !excluded.contains(scalar) else {
        #expect(Kanji.code(scalar) == nil)
        continue
      }
      #expect(Kanji.code(scalar) == code, "U+\(parts[0])")
      #expect(Kanji.scalar(code)?.value == scalar)
    }
    #expect(count == 6_879)
  }
}
