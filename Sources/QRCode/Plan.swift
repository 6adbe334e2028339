/// What is settled before modules are drawn.
struct Plan {
  var version: QRCode.Version
  var level: QRCode.Level
  var prefix: Prefix
  var pieces: [Piece]
  var hasFNC1: Bool

  /// Writes the data codewords: headers, segments, terminator and padding.
  ///
  /// - Parameter memory: room for all data codewords and eight bytes more.
  /// Source: ISO/IEC 18004:2015, 7.4.
  func writeData(_ bytes: UnsafeBufferPointer<UInt8>, into memory: UnsafeMutableBufferPointer<UInt8>) {
    guard let base = memory.baseAddress else { return }
    let header = version.segmentHeader
    var writer = BitWriter(base)
    prefix.write(to: &writer)
    for piece in pieces {
      writer.append(header.indicators[piece.mode.rawValue], header.modeBits)
      writer.append(piece.count, header.countBits[piece.mode.rawValue])
      switch piece.mode {
      case .numeric: Plan.writeNumeric(bytes[piece.range], to: &writer)
      case .alphanumeric: Plan.writeAlphanumeric(bytes[piece.range], hasFNC1: hasFNC1, to: &writer)
      case .byte: writer.append(bytes[piece.range])
      case .kanji: Plan.writeKanji(bytes, piece.range, to: &writer)
      }
    }
    let capacity = version.blocks(level).dataBits
    writer.append(0, min(version.terminatorBits, capacity - writer.count))
    let used = (writer.count + 7) / 8
    writer.flush()
    // A last codeword of four bits is padded with zero bits only.
    for index in used..<max(used, (capacity + 7) / 8) { memory[index] = 0 }
    for index in used..<max(used, capacity / 8) { memory[index] = (index - used) % 2 == 0 ? 0xEC : 0x11 }
  }

  private static func writeNumeric(_ digits: Slice<UnsafeBufferPointer<UInt8>>, to writer: inout BitWriter) {
    let widths = [0, 4, 7]
    var value = 0
    var count = 0
    for digit in digits {
      value = value * 10 + Int(digit & 15)
      count += 1
      if count == 3 {
        writer.append(value, 10)
        (value, count) = (0, 0)
      }
    }
    writer.append(value, widths[count])
  }

  private static func writeAlphanumeric(
    _ characters: Slice<UnsafeBufferPointer<UInt8>>, hasFNC1: Bool, to writer: inout BitWriter
  ) {
    let percent = UInt8(ascii: "%")
    var first: Int?
    func write(_ character: UInt8, to writer: inout BitWriter) {
      let value = Int(CharacterTable.values[Int(character)])
      if let high = first {
        writer.append(high * 45 + value, 11)
        first = nil
      } else {
        first = value
      }
    }
    for character in characters {
      let isSeparator = hasFNC1 && character == CharacterTable.separator
      write(isSeparator ? percent : character, to: &writer)
      if hasFNC1, character == percent { write(percent, to: &writer) }
    }
    if let first { writer.append(first, 6) }
  }

  private static func writeKanji(
    _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, to writer: inout BitWriter
  ) {
    var offset = range.lowerBound
    while offset < range.upperBound {
      let scalar = Kanji.scalar(bytes, at: offset)
      // Segmentation has put only characters with a code into Kanji mode.
      writer.append(Kanji.code(scalar.value) ?? 0, 13)
      offset += scalar.length
    }
  }
}

/// The bits before the first segment: structured append, ECI, FNC1; at most 60.
struct Prefix: Equatable {
  private var bits: UInt64 = 0
  private(set) var count = 0

  init(_ sequence: SequenceHeader?) {
    guard let sequence else { return }
    append(3, 4)
    append(sequence.index, 4)
    append(sequence.count - 1, 4)
    append(Int(sequence.parity), 8)
  }

  /// Adds the header for an ECI assignment number.
  ///
  /// Source: ISO/IEC 18004:2015, table 4.
  mutating func declare(_ number: Int, _ family: QRCode.Version.Family) {
    append(7, family == .rectangular ? 3 : 4)
    if number < 128 {
      append(number, 8)
    } else if number < 16_384 {
      append(2 << 14 | number, 16)
    } else {
      append(6 << 21 | number, 24)
    }
  }

  /// Adds the mode indicator of FNC1, and the application indicator of the second position.
  mutating func mark(_ fnc1: QRCode.FNC1, _ family: QRCode.Version.Family) {
    switch fnc1 {
    case .gs1: append(5, family == .rectangular ? 3 : 4)
    case .application(let text):
      if family == .rectangular { append(6, 3) } else { append(9, 4) }
      append(Prefix.indicator(text) ?? 0, 8)
    }
  }

  /// The value of an application indicator: two digits, or a letter's ASCII value plus 100.
  static func indicator(_ text: String) -> Int? {
    let bytes = Array(text.utf8)
    if bytes.count == 2, bytes.allSatisfy({ (48...57).contains($0) }) { return Int(text) }
    if bytes.count == 1, (65...90).contains(bytes[0]) || (97...122).contains(bytes[0]) { return Int(bytes[0]) + 100 }
    return nil
  }

  func write(to writer: inout BitWriter) {
    guard count > 0 else { return }
    let low = min(count, 32)
    writer.append(Int(bits >> UInt64(low)), count - low)
    writer.append(Int(bits & (1 << UInt64(low) - 1)), low)
  }

  private mutating func append(_ value: Int, _ width: Int) {
    bits = bits << UInt64(width) | UInt64(value)
    count += width
  }
}

/// The place of a symbol among those that are read together.
///
/// Source: ISO/IEC 18004:2015, 8.
struct SequenceHeader: Sendable, Hashable {
  /// From 0.
  var index: Int
  /// 2 to 16.
  var count: Int
  /// All bytes of the whole payload, added without carry.
  var parity: UInt8
}
