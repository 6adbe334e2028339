import Glibc

/// TCP sockets: the calls of the system that a server needs.
enum Socket {
  /// How many clients may wait to be accepted.
  private static let backlog: Int32 = 1024

  /// A socket that listens on `address` and never waits, and the port that it got.
  static func listen(on address: ListenAddress) throws(ListenError) -> (descriptor: Int32, port: UInt16) {
    func refusal() -> ListenError { .cannotListen(on: address, reason: errno) }
    let descriptor = socket(address.host.isVersion6 ? AF_INET6 : AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw refusal() }
    prepare(descriptor)
    // A server that was ended can begin again at once, though connections of its last life are still in the air.
    set(SOL_SOCKET, SO_REUSEADDR, of: descriptor)
    let isBound = withSocketAddress(of: address) { bind(descriptor, $0, $1) == 0 }
    guard isBound, Glibc.listen(descriptor, backlog) == 0 else {
      let refusal = refusal()
      close(descriptor)
      throw refusal
    }
    var storage = sockaddr_storage()
    return (descriptor, name(of: descriptor, &storage, getsockname)?.port ?? address.port)
  }

  /// The next client of the listening socket `descriptor`; nil where none waits, or the system has no room: `errno` says.
  static func accept(_ descriptor: Int32) -> (descriptor: Int32, peer: IPAddress)? {
    var storage = sockaddr_storage()
    var client: Int32 = -1
    let peer = name(of: descriptor, &storage) { descriptor, address, size in
      client = Glibc.accept(descriptor, address, size)
      return client
    }
    guard client >= 0 else { return nil }
    prepare(client)
    // Answers are written whole: to wait for more would only delay them.
    set(Int32(IPPROTO_TCP), TCP_NODELAY, of: client)
    return (client, peer?.host ?? .loopback)
  }

  private static func prepare(_ descriptor: Int32) {
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
  }

  private static func set(_ level: Int32, _ option: Int32, of descriptor: Int32) {
    var on: Int32 = 1
    setsockopt(descriptor, level, option, &on, socklen_t(MemoryLayout<Int32>.size))
  }

  private static func withSocketAddress<Result>(
    of address: ListenAddress, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
  ) -> Result {
    func pass<Address>(_ address: Address) -> Result {
      withUnsafePointer(to: address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          body($0, socklen_t(MemoryLayout<Address>.size))
        }
      }
    }
    if address.host.isVersion6 {
      var socketAddress = sockaddr_in6()
      socketAddress.sin6_family = sa_family_t(AF_INET6)
      socketAddress.sin6_port = address.port.bigEndian
      socketAddress.sin6_addr = address.host.in6
      return pass(socketAddress)
    }
    var socketAddress = sockaddr_in()
    socketAddress.sin_family = sa_family_t(AF_INET)
    socketAddress.sin_port = address.port.bigEndian
    socketAddress.sin_addr = address.host.in4
    return pass(socketAddress)
  }

  /// The address that `call` writes; nil where it has an error.
  private static func name(
    of descriptor: Int32, _ storage: inout sockaddr_storage,
    _ call: (Int32, UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Int32
  ) -> ListenAddress? {
    var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
    return withUnsafeMutablePointer(to: &storage) { pointer in
      let result = pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { call(descriptor, $0, &size) }
      guard result >= 0 else { return nil }
      switch Int32(pointer.pointee.ss_family) {
      case AF_INET:
        return pointer.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
          ListenAddress(
            host: IPAddress(version4: UInt32(bigEndian: $0.pointee.sin_addr.s_addr)),
            port: UInt16(bigEndian: $0.pointee.sin_port))
        }
      case AF_INET6:
        return pointer.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) {
          ListenAddress(
            host: IPAddress($0.pointee.sin6_addr), port: UInt16(bigEndian: $0.pointee.sin6_port))
        }
      default: return nil
      }
    }
  }
}
