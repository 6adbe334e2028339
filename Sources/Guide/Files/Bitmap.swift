/// What PNG, JPEG, GIF and WebP files say of themselves, without their pixels.
enum Bitmap {
  /// The width and the height that the head of `file` states, whatever they are; nil where the file ends before it.
  static func size(of file: [UInt8], _ format: PictureFormat) -> (width: Int, height: Int)? {
    switch format {
    case .png: png(file)
    case .jpeg: jpeg(file)
    case .gif: gif(file)
    case .webP: webP(file)
    case .svg: nil
    }
  }

  /// Whether `file`, whose head is there, is there to its end. What follows the end does not matter.
  static func isWhole(_ file: [UInt8], _ format: PictureFormat) -> Bool {
    switch format {
    case .png: pngHasEnd(file)
    case .jpeg: jpegHasEnd(file)
    case .gif: gifHasEnd(file)
    case .webP: littleEndian(file[4..<8]) + 8 <= file.count
    case .svg: true
    }
  }

  /// PNG, third edition, 11.2.1: the IHDR chunk comes first.
  private static func png(_ file: [UInt8]) -> (Int, Int)? {
    guard file.count >= 24 else { return nil }
    return (bigEndian(file[16..<20]), bigEndian(file[20..<24]))
  }

  /// PNG, third edition, 5.3: a chunk is its length, its name, that many bytes and a checksum. IEND is the last.
  private static func pngHasEnd(_ file: [UInt8]) -> Bool {
    var index = 8
    while index + 12 <= file.count {
      if file[(index + 4)..<(index + 8)].elementsEqual("IEND".utf8) { return true }
      index += 12 + bigEndian(file[index..<(index + 4)])
    }
    return false
  }

  /// GIF89a, 18: the logical screen descriptor.
  private static func gif(_ file: [UInt8]) -> (Int, Int)? {
    guard file.count >= 13 else { return nil }
    return (littleEndian(file[6..<8]), littleEndian(file[8..<10]))
  }

  /// GIF89a, appendix B: blocks, of which each says how long it is, up to the trailer.
  private static func gifHasEnd(_ file: [UInt8]) -> Bool {
    var index = 13 + colourTable(file[10])
    while index < file.count {
      switch file[index] {
      case UInt8(ascii: ";"): return true
      case UInt8(ascii: "!"): index += 2
      case UInt8(ascii: ","):
        guard index + 9 < file.count else { return false }
        index += 11 + colourTable(file[index + 9])
      default: return false
      }
      while index < file.count, file[index] > 0 { index += 1 + Int(file[index]) }
      index += 1
    }
    return false
  }

  /// How many bytes the table of colours takes that `flags` announce.
  private static func colourTable(_ flags: UInt8) -> Int { flags & 0x80 == 0 ? 0 : 3 << (Int(flags & 7) + 1) }

  private static func jpeg(_ file: [UInt8]) -> (Int, Int)? {
    jpegFrame(file).map { (bigEndian(file[($0 + 7)..<($0 + 9)]), bigEndian(file[($0 + 5)..<($0 + 7)])) }
  }

  /// ITU-T T.81, B.2.2: where the first start-of-frame marker stands, with its whole head.
  private static func jpegFrame(_ file: [UInt8]) -> Int? {
    var index = 2
    while index + 9 < file.count, file[index] == 0xFF {
      let marker = file[index + 1]
      if marker == 0xFF {
        index += 1
        continue
      }
      if (0xC0...0xCF).contains(marker), ![0xC4, 0xC8, 0xCC].contains(marker) { return index }
      index += 2 + bigEndian(file[(index + 2)..<(index + 4)])
    }
    return nil
  }

  /// ITU-T T.81, B.1.1.3: the end-of-image marker, which no pixels look like. It is looked for from behind, since cameras
  /// write more after it; small pictures before the frame have one of their own.
  private static func jpegHasEnd(_ file: [UInt8]) -> Bool {
    guard let frame = jpegFrame(file) else { return false }
    var index = file.count - 2
    while index > frame {
      if file[index] == 0xFF, file[index + 1] == 0xD9 { return true }
      index -= 1
    }
    return false
  }

  /// RFC 9649, 2.5 to 2.7: the three kinds of first chunk.
  private static func webP(_ file: [UInt8]) -> (Int, Int)? {
    guard file.count >= 30 else { return nil }
    switch String(decoding: file[12..<16], as: UTF8.self) {
    case "VP8X": return (littleEndian(file[24..<27]) + 1, littleEndian(file[27..<30]) + 1)
    case "VP8L":
      let bits = littleEndian(file[21..<25])
      return (bits & 0x3FFF + 1, (bits >> 14) & 0x3FFF + 1)
    case "VP8 ": return (littleEndian(file[26..<28]) & 0x3FFF, littleEndian(file[28..<30]) & 0x3FFF)
    default: return nil
    }
  }

  private static func bigEndian(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.reduce(0) { $0 << 8 | Int($1) }
  }

  private static func littleEndian(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}
