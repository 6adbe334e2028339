/// The codewords of a symbol, from data codewords to the order in which they are placed.
///
/// Source: ISO/IEC 18004:2015, 7.5 and 7.6.
enum Codewords {
  /// Adds error correction to `data` and interleaves the blocks.
  ///
  /// - Parameters:
  ///   - data: `blocks.data` codewords, and eight bytes that may be read.
  ///   - result: room for `blocks.total` codewords.
  static func interleave(
    _ data: UnsafePointer<UInt8>, _ blocks: Blocks, into result: UnsafeMutablePointer<UInt8>
  ) {
    let (count, short, shortBlocks) = (blocks.count, blocks.shortLength, blocks.shortBlocks)
    func codewords(_ block: Int) -> UnsafeBufferPointer<UInt8> {
      let isLong = block >= shortBlocks
      let start = data + block &* short + (isLong ? block &- shortBlocks : 0)
      return UnsafeBufferPointer(start: start, count: isLong ? short &+ 1 : short)
    }
    for block in 0..<count {
      let source = codewords(block)
      var target = result + block
      for index in 0..<short {
        target.pointee = source[index]
        target += count
      }
      if block >= shortBlocks { result[short &* count &+ block &- shortBlocks] = source[short] }
    }
    let correction = result + blocks.data
    ReedSolomon.with(blocks.correction).withDivider { divider in
      for block in stride(from: 0, to: count, by: 2) {
        // A last block without a partner is its own.
        let partner = min(block &+ 1, count &- 1)
        let (one, other) = divider.divide(codewords(block), codewords(partner))
        write(one, blocks, to: correction + block)
        write(other, blocks, to: correction + partner)
      }
    }
  }

  /// Writes the codewords of one block, every `blocks.count` bytes.
  @inline(__always)
  private static func write(
    _ remainder: ReedSolomon.Remainder, _ blocks: Blocks, to target: UnsafeMutablePointer<UInt8>
  ) {
    withUnsafeBytes(of: remainder) { bytes in
      var target = target
      for index in 0..<blocks.correction {
        target.pointee = bytes[index]
        target += blocks.count
      }
    }
  }
}
