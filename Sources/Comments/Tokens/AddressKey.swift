/// What a network address is known by: the same on one day for all servers, something else on the next, and nothing that
/// leads back to the address.
package enum AddressKey {
  /// The key of the address with these `bytes`, made with the key of its day.
  ///
  /// - Parameter subject: where what is done is to be known as the same network's on this subject alone; what one network
  ///   does on two has nothing in common. nil: on all.
  package static func text(of bytes: [UInt8], on subject: String? = nil, key: StoreKey) -> String {
    let code = key.code(of: ["address", Hexadecimal.encoded(bytes)] + (subject.map { [$0] } ?? []))
    // Half of it tells addresses apart well enough.
    return "\(key.id.dropFirst("addresses-".count))-\(Hexadecimal.encoded(code.prefix(16)))"
  }
}
