/// What PDF is written with: numbers, names and strings, appended as bytes.
extension [UInt8] {
  mutating func write(_ text: StaticString) {
    append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  mutating func write(_ text: String) {
    append(contentsOf: text.utf8)
  }

  mutating func write(_ number: Int) {
    if number < 0 { append(UInt8(ascii: "-")) }
    var rest = number.magnitude
    let start = count
    repeat {
      append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    self[start...].reverse()
  }

  /// A number with up to two decimals: a hundredth of a point is finer than any printer.
  mutating func write(_ number: Double) {
    let hundredths = Int((number * 100).rounded())
    if hundredths < 0 { append(UInt8(ascii: "-")) }
    write(Int(hundredths.magnitude / 100))
    let fraction = UInt8(hundredths.magnitude % 100)
    guard fraction > 0 else { return }
    append(UInt8(ascii: "."))
    append(UInt8(ascii: "0") + fraction / 10)
    if fraction % 10 > 0 { append(UInt8(ascii: "0") + fraction % 10) }
  }

  /// Numbers with a space after each.
  mutating func write(numbers: Double...) {
    for number in numbers {
      write(number)
      append(UInt8(ascii: " "))
    }
  }

  /// A reference to the object `number`.
  mutating func write(reference number: Int) {
    write(number)
    write(" 0 R")
  }

  /// Four hexadecimal digits.
  mutating func write(hex value: UInt16) {
    for shift in [12, 8, 4, 0] as [UInt16] { append(Self.hexDigit(UInt8(value >> shift & 15))) }
  }

  /// Two hexadecimal digits for each of `bytes`.
  mutating func write(hex bytes: some Sequence<UInt8>) {
    for byte in bytes {
      append(Self.hexDigit(byte >> 4))
      append(Self.hexDigit(byte & 15))
    }
  }

  /// A text string: as it is where it is ASCII, else UTF-16 with its mark. Source: ISO 32000-1, 7.9.2.2.
  mutating func write(textString text: String) {
    if text.utf8.allSatisfy({ (32..<127).contains($0) }) {
      append(UInt8(ascii: "("))
      for byte in text.utf8 {
        if [UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "\\")].contains(byte) { append(UInt8(ascii: "\\")) }
        append(byte)
      }
      append(UInt8(ascii: ")"))
    } else {
      write("<FEFF")
      for unit in text.utf16 { write(hex: unit) }
      append(UInt8(ascii: ">"))
    }
  }

  private static func hexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
  }
}
