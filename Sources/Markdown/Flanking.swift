/// Whether a run of delimiters can open or close, by what stands on both sides.
/// Source: CommonMark 0.30, 6.2, left-flanking and right-flanking delimiter runs.
struct Flanking {
  let canOpen: Bool
  let canClose: Bool

  /// - Parameters:
  ///   - run: the delimiters.
  ///   - text: the text that they stand in.
  ///   - before: what stands before the text; `after`: behind it.
  init(_ bytes: [UInt8], _ run: Range<Int>, text: Range<Int>, before: UInt8, after: UInt8) {
    let left =
      run.lowerBound > text.lowerBound ? Self.scalar(endingAt: run.lowerBound, bytes, text) : Unicode.Scalar(before)
    let right =
      run.upperBound < text.upperBound ? Self.scalar(startingAt: run.upperBound, bytes, text) : Unicode.Scalar(after)
    let (leftSpace, rightSpace) = (Self.isSpace(left), Self.isSpace(right))
    let (leftMark, rightMark) = (Self.isPunctuation(left), Self.isPunctuation(right))
    canOpen = !rightSpace && (!rightMark || leftSpace || leftMark)
    canClose = !leftSpace && (!leftMark || rightSpace || rightMark)
  }

  private static func scalar(endingAt end: Int, _ bytes: [UInt8], _ text: Range<Int>) -> Unicode.Scalar {
    var start = end - 1
    while start > text.lowerBound, end - start < 4, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    return scalar(startingAt: start, bytes, text)
  }

  private static func scalar(startingAt start: Int, _ bytes: [UInt8], _ text: Range<Int>) -> Unicode.Scalar {
    guard bytes[start] >= 0x80 else { return Unicode.Scalar(bytes[start]) }
    let end = min(text.upperBound, start + 4)
    return String(decoding: bytes[start..<end], as: UTF8.self).unicodeScalars.first ?? "\u{FFFD}"
  }

  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII
      ? ASCII.isSpace(UInt8(truncatingIfNeeded: scalar.value)) : scalar.properties.generalCategory == .spaceSeparator
  }

  private static func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
    guard !scalar.isASCII else { return ASCII.isPunctuation(UInt8(truncatingIfNeeded: scalar.value)) }
    switch scalar.properties.generalCategory {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
      .finalPunctuation, .otherPunctuation:
      return true
    default: return false
    }
  }
}
