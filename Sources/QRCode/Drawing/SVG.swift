extension QRCode {
  /// The symbol as SVG: an opaque background and one path.
  ///
  /// One unit is one module. The path is stroked, not filled, because a run then takes a move and a length, and lines
  /// of one module drawn with `crispEdges` have no gaps between rows.
  ///
  /// - Returns: a document in UTF-8 without an XML declaration, so that it can also stand inside HTML.
  public func svg(_ picture: Picture = Picture()) -> [UInt8] {
    let margin = picture.margin(self)
    let (width, height) = (matrix.width + 2 * margin, matrix.height + 2 * margin)
    var head = "<svg xmlns=\"http://www.w3.org/2000/svg\""
    if let side = picture.moduleMillimetres {
      head += " width=\"\(decimal(side * Double(width)))mm\" height=\"\(decimal(side * Double(height)))mm\""
    } else if let scale = picture.scale {
      head += " width=\"\(width * scale)\" height=\"\(height * scale)\""
    }
    head += " viewBox=\"0 0 \(width) \(height)\" shape-rendering=\"crispEdges\""
    if picture.title != nil || picture.text != nil { head += " role=\"img\"" }
    head += ">"
    if let title = picture.title { head += "<title>\(escaped(title))</title>" }
    if let text = picture.text { head += "<desc>\(escaped(text))</desc>" }
    if let light = picture.light { head += "<path fill=\"\(light)\" d=\"M0 0h\(width)v\(height)H0z\"/>" }
    head += "<path stroke=\"\(picture.dark)\" d=\""
    var head8 = head
    return head8.withUTF8 { head in
      StrokePath.document(head: head, Strokes(matrix), margin: margin, tail: "\"/></svg>")
    }
  }

  /// `value` with at most three decimals.
  private func decimal(_ value: Double) -> String {
    let thousandths = Int((value * 1000).rounded())
    var text = String(thousandths / 1000)
    if thousandths % 1000 != 0 {
      var decimals = String(1000 + thousandths % 1000).dropFirst()
      while decimals.last == "0" { decimals.removeLast() }
      text += ".\(decimals)"
    }
    return text
  }

  private func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      // XML 1.0 has no other control characters.
      case "\t", "\n", "\r": result.unicodeScalars.append(scalar)
      case "\0"..<" ", "\u{FFFE}", "\u{FFFF}": result.unicodeScalars.append("\u{FFFD}")
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

/// Writes strokes as path data with relative moves.
///
/// Lines are drawn to the right and to the left in turns, so that the move to the next line is short.
private struct StrokePath {
  private var next: UnsafeMutablePointer<UInt8>
  private let start: UnsafeMutablePointer<UInt8>
  /// Where the pen is, along and across the lines.
  private var along = 0
  private var across = 0
  private var goesBack = false

  static func document(
    head: UnsafeBufferPointer<UInt8>, _ strokes: Strokes, margin: Int, tail: StaticString
  ) -> [UInt8] {
    let runs = runCount(strokes.rows) + runCount(strokes.columns)
    let capacity = head.count + 64 + 16 * runs
    return [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
      guard let base = buffer.baseAddress, let first = head.baseAddress else { return }
      base.update(from: first, count: head.count)
      var path = StrokePath(base + head.count)
      path.beginRows(margin)
      path.draw(strokes.rows, isRows: true)
      path.beginColumns(margin)
      path.draw(strokes.columns, isRows: false)
      path.next.update(from: tail.utf8Start, count: tail.utf8CodeUnitCount)
      count = path.next - base + tail.utf8CodeUnitCount
    }
  }

  private init(_ memory: UnsafeMutablePointer<UInt8>) {
    start = memory
    next = memory
  }

  private static func runCount(_ matrix: QRCode.Matrix) -> Int {
    // A run that crosses words counts twice, which only makes the room larger.
    matrix.words.reduce(0) { $0 + ($1 & ~($1 << 1)).nonzeroBitCount }
  }

  /// Puts the pen on the middle of the first row's first module.
  private mutating func beginRows(_ margin: Int) {
    put("M")
    number(margin)
    put(" ")
    number(margin)
    put(".5")
  }

  /// Puts the pen on the middle of the first column's first module.
  private mutating func beginColumns(_ margin: Int) {
    put("M")
    number(margin)
    put(".5 ")
    number(margin)
    (along, across, goesBack) = (0, 0, false)
  }

  private mutating func draw(_ matrix: QRCode.Matrix, isRows: Bool) {
    for line in 0..<matrix.height {
      var position = goesBack ? matrix.width - 1 : 0
      var drewAny = false
      while let run = goesBack ? matrix.runBefore(position, line) : matrix.runAfter(position, line) {
        let from = goesBack ? run.upperBound : run.lowerBound
        let to = goesBack ? run.lowerBound : run.upperBound
        move(from - along, line - across, isRows: isRows)
        put(isRows ? "h" : "v")
        number(to - from)
        (along, across) = (to, line)
        drewAny = true
        position = goesBack ? run.lowerBound - 1 : run.upperBound
      }
      if drewAny { goesBack.toggle() }
    }
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
}

extension QRCode.Matrix {
  /// The first run of dark modules in row `y` from column `x` on.
  func runAfter(_ x: Int, _ y: Int) -> Range<Int>? {
    var start = x
    while start < width, !self[start, y] { start += 1 }
    guard start < width else { return nil }
    var end = start
    while end < width, self[end, y] { end += 1 }
    return start..<end
  }

  /// The last run of dark modules in row `y` up to column `x`.
  func runBefore(_ x: Int, _ y: Int) -> Range<Int>? {
    var end = x
    while end >= 0, !self[end, y] { end -= 1 }
    guard end >= 0 else { return nil }
    var start = end
    while start >= 0, self[start, y] { start -= 1 }
    return start + 1..<end + 1
  }
}
