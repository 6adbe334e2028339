import CZlib

/// zlib's compression.
enum Deflate {
  /// `data` in zlib's format, as small as zlib makes it.
  static func zlib(_ data: [UInt8]) -> [UInt8] {
    var length = compressBound(uLong(data.count))
    var result = [UInt8](repeating: 0, count: Int(length))
    let status = compress2(&result, &length, data, uLong(data.count), 9)
    precondition(status == Z_OK, "the buffer has the size that zlib asks for")
    return Array(result[..<Int(length)])
  }

  /// The check sum of a PNG chunk.
  static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    let sum = bytes.withUnsafeBufferPointer { crc32(0, $0.baseAddress, uInt($0.count)) }
    return UInt32(truncatingIfNeeded: sum)
  }
}
