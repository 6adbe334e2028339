import CBrotli

/// libbrotli's compression (RFC 7932).
enum Brotli {
  /// `bytes` compressed; nil where they are no smaller so.
  static func compressed(_ bytes: [UInt8]) -> [UInt8]? {
    guard !bytes.isEmpty else { return nil }
    let result = [UInt8](unsafeUninitializedCapacity: bytes.count) { buffer, count in
      // With room for less than there was, what is not smaller does not fit.
      count = max(0, bytes.count - 1)
      let isWhole = BrotliEncoderCompress(
        quality, window(for: bytes.count), BROTLI_MODE_TEXT, bytes.count, bytes, &count, buffer.baseAddress)
      if isWhole == BROTLI_FALSE { count = 0 }
    }
    return result.isEmpty ? nil : result
  }

  /// 10 and 11 take fifty times as long.
  private static let quality: Int32 = 9

  /// The base-2 logarithm of how far back the compression looks.
  ///
  /// In a window of more than 64 kB the library takes tables of 32 MB for a file however small, and clearing them takes
  /// twenty times as long as the compression.
  private static func window(for count: Int) -> Int32 {
    count <= 1 << 16 ? 16 : 22
  }
}
