import Glibc

/// A network of the Internet Protocol, version 4 or 6, or a single address of it.
///
/// An IPv4 address that is written as IPv6 (`::ffff:192.0.2.1`) counts as what it is.
package struct NetworkPrefix: Sendable, Hashable {
  /// In the form of version 6 (RFC 4291, 2.5.5.2), the first byte in the highest bits; 0 behind the prefix.
  private let value: UInt128
  /// How many bits all addresses of the network have in common, in that form: 0 to 128.
  private let length: Int

  private static let mapped: UInt128 = 0xFFFF << 32

  private init(_ value: UInt128, length: Int) {
    self.length = length
    self.value = length == 0 ? 0 : (value >> (128 - length)) << (128 - length)
  }

  /// The address with these 4 or 16 `bytes`; nil for another number of them.
  package init?(bytes: [UInt8]) {
    guard bytes.count == 4 || bytes.count == 16 else { return nil }
    let value = bytes.reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
    self.init(bytes.count == 4 ? Self.mapped | value : value, length: 128)
  }

  /// The single address that `text` names: `192.0.2.1`, `2001:db8::1`; nil for anything else.
  package init?(address text: String) {
    var version4 = in_addr()
    var version6 = in6_addr()
    // C would read no further than a zero byte.
    guard !text.utf8.contains(0) else { return nil }
    if inet_pton(AF_INET, text, &version4) == 1 {
      self.init(bytes: withUnsafeBytes(of: version4, Array.init))
    } else if inet_pton(AF_INET6, text, &version6) == 1 {
      self.init(bytes: withUnsafeBytes(of: version6, Array.init))
    } else {
      return nil
    }
  }

  /// The network that `text` names: `10.0.0.0/8`, `2001:db8::/32`, or a single address; nil for anything else, and where
  /// bits are set behind the prefix, which is a slip. Source: RFC 4632, 3.1; RFC 4291, 2.3.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2, let first = parts.first, let address = NetworkPrefix(address: String(first)) else {
      return nil
    }
    guard parts.count == 2, let digits = parts.last else {
      self = address
      return
    }
    let isShort = !first.contains(":")
    guard let length = Int(digits), String(length) == digits, 0...(isShort ? 32 : 128) ~= length else { return nil }
    self.init(address.value, length: isShort ? length + 96 : length)
    guard value == address.value else { return nil }
  }

  /// Whether all addresses of `other` are in this network.
  package func contains(_ other: NetworkPrefix) -> Bool {
    other.length >= length && NetworkPrefix(other.value, length: length).value == value
  }

  /// The network that one customer usually has: the address itself for version 4, its first 64 bits for version 6.
  /// Source: RFC 6177.
  package var customer: NetworkPrefix {
    isVersion4 ? self : NetworkPrefix(value, length: min(length, 64))
  }

  /// The 16 bytes of the form of version 6.
  package var bytes: [UInt8] { withUnsafeBytes(of: value.bigEndian, Array.init) }

  private var isVersion4: Bool { length >= 96 && value >> 32 == Self.mapped >> 32 }
}
