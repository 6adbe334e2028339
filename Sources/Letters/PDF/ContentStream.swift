/// What is drawn on a page, in points from the sheet's left and top edges.
///
/// PDF counts from the foot: this alone knows.
struct ContentStream {
  private(set) var bytes: [UInt8] = []
  private let pageHeight: Double
  private var ink: Ink?
  private var font: (number: Int, size: Double)?

  /// A page of `height` points.
  init(pageHeight height: Double) { pageHeight = height }

  /// Begins the content `mark` of a structure element of `type`. Source: ISO 32000-1, 14.7.4.
  mutating func begin(_ type: String, _ mark: Int) {
    bytes.write("/\(type)<</MCID ")
    bytes.write(mark)
    bytes.write(">>BDC\n")
  }

  /// Begins what is no part of the text: lines, marks for folding, page numbers.
  mutating func beginArtifact() { bytes.write("/Artifact BMC\n") }

  /// Ends what began last.
  mutating func end() { bytes.write("EMC\n") }

  /// Fills a rectangle.
  mutating func fill(left: Double, top: Double, width: Double, height: Double, _ ink: Ink) {
    set(ink)
    bytes.write(numbers: left, pageHeight - top - height, width, height)
    bytes.write("re f\n")
  }

  /// Draws the picture that the page's resources call `name` into a rectangle.
  mutating func picture(_ name: String, left: Double, top: Double, width: Double, height: Double) {
    bytes.write("q ")
    bytes.write(numbers: width, 0, 0, height, left, pageHeight - top - height)
    bytes.write("cm/\(name) Do Q\n")
  }

  /// Draws `line`, whose left and top edges are at `left` and `top`; `fonts` learns of its glyphs.
  mutating func draw(_ line: TextLine, left: Double, top: Double, fonts: inout FontUses, _ book: FontBook) {
    for run in line.runs {
      let face = book[run.face]
      for word in run.words {
        draw(word, left: left, baseline: top + line.baseline, needsText: fonts.add(word, face), face)
      }
      guard run.style.isStruck else { continue }
      fill(
        left: left + run.x, top: top + line.baseline - run.style.size * 0.28, width: run.width,
        height: run.style.size / 18, run.style.ink)
    }
  }

  private mutating func draw(_ run: GlyphRun, left: Double, baseline: Double, needsText: Bool, _ face: FontFace) {
    set(run.style.ink)
    if needsText {
      bytes.write("/Span<</ActualText<FEFF")
      for unit in String(decoding: run.text, as: UTF8.self).utf16 { bytes.write(hex: unit) }
      bytes.write(">>>BDC\n")
    }
    bytes.write("BT")
    set(run.face, face, size: run.style.size)
    var pen = left + run.x
    var index = 0
    while index < run.glyphs.count {
      let rise = run.glyphs[index].offset.y
      bytes.write("\n1 0 0 1 ")
      bytes.write(numbers: pen + run.glyphs[index].offset.x, pageHeight - baseline + rise)
      bytes.write("Tm[")
      index = show(run, from: index, rise: rise, face, pen: &pen)
      bytes.write("]TJ")
    }
    bytes.write(" ET\n")
    if needsText { bytes.write("EMC\n") }
  }

  /// The font stays from one text to the next. Source: ISO 32000-1, 9.3.1.
  private mutating func set(_ number: Int, _ face: FontFace, size: Double) {
    guard font?.number != number || font?.size != size else { return }
    font = (number, size)
    bytes.write("/\(face.resourceName) ")
    bytes.write(size)
    bytes.write(" Tf")
  }

  private func isSame(_ left: Double, _ right: Double) -> Bool { abs(left - right) < 0.01 }

  /// Writes glyphs until one stands at another height; `pen` moves along.
  ///
  /// - Returns: the glyph to go on with.
  private mutating func show(
    _ run: GlyphRun, from first: Int, rise: Double, _ face: FontFace, pen: inout Double
  ) -> Int {
    // What the reader's pen is ahead of where the next glyph has to stand.
    var ahead = 0.0
    var shift = run.glyphs[first].offset.x
    var index = first
    var isOpen = false
    while index < run.glyphs.count, isSame(run.glyphs[index].offset.y, rise) {
      let glyph = run.glyphs[index]
      ahead += shift - glyph.offset.x
      shift = glyph.offset.x
      let units = (ahead * 1_000 / run.style.size).rounded()
      if units != 0, index > first {
        if isOpen { bytes.write(">") }
        bytes.write(Int(units))
        isOpen = false
        ahead -= units * run.style.size / 1_000
      }
      if !isOpen { bytes.write("<") }
      isOpen = true
      bytes.write(hex: UInt16(truncatingIfNeeded: glyph.number))
      ahead += face.advance(glyph.number) * run.style.size / 1_000 - glyph.advance
      pen += glyph.advance
      index += 1
    }
    if isOpen { bytes.write(">") }
    return index
  }

  private mutating func set(_ ink: Ink) {
    guard ink != self.ink else { return }
    self.ink = ink
    if ink.red == ink.green, ink.green == ink.blue {
      bytes.write(ink.red)
      bytes.write(" g\n")
    } else {
      bytes.write(numbers: ink.red, ink.green, ink.blue)
      bytes.write("rg\n")
    }
  }
}
