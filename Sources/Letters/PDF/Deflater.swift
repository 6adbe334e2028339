import CZlib

/// zlib's compression, its working memory kept from one piece of data to the next.
///
/// One instance serves one thread.
final class Deflater {
  private let stream: UnsafeMutablePointer<z_stream>

  /// `level` is zlib's, from 1 for speed to 9 for size.
  init(level: Int = 9) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let status = deflateInit2_(
      stream, Int32(level), Z_DEFLATED, 15, 9, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "zlib has memory to begin with")
  }

  deinit {
    deflateEnd(stream)
    stream.deallocate()
  }

  /// `data` in zlib's format.
  func deflated(_ data: [UInt8]) -> [UInt8] {
    deflateReset(stream)
    let bound = Int(deflateBound(stream, uLong(data.count)))
    return [UInt8](unsafeUninitializedCapacity: bound) { output, count in
      data.withUnsafeBufferPointer { input in
        // zlib reads the input only; its field is not const.
        stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        stream.pointee.avail_in = uInt(input.count)
        stream.pointee.next_out = output.baseAddress
        stream.pointee.avail_out = uInt(bound)
        let status = deflate(stream, Z_FINISH)
        precondition(status == Z_STREAM_END, "the buffer has the size that zlib asks for")
      }
      count = bound - Int(stream.pointee.avail_out)
    }
  }
}
