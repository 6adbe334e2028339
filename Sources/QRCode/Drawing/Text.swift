extension QRCode {
  /// Ways to draw with characters.
  public enum TextStyle: String, Sendable, Hashable, CaseIterable {
    /// Two modules, one above the other, in a character.
    case half
    /// Six modules, two by three, in a character; needs a font with Unicode 13.
    case sextant
    /// Two spaces a module in ANSI colours; right on dark and light terminals.
    case ansi
    /// `##` for a dark module.
    case ascii
    /// Rows of `0` and `1`, without quiet zone unless one is asked for.
    case matrix
  }

  /// The symbol in characters, a newline after each row.
  ///
  /// Half blocks and sextants draw the light modules, since most terminals write light on dark.
  ///
  /// - Parameter writesDark: draw the dark modules instead, for terminals that write dark on light.
  public func text(_ style: TextStyle, quietZone: Int? = nil, writesDark: Bool = false) -> String {
    let margin = quietZone ?? (style == .matrix ? 0 : version.quietZone)
    let columns = -margin..<matrix.width + margin
    let rows = -margin..<matrix.height + margin
    func dark(_ x: Int, _ y: Int) -> Bool {
      (0..<matrix.width).contains(x) && (0..<matrix.height).contains(y) && matrix[x, y]
    }
    func inked(_ x: Int, _ y: Int) -> Bool { rows.contains(y) && columns.contains(x) && dark(x, y) == writesDark }
    switch style {
    case .matrix: return lines(rows) { y in columns.map { dark($0, y) ? "1" : "0" } }
    case .ascii: return lines(rows) { y in columns.map { dark($0, y) ? "##" : "  " } }
    case .ansi:
      return lines(rows) { y in columns.map { dark($0, y) ? "\u{1B}[40m  " : "\u{1B}[107m  " } + ["\u{1B}[0m"] }
    case .half:
      let characters = [" ", "▀", "▄", "█"]
      return lines(stride(from: rows.lowerBound, to: rows.upperBound, by: 2)) { y in
        columns.map { characters[(inked($0, y) ? 1 : 0) | (inked($0, y + 1) ? 2 : 0)] }
      }
    case .sextant:
      return lines(stride(from: rows.lowerBound, to: rows.upperBound, by: 3)) { y in
        stride(from: columns.lowerBound, to: columns.upperBound, by: 2).map { x in
          var bits = 0
          for index in 0..<6 where inked(x + index % 2, y + index / 2) { bits |= 1 << index }
          return sextant(bits)
        }
      }
    }
  }

  private func lines(_ rows: some Sequence<Int>, _ characters: (Int) -> [String]) -> String {
    rows.map { characters($0).joined() + "\n" }.joined()
  }

  /// Source: Unicode, Symbols for Legacy Computing, U+1FB00 to U+1FB3B, which leave out the four characters that exist
  /// elsewhere.
  private func sextant(_ bits: Int) -> String {
    switch bits {
    case 0: return " "
    case 0b010101: return "▌"
    case 0b101010: return "▐"
    case 0b111111: return "█"
    default:
      let skipped = 1 + (bits > 0b010101 ? 1 : 0) + (bits > 0b101010 ? 1 : 0)
      return Unicode.Scalar(UInt32(0x1FB00 + bits - skipped)).map { String(Character($0)) } ?? " "
    }
  }
}
