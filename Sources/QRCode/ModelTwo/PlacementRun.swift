/// A run of data bits that fills consecutive rows of one column, or of two columns in turns.
struct PlacementRun: Sendable {
  /// The first bit of the run in the stream of codewords.
  private var bit: Int32
  /// Bits of the run: rows, times two for a pair of columns; at most 56, so that one load of 64 bits has them all.
  private var length: UInt8
  /// The lowest row's place in its word.
  private var shift: UInt8
  private var isPair: Bool
  private var goesUp: Bool
  /// Index of the column's word; of the right one's for a pair, whose left one is the word before it.
  private var word: Int32

  /// Puts the run's bits into the column words.
  ///
  /// - Parameters:
  ///   - stream: the codewords, most significant bit first.
  ///   - turned: the same with the bits of each byte reversed.
  @inline(__always)
  func place(
    _ stream: UnsafeMutableRawPointer, _ turned: UnsafeMutableRawPointer, into columns: UnsafeMutablePointer<UInt64>
  ) {
    let (byte, offset) = (Int(bit &>> 3), UInt64(bit & 7))
    let count = UInt64(length)
    // Upwards the first bit has to come out highest, downwards lowest.
    var bits: UInt64
    if goesUp {
      let word = UInt64(bigEndian: stream.loadUnaligned(fromByteOffset: byte, as: UInt64.self))
      bits = (word &<< offset) &>> (64 &- count)
    } else {
      let word = UInt64(littleEndian: turned.loadUnaligned(fromByteOffset: byte, as: UInt64.self))
      bits = word &>> offset & (1 &<< count &- 1)
    }
    let target = columns + Int(word)
    let shift = UInt64(shift)
    guard isPair else {
      target.pointee |= bits &<< shift
      return
    }
    bits = PlacementRun.evenThenOdd(bits)
    let (even, odd) = (bits & 0xFFFF_FFFF, bits &>> 32)
    target.pointee |= (goesUp ? odd : even) &<< shift
    (target - 1).pointee |= (goesUp ? even : odd) &<< shift
  }

  /// Moves the even bits to the low half and the odd ones to the high half, both in their order.
  ///
  /// Each step exchanges the middle two quarters of groups twice as large.
  @inline(__always)
  private static func evenThenOdd(_ bits: UInt64) -> UInt64 {
    var bits = bits
    bits = exchange(bits, 1, 0x2222_2222_2222_2222)
    bits = exchange(bits, 2, 0x0C0C_0C0C_0C0C_0C0C)
    bits = exchange(bits, 4, 0x00F0_00F0_00F0_00F0)
    bits = exchange(bits, 8, 0x0000_FF00_0000_FF00)
    return exchange(bits, 16, 0x0000_0000_FFFF_0000)
  }

  @inline(__always)
  private static func exchange(_ bits: UInt64, _ distance: UInt64, _ mask: UInt64) -> UInt64 {
    let difference = (bits ^ bits &>> distance) & mask
    return bits ^ difference ^ difference &<< distance
  }
}

extension PlacementRun {
  /// The runs of a layout, in the order of its data modules; `span` rows make a word.
  static func all(_ layout: Layout, span: Int) -> [PlacementRun] {
    let modules = layout.dataModules
    let size = layout.version.width
    var runs: [PlacementRun] = []
    var index = 0
    while index < modules.count {
      let first = modules[index]
      // Pairs of columns are (size - 1, size - 2), …, (8, 7), (5, 4), (3, 2), (1, 0).
      let isRight = Int(first.x) % 2 == (first.x > 6 ? 0 : 1)
      let isPair = isRight && index + 1 < modules.count && modules[index + 1].y == first.y
      let width = isPair ? 2 : 1
      let step = direction(modules, index, width)
      var rows = 1
      while rows * width + width <= 56,
        continues(modules, index, width, rows, step),
        (Int(first.y) + rows * step) / span == Int(first.y) / span
      {
        rows += 1
      }
      let lowest = step > 0 ? Int(first.y) : Int(first.y) - rows + 1
      runs.append(
        PlacementRun(
          bit: Int32(index), length: UInt8(rows * width), shift: UInt8(lowest % span), isPair: isPair,
          goesUp: step < 0, word: Int32(lowest / span * size + Int(first.x))))
      index += rows * width
    }
    return runs
  }

  /// 1 if the modules from `index` on go down, -1 if up.
  private static func direction(_ modules: [Layout.Module], _ index: Int, _ width: Int) -> Int {
    guard index + width < modules.count, modules[index + width].x == modules[index].x else { return 1 }
    return modules[index + width].y > modules[index].y ? 1 : -1
  }

  /// Whether row number `rows` of the run is the next one, and as wide.
  private static func continues(
    _ modules: [Layout.Module], _ index: Int, _ width: Int, _ rows: Int, _ step: Int
  ) -> Bool {
    let next = index + rows * width
    guard next + width <= modules.count else { return false }
    let y = Int(modules[index].y) + rows * step
    for column in 0..<width {
      let module = modules[next + column]
      guard module.x == modules[index + column].x, Int(module.y) == y else { return false }
    }
    // One column alone must not take the right half of a pair.
    if width == 1, next + 1 < modules.count, modules[next + 1].y == modules[next].y,
      modules[next + 1].x == modules[next].x - 1
    {
      return false
    }
    return true
  }
}
