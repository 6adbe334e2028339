/// The fields that tell a reader level, mask and version, each with its own BCH code.
enum FormatInformation {
  /// Level and mask of Model 2: 15 bits.
  ///
  /// Source: ISO/IEC 18004:2015, 7.9.1 and annex C.
  static func qr(_ level: QRCode.Level, mask: Int) -> Int {
    let data = level.formatBits << 3 | mask
    return (data << 10 | remainder(data << 10, 0x537)) ^ 0x5412
  }

  /// Version, level and mask of Micro QR: 15 bits.
  ///
  /// Source: ISO/IEC 18004:2015, 7.9.2.
  static func micro(_ number: Int, _ level: QRCode.Level, mask: Int) -> Int {
    let data = MicroTable.symbolNumber(number, level) << 2 | mask
    return (data << 10 | remainder(data << 10, 0x537)) ^ 0x4445
  }

  /// The version of Model 2 from 7: 18 bits.
  ///
  /// Source: ISO/IEC 18004:2015, 7.10 and annex D.
  static func version(_ number: Int) -> Int { number << 12 | remainder(number << 12, 0x1F25) }

  /// Version and level of rMQR: 18 bits, masked for the finder pattern's side or for the finder sub-pattern's.
  ///
  /// Source: ISO/IEC 23941:2022, 7.8.
  static func rectangular(_ number: Int, _ level: QRCode.Level, atFinder: Bool) -> Int {
    let data = (level == .high ? 32 : 0) | (number - 1)
    return (data << 12 | remainder(data << 12, 0x1F25)) ^ (atFinder ? 0x1FAB2 : 0x20A7B)
  }

  /// What is left of the polynomial `value` modulo `generator`.
  private static func remainder(_ value: Int, _ generator: Int) -> Int {
    let degree = Int.bitWidth - 1 - generator.leadingZeroBitCount
    var value = value
    while value >> degree != 0 {
      value ^= generator << (Int.bitWidth - 1 - value.leadingZeroBitCount - degree)
    }
    return value
  }
}
