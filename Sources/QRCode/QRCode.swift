/// A QR Code symbol.
public struct QRCode: Sendable {}
