import Diagnostics

/// Hardware OATH tokens for the upload in Entra's admin center.
///
/// Source: Microsoft, "Upload hardware OATH tokens in CSV format": this heading, Base32 of up to 128 characters, 30 or 60
/// seconds; "OATH tokens": SHA-1, TOTP alone. A secret of 64 bytes, the longest, has 103 characters.
struct EntraCSV: TokenExport {
  let device: DeviceName

  private static let limits = TokenLimits(
    system: "Entra ID by CSV", algorithms: [.sha1], digits: [6], takesCounters: false)

  func obstacles(to token: ExportedToken) -> [Diagnostic] {
    Self.limits.obstacles(to: token)
      + SpreadsheetRow.obstacles(
        [
          ("name", token.name), ("serial", token.token.serial), ("manufacturer", device.manufacturer),
          ("model", device.model),
        ], of: token)
  }

  func head() -> [UInt8] {
    SpreadsheetRow.line(["upn", "serial number", "secret key", "time interval", "manufacturer", "model"])
  }

  func part(_ tokens: [ExportedToken], index: Int, count: Int) -> [UInt8] {
    tokens.flatMap { token in
      SpreadsheetRow.line([
        token.name, token.token.serial, token.token.secret.base32, String(token.token.shape.period ?? 0),
        device.manufacturer, device.model,
      ])
    }
  }
}

/// What a system that wants to know the device is told.
public struct DeviceName: Sendable, Equatable {
  /// Who made the device.
  public var manufacturer = "guidegen"
  /// What it is called.
  public var model = "authenticator app"

  /// A device that is told apart from bought ones.
  public init() {}
}

extension Token.Shape {
  /// Seconds for which a code holds; nil where a press makes the next.
  var period: Int? {
    if case .time(let period) = moving { period } else { nil }
  }
}
