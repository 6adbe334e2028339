/// From data codewords to text.
enum SegmentReader {
  /// What the bits before a segment announce.
  private enum Field {
    case segment(QRCode.Mode)
    case eci, firstFNC1, secondFNC1, sequence, end
  }

  static func read(_ bits: inout BitReader, into reading: inout QRCode.Reading) throws(QRCode.ReadingError) {
    while true {
      switch try field(&bits, reading.version) {
      case .end: return
      case .segment(let mode): try segment(mode, &bits, into: &reading)
      case .eci: reading.eci = try assignment(&bits)
      case .firstFNC1: reading.fnc1 = .gs1
      case .secondFNC1: reading.fnc1 = .application(try indicator(&bits))
      case .sequence:
        let (index, last, parity) = (try next(&bits, 4), try next(&bits, 4), try next(&bits, 8))
        reading.sequence = QRCode.Reading.Sequence(index: index, count: last + 1, parity: UInt8(parity))
      }
    }
  }

  /// The next mode indicator. Fewer bits than the terminator has end the data too.
  private static func field(
    _ bits: inout BitReader, _ version: QRCode.Version
  ) throws(QRCode.ReadingError) -> Field {
    var ahead = bits
    guard let terminator = ahead.read(version.terminatorBits), terminator != 0 else { return .end }
    let header = version.segmentHeader
    let value = try next(&bits, header.modeBits)
    if let mode = QRCode.Mode.allCases.first(where: { header.indicators[$0.rawValue] == value && header.allows($0) }) {
      return .segment(mode)
    }
    switch (version.family, value) {
    case (.qr, 3): return .sequence
    case (.qr, 5), (.rectangular, 5): return .firstFNC1
    case (.qr, 7), (.rectangular, 7): return .eci
    case (.qr, 9), (.rectangular, 6): return .secondFNC1
    default: throw .malformed("there is no mode with the indicator \(value)")
    }
  }

  private static func segment(
    _ mode: QRCode.Mode, _ bits: inout BitReader, into reading: inout QRCode.Reading
  ) throws(QRCode.ReadingError) {
    let count = try next(&bits, reading.version.segmentHeader.countBits[mode.rawValue])
    reading.segments.append(QRCode.Reading.Segment(mode: mode, count: count))
    switch mode {
    case .numeric: reading.bytes += try digits(count, &bits)
    case .alphanumeric: reading.bytes += try characters(count, &bits, hasFNC1: reading.fnc1 != nil)
    case .byte: for _ in 0..<count { reading.bytes.append(UInt8(try next(&bits, 8))) }
    case .kanji:
      for _ in 0..<count {
        let code = try next(&bits, 13)
        guard let scalar = Kanji.scalar(code) else { throw .malformed("there is no Kanji with the code \(code)") }
        reading.bytes += Array(String(Character(scalar)).utf8)
      }
    }
  }

  private static func digits(_ count: Int, _ bits: inout BitReader) throws(QRCode.ReadingError) -> [UInt8] {
    var result: [UInt8] = []
    while result.count < count {
      let group = min(3, count - result.count)
      let value = try next(&bits, [0, 4, 7, 10][group])
      guard value < [1, 10, 100, 1000][group] else { throw .malformed("\(value) is no group of \(group) digits") }
      for power in [100, 10, 1].suffix(group) { result.append(UInt8(48 + value / power % 10)) }
    }
    return result
  }

  private static func characters(
    _ count: Int, _ bits: inout BitReader, hasFNC1: Bool
  ) throws(QRCode.ReadingError) -> [UInt8] {
    var result: [UInt8] = []
    while result.count < count {
      let pair = min(2, count - result.count)
      let value = try next(&bits, pair == 2 ? 11 : 6)
      guard value < (pair == 2 ? 2025 : 45) else { throw .malformed("\(value) is no pair of characters") }
      if pair == 2 { result.append(CharacterTable.characters[value / 45]) }
      result.append(CharacterTable.characters[value % 45])
    }
    return hasFNC1 ? separated(result) : result
  }

  /// `%%` as a per cent sign, `%` alone as the separator.
  private static func separated(_ characters: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var index = 0
    while index < characters.count {
      let isPercent = characters[index] == UInt8(ascii: "%")
      let isDouble = isPercent && index + 1 < characters.count && characters[index + 1] == UInt8(ascii: "%")
      result.append(isPercent && !isDouble ? CharacterTable.separator : characters[index])
      index += isDouble ? 2 : 1
    }
    return result
  }

  private static func assignment(_ bits: inout BitReader) throws(QRCode.ReadingError) -> Int {
    let first = try next(&bits, 8)
    if first < 0x80 { return first }
    if first < 0xC0 { return (first & 0x3F) << 8 | (try next(&bits, 8)) }
    guard first < 0xE0 else { throw .malformed("\(first) starts no ECI assignment number") }
    return (first & 0x1F) << 16 | (try next(&bits, 16))
  }

  private static func indicator(_ bits: inout BitReader) throws(QRCode.ReadingError) -> String {
    let value = try next(&bits, 8)
    if value < 100 { return value < 10 ? "0\(value)" : "\(value)" }
    guard value >= 165, let scalar = Unicode.Scalar(UInt32(value - 100)), scalar.properties.isAlphabetic else {
      throw .malformed("\(value) is no application indicator")
    }
    return String(Character(scalar))
  }

  private static func next(_ bits: inout BitReader, _ width: Int) throws(QRCode.ReadingError) -> Int {
    guard let value = bits.read(width) else { throw .malformed("the data ends in the middle of a segment") }
    return value
  }
}
