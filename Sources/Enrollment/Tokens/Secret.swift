import Crypto

/// What an authenticator app and the identity system both know: 16 to 64 bytes.
///
/// It is overwritten in memory when the last copy goes, and nothing prints it by accident: what shows it says so.
public struct Secret: Sendable, Equatable {
  private let key: SymmetricKey

  /// How many bytes a new secret has: as many as SHA-1 has, which RFC 4226 section 4, R6 recommends.
  public static let usualCount = 20
  /// RFC 4226, section 4, R6 wants 16 at the least; above 64 HMAC-SHA-1 would use a hash of it.
  public static let counts = 16...64

  /// The secret `bytes`; nil where they are too few or too many.
  public init?(_ bytes: some Sequence<UInt8>) {
    let bytes = Array(bytes)
    guard Self.counts.contains(bytes.count) else { return nil }
    key = SymmetricKey(data: bytes)
  }

  /// A new secret of 160 bits from `generator`.
  public static func random(using generator: inout some RandomNumberGenerator) -> Secret {
    Secret(known: (0..<usualCount).map { _ in UInt8.random(in: 0...255, using: &generator) })
  }

  private init(known bytes: [UInt8]) {
    key = SymmetricKey(data: bytes)
  }

  /// The secret itself: for hand-over formats and codes alone.
  public var bytes: [UInt8] { key.withUnsafeBytes { Array($0) } }

  /// The secret as authenticator apps take it: Base32 without padding.
  public var base32: String { key.withUnsafeBytes { Base32.encoded($0) } }

  /// The secret in groups of four, for people who type it.
  public var grouped: String {
    base32.enumerated().reduce(into: "") { text, next in
      if next.offset > 0, next.offset % 4 == 0 { text.append(" ") }
      text.append(next.element)
    }
  }

  /// The key for a code's HMAC.
  var symmetricKey: SymmetricKey { key }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Says nothing of the secret.
  public var description: String { "(secret)" }
  /// Says nothing of the secret.
  public var debugDescription: String { "(secret)" }
  /// Shows nothing of the secret.
  public var customMirror: Mirror { Mirror(self, children: [:]) }
}
