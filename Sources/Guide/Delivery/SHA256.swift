import CNettle

/// The digest SHA-256, by which a host can tell whether it has a file already. Source: FIPS 180-4.
///
/// Nettle's, because it uses the processor's own instructions: six times as fast as the same in Swift.
package struct SHA256: Sendable, Hashable {
  /// Four words of eight bytes, in the order of the digest's bytes in memory.
  package let words: SIMD4<UInt64>

  init(words: SIMD4<UInt64>) {
    self.words = words
  }

  /// That of `bytes`.
  package init(of bytes: [UInt8]) {
    var words = SIMD4<UInt64>()
    var context = sha256_ctx()
    nettle_sha256_init(&context)
    nettle_sha256_update(&context, bytes.count, bytes)
    withUnsafeMutableBytes(of: &words) {
      nettle_sha256_digest(&context, $0.count, $0.baseAddress?.assumingMemoryBound(to: UInt8.self))
    }
    self.words = words
  }

  /// Sixty-four hexadecimal digits, as bytes of ASCII.
  package var digits: [UInt8] {
    [UInt8](unsafeUninitializedCapacity: 64) { buffer, count in
      withUnsafeBytes(of: words) { bytes in
        for byte in bytes {
          buffer.initializeElement(at: count, to: Self.digit(byte >> 4))
          buffer.initializeElement(at: count + 1, to: Self.digit(byte & 15))
          count += 2
        }
      }
    }
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }
}
