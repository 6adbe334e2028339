/// The codewords of a symbol, from data codewords to the order in which they are placed.
///
/// Source: ISO/IEC 18004:2015, 7.5 and 7.6.
enum Codewords {
  /// Adds error correction to `data` and interleaves the blocks.
  ///
  /// Two blocks are divided at a time, because each step waits for the one before it in its own block only.
  ///
  /// - Parameters:
  ///   - data: `blocks.data` codewords.
  ///   - result: room for `blocks.total` codewords.
  static func interleave(
    _ data: UnsafePointer<UInt8>, _ blocks: Blocks, into result: UnsafeMutablePointer<UInt8>
  ) {
    let count = blocks.count
    let short = blocks.shortLength
    let shortBlocks = blocks.shortBlocks
    let correction = result + blocks.data
    ReedSolomon.with(blocks.correction).withDivider { divider in
      var block = 0
      while block < count {
        let isPair = block + 1 < count
        let first = data + block * short + max(0, block - shortBlocks)
        let second = isPair ? first + (block < shortBlocks ? short : short + 1) : first
        var firstRemainder = ReedSolomon.Remainder()
        var secondRemainder = ReedSolomon.Remainder()
        let partner = isPair ? 1 : 0
        var target = result + block
        for index in 0..<short {
          let (one, other) = (first[index], second[index])
          divider.step(&firstRemainder, one)
          divider.step(&secondRemainder, other)
          target[0] = one
          // A block without a partner writes its own codeword twice.
          target[partner] = other
          target += count
        }
        if block >= shortBlocks {
          divider.step(&firstRemainder, first[short])
          result[short * count + block - shortBlocks] = first[short]
        }
        write(firstRemainder, blocks, to: correction + block)
        if isPair {
          if block + 1 >= shortBlocks {
            divider.step(&secondRemainder, second[short])
            result[short * count + block + 1 - shortBlocks] = second[short]
          }
          write(secondRemainder, blocks, to: correction + block + 1)
        }
        block += 2
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
