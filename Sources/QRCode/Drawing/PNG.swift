extension QRCode {
  /// The symbol as PNG with one bit a pixel.
  ///
  /// - Parameter picture: `scale` pixels a module; `moduleMillimetres` becomes the resolution in the file.
  public func png(_ picture: Picture = Picture()) -> [UInt8] {
    let margin = picture.margin(self)
    let scale = max(1, picture.scale ?? 1)
    let (width, height) = ((matrix.width + 2 * margin) * scale, (matrix.height + 2 * margin) * scale)
    // Black on white needs no palette: grey of one bit.
    let isGrey = picture.dark == .black && picture.light == .white
    var png = PNGWriter()
    png.chunk("IHDR", bytes(width) + bytes(height) + [1, isGrey ? 0 : 3, 0, 0, 0])
    if !isGrey {
      let light = picture.light ?? .white
      png.chunk(
        "PLTE",
        [
          picture.dark.red, picture.dark.green, picture.dark.blue, light.red, light.green, light.blue,
        ])
      if picture.light == nil { png.chunk("tRNS", [255, 0]) }
    }
    if let side = picture.moduleMillimetres {
      let pixelsPerMetre = bytes(Int((Double(scale) * 1000 / side).rounded()))
      png.chunk("pHYs", pixelsPerMetre + pixelsPerMetre + [1])
    }
    png.chunk("IDAT", Deflate.zlib(rows(width: width, margin: margin, scale: scale)))
    png.chunk("IEND", [])
    return png.bytes
  }

  /// `data:image/png;base64,…` of the PNG.
  public func dataURI(_ picture: Picture = Picture()) -> String {
    "data:image/png;base64," + Base64.encode(png(picture))
  }

  private func bytes(_ value: Int) -> [UInt8] {
    [UInt8(value >> 24 & 255), UInt8(value >> 16 & 255), UInt8(value >> 8 & 255), UInt8(value & 255)]
  }

  /// Rows of pixels, 1 is light, each after a byte 0: no filter.
  private func rows(width: Int, margin: Int, scale: Int) -> [UInt8] {
    let length = 1 + (width + 7) / 8
    let empty = [0] + [UInt8](repeating: 255, count: length - 1)
    var result: [UInt8] = []
    result.reserveCapacity(length * (matrix.height + 2 * margin) * scale)
    for _ in 0..<margin * scale { result += empty }
    for y in 0..<matrix.height {
      var row = empty
      for x in 0..<matrix.width where matrix[x, y] {
        for pixel in (margin + x) * scale..<(margin + x + 1) * scale {
          row[1 + pixel / 8] &= ~(0x80 >> UInt8(pixel % 8))
        }
      }
      for _ in 0..<scale { result += row }
    }
    for _ in 0..<margin * scale { result += empty }
    return result
  }
}

/// Puts chunks together.
private struct PNGWriter {
  private(set) var bytes: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  mutating func chunk(_ name: StaticString, _ data: [UInt8]) {
    append(UInt32(data.count))
    let start = bytes.count
    bytes += UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
    bytes += data
    append(Deflate.checksum(bytes[start...]))
  }

  private mutating func append(_ value: UInt32) {
    for shift in [24, 16, 8, 0] as [UInt32] { bytes.append(UInt8(value >> shift & 255)) }
  }
}

/// Base64 with padding.
///
/// Source: RFC 4648, section 4.
enum Base64 {
  static func encode(_ bytes: [UInt8]) -> String {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var result: [UInt8] = []
    result.reserveCapacity((bytes.count + 2) / 3 * 4)
    var index = 0
    while index < bytes.count {
      let left = bytes.count - index
      let group =
        Int(bytes[index]) << 16 | (left > 1 ? Int(bytes[index + 1]) << 8 : 0) | (left > 2 ? Int(bytes[index + 2]) : 0)
      result.append(digits[group >> 18])
      result.append(digits[group >> 12 & 63])
      result.append(left > 1 ? digits[group >> 6 & 63] : UInt8(ascii: "="))
      result.append(left > 2 ? digits[group & 63] : UInt8(ascii: "="))
      index += 3
    }
    return String(decoding: result, as: UTF8.self)
  }
}
