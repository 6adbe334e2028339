/// A QR Code symbol: Model 2, Micro QR or rMQR.
///
/// ```swift
/// let code = try QRCode.encode("https://example.com")
/// let picture = code.svg()
/// ```
public struct QRCode: Sendable, Hashable {
  /// The size.
  public let version: Version
  /// The level, at least the one that was asked for. M1 has none and says `.low`.
  public let level: Level
  /// The number of the mask pattern, 0 to 7 (Micro QR: 0 to 3, rMQR: 0).
  public let mask: Int
  /// The modules, without the quiet zone.
  public let matrix: Matrix

  init(version: Version, level: Level, mask: Int, matrix: Matrix) {
    self.version = version
    self.level = level
    self.mask = mask
    self.matrix = matrix
  }

  /// The smallest symbol that holds `text`, with the shortest mix of modes.
  ///
  /// - Throws: a sentence with what is wrong, for example by how many bits the text is too long.
  public static func encode(_ text: String, options: Options = Options()) throws(QRCodeError) -> QRCode {
    var text = text
    let result = text.withUTF8 { bytes in
      Result { () throws(QRCodeError) in try Encoder(options).encode(bytes, isText: true) }
    }
    return try result.get()
  }

  /// The smallest symbol that holds `text` at `level` or better.
  ///
  /// - Throws: as `encode(_:options:)`.
  public static func encode(_ text: String, level: Level) throws(QRCodeError) -> QRCode {
    try encode(text, options: Options(level: level))
  }

  /// The smallest symbol that holds `bytes`: text if they are UTF-8, else bytes without a meaning.
  ///
  /// - Throws: as `encode(_:options:)`.
  public static func encode(bytes: [UInt8], options: Options = Options()) throws(QRCodeError) -> QRCode {
    let isText = bytes.allSatisfy { $0 < 128 } || String(validating: bytes, as: UTF8.self) != nil
    let result = bytes.withUnsafeBufferPointer { bytes in
      Result { () throws(QRCodeError) in try Encoder(options).encode(bytes, isText: isText) }
    }
    return try result.get()
  }
}
