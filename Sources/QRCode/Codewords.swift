/// The codewords of a symbol, from data codewords to the order in which they are placed.
///
/// Source: ISO/IEC 18004:2015, 7.5 and 7.6.
enum Codewords {
  /// Adds error correction to `data` and interleaves the blocks.
  ///
  /// - Parameters:
  ///   - data: `blocks.data` codewords.
  ///   - result: room for `blocks.total` codewords.
  static func interleave(
    _ data: UnsafePointer<UInt8>, _ blocks: Blocks, into result: UnsafeMutablePointer<UInt8>
  ) {
    let encoder = ReedSolomon.with(blocks.correction)
    let short = blocks.shortLength
    let shortBlocks = blocks.shortBlocks
    let count = blocks.count
    let correction = result + blocks.data
    var start = data
    for block in 0..<count {
      let length = block < shortBlocks ? short : short + 1
      var target = result + block
      for index in 0..<short {
        target.pointee = start[index]
        target += count
      }
      if length > short { result[short * count + block - shortBlocks] = start[short] }
      let remainder = encoder.remainder(of: start, count: length)
      withUnsafeBytes(of: remainder) { bytes in
        for index in 0..<blocks.correction { correction[index * count + block] = bytes[index] }
      }
      start += length
    }
  }
}
