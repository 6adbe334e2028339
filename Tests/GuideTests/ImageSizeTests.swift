import Testing

@testable import Guide

@Suite struct ImageSizeTests {
  private static let start = #"<svg xmlns="http://www.w3.org/2000/svg" "#

  @Test(arguments: [
    (#"width="20" height="10""#, 20, 10),
    ("width='20.4px' height=' 9.6PX '", 20, 10),
    (#"viewBox="0 0 300 150""#, 300, 150),
    (#"viewBox="-5,-5,30.2,15" width="100%""#, 30, 15),
    // Absolute lengths: 96 pixels are an inch.
    (#"width="1in" height="2.54cm""#, 96, 96),
    (#"width="25.4mm" height="72pt""#, 96, 96),
    (#"width="6pc" height="9.6e1""#, 96, 96),
    // One that depends on what is around the picture leaves the shape to the view box.
    (#"width="10em" height="20em" viewBox="0 0 30 20""#, 30, 20),
    (#"width="60" viewBox="0 0 30 20""#, 60, 40),
    (#"height="60" width="auto" viewBox="0 0 30 20""#, 90, 60),
    (#"width="0.2" height="5""#, 1, 5),
  ])
  func `an SVG says its size in absolute lengths or by its view box`(attributes: String, width: Int, height: Int) {
    let file = #"<?xml version="1.0"?><!-- <svg width="7" height="7"> -->"# + Self.start + attributes + "/>"
    let (size, flaw) = PictureFlaw.look(at: Array(file.utf8), named: .svg)
    #expect(size == ImageSize(width: width, height: height))
    #expect(flaw == nil)
  }

  @Test(arguments: ["", #"width="20""#, #"width="100%" height="3em""#, #"viewBox="0 0 20""#, #"viewBox="0 0 1e999 5""#])
  func `an SVG that fits any room has no size, which is told`(attributes: String) {
    let (size, flaw) = PictureFlaw.look(at: Array((Self.start + attributes + "/>").utf8), named: .svg)
    #expect(size == nil)
    #expect(flaw == .unsized)
  }

  @Test(arguments: [(#"width="0" height="10""#, "0 by 10"), (#"viewBox="0 0 1e99 5""#, "1000000000 by 5")])
  func `an SVG of a size that cannot be has none`(attributes: String, said: String) {
    let (size, flaw) = PictureFlaw.look(at: Array((Self.start + attributes + "/>").utf8), named: .svg)
    #expect(size == nil)
    #expect(flaw?.what == "says that it is \(said) pixels large")
  }

  /// Whole pictures, 300 by 200, but for their pixels.
  private static let bitmaps: [(PictureFormat, [UInt8])] = [
    // PNG: signature, IHDR with its checksum, IEND.
    (
      .png,
      [
        0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 1, 44, 0, 0, 0, 200,
        8, 2, 0, 0, 0, 1, 2, 3, 4, 0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82,
      ]
    ),
    // GIF: signature and version, width, height, the low byte first; two colours, an extension, a picture, the trailer.
    (
      .gif,
      [
        0x47, 0x49, 0x46, 0x38, 0x39, 0x61, 44, 1, 200, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255,
        0x21, 0xF9, 4, 0, 0, 0, 0, 0, 0x2C, 0, 0, 0, 0, 44, 1, 200, 0, 0, 2, 2, 0x4C, 1, 0, 0x3B,
      ]
    ),
    // JPEG: an application segment with a picture's end in it before the frame.
    (
      .jpeg,
      [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 0xFF, 0xD9, 0xFF, 0xC2, 0, 17, 8, 0, 200, 1, 44, 3, 0, 0, 0, 0, 0xFF, 0xD9]
    ),
    // WebP, extended: width and height less one in 24 bits.
    (.webP, riff("VP8X", [10, 0, 0, 0, 0, 0, 0, 0, 43, 1, 0, 199, 0, 0])),
    // WebP, lossless: 14 bits each, less one.
    (.webP, riff("VP8L", [0, 0, 0, 0, 0x2F, 43, 193, 49, 0, 0, 0, 0, 0, 0])),
    // WebP, lossy: a key frame's start code, then 14 bits each.
    (.webP, riff("VP8 ", [0, 0, 0, 0, 0, 0, 0, 0x9D, 0x01, 0x2A, 44, 1, 200, 0])),
  ]

  private static func riff(_ chunk: String, _ rest: [UInt8]) -> [UInt8] {
    Array("RIFF".utf8) + [UInt8(rest.count + 8), 0, 0, 0] + Array("WEBP\(chunk)".utf8) + rest
  }

  @Test(arguments: bitmaps)
  func `a bitmap's size is read from its head, and one that is cut short is told`(format: PictureFormat, bytes: [UInt8])
  {
    let size = ImageSize(width: 300, height: 200)
    #expect(PictureFlaw.look(at: bytes, named: format).size == size)
    #expect(PictureFlaw.look(at: bytes, named: format).flaw == nil)
    #expect(PictureFlaw.look(at: bytes + [0, 1, 2], named: format).flaw == nil)
    // Cut short anywhere it is told, of the same size if of any, and never a crash.
    for count in 0..<bytes.count {
      let (part, flaw) = PictureFlaw.look(at: Array(bytes.prefix(count)), named: format)
      #expect(part == nil || part == size)
      #expect(flaw != nil, "the first \(count) bytes")
    }
  }

  @Test(arguments: [
    (UInt32.max, UInt32.max, "says that it is 4294967295 by 4294967295 pixels large"),
    (65_536, 1, "says that it is 65536 by 1 pixels large"),
    (0, 9, "says that it is 0 by 9 pixels large"),
  ])
  func `a bitmap of a size that cannot be has none`(width: UInt32, height: UInt32, told: String) {
    var png = Self.bitmaps[0].1
    for (start, side) in [(16, width), (20, height)] {
      for index in 0..<4 { png[start + index] = UInt8(truncatingIfNeeded: side >> (24 - 8 * UInt32(index))) }
    }
    let (size, flaw) = PictureFlaw.look(at: png, named: .png)
    #expect(size == nil)
    #expect(flaw?.what == told)
  }

  @Test func `a bitmap named as another is told, and shows in its size`() {
    let (size, flaw) = PictureFlaw.look(at: Self.bitmaps[0].1, named: .jpeg)
    #expect(size == ImageSize(width: 300, height: 200))
    #expect(
      flaw == PictureFlaw(what: "is a PNG file, though it is named as a JPEG file", hint: "let its name end in .png"))
  }

  @Test func `an SVG in UTF-16 is read too`() {
    let text =
      #"<?xml version="1.0" encoding="UTF-16"?>"# + Self.start + #"width="20" height="10"><text>ä</text></svg>"#
    let units = Array(text.utf16)
    var (big, little): ([UInt8], [UInt8]) = ([0xFE, 0xFF], [0xFF, 0xFE])
    for unit in units {
      big += [UInt8(unit >> 8), UInt8(unit & 255)]
      little += [UInt8(unit & 255), UInt8(unit >> 8)]
    }
    for file in [big, little] {
      #expect(PictureFlaw.look(at: file, named: .svg).size == ImageSize(width: 20, height: 10))
      #expect(PictureFlaw.look(at: file, named: .svg).flaw == nil)
    }
  }
}
