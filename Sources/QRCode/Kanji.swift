/// Characters of JIS X 0208 and their thirteen-bit codes.
///
/// Source: ISO/IEC 18004:2015, 7.4.6.
enum Kanji {
  /// The code of a character; nil if Kanji mode cannot write it.
  static func code(_ scalar: UInt32) -> Int? {
    guard scalar >= 0x80, scalar < 0x10000 else { return nil }
    let code = codes[Int(scalar)]
    return code == none ? nil : Int(code)
  }

  /// The character of a code, or nil.
  static func scalar(_ code: Int) -> Unicode.Scalar? {
    guard scalars.indices.contains(code), scalars[code] != 0 else { return nil }
    return Unicode.Scalar(scalars[code])
  }

  /// The character that starts at `offset` in valid UTF-8: its value, and its length in bytes.
  static func scalar(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) -> (value: UInt32, length: Int) {
    let first = UInt32(bytes[offset])
    let length = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    guard length > 1, offset + length <= bytes.count else { return (first, 1) }
    var value = first & (0x7F >> UInt32(length))
    for index in 1..<length { value = value << 6 | UInt32(bytes[offset + index] & 0x3F) }
    return (value, length)
  }

  private static let none: UInt16 = 0xFFFF

  /// Scalars by code: two rows of 94 make 0xC0 codes, with a gap at 0x3F where Shift JIS skips 0x7F.
  private static let scalars: [UInt16] = {
    var table = [UInt16](repeating: 0, count: 0x2000)
    var row = 0
    var cell = 0
    for scalar in jisX0208.description.unicodeScalars {
      if scalar == "\n" {
        row += 1
        cell = 0
        continue
      }
      let low = row % 2 == 0 ? (cell < 63 ? cell : cell + 1) : cell + 95
      if scalar != " " { table[row / 2 * 0xC0 + low] = UInt16(truncatingIfNeeded: scalar.value) }
      cell += 1
    }
    return table
  }()

  private static let codes: [UInt16] = {
    var table = [UInt16](repeating: none, count: 0x10000)
    for (code, scalar) in scalars.enumerated() where scalar != 0 { table[Int(scalar)] = UInt16(code) }
    return table
  }()
}
