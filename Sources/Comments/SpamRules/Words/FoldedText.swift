/// Text in the form in which words are compared: small Latin letters for all that looks like them, no accents. The letters
/// differ from those of another text only where a reader sees it.
struct FoldedText {
  /// In UTF-8.
  let bytes: [UInt8]
  /// Whether there is nothing but ASCII, as in most texts: then no letter needs Unicode's tables, which are slow.
  let isPlain: Bool

  init(_ text: String) {
    let cleaned = Array(VisibleText.cleaned(text).utf8)
    isPlain = cleaned.allSatisfy { $0 < 0x80 }
    bytes =
      isPlain
      ? cleaned.map { 0x41...0x5A ~= $0 ? $0 + 0x20 : $0 }
      : Array(Self.folded(String(decoding: cleaned, as: UTF8.self)).utf8)
  }

  /// The letters and digits of any script alone.
  var lettersAndDigits: [UInt32] {
    if isPlain { return bytes.filter(Words.isLetterOrDigit).map(UInt32.init) }
    return String(decoding: bytes, as: UTF8.self).unicodeScalars.filter(Words.isLetterOrDigit).map(\.value)
  }

  private static func folded(_ cleaned: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in cleaned.unicodeScalars {
      if let byte = UInt8(exactly: scalar.value), byte < 0x80 {
        result.append(Unicode.Scalar(0x41...0x5A ~= byte ? byte + 0x20 : byte))
        continue
      }
      if scalar.properties.generalCategory == .nonspacingMark { continue }
      for small in letter(scalar).properties.lowercaseMapping.unicodeScalars
      where small.properties.generalCategory != .nonspacingMark {
        result.append(lookAlikes[small] ?? small)
      }
    }
    return String(result)
  }

  /// `word` with its digits and signs as the letters that they stand for: `v1@gra` is `viagra`. Only where letters stand
  /// among them: a number is a number.
  static func withoutDisguise(_ word: some StringProtocol) -> String {
    if word.utf8.allSatisfy({ 0x61...0x7A ~= $0 }) { return String(word) }
    let hasLetter = word.unicodeScalars.contains {
      $0.isASCII ? 0x61...0x7A ~= $0.value || 0x41...0x5A ~= $0.value : $0.properties.isAlphabetic
    }
    guard hasLetter else { return String(word) }
    return String(String.UnicodeScalarView(word.unicodeScalars.map { disguises[$0] ?? $0 }))
  }

  /// Whether `withoutDisguise` replaces `byte`, which is no digit.
  static func isSign(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "@"), UInt8(ascii: "$"), UInt8(ascii: "!"), UInt8(ascii: "|"): true
    default: false
    }
  }

  static func isSign(_ scalar: Unicode.Scalar) -> Bool { scalar.isASCII && isSign(UInt8(scalar.value)) }

  private static let disguises: [Unicode.Scalar: Unicode.Scalar] = [
    "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i", "|": "l",
  ]

  /// The letter of the alphabet that a wide, styled or encircled one shows. Source: The Unicode Standard, its charts of the
  /// blocks Halfwidth and Fullwidth Forms, Mathematical Alphanumeric Symbols, Enclosed Alphanumerics.
  private static func letter(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    let value: UInt32
    switch scalar.value {
    case 0xFF01...0xFF5E: value = scalar.value - 0xFEE0
    case 0x1D400...0x1D6A3:
      let index = (scalar.value - 0x1D400) % 52
      value = index < 26 ? 0x41 + index : 0x61 + index - 26
    case 0x1D7CE...0x1D7FF: value = 0x30 + (scalar.value - 0x1D7CE) % 10
    case 0x24B6...0x24CF: value = 0x41 + scalar.value - 0x24B6
    case 0x24D0...0x24E9: value = 0x61 + scalar.value - 0x24D0
    default: return scalar
    }
    return Unicode.Scalar(value) ?? scalar
  }

  /// Small letters with accents, of Cyrillic and of Greek, each as the Latin letter that it looks like.
  private static let lookAlikes: [Unicode.Scalar: Unicode.Scalar] = {
    let rows: [(Unicode.Scalar, String)] = [
      ("a", "àáâãäåāăąǎȁȃạảấầẩẫậắằẳẵặаαɑ"), ("b", "ƅьḃ"), ("c", "çćĉċčсϲ"), ("d", "ďđԁḋ"),
      ("e", "èéêëēĕėęěȅȇẹẻẽếềểễệеєҽ"), ("f", "ḟ"), ("g", "ĝğġģǧɡ"), ("h", "ĥħһ"), ("i", "ìíîïĩīĭįıǐȉȋịỉіιɩӏ"),
      ("j", "ĵϳј"), ("k", "ķкκ"), ("l", "ĺļľŀłⅼ"), ("m", "мṁ"), ("n", "ñńņňŉпոη"),
      ("o", "òóôõöøōŏőǒȍȏơọỏốồổỗộớờởỡợоοσ"),
      ("p", "рρṗ"), ("q", "ԛ"), ("r", "ŕŗřȑȓг"), ("s", "śŝşšșѕṡ"), ("t", "ţťŧțтτṫ"), ("u", "ùúûüũūŭůűųǔȕȗưụủứừửữựυս"),
      ("v", "νѵ"), ("w", "ŵԝωẁẃẅ"), ("x", "хχ"), ("y", "ýÿŷуүỳỵỷỹγ"), ("z", "źżž"),
    ]
    var table: [Unicode.Scalar: Unicode.Scalar] = [:]
    for (letter, others) in rows {
      for other in others.unicodeScalars { table[other] = letter }
    }
    return table
  }()
}
