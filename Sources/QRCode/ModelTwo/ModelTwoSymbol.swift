/// The fast way to draw Model 2, with the penalty's default reading.
///
/// 1. Codewords become *column words*: bit r of a word is the module in row r. Data fills pairs of columns, so the bits
///    of a pair only have to be taken apart into even and odd ones, a run of rows at a time (`PlacementRun`).
/// 2. The column words are transposed into *row words*.
/// 3. Function patterns, mask and format information of each mask are precomputed words (`Planes`): a masked row is
///    one exclusive or.
/// 4. `PenaltyKernel` walks over the words, two masks at a time, and judges 64 columns (or rows) at once. It only ever
///    compares a word with the words before it; running over row words it sees columns, over column words rows.
///
/// Symbols wider than 64 modules are cut into two or three *chunks* of equal width, the same for rows and columns.
enum ModelTwoSymbol {
  /// The symbol for the data codewords in `data`, with `mask` or the best mask.
  static func draw(
    _ data: UnsafeBufferPointer<UInt8>, _ version: QRCode.Version, _ level: QRCode.Level, mask: Int?
  ) -> QRCode {
    let planes = Planes.of(version, level)
    let blocks = version.blocks(level)
    let words = planes.chunks * planes.size
    // The kernel's memory, two streams of codewords with eight bytes to read past their end, column and row words.
    let streamWords = (blocks.total + 8) / 8 + 2
    let kernelBytes = PenaltyKernel.memory * MemoryLayout<Lanes>.stride
    let byteCount = kernelBytes + (2 * streamWords + 2 * words) * 8
    return withUnsafeTemporaryAllocation(byteCount: byteCount, alignment: MemoryLayout<Lanes>.alignment) { scratch in
      guard let base = scratch.baseAddress, let data = data.baseAddress else {
        preconditionFailure("there is no symbol without data")
      }
      let memory = base.bindMemory(to: Lanes.self, capacity: PenaltyKernel.memory)
      let stream = base + kernelBytes
      let turned = stream + streamWords * 8
      let columns = (turned + streamWords * 8).bindMemory(to: UInt64.self, capacity: 2 * words)
      let rows = columns + words
      (stream + blocks.total).initializeMemory(as: UInt8.self, repeating: 0, count: streamWords * 8 - blocks.total)
      columns.update(repeating: 0, count: words)
      Codewords.interleave(
        data, blocks, into: stream.bindMemory(to: UInt8.self, capacity: blocks.total))
      turnBytes(stream, into: turned, count: streamWords)
      planes.placement.withUnsafeBufferPointer { runs in
        for run in runs { run.place(stream, turned, into: columns) }
      }
      transpose(columns, into: rows, planes)
      let number = mask ?? bestMask(rows, columns, planes, memory)
      return QRCode(version: version, level: level, mask: number, matrix: matrix(rows, planes, mask: number))
    }
  }

  /// The penalties of all masks, in their order; for tests.
  static func penalties(_ data: [UInt8], _ version: QRCode.Version, _ level: QRCode.Level) -> [Int] {
    let planes = Planes.of(version, level)
    let plain = data.withUnsafeBufferPointer { draw($0, version, level, mask: 0) }
    let words = planes.chunks * planes.size
    var columns = [UInt64](repeating: 0, count: words + 64)
    var rows = columns
    // Mask 0 added once more leaves the data.
    let turned = plain.matrix.transposed()
    for chunk in 0..<planes.chunks {
      for line in 0..<planes.size {
        let index = chunk * planes.size + line
        rows[index] = plain.matrix.bits(from: chunk * planes.span, row: line) ^ planes.rows[index][0]
        columns[index] = turned.bits(from: chunk * planes.span, row: line) ^ planes.columns[index][0]
      }
    }
    return rows.withUnsafeMutableBufferPointer { rows in
      columns.withUnsafeMutableBufferPointer { columns in
        guard let rows = rows.baseAddress, let columns = columns.baseAddress else { return [] }
        return withUnsafeTemporaryAllocation(of: Lanes.self, capacity: PenaltyKernel.memory) { memory in
          guard let memory = memory.baseAddress else { return [] }
          return (0..<4).flatMap { pair in
            let (first, second) = penalties(rows, columns, planes, pair: pair, memory)
            return [first, second]
          }
        }
      }
    }
  }

  /// Reverses the bits in each byte.
  private static func turnBytes(_ source: UnsafeMutableRawPointer, into target: UnsafeMutableRawPointer, count: Int) {
    for index in 0..<count {
      var word = source.load(fromByteOffset: index * 8, as: UInt64.self)
      word = (word &>> 1) & 0x5555_5555_5555_5555 | (word & 0x5555_5555_5555_5555) &<< 1
      word = (word &>> 2) & 0x3333_3333_3333_3333 | (word & 0x3333_3333_3333_3333) &<< 2
      word = (word &>> 4) & 0x0F0F_0F0F_0F0F_0F0F | (word & 0x0F0F_0F0F_0F0F_0F0F) &<< 4
      target.storeBytes(of: word, toByteOffset: index * 8, as: UInt64.self)
    }
  }

