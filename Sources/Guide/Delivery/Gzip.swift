import CDeflate

/// libdeflate's compression into the format of gzip (RFC 1952): less than half of zlib's time, and smaller.
enum Gzip {
  /// `bytes` compressed, without a name or a time; nil where they are no smaller so.
  static func compressed(_ bytes: [UInt8]) -> [UInt8]? {
    guard !bytes.isEmpty else { return nil }
    guard let compressor = libdeflate_alloc_compressor(level) else { return nil }
    defer { libdeflate_free_compressor(compressor) }
    let result = [UInt8](unsafeUninitializedCapacity: bytes.count) { buffer, count in
      // With room for less than there was, what is not smaller does not fit, and 0 comes back.
      let room = max(0, bytes.count - 1)
      count = bytes.withUnsafeBytes {
        libdeflate_gzip_compress(compressor, $0.baseAddress, $0.count, buffer.baseAddress, room)
      }
    }
    return result.isEmpty ? nil : result
  }

  /// Those above it take ten times as long, for one part in a hundred.
  private static let level: Int32 = 9
}
