import Diagnostics
import FoundationEssentials

/// What Google Authenticator's own "Transfer accounts" shows: `otpauth-migration://` addresses, one a line, of ten tokens each.
///
/// A phone takes them over by scanning one code after the other. Source: the app's message `MigrationPayload`, as Aegis and
/// others read it; Protocol Buffers, "Encoding".
struct GoogleMigration: TokenExport {
  /// Numbers the codes of one export.
  let batch: UInt32
  /// What the app itself puts into a code.
  let partSize = 10

  private static let limits = TokenLimits(system: "a transfer of Google Authenticator", periods: [30])

  func obstacles(to token: ExportedToken) -> [Diagnostic] { Self.limits.obstacles(to: token) }

  func part(_ tokens: [ExportedToken], index: Int, count: Int) -> [UInt8] {
    var payload = ProtocolBuffer()
    for token in tokens { payload.add(1, parameters(of: token).bytes) }
    payload.add(2, 1)
    payload.add(3, UInt64(count))
    payload.add(4, UInt64(index))
    payload.add(5, UInt64(batch))
    let data = Data(payload.bytes).base64EncodedString()
      .replacing("+", with: "%2B").replacing("/", with: "%2F").replacing("=", with: "%3D")
    return Array("otpauth-migration://offline?data=\(data)\n".utf8)
  }

  private func parameters(of token: ExportedToken) -> ProtocolBuffer {
    let shape = token.token.shape
    var fields = ProtocolBuffer()
    fields.add(1, token.token.secret.bytes)
    fields.add(2, Array(token.token.account.utf8))
    fields.add(3, Array(token.token.issuer.utf8))
    let algorithm: UInt64 =
      switch shape.algorithm {
      case .sha1: 1
      case .sha256: 2
      case .sha512: 3
      }
    fields.add(4, algorithm)
    fields.add(5, shape.digits == 8 ? 2 : 1)
    switch shape.moving {
    case .time: fields.add(6, 2)
    case .counter(let counter):
      fields.add(6, 1)
      fields.add(7, counter)
    }
    return fields
  }
}

/// A message on the wire, field by field. Source: Protocol Buffers, "Encoding".
private struct ProtocolBuffer {
  private(set) var bytes: [UInt8] = []

  /// A number.
  mutating func add(_ field: UInt64, _ value: UInt64) {
    append(field << 3)
    append(value)
  }

  /// Text, bytes or a message inside.
  mutating func add(_ field: UInt64, _ value: [UInt8]) {
    append(field << 3 | 2)
    append(UInt64(value.count))
    bytes += value
  }

  /// Seven bits a byte, the lowest first; the top bit says that more follow.
  private mutating func append(_ number: UInt64) {
    var rest = number
    while rest > 0x7F {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}