  /// Row words from column words. A row word of a chunk also holds what it can of the chunk to its right.
  private static func transpose(
    _ columns: UnsafeMutablePointer<UInt64>, into rows: UnsafeMutablePointer<UInt64>, _ planes: Planes
  ) {
    let (size, span) = (planes.size, planes.span)
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 64) { block in
      for rowChunk in 0..<planes.chunks {
        for columnChunk in 0..<planes.chunks {
          let source = columns + rowChunk * size + columnChunk * span
          let present = min(64, size - columnChunk * span)
          for index in 0..<present { block[index] = source[index] }
          for index in present..<64 { block[index] = 0 }
          BitTranspose.block(block)
          let target = rows + columnChunk * size + rowChunk * span
          for index in 0..<min(span, size - rowChunk * span) { target[index] = block[index] }
        }
      }
    }
  }

  private static func bestMask(
    _ rows: UnsafeMutablePointer<UInt64>, _ columns: UnsafeMutablePointer<UInt64>, _ planes: Planes,
    _ memory: UnsafeMutablePointer<Lanes>
  ) -> Int {
    var best = (mask: 0, penalty: Int.max)
    for pair in 0..<4 {
      let (first, second) = penalties(rows, columns, planes, pair: pair, memory)
      if first < best.penalty { best = (2 * pair, first) }
      if second < best.penalty { best = (2 * pair + 1, second) }
    }
    return best.mask
  }

  /// The penalties of masks `2 * pair` and `2 * pair + 1`.
  private static func penalties(
    _ rows: UnsafeMutablePointer<UInt64>, _ columns: UnsafeMutablePointer<UInt64>, _ planes: Planes, pair: Int,
    _ memory: UnsafeMutablePointer<Lanes>
  ) -> (Int, Int) {
    let size = planes.size
    let result =
      planes.folded.isEmpty
      ? inChunks(rows, columns, planes, pair: pair, memory) : folded(rows, columns, planes, pair: pair, memory)
    return (
      result.penalty.0 + Penalty.balance(dark: result.dark.0, of: size * size, .once),
      result.penalty.1 + Penalty.balance(dark: result.dark.1, of: size * size, .once)
    )
  }

  /// Rules 1 to 3, and the dark modules: a walk over rows and one over columns for each chunk.
  private static func inChunks(
    _ rows: UnsafeMutablePointer<UInt64>, _ columns: UnsafeMutablePointer<UInt64>, _ planes: Planes, pair: Int,
    _ memory: UnsafeMutablePointer<Lanes>
  ) -> PenaltyKernel.Result {
    let size = planes.size
    var sum = PenaltyKernel.Result()
    planes.rows.withUnsafeBufferPointer { rowPlanes in
      planes.columns.withUnsafeBufferPointer { columnPlanes in
        guard let rowPlanes = rowPlanes.baseAddress, let columnPlanes = columnPlanes.baseAddress else { return }
        for chunk in 0..<planes.chunks {
          let offset = (pair &* planes.chunks &+ chunk) &* size
          var kernel = PenaltyKernel(size: size, memory: memory)
          kernel.count(rows + chunk &* size, rowPlanes + offset, seesBlocks: true)
          kernel.count(columns + chunk &* size, columnPlanes + offset, seesBlocks: false)
          let valid = planes.valid(chunk)
          sum.add(kernel.result(walks: 2, valid: valid, pairs: planes.pairs(chunk), dark: valid))
        }
      }
    }
    return sum
  }

  /// The same for symbols that fit half a word, where one walk sees rows and columns side by side.
  private static func folded(
    _ rows: UnsafeMutablePointer<UInt64>, _ columns: UnsafeMutablePointer<UInt64>, _ planes: Planes, pair: Int,
    _ memory: UnsafeMutablePointer<Lanes>
  ) -> PenaltyKernel.Result {
    let size = planes.size
    return withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 32) { words in
      planes.folded.withUnsafeBufferPointer { folded in
        guard let words = words.baseAddress, let folded = folded.baseAddress else { return PenaltyKernel.Result() }
        for line in 0..<size { words[line] = rows[line] | columns[line] &<< 32 }
        var kernel = PenaltyKernel(size: size, memory: memory)
        kernel.count(words, folded + pair &* size, seesBlocks: true)
        return kernel.result(
          walks: 1, valid: planes.foldedValid, pairs: planes.pairs(0), dark: planes.valid(0))
      }
    }
  }

  /// The modules with `mask`.
  private static func matrix(_ rows: UnsafeMutablePointer<UInt64>, _ planes: Planes, mask: Int) -> QRCode.Matrix {
    let (size, span, chunks) = (planes.size, planes.span, planes.chunks)
    let stride = (size + 63) / 64
    let words = [UInt64](unsafeUninitializedCapacity: size * stride) { words, count in
      planes.rows.withUnsafeBufferPointer { rowPlanes in
        let lane = mask % 2
        let plane = mask / 2 * chunks * size
        for row in 0..<size {
          if chunks == 1 {
            words[row] = (rows[row] ^ rowPlanes[plane + row][lane]) & planes.valid(0)
            continue
          }
          for word in 0..<stride { words[row * stride + word] = 0 }
          for chunk in 0..<chunks {
            let index = chunk * size + row
            let bits = (rows[index] ^ rowPlanes[plane + index][lane]) & planes.valid(chunk)
            let (word, shift) = (row * stride + chunk * span / 64, UInt64(chunk * span % 64))
            words[word] |= bits << shift
            if shift > 0, chunk * span / 64 + 1 < stride { words[word + 1] |= bits >> (64 - shift) }
          }
        }
      }
      count = size * stride
    }
    return QRCode.Matrix(width: size, height: size, words: words)
  }
}

extension QRCode.Matrix {
  /// 64 modules of a row from column `x` on, the first in the lowest bit; light past the edge.
  func bits(from x: Int, row: Int) -> UInt64 {
    let (word, shift) = (x / 64, UInt64(x % 64))
    guard word < stride else { return 0 }
    let low = words[row * stride + word] >> shift
    guard shift > 0, word + 1 < stride else { return low }
    return low | words[row * stride + word + 1] << (64 - shift)
  }
}
