/// How wide and high a picture is, in CSS pixels: with it in the page, nothing jumps when the picture arrives.
struct ImageSize: Sendable, Equatable {
  var width: Int
  var height: Int

  init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }

  /// The size that the head of a PNG, JPEG, GIF, WebP or SVG file states; nil for what is none of them.
  init?(of file: [UInt8]) {
    guard
      let size = Self.png(file) ?? Self.gif(file) ?? Self.jpeg(file) ?? Self.webP(file) ?? Self.svg(file),
      size.width > 0, size.height > 0
    else { return nil }
    self = size
  }

  /// PNG, third edition, 11.2.1: the IHDR chunk comes first.
  private static func png(_ file: [UInt8]) -> ImageSize? {
    guard file.count >= 24, file.starts(with: [0x89, 0x50, 0x4E, 0x47]) else { return nil }
    return ImageSize(width: bigEndian(file[16..<20]), height: bigEndian(file[20..<24]))
  }

  /// GIF89a, 18: the logical screen descriptor.
  private static func gif(_ file: [UInt8]) -> ImageSize? {
    guard file.count >= 10, file.starts(with: Array("GIF8".utf8)) else { return nil }
    return ImageSize(width: littleEndian(file[6..<8]), height: littleEndian(file[8..<10]))
  }

  /// ITU-T T.81, B.2.2: the first start-of-frame marker.
  private static func jpeg(_ file: [UInt8]) -> ImageSize? {
    guard file.count >= 4, file[0] == 0xFF, file[1] == 0xD8 else { return nil }
    var index = 2
    while index + 9 < file.count, file[index] == 0xFF {
      let marker = file[index + 1]
      if marker == 0xFF {
        index += 1
        continue
      }
      let isFrame = (0xC0...0xCF).contains(marker) && ![0xC4, 0xC8, 0xCC].contains(marker)
      if isFrame {
        return ImageSize(
          width: bigEndian(file[(index + 7)..<(index + 9)]), height: bigEndian(file[(index + 5)..<(index + 7)]))
      }
      index += 2 + bigEndian(file[(index + 2)..<(index + 4)])
    }
    return nil
  }

  /// RFC 9649, 2.5 to 2.7: the three kinds of first chunk.
  private static func webP(_ file: [UInt8]) -> ImageSize? {
    guard file.count >= 30, file.starts(with: Array("RIFF".utf8)), file[8..<12].elementsEqual("WEBP".utf8)
    else { return nil }
    switch String(decoding: file[12..<16], as: UTF8.self) {
    case "VP8X":
      return ImageSize(width: littleEndian(file[24..<27]) + 1, height: littleEndian(file[27..<30]) + 1)
    case "VP8L":
      let bits = littleEndian(file[21..<25])
      return ImageSize(width: bits & 0x3FFF + 1, height: (bits >> 14) & 0x3FFF + 1)
    case "VP8 ":
      return ImageSize(width: littleEndian(file[26..<28]) & 0x3FFF, height: littleEndian(file[28..<30]) & 0x3FFF)
    default: return nil
    }
  }

  /// SVG 2, 8.2: `width` and `height` of the outermost element in pixels, else the last two numbers of its `viewBox`.
  private static func svg(_ file: [UInt8]) -> ImageSize? {
    let head = String(decoding: file.prefix(4096), as: UTF8.self)
    guard let start = head.range(of: "<svg"), let end = head[start.upperBound...].firstIndex(of: ">") else {
      return nil
    }
    let tag = head[start.upperBound..<end]
    if let width = length("width", in: tag), let height = length("height", in: tag) {
      return ImageSize(width: width, height: height)
    }
    let numbers = (attribute("viewBox", in: tag) ?? "").split { $0 == " " || $0 == "," }.compactMap { Double($0) }
    guard numbers.count == 4, (1...100_000).contains(numbers[2]), (1...100_000).contains(numbers[3]) else { return nil }
    return ImageSize(width: Int(numbers[2].rounded()), height: Int(numbers[3].rounded()))
  }

  private static func length(_ name: String, in tag: Substring) -> Int? {
    guard var text = attribute(name, in: tag) else { return nil }
    if text.hasSuffix("px") { text = text.dropLast(2) }
    guard let value = Double(text), (1...100_000).contains(value) else { return nil }
    return Int(value.rounded())
  }

  private static func attribute(_ name: String, in tag: Substring) -> Substring? {
    for quote in ["\"", "'"] {
      for space in [" ", "\n", "\t"] {
        guard let start = tag.range(of: space + name + "=" + quote) else { continue }
        return tag[start.upperBound...].prefix { String($0) != quote }
      }
    }
    return nil
  }

  private static func bigEndian(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.reduce(0) { $0 << 8 | Int($1) }
  }

  private static func littleEndian(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}

extension StringProtocol {
  /// Where `text` first occurs, byte for byte.
  fileprivate func range(of text: String) -> Range<Index>? {
    var start = startIndex
    while let first = self[start...].utf8.firstIndex(of: text.utf8.first ?? 0) {
      if self[first...].utf8.starts(with: text.utf8) {
        return first..<utf8.index(first, offsetBy: text.utf8.count)
      }
      start = utf8.index(after: first)
    }
    return nil
  }
}
