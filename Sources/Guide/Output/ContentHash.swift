/// A fast 64-bit fingerprint of a file's bytes: tells whether somebody has altered what we wrote.
///
/// Deterministic on every machine (little-endian words, fixed constants). Not for secrets: it withstands accidents, not
/// somebody who wants two files to agree.
///
/// Each 16 bytes, as two words, are mixed into one of two lanes by a full 64 x 64 bit multiplication whose halves are
/// xored; the tail is padded with zeros and the length goes into the end. The constants are the first fractional
/// bits of the square roots of 2, 3, 5 and 7, made odd.
struct ContentHash: Sendable, Hashable {
  let value: UInt64

  init(value: UInt64) {
    self.value = value
  }

  init(of bytes: [UInt8]) {
    self = bytes.withUnsafeBytes { ContentHash(of: $0) }
  }

  init(of bytes: UnsafeRawBufferPointer) {
    var first = Self.seeds.0
    var second = Self.seeds.1
    var offset = 0
    while offset + 32 <= bytes.count {
      first = Self.mix(first ^ Self.word(bytes, offset), Self.seeds.2 ^ Self.word(bytes, offset + 8))
      second = Self.mix(second ^ Self.word(bytes, offset + 16), Self.seeds.3 ^ Self.word(bytes, offset + 24))
      offset += 32
    }
    var tail: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    withUnsafeMutableBytes(of: &tail) { $0.copyBytes(from: bytes[offset...]) }
    first = Self.mix(first ^ tail.0.littleEndian, Self.seeds.2 ^ tail.1.littleEndian)
    second = Self.mix(second ^ tail.2.littleEndian, Self.seeds.3 ^ tail.3.littleEndian)
    value = Self.mix(first ^ UInt64(bytes.count), Self.seeds.0 ^ Self.mix(second ^ Self.seeds.1, Self.seeds.2))
  }

  /// Sixteen hexadecimal digits.
  var text: String {
    var digits: [UInt8] = []
    appendText(to: &digits)
    return String(decoding: digits, as: UTF8.self)
  }

  /// Adds `text` to `output`.
  func appendText(to output: inout [UInt8]) {
    for shift in stride(from: 60, through: 0, by: -4) {
      let digit = UInt8(truncatingIfNeeded: value >> UInt64(shift)) & 15
      output.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    }
  }

  private static let seeds: (UInt64, UInt64, UInt64, UInt64) = (
    0x6A09_E667_F3BC_C909, 0xBB67_AE85_84CA_A73B, 0x3C6E_F372_FE94_F82B, 0xA54F_F53A_5F1D_36F1
  )

  @inline(__always) private static func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    return product.high ^ product.low ^ left
  }

  @inline(__always) private static func word(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt64 {
    UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }
}
