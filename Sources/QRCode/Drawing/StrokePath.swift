/// Writes strokes as path data with relative moves.
///
/// Nearly every stroke follows another in its line after a gap of some modules: `m2 0h1`. Those are copied from a
/// table, eight bytes at once; only the first stroke of a line and long ones are put together.
struct StrokePath {
  private var next: UnsafeMutablePointer<UInt8>
  /// Where the pen is, along and across the lines.
  private var along = 0
  private var across = 0

  /// `head`, the path, and `tail`.
  static func document(
    head: UnsafeBufferPointer<UInt8>, _ strokes: Strokes, margin: Int, tail: StaticString
  ) -> [UInt8] {
    let runs = strokes.rows.runCount + strokes.columns.runCount
    // The longest stroke is "m-177 177h177".
    let capacity = head.count + tail.utf8CodeUnitCount + 48 + 16 * runs
    return [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
      guard let base = buffer.baseAddress, let first = head.baseAddress else { return }
      base.update(from: first, count: head.count)
      var path = StrokePath(next: base + head.count)
      if strokes.rows.words.contains(where: { $0 != 0 }) {
        path.put("M")
        path.number(margin)
        path.put(" ")
        path.number(margin)
        path.put(".5")
        path.draw(strokes.rows, tokens: rowTokens, isRows: true)
      }
      if strokes.columns.words.contains(where: { $0 != 0 }) {
        path.put("M")
        path.number(margin)
        path.put(".5 ")
        path.number(margin)
        (path.along, path.across) = (0, 0)
        path.draw(strokes.columns, tokens: columnTokens, isRows: false)
      }
      path.put(tail)
      count = path.next - base
    }
  }

  private init(next: UnsafeMutablePointer<UInt8>) { self.next = next }

  private mutating func draw(_ matrix: QRCode.Matrix, tokens: [Token], isRows: Bool) {
    matrix.words.withUnsafeBufferPointer { words in
      tokens.withUnsafeBufferPointer { tokens in
        for line in 0..<matrix.height {
          var start: Int?
          var carry: UInt64 = 0
          for index in 0..<matrix.stride {
            let word = words[line &* matrix.stride &+ index]
            // A bit where the colour changes: runs start and end in turns.
            var changes = word ^ (word &<< 1 | carry)
            carry = word &>> 63
            while changes != 0 {
              let position = index &* 64 &+ changes.trailingZeroBitCount
              changes &= changes &- 1
              guard let from = start else {
                start = position
                continue
              }
              stroke(from, position, line, tokens, isRows: isRows)
              start = nil
            }
          }
          if let from = start { stroke(from, matrix.width, line, tokens, isRows: isRows) }
        }
      }
    }
  }

  @inline(__always)
  private mutating func stroke(
    _ from: Int, _ to: Int, _ line: Int, _ tokens: UnsafeBufferPointer<Token>, isRows: Bool
  ) {
    let gap = from &- along
    let length = to &- from
    if line == across, gap < 16, length < 16 {
      let token = tokens[gap &* 16 &+ length]
      UnsafeMutableRawPointer(next).storeBytes(of: token.text, as: UInt64.self)
      next += Int(token.count)
    } else {
      move(gap, line - across, isRows: isRows)
      put(isRows ? "h" : "v")
      number(length)
    }
    (along, across) = (to, line)
  }

  private mutating func move(_ along: Int, _ across: Int, isRows: Bool) {
    let (x, y) = isRows ? (along, across) : (across, along)
    guard x != 0 || y != 0 else { return }
    put("m")
    number(x)
    if y >= 0 { put(" ") }
    number(y)
  }

  private mutating func number(_ value: Int) {
    if value < 0 { put("-") }
    let digits = abs(value)
    if digits >= 100 { put(UInt8(48 + digits / 100)) }
    if digits >= 10 { put(UInt8(48 + digits / 10 % 10)) }
    put(UInt8(48 + digits % 10))
  }

  private mutating func put(_ text: StaticString) {
    next.update(from: text.utf8Start, count: text.utf8CodeUnitCount)
    next += text.utf8CodeUnitCount
  }

  private mutating func put(_ byte: UInt8) {
    next.pointee = byte
    next += 1
  }

  /// A move over a gap and a stroke, at most eight bytes, the first in the lowest.
  private struct Token {
    var text: UInt64
    var count: UInt8
  }

  /// By gap and length, both 0 to 15. A gap of 0 is the first stroke of all.
  private static let rowTokens = tokens { gap, length in gap == 0 ? "h\(length)" : "m\(gap) 0h\(length)" }
  private static let columnTokens = tokens { gap, length in gap == 0 ? "v\(length)" : "m0 \(gap)v\(length)" }

  private static func tokens(_ text: (Int, Int) -> String) -> [Token] {
    (0..<256).map { index in
      let bytes = Array(text(index / 16, index % 16).utf8)
      let word = bytes.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      return Token(text: word.littleEndian, count: UInt8(bytes.count))
    }
  }
}
