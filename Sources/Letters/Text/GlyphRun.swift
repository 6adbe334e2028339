/// Glyphs of one face and size that stand on one line, in the order in which they are drawn.
struct GlyphRun: Sendable {
  struct Glyph: Sendable {
    /// The glyph's number in the face.
    var number: UInt32
    /// How far it moves the pen, in points.
    var advance: Double
    /// How far it stands from the pen, in points; up is positive.
    var offset: (x: Double, y: Double)
    /// What it stands for, as a range of `GlyphRun.text`; empty for all but the first glyph of a cluster.
    var text: Range<Int32>
    /// Whether it alone stands for its text.
    var isAlone: Bool
  }

  /// In the `FontBook`.
  var face: Int
  /// In points.
  var style: TextStyle
  /// From the left edge of the text, in points.
  var x: Double
  var glyphs: [Glyph]
  /// UTF-8.
  var text: [UInt8]
  /// Whether the letters run from right to left.
  var isRightToLeft: Bool

  var width: Double { glyphs.reduce(0) { $0 + $1.advance } }

  /// Its words in the order in which they are read, each with the space after it; letters within stay as they are drawn.
  ///
  /// Only a run from right to left is divided: readers put such letters into order, but not words.
  var words: [GlyphRun] {
    guard isRightToLeft, text.contains(UInt8(ascii: " ")) else { return [self] }
    var words: [GlyphRun] = []
    var pen = x
    var word = self
    word.glyphs = []
    for glyph in glyphs {
      let start = Int(glyph.text.lowerBound)
      if start < text.count, text[start] == UInt8(ascii: " "), !word.glyphs.isEmpty {
        words.append(word)
        word.glyphs = []
      }
      if word.glyphs.isEmpty { word.x = pen }
      word.glyphs.append(glyph)
      pen += glyph.advance
    }
    if !word.glyphs.isEmpty { words.append(word) }
    return words.reversed()
  }
}

/// One line of a text.
struct TextLine: Sendable {
  /// From the line's top to its foot, in points.
  var height: Double
  /// From the line's top to the feet of its letters, in points.
  var baseline: Double
  /// In the order in which they are read.
  var runs: [GlyphRun]

  /// From the left edge of the text to the end of what is drawn, in points.
  var width: Double { runs.map { $0.x + $0.width }.max() ?? 0 }
  /// From the left edge of the text to where what is drawn begins, in points.
  var start: Double { runs.map(\.x).min() ?? 0 }
}

/// A text that cannot be set.
struct MissingGlyph: Error, Equatable {
  /// The character that no font has.
  var character: String
}
