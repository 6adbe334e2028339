/// Escaping by runs: bytes that need nothing are copied together, which is what makes it fast.
enum HTMLEscaping {
  /// Appends `text` to `output` with `& < > "` as entities.
  static func append(_ text: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
    var start = 0
    var index = 0
    let bytes = UnsafeRawBufferPointer(text)
    while index < text.count {
      if index + 8 <= text.count, !hasSpecial(bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)) {
        index += 8
        continue
      }
      let entity: StaticString
      switch text[index] {
      case UInt8(ascii: "&"): entity = "&amp;"
      case UInt8(ascii: "<"): entity = "&lt;"
      case UInt8(ascii: ">"): entity = "&gt;"
      case UInt8(ascii: "\""): entity = "&quot;"
      default:
        index += 1
        continue
      }
      output.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<index]))
      output.append(entity)
      index += 1
      start = index
    }
    output.append(contentsOf: UnsafeBufferPointer(rebasing: text[start...]))
  }

  /// Whether one of eight bytes is to be escaped. `"` and `&` differ in one bit, and so do `<` and `>`: with that bit set,
  /// two comparisons do for four, each of all eight bytes at once.
  @inline(__always)
  private static func hasSpecial(_ bytes: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let first = (bytes | (ones * 4)) ^ (ones * 0x26)
    let second = (bytes | (ones * 2)) ^ (ones * 0x3E)
    // A byte that is zero borrows from its highest bit. A borrow may go on to the next byte, which only costs a look.
    let zeros = ((first &- ones) & ~first) | ((second &- ones) & ~second)
    return zeros & (ones * 0x80) != 0
  }

  /// Appends `address` to `output` for an attribute: what may not stand in an address as `%XX`, `&` and `'` as entities.
  ///
  /// Percent signs stay, so that an address is never encoded twice; the safe characters are those of CommonMark's examples.
  static func append(address: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
    var start = 0
    for index in address.indices {
      let byte = address[index]
      if isSafe(byte) { continue }
      output.append(contentsOf: UnsafeBufferPointer(rebasing: address[start..<index]))
      start = index + 1
      switch byte {
      case UInt8(ascii: "&"): output.append("&amp;")
      case UInt8(ascii: "'"): output.append("&#x27;")
      default:
        output.append(UInt8(ascii: "%"))
        output.append(hexadecimal(byte >> 4))
        output.append(hexadecimal(byte & 15))
      }
    }
    output.append(contentsOf: UnsafeBufferPointer(rebasing: address[start...]))
  }

  private static func hexadecimal(_ digit: UInt8) -> UInt8 {
    digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "A") + digit - 10
  }

  private static func isSafe(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "?")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "(")...UInt8(ascii: ";"), UInt8(ascii: "#")...UInt8(ascii: "%"): true
    case UInt8(ascii: "!"), UInt8(ascii: "="), UInt8(ascii: "_"), UInt8(ascii: "~"): true
    default: false
    }
  }
}

extension [UInt8] {
  /// Appends the bytes of `text`.
  mutating func append(_ text: StaticString) {
    append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Appends the decimal digits of `number`.
  mutating func append(decimal number: Int32) {
    if number < 0 { append(UInt8(ascii: "-")) }
    var rest = number.magnitude
    let start = count
    repeat {
      append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    self[start...].reverse()
  }
}
