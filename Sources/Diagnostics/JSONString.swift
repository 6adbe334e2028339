extension [UInt8] {
  /// Adds `text` as a JSON string, quotes included (RFC 8259, 7).
  ///
  /// `<`, `>` and `&` are escaped as well, so that the string may stand inside an HTML `<script>`.
  public mutating func appendJSONString(_ text: String) {
    append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { bytes in
      var plain = 0
      for (index, byte) in bytes.enumerated() where Self.isEscaped(byte) {
        append(contentsOf: bytes[plain..<index])
        plain = index + 1
        if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
          append(contentsOf: [UInt8(ascii: "\\"), byte])
        } else {
          let digits = String(byte, radix: 16)
          append(contentsOf: "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".utf8)
        }
      }
      append(contentsOf: bytes[plain...])
    }
    append(UInt8(ascii: "\""))
  }

  private static func isEscaped(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), 0..<0x20, 0x7F, UInt8(ascii: "<"), UInt8(ascii: ">"),
      UInt8(ascii: "&"):
      true
    default: false
    }
  }
}
