/// The dark modules as horizontal and vertical strokes.
struct Strokes {
  /// Modules that rows draw.
  var rows: QRCode.Matrix
  /// Modules that columns draw, rows and columns exchanged.
  var columns: QRCode.Matrix

  /// All runs of rows or all runs of columns, whichever are fewer.
  init(inOneDirection matrix: QRCode.Matrix) {
    let turned = matrix.transposed()
    if turned.runCount < matrix.runCount {
      rows = QRCode.Matrix(width: 1, height: 1)
      columns = turned
    } else {
      rows = matrix
      columns = QRCode.Matrix(width: 1, height: 1)
    }
  }

  /// Both at once, in fewer strokes than there are runs in either direction.
  ///
  /// A module with light modules on both sides would be a stroke of its own in its row. Where such modules stand in a
  /// column, also with one module of a longer run between two of them, one vertical stroke draws them all. Taking them
  /// out of the rows splits no run, because each is alone there.
  init(crossing matrix: QRCode.Matrix) {
    let height = matrix.height
    let stride = matrix.stride
    var alone = matrix.words
    for index in alone.indices {
      let word = matrix.words[index]
      let left = index % stride > 0 ? matrix.words[index - 1] >> 63 : 0
      let right = index % stride < stride - 1 ? matrix.words[index + 1] << 63 : 0
      alone[index] = word & ~(word << 1 | left) & ~(word >> 1 | right)
    }
    // Modules that may be part of a vertical stroke: those alone, and those between two of them.
    var candidates = alone
    for index in stride..<max(stride, (height - 1) * stride) {
      candidates[index] |= matrix.words[index] & alone[index - stride] & alone[index + stride]
    }
    rows = matrix
    var vertical = matrix
    for index in candidates.indices {
      let above = index >= stride ? candidates[index - stride] : 0
      let below = index + stride < candidates.count ? candidates[index + stride] : 0
      let chained = candidates[index] & (above | below)
      vertical.words[index] = chained
      rows.words[index] &= ~(chained & alone[index])
    }
    columns = vertical.transposed()
  }
}

extension QRCode.Matrix {
  /// The number of runs of dark modules in all rows; a run over two words counts twice.
  var runCount: Int { words.reduce(0) { $0 + ($1 & ~($1 << 1)).nonzeroBitCount } }

  /// The grid with rows and columns exchanged.
  func transposed() -> QRCode.Matrix {
    var result = QRCode.Matrix(width: height, height: width)
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 64) { block in
      for blockY in 0..<result.stride {
        for blockX in 0..<stride {
          for row in 0..<64 {
            let y = blockY * 64 + row
            block[row] = y < height ? words[y * stride + blockX] : 0
          }
          BitTranspose.block(block)
          for row in 0..<min(64, width - blockX * 64) {
            result.words[(blockX * 64 + row) * result.stride + blockY] = block[row]
          }
        }
      }
    }
    return result
  }
}
