/// A character that HTML writes as a name or number: `&amp;`, `&#38;`, `&#x26;`.
enum HTMLEntity {
  /// `text` with what Markdown's own reader would not see decoded: numbers, and the names that programs write.
  static func decoded(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
    var result = ""
    var rest = text[...]
    while let sign = rest.firstIndex(of: "&") {
      result += rest[..<sign]
      rest = rest[sign...]
      if let (scalar, length) = first(in: rest) {
        result.unicodeScalars.append(scalar)
        rest = rest.dropFirst(length)
      } else {
        result += "&"
        rest = rest.dropFirst()
      }
    }
    return result + rest
  }

  /// The character that `text` begins with, which begins with an ampersand, and how many characters write it.
  private static func first(in text: Substring) -> (Unicode.Scalar, Int)? {
    let name = text.dropFirst().prefix(10).prefix { $0 != ";" && $0 != "&" }
    guard text.dropFirst(1 + name.count).first == ";" else { return nil }
    let length = name.count + 2
    if let known = names[String(name)] { return (known, length) }
    guard name.first == "#" else { return nil }
    let digits = name.dropFirst()
    let number = digits.first == "x" || digits.first == "X" ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    guard let number, number != 0, let scalar = Unicode.Scalar(number) else { return nil }
    return (scalar, length)
  }

  /// Those of XML, and those that editors put in for what is typed.
  private static let names: [String: Unicode.Scalar] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}", "hellip": "…", "ndash": "–",
    "mdash": "—", "lsquo": "‘", "rsquo": "’", "ldquo": "“", "rdquo": "”", "laquo": "«", "raquo": "»", "bdquo": "„",
    "sbquo": "‚", "euro": "€", "copy": "©", "reg": "®", "trade": "™", "deg": "°", "auml": "ä", "ouml": "ö", "uuml": "ü",
    "Auml": "Ä", "Ouml": "Ö", "Uuml": "Ü", "szlig": "ß", "eacute": "é", "egrave": "è", "agrave": "à", "ccedil": "ç",
  ]
}
