/// All that is known of a symbol of Model 2 before its data: for each mask the function patterns, the mask on the data
/// modules, and the format information, as words; and where data goes.
final class Planes: Sendable {
  /// Modules from side to side.
  let size: Int
  /// Words that a row or column takes, 1 to 3.
  let chunks: Int
  /// Modules that belong to a chunk; the last may have fewer. With more than one chunk a word has at least one bit
  /// more, for the first module of the next chunk.
  let span: Int
  /// Row words of two masks at once: index = (pair of masks * chunks + chunk) * size + row.
  let rows: [SIMD2<UInt64>]
  /// Column words in the same order.
  let columns: [SIMD2<UInt64>]
  /// Symbols of at most 32 modules: row words, with the column words in their upper halves; else empty.
  let folded: [SIMD2<UInt64>]
  /// Where data bits go.
  let placement: [PlacementRun]

  /// The planes of `version`, one of Model 2, at `level`, made at the first call.
  static func of(_ version: QRCode.Version, _ level: QRCode.Level) -> Planes {
    slots[(version.number - 1) * 4 + level.rawValue].value { Planes(version, level) }
  }

  private static let slots = (0..<160).map { _ in LazyValue<Planes>() }

  private init(_ version: QRCode.Version, _ level: QRCode.Level) {
    let layout = Layout.of(version)
    let size = version.width
    let chunks = size <= 64 ? 1 : size <= 126 ? 2 : 3
    let span = (size + chunks - 1) / chunks
    let masked = (0..<8).map { Planes.template(layout, level, mask: $0) }
    let turned = masked.map { $0.transposed() }
    func words(_ matrices: [QRCode.Matrix]) -> [SIMD2<UInt64>] {
      (0..<4).flatMap { pair in
        (0..<chunks).flatMap { chunk in
          (0..<size).map { line in
            SIMD2(
              matrices[2 * pair].bits(from: chunk * span, row: line),
              matrices[2 * pair + 1].bits(from: chunk * span, row: line))
          }
        }
      }
    }
    self.size = size
    self.chunks = chunks
    self.span = span
    rows = words(masked)
    columns = words(turned)
    folded = size <= 32 ? zip(rows, columns).map { $0 | $1 &<< 32 } : []
    placement = PlacementRun.all(layout, span: span)
  }

  /// The symbol as it is when all data bits are 0.
  private static func template(_ layout: Layout, _ level: QRCode.Level, mask: Int) -> QRCode.Matrix {
    var matrix = layout.patterns
    let size = matrix.width
    // All masks repeat after twelve rows.
    var period = QRCode.Matrix(width: size, height: 12)
    for y in 0..<12 {
      for x in 0..<size where Mask.inverts(mask, x: x, y: y) { period[x, y] = true }
    }
    for index in matrix.words.indices {
      let (row, word) = (index / matrix.stride, index % matrix.stride)
      matrix.words[index] |= period.words[row % 12 * matrix.stride + word] & ~layout.reserved.words[index]
    }
    let format = FormatInformation.qr(level, mask: mask)
    for place in FormatPlaces.all(layout.version) {
      for (bit, module) in place.modules.enumerated() {
        matrix[Int(module.x), Int(module.y)] = format >> bit & 1 == 1
      }
    }
    return matrix
  }

  /// The bits of a word that count in `chunk`.
  func valid(_ chunk: Int) -> UInt64 { Planes.low(min(span, size - chunk * span)) }

  /// The bits of a row word in `chunk` that have a neighbour to the right.
  func pairs(_ chunk: Int) -> UInt64 { Planes.low(min(span, size - 1 - chunk * span)) }

  /// The bits of a folded word that count: both halves.
  var foldedValid: UInt64 { Planes.low(size) | Planes.low(size) << 32 }

  private static func low(_ count: Int) -> UInt64 { count == 64 ? ~0 : 1 << UInt64(count) - 1 }
}
