/// A number that differs for files that differ; nothing depends on its being hard to forge.
///
/// Two runs of FNV-1a with different beginnings.
struct Checksum: Sendable {
  private var first: UInt64 = 0xCBF2_9CE4_8422_2325
  private var second: UInt64 = 0x9AE1_6A3B_2F90_404F

  /// Goes on with `bytes`.
  mutating func add(_ bytes: [UInt8]) {
    for byte in bytes {
      first = (first ^ UInt64(byte)) &* 0x100_0000_01B3
      second = (second ^ UInt64(byte)) &* 0x100_0000_01B3 &+ 1
    }
  }

  /// Sixteen bytes.
  var bytes: [UInt8] { [first, second].flatMap { number in (0..<8).map { UInt8(number >> (8 * UInt64($0)) & 255) } } }
}
