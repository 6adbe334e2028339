import CDeflate

/// libdeflate's compression into the format of gzip (RFC 1952).
enum Gzip {
  /// A page's comments are compressed once for each change: those above it take longer for less than a hundredth.
  private static let level: Int32 = 6

  /// `bytes` compressed, without a name or a time; nil where they are no smaller so.
  static func compressed(_ bytes: [UInt8]) -> [UInt8]? {
    guard bytes.count > 1, let compressor = libdeflate_alloc_compressor(level) else { return nil }
    defer { libdeflate_free_compressor(compressor) }
    let result = [UInt8](unsafeUninitializedCapacity: bytes.count) { buffer, count in
      // Given less room than there was, it says 0 of what does not get smaller.
      count = bytes.withUnsafeBytes {
        libdeflate_gzip_compress(compressor, $0.baseAddress, $0.count, buffer.baseAddress, bytes.count - 1)
      }
    }
    // A copy, which takes no more room than it needs.
    return result.isEmpty ? nil : result.withUnsafeBufferPointer(Array.init)
  }
}
