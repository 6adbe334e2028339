extension [UInt8] {
  /// Appends `text` with `&`, `<`, `>` and both quotes as character references, so that it is safe in an element's
  /// content and in a quoted attribute. Runs without them are appended at once.
  mutating func appendEscaped(_ text: borrowing [UInt8]) {
    text.withUnsafeBufferPointer { text in
      var start = 0
      for index in text.indices {
        let byte = text[index]
        // All five are below 64: one bit for each.
        guard byte < 64, 0x5000_00C4_0000_0000 & (1 << UInt64(byte)) != 0 else { continue }
        append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<index]))
        start = index + 1
        switch byte {
        case UInt8(ascii: "&"): append("&amp;")
        case UInt8(ascii: "<"): append("&lt;")
        case UInt8(ascii: ">"): append("&gt;")
        case UInt8(ascii: "\""): append("&quot;")
        default: append("&#39;")
        }
      }
      append(contentsOf: UnsafeBufferPointer(rebasing: text[start...]))
    }
  }

  /// Appends `text` with `indent` before each of its lines; before the first only where it `startsLine`.
  mutating func appendLines(_ text: UnsafeBufferPointer<UInt8>, indent: [UInt8], startsLine: Bool) {
    if startsLine { self += indent }
    var start = 0
    for index in text.indices.dropLast() where text[index] == UInt8(ascii: "\n") {
      append(contentsOf: UnsafeBufferPointer(rebasing: text[start...index]))
      self += indent
      start = index + 1
    }
    append(contentsOf: UnsafeBufferPointer(rebasing: text[start...]))
  }

  private mutating func append(_ reference: StaticString) {
    append(contentsOf: UnsafeBufferPointer(start: reference.utf8Start, count: reference.utf8CodeUnitCount))
  }
}
