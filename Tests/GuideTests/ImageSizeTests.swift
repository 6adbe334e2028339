import Testing

@testable import Guide

@Suite struct ImageSizeTests {
  @Test(arguments: [
    (#"<svg width="20" height="10"/>"#, 20, 10),
    (#"<?xml version="1.0"?><!-- x --><svg xmlns="x" width='20.4px' height='9.6px'>"#, 20, 10),
    (#"<svg viewBox="0 0 300 150">"#, 300, 150),
    (#"<svg viewBox="-5,-5,30.2,15" width="100%">"#, 30, 15),
  ])
  func `an SVG says its size in pixels or by its view box`(text: String, width: Int, height: Int) {
    #expect(ImageSize(of: Array(text.utf8)) == ImageSize(width: width, height: height))
  }

  @Test(
    arguments: [
      // PNG: signature, length and name of IHDR, width, height.
      (
        [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 1, 44, 0, 0, 0, 200], 300,
        200
      ),
      // GIF: signature and version, width, height, the low byte first.
      ([0x47, 0x49, 0x46, 0x38, 0x39, 0x61, 44, 1, 200, 0], 300, 200),
      // JPEG: an application segment of four bytes before the frame.
      (
        [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xC2, 0, 17, 8, 0, 200, 1, 44, 3, 0, 0, 0, 0], 300, 200
      ),
      // WebP, extended: width and height less one in 24 bits.
      (
        Array("RIFF".utf8) + [0, 0, 0, 0] + Array("WEBPVP8X".utf8) + [10, 0, 0, 0, 0, 0, 0, 0, 43, 1, 0, 199, 0, 0],
        300,
        200
      ),
      // WebP, lossless: 14 bits each, less one.
      (
        Array("RIFF".utf8) + [0, 0, 0, 0] + Array("WEBPVP8L".utf8) + [0, 0, 0, 0, 0x2F, 43, 193, 49, 0] + [
          0, 0, 0, 0, 0,
        ],
        300, 200
      ),
      // WebP, lossy: a key frame's start code, then 14 bits each.
      (
        Array("RIFF".utf8) + [0, 0, 0, 0] + Array("WEBPVP8 ".utf8)
          + [0, 0, 0, 0, 0, 0, 0, 0x9D, 0x01, 0x2A, 44, 1, 200, 0], 300, 200
      ),
    ] as [([UInt8], Int, Int)])
  func `a bitmap's size is read from its head`(bytes: [UInt8], width: Int, height: Int) {
    #expect(ImageSize(of: bytes) == ImageSize(width: width, height: height))
    // Cut short anywhere, it is no picture or still the same one, and never a crash.
    for count in 0..<bytes.count {
      let size = ImageSize(of: Array(bytes.prefix(count)))
      #expect(size == nil || size == ImageSize(width: width, height: height))
    }
  }

  @Test(arguments: ["", "<svg", "<svg>", "<html>", #"<svg width="0" height="0">"#, #"<svg viewBox="0 0 1e99 5">"#])
  func `what says no size has none`(text: String) {
    #expect(ImageSize(of: Array(text.utf8)) == nil)
  }
}
