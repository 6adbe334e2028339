extension [UInt8] {
  /// Adds `text` as a JSON string, quotes included (RFC 8259, 7).
  ///
  /// `<`, `>` and `&` are escaped as well, so that the string may stand inside an HTML `<script>`.
  public mutating func appendJSONString(_ text: String) {
    append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        append(UInt8(ascii: "\\"))
        append(byte)
      case 0..<0x20, 0x7F, UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"):
        let digits = String(byte, radix: 16)
        append(contentsOf: "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".utf8)
      default: append(byte)
      }
    }
    append(UInt8(ascii: "\""))
  }
}
