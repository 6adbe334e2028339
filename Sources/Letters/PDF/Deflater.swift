import CDeflate

/// libdeflate's compression in zlib's format (RFC 1950), its working memory kept from one piece of data to the next.
///
/// One instance serves one thread.
final class Deflater {
  private let compressor: OpaquePointer

  /// How much time goes into small files.
  enum Effort: Int32 {
    /// For what a merged file has of each letter: a twentieth larger, and letters take a tenth less time.
    case quickest = 3
    /// For what a file has of one letter, which is made as often as there are letters.
    case quick = 6
    /// For what is made once for many letters.
    case thorough = 12
  }

  init(_ effort: Effort) {
    guard let made = libdeflate_alloc_compressor(effort.rawValue) else {
      preconditionFailure("libdeflate has memory to begin with")
    }
    compressor = made
  }

  deinit { libdeflate_free_compressor(compressor) }

  /// `data` in zlib's format.
  func deflated(_ data: [UInt8]) -> [UInt8] {
    let bound = libdeflate_zlib_compress_bound(compressor, data.count)
    return [UInt8](unsafeUninitializedCapacity: bound) { output, count in
      count = data.withUnsafeBytes {
        libdeflate_zlib_compress(compressor, $0.baseAddress, $0.count, output.baseAddress, bound)
      }
      precondition(count > 0, "the buffer has the size that libdeflate asks for")
    }
  }
}
