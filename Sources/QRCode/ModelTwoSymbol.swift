enum ModelTwoSymbol {
  static func draw(
    _ data: UnsafeBufferPointer<UInt8>, _ version: QRCode.Version, _ level: QRCode.Level, mask: Int?
  ) -> QRCode {
    PlainSymbol.draw(data, version, level, mask: mask, .once)
  }
}
