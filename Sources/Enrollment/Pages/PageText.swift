import FoundationEssentials
import Glibc

/// What a person's page says when it is open: the article, and what checks the app's codes.
public struct PageText: Sendable {
  /// JSON, in UTF-8.
  public let bytes: [UInt8]

  private struct Form: Encodable {
    struct Token: Encodable {
      var secret: Data
      /// As WebCrypto calls it: `SHA-1`.
      var hash: String
      var digits: Int
      /// Seconds; nil for a token that counts.
      var period: Int?
      /// The first code that the app shows; nil for a token that goes by time.
      var counter: UInt64?
    }

    var html: String
    var account: String
    var token: Token
  }

  /// The text for the holder of `token`.
  ///
  /// - Parameter html: the article, the person's own code in it.
  public init(_ token: Token, html: [UInt8]) throws(VaultError) {
    let hash =
      switch token.shape.algorithm {
      case .sha1: "SHA-1"
      case .sha256: "SHA-256"
      case .sha512: "SHA-512"
      }
    var form = Form.Token(secret: Data(token.secret.bytes), hash: hash, digits: token.shape.digits)
    switch token.shape.moving {
    case .time(let period): form.period = period
    case .counter(let counter): form.counter = counter
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let whole = Form(
      html: String(decoding: html, as: UTF8.self), account: "\(token.issuer): \(token.account)", token: form)
    guard let encoded = try? encoder.encode(whole) else {
      throw .refused(attempt: "seal", path: token.serial, code: ENOMEM)
    }
    bytes = Array(encoded)
  }
}
