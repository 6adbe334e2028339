extension QRCode {
  /// A grid of dark and light modules.
  public struct Matrix: Sendable, Hashable {
    /// Modules from side to side.
    public let width: Int
    /// Modules from top to bottom.
    public let height: Int
    /// Words of each row.
    let stride: Int
    /// Rows from the top, `stride` words each; bit `x % 64` of word `x / 64` is the module in column `x`, 1 is dark.
    /// Bits past the width are 0.
    var words: [UInt64]

    /// A grid of light modules; sides from 1 to 1,000.
    public init(width: Int, height: Int) {
      precondition((1...1_000).contains(width) && (1...1_000).contains(height))
      self.width = width
      self.height = height
      stride = (width + 63) / 64
      words = [UInt64](repeating: 0, count: height * stride)
    }

    /// A grid from words laid out as in `words`.
    init(width: Int, height: Int, words: [UInt64]) {
      self.width = width
      self.height = height
      stride = (width + 63) / 64
      precondition(words.count == height * stride)
      self.words = words
    }

    /// A grid from rows of `0` and `1`, one a line; nil when a line has another character or another length.
    public init?(text: some StringProtocol) {
      let lines = text.utf8.split(separator: UInt8(ascii: "\n"))
      guard let first = lines.first, first.count <= 1_000, lines.count <= 1_000 else { return nil }
      self.init(width: first.count, height: lines.count)
      for (y, line) in lines.enumerated() {
        guard line.count == width else { return nil }
        for (x, character) in line.enumerated() {
          guard character == UInt8(ascii: "0") || character == UInt8(ascii: "1") else { return nil }
          self[x, y] = character == UInt8(ascii: "1")
        }
      }
    }

    /// Whether the module in column `x` and row `y` is dark; both count from 0 at the top left.
    public subscript(x: Int, y: Int) -> Bool {
      get { words[y * stride + x >> 6] >> UInt64(x & 63) & 1 == 1 }
      set {
        let bit: UInt64 = 1 << UInt64(x & 63)
        if newValue { words[y * stride + x >> 6] |= bit } else { words[y * stride + x >> 6] &= ~bit }
      }
    }

    /// The number of dark modules.
    public var darkCount: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

    /// Makes every module of the rectangle dark or light.
    mutating func fill(_ xs: Range<Int>, _ ys: Range<Int>, _ dark: Bool) {
      for y in ys { for x in xs { self[x, y] = dark } }
    }
  }
}
