import QRCode

/// Model 2 drawn as the standard reads, a module at a time, for one segment in byte mode and a given mask.
///
/// It shares no code with the library but the number and size of the blocks, which the golden file proves.
struct ReferenceEncoder {
  private let size: Int
  private let number: Int
  private var dark: [[Bool]]
  private var isFunction: [[Bool]]

  /// The rows of the symbol that says `bytes`.
  static func rows(
    _ bytes: [UInt8], version number: Int, level: Int, blocks count: Int, correction: Int, dataCodewords: Int, mask: Int
  ) -> [[Bool]] {
    var encoder = ReferenceEncoder(number)
    encoder.drawPatterns()
    let data = dataBits(bytes, number: number, codewords: dataCodewords)
    encoder.place(interleaved(data, count: count, correction: correction), mask: mask)
    encoder.drawFormat(level: level, mask: mask)
    return encoder.dark
  }

  private init(_ number: Int) {
    self.number = number
    size = 17 + 4 * number
    dark = [[Bool]](repeating: [Bool](repeating: false, count: size), count: size)
    isFunction = dark
  }

  // MARK: - Bits

  private static func dataBits(_ bytes: [UInt8], number: Int, codewords: Int) -> [UInt8] {
    func bits(_ value: Int, _ width: Int) -> [Int] { (0..<width).reversed().map { value >> $0 & 1 } }
    var all = bits(4, 4) + bits(bytes.count, number < 10 ? 8 : 16) + bytes.flatMap { bits(Int($0), 8) }
    all += [Int](repeating: 0, count: min(4, codewords * 8 - all.count))
    while all.count % 8 != 0 { all.append(0) }
    var result = stride(from: 0, to: all.count, by: 8).map { start in
      UInt8(all[start..<start + 8].reduce(0) { $0 * 2 + $1 })
    }
    var pad: UInt8 = 0xEC
    while result.count < codewords {
      result.append(pad)
      pad ^= 0xEC ^ 0x11
    }
    return result
  }

  private static func interleaved(_ data: [UInt8], count: Int, correction: Int) -> [UInt8] {
    let short = data.count / count
    var blocks: [[UInt8]] = []
    var start = 0
    for block in 0..<count {
      let length = block < count - data.count % count ? short : short + 1
      blocks.append(Array(data[start..<start + length]))
      start += length
    }
    var result: [UInt8] = []
    for index in 0...short { for block in blocks where index < block.count { result.append(block[index]) } }
    let corrections = blocks.map { remainder($0, correction) }
    for index in 0..<correction { for block in corrections { result.append(block[index]) } }
    return result
  }

  /// Long division, coefficient by coefficient.
  private static func remainder(_ data: [UInt8], _ count: Int) -> [UInt8] {
    var generator: [UInt8] = [1]
    var root: UInt8 = 1
    for _ in 0..<count {
      var next = generator + [0]
      for (index, coefficient) in generator.enumerated() { next[index + 1] ^= multiply(coefficient, root) }
      generator = next
      root = multiply(root, 2)
    }
    var dividend = data + [UInt8](repeating: 0, count: count)
    for start in data.indices {
      let factor = dividend[start]
      for (index, coefficient) in generator.enumerated() { dividend[start + index] ^= multiply(coefficient, factor) }
    }
    return Array(dividend.suffix(count))
  }

  private static func multiply(_ left: UInt8, _ right: UInt8) -> UInt8 {
    var (product, left) = (0, Int(left))
    for bit in 0..<8 {
      if Int(right) >> bit & 1 == 1 { product ^= left }
      left = left << 1 ^ (left >> 7) * 0x11D
    }
    return UInt8(product)
  }

  // MARK: - Modules

  private mutating func set(_ x: Int, _ y: Int, _ value: Bool) {
    guard (0..<size).contains(x), (0..<size).contains(y) else { return }
    dark[y][x] = value
    isFunction[y][x] = true
  }

  private mutating func drawPatterns() {
    for index in 0..<size {
      set(index, 6, index % 2 == 0)
      set(6, index, index % 2 == 0)
    }
    for (centreX, centreY) in [(3, 3), (size - 4, 3), (3, size - 4)] {
      for y in -4...4 {
        for x in -4...4 { set(centreX + x, centreY + y, ![2, 4].contains(max(abs(x), abs(y)))) }
      }
    }
    let centres = ReferenceEncoder.alignment(number, size)
    for (row, y) in centres.enumerated() {
      for (column, x) in centres.enumerated() {
        let last = centres.count - 1
        if (row, column) == (0, 0) || (row, column) == (0, last) || (row, column) == (last, 0) { continue }
        for dy in -2...2 { for dx in -2...2 { set(x + dx, y + dy, max(abs(dx), abs(dy)) != 1) } }
      }
    }
    for index in 0..<9 {
      if index != 6 {
        set(8, index, false)
        set(index, 8, false)
      }
      if index < 8 {
        set(size - 1 - index, 8, false)
        set(8, size - 1 - index, index == 7)
      }
    }
    guard number >= 7 else { return }
    var rest = number << 12
    for bit in (12...17).reversed() where rest >> bit & 1 == 1 { rest ^= 0x1F25 << (bit - 12) }
    let bits = number << 12 | rest
    for index in 0..<18 {
      set(size - 11 + index % 3, index / 3, bits >> index & 1 == 1)
      set(index / 3, size - 11 + index % 3, bits >> index & 1 == 1)
    }
  }

  /// Annex E: equal even steps from the far end, the first step taking the rest; version 32 is an exception.
  private static func alignment(_ number: Int, _ size: Int) -> [Int] {
    guard number > 1 else { return [] }
    let intervals = number / 7 + 1
    let distance = size - 13
    var step = (distance + intervals - 1) / intervals
    step += step % 2
    if number == 32 { step = 26 }
    return [6] + (0..<intervals).map { size - 7 - (intervals - 1 - $0) * step }
  }

  private mutating func place(_ codewords: [UInt8], mask: Int) {
    var bit = 0
    var upwards = true
    for pair in stride(from: size - 1, to: 0, by: -2) {
      let right = pair <= 6 ? pair - 1 : pair
      for step in 0..<size {
        let y = upwards ? size - 1 - step : step
        for x in [right, right - 1] where !isFunction[y][x] {
          let value = bit / 8 < codewords.count && codewords[bit / 8] >> UInt8(7 - bit % 8) & 1 == 1
          dark[y][x] = value != ReferenceEncoder.inverts(mask, x, y)
          bit += 1
        }
      }
      upwards.toggle()
    }
  }

  /// Table 10, with i for the row and j for the column.
  private static func inverts(_ mask: Int, _ j: Int, _ i: Int) -> Bool {
    [
      (i + j) % 2, i % 2, j % 3, (i + j) % 3, (i / 2 + j / 3) % 2, (i * j) % 2 + (i * j) % 3,
      ((i * j) % 2 + (i * j) % 3) % 2, ((i + j) % 2 + (i * j) % 3) % 2,
    ][mask] == 0
  }

  private mutating func drawFormat(level: Int, mask: Int) {
    let data = [1, 0, 3, 2][level] << 3 | mask
    var rest = data << 10
    for bit in (10...14).reversed() where rest >> bit & 1 == 1 { rest ^= 0x537 << (bit - 10) }
    let bits = (data << 10 | rest) ^ 0x5412
    for index in 0..<15 {
      let value = bits >> index & 1 == 1
      dark[index < 6 ? index : index < 8 ? index + 1 : size - 15 + index][8] = value
      dark[8][index < 8 ? size - 1 - index : index == 8 ? 7 : 14 - index] = value
    }
  }
}
