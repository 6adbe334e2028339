/// How bad a masked symbol of Model 2 is: the sum of four rules.
///
/// Source: ISO/IEC 18004:2015, 7.8.3.1 and table 11. How each rule is read here:
/// 1. Runs of five or more modules of one colour in a row or column: 3, and 1 for each module over five.
/// 2. Each block of 2 x 2 modules of one colour, overlapping ones too (which makes 3 (m - 1) (n - 1) for m x n): 3.
/// 3. Modules 1011101 in a row or column with four light modules before or after them: 40, once for each place; what
///    lies outside the symbol is the quiet zone and light. `FinderRule` has the other reading.
/// 4. For each full 5 % by which the share of dark modules differs from 50 %: 10.
///
/// The whole symbol is judged, with format and version information in it.
enum Penalty {
  static func of(_ matrix: QRCode.Matrix, _ rule: QRCode.FinderRule) -> Int {
    let size = matrix.width
    var total = 0
    for line in 0..<size {
      let row = (0..<size).map { matrix[$0, line] }
      let column = (0..<size).map { matrix[line, $0] }
      total += runs(row, rule) + runs(column, rule)
    }
    for y in 0..<size - 1 {
      for x in 0..<size - 1 {
        let colour = matrix[x, y]
        if colour == matrix[x + 1, y], colour == matrix[x, y + 1], colour == matrix[x + 1, y + 1] { total += 3 }
      }
    }
    return total + balance(dark: matrix.darkCount, of: size * size, rule)
  }

  /// Rule 4. The readings differ where the share is exactly 40 or 60 %.
  static func balance(dark: Int, of total: Int, _ rule: QRCode.FinderRule) -> Int {
    let deviation = abs(dark * 20 - total * 10)
    switch rule {
    case .once: return deviation / total * 10
    case .anyScaleBothSides: return max(0, (deviation + total - 1) / total - 1) * 10
    }
  }

  /// Rules 1 and 3 in one row or column.
  private static func runs(_ line: [Bool], _ rule: QRCode.FinderRule) -> Int {
    // Lengths in turns, light first; the quiet zone makes the outer runs light and long.
    var lengths = [0]
    var colour = false
    for module in line {
      if module != colour {
        lengths.append(0)
        colour = module
      }
      lengths[lengths.count - 1] += 1
    }
    var total = lengths.reduce(0) { $0 + ($1 >= 5 ? $1 - 2 : 0) }
    guard rule == .anyScaleBothSides else { return total + 40 * finderPatterns(line) }
    if colour { lengths.append(0) }
    lengths[0] += line.count
    lengths[lengths.count - 1] += line.count
    // A core is dark, light, dark, light, dark: five runs that start at an odd index.
    for start in stride(from: 1, to: max(1, lengths.count - 5), by: 2) {
      let unit = lengths[start]
      guard lengths[start + 1] == unit, lengths[start + 2] == 3 * unit, lengths[start + 3] == unit,
        lengths[start + 4] == unit
      else { continue }
      let (before, after) = (lengths[start - 1], lengths[start + 5])
      total += before >= 4 * unit && after >= unit ? 40 : 0
      total += after >= 4 * unit && before >= unit ? 40 : 0
    }
    return total
  }

  /// Rule 3 as `FinderRule.once` reads it: the number of places with modules 1011101.
  private static func finderPatterns(_ line: [Bool]) -> Int {
    let core = [true, false, true, true, true, false, true]
    func isLight(_ range: Range<Int>) -> Bool { range.allSatisfy { !line.indices.contains($0) || !line[$0] } }
    return (0...line.count - 7).count { start in
      line[start..<start + 7].elementsEqual(core)
        && (isLight(start - 4..<start) || isLight(start + 7..<start + 11))
    }
  }
}

/// How good a masked Micro QR symbol is.
enum MicroPenalty {
  /// Dark modules on the right and lower edge, the smaller sum times 16 plus the larger; more is better.
  ///
  /// Source: ISO/IEC 18004:2015, 7.8.3.2.
  static func merit(_ matrix: QRCode.Matrix) -> Int {
    let last = matrix.width - 1
    let right = (1...last).reduce(0) { $0 + (matrix[last, $1] ? 1 : 0) }
    let bottom = (1...last).reduce(0) { $0 + (matrix[$1, last] ? 1 : 0) }
    return min(right, bottom) * 16 + max(right, bottom)
  }
}
