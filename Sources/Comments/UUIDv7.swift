/// A number that nobody else has, made of a time and chance; in the order of their times. Source: RFC 9562, 5.7.
package struct UUIDv7: Sendable, Hashable, Comparable, CustomStringConvertible {
  private let value: UInt128

  /// A new one of the time `time`.
  package init(at time: Timestamp, random: inout some RandomNumberGenerator) {
    let version: UInt128 = 7 << 76
    let variant: UInt128 = 0b10 << 62
    let upper = UInt128(random.next() & (0xFFF as UInt64)) << 64
    let lower = UInt128(random.next() & (0x3FFF_FFFF_FFFF_FFFF as UInt64))
    value = UInt128(UInt64(time.milliseconds) & 0xFFFF_FFFF_FFFF) << 80 | version | upper | variant | lower
  }

  /// The one that all others of `time`, and of all times after it, are not less than.
  init(lowestAt time: Timestamp) {
    value = UInt128(UInt64(time.milliseconds) & 0xFFFF_FFFF_FFFF) << 80 | 7 << 76 | 0b10 << 62
  }

  /// Reads `0197a6c5-3f2e-7b1c-8d4e-5f6a7b8c9d0e`, in lower case alone, so that each has one way to be written; nil for
  /// anything else.
  package init?(_ text: String) {
    var text = text
    let value = text.withUTF8 { bytes -> UInt128? in
      guard bytes.count == 36 else { return nil }
      var value: UInt128 = 0
      for (index, byte) in bytes.enumerated() {
        if Self.hyphens.contains(index) {
          guard byte == UInt8(ascii: "-") else { return nil }
          continue
        }
        switch byte {
        case 0x30...0x39: value = value << 4 | UInt128(byte - 0x30)
        case 0x61...0x66: value = value << 4 | UInt128(byte - 0x61 + 10)
        default: return nil
        }
      }
      return value
    }
    guard let value, (value >> 76) & 0xF == 7, (value >> 62) & 0b11 == 0b10 else { return nil }
    self.value = value
  }

  package static func < (left: UUIDv7, right: UUIDv7) -> Bool { left.value < right.value }

  /// When it was made.
  package var time: Timestamp { Timestamp(milliseconds: Int(value >> 80)) }

  package var description: String {
    String(unsafeUninitializedCapacity: 36) { bytes in
      var rest = value
      for index in (0..<36).reversed() {
        guard !Self.hyphens.contains(index) else {
          bytes[index] = UInt8(ascii: "-")
          continue
        }
        let digit = UInt8(rest & 0xF)
        bytes[index] = digit < 10 ? 0x30 + digit : 0x61 + digit - 10
        rest >>= 4
      }
      return 36
    }
  }

  private static let hyphens = [8, 13, 18, 23]
}
