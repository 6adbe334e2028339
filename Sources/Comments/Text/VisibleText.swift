/// Text without what cannot be seen: what turns the direction of the text around it, hides in words, or piles up.
///
/// Invisible characters that a script or an emoji needs stay: joiners between its letters, one selector of a variant.
/// Source: Unicode Technical Report 36, 2.9 and 3.5; the exceptions follow RFC 5892, appendix A, and UTS 51.
enum VisibleText {
  /// How many marks may stand on one letter; the languages that are written with most need fewer.
  static let maximumMarks = 5

  /// `text` without invisible characters. Line ends of all kinds become line feeds; tabs stay.
  static func cleaned(_ text: String) -> String {
    guard !text.utf8.allSatisfy(isPlain) else { return text }
    let scalars = Array(text.unicodeScalars)
    var result = String.UnicodeScalarView()
    var marks = 0
    for (index, scalar) in scalars.enumerated() {
      let next = index + 1 < scalars.count ? scalars[index + 1] : nil
      guard let shown = shown(scalar, after: result.last, before: next) else { continue }
      marks = isMark(shown) ? marks + 1 : 0
      if marks <= maximumMarks { result.append(shown) }
    }
    return String(result)
  }

  /// `text` on one line: cleaned, each run of spaces one space, none at the ends.
  static func line(_ text: String) -> String {
    if text.utf8.allSatisfy(isPlain) {
      let words = Array(text.utf8).split { $0 <= 0x20 }
      return String(decoding: Array(words.joined(separator: [0x20])), as: UTF8.self)
    }
    return cleaned(text).unicodeScalars.split { isSpace($0) || $0 == blankBraille }
      .map { String($0) }.joined(separator: " ")
  }

  /// Unicode's property White_Space. To look it up for each letter takes longer than all else here.
  static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII ? scalar == " " || 0x09...0x0D ~= scalar.value : scalar.properties.isWhitespace
  }

  /// Looks like a space, and is none.
  private static let blankBraille: Unicode.Scalar = "\u{2800}"

  private static func isPlain(_ byte: UInt8) -> Bool {
    0x20..<0x7F ~= byte || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\t")
  }

  /// What stands for `scalar`; nil where nothing does.
  private static func shown(
    _ scalar: Unicode.Scalar, after last: Unicode.Scalar?, before next: Unicode.Scalar?
  ) -> Unicode.Scalar? {
    switch scalar {
    case "\n", "\t", " "..."~": return scalar
    case "\r": return next == "\n" ? nil : "\n"
    case "\u{85}", "\u{2028}", "\u{2029}": return "\n"
    case "\u{200C}", "\u{200D}": return joins(last) && joins(next) ? scalar : nil
    default: break
    }
    let properties = scalar.properties
    if properties.isVariationSelector { return selects(scalar, of: last) ? scalar : nil }
    if properties.isDefaultIgnorableCodePoint || properties.isBidiControl || properties.isNoncharacterCodePoint {
      return nil
    }
    switch properties.generalCategory {
    case .control: return nil
    // Signs that enclose the digits behind them are formats, and can be seen.
    case .format: return isNumberSign(scalar) ? scalar : nil
    default: return scalar
    }
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    guard !scalar.isASCII, !scalar.properties.isVariationSelector else { return false }
    let category = scalar.properties.generalCategory
    return category == .nonspacingMark || category == .enclosingMark
  }

  /// Whether a joiner beside `scalar` has a meaning: in Arabic and the scripts of India and its neighbours, and in emoji.
  private static func joins(_ scalar: Unicode.Scalar?) -> Bool {
    guard let scalar else { return false }
    switch scalar.value {
    case 0x0600...0x109F, 0x1780...0x18AF, 0xFB50...0xFDFF, 0xFE0F, 0xFE70...0xFEFC, 0x11000...0x11FFF: return true
    default: return !scalar.isASCII && scalar.properties.isEmoji
    }
  }

  private static func selects(_ selector: Unicode.Scalar, of last: Unicode.Scalar?) -> Bool {
    guard let last, !last.properties.isVariationSelector else { return false }
    // Also of Mongolian's letters and of signs in mathematics.
    return last.properties.isEmoji || last.properties.isIdeographic || last.properties.isMath
      || 0x1800...0x18AF ~= last.value
  }

  /// Unicode's property Prepended_Concatenation_Mark.
  private static func isNumberSign(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0600...0x0605, 0x06DD, 0x070F, 0x0890...0x0891, 0x08E2, 0x110BD, 0x110CD: true
    default: false
    }
  }
}
