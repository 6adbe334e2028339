import Glibc

/// An address of the Internet Protocol, version 4 or 6; an IPv4 address that is written as IPv6 (`::ffff:192.0.2.1`)
/// counts as what it is.
package struct IPAddress: Sendable, Hashable, CustomStringConvertible {
  /// In the form of version 6 (RFC 4291, 2.5.5.2), the first byte in the highest bits.
  private let value: UInt128

  private static let mapped: UInt128 = 0xFFFF << 32

  /// This machine, for itself: 127.0.0.1.
  package static let loopback = IPAddress(version4: 0x7F00_0001)

  /// The address `value`, its first byte in the highest bits.
  init(version4 value: UInt32) {
    self.value = Self.mapped | UInt128(value)
  }

  init(version6 value: UInt128) {
    self.value = value
  }

  /// Reads an address as inet_pton(3) does: `192.0.2.1`, `2001:db8::1`; nil for anything else.
  package init?(_ text: String) {
    var version4 = in_addr()
    var version6 = in6_addr()
    if inet_pton(AF_INET, text, &version4) == 1 {
      self.init(version4: UInt32(bigEndian: version4.s_addr))
    } else if inet_pton(AF_INET6, text, &version6) == 1 {
      self.init(version6)
    } else {
      return nil
    }
  }

  init(_ address: in6_addr) {
    self.init(version6: UInt128(bigEndian: withUnsafeBytes(of: address) { $0.loadUnaligned(as: UInt128.self) }))
  }

  package var isVersion6: Bool { value >> 32 != Self.mapped >> 32 }

  /// Whether only this machine has it: 127.0.0.0/8 or ::1.
  package var isLoopback: Bool { isVersion6 ? value == 1 : value >> 24 == (Self.mapped >> 24 | 0x7F) }

  /// The 16 bytes of the form of version 6, as they are sent.
  package var bytes: [UInt8] { withUnsafeBytes(of: value.bigEndian, Array.init) }

  package var description: String {
    var buffer = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    if isVersion6 {
      var address = in6
      inet_ntop(AF_INET6, &address, &buffer, socklen_t(buffer.count))
    } else {
      var address = in4
      inet_ntop(AF_INET, &address, &buffer, socklen_t(buffer.count))
    }
    return buffer.withUnsafeBufferPointer { buffer in buffer.baseAddress.map { String(cString: $0) } ?? "" }
  }

  var in4: in_addr { in_addr(s_addr: UInt32(truncatingIfNeeded: value).bigEndian) }

  var in6: in6_addr {
    var address = in6_addr()
    withUnsafeMutableBytes(of: &address) { $0.storeBytes(of: value.bigEndian, as: UInt128.self) }
    return address
  }
}
