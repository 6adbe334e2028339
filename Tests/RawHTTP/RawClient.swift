import Foundation

/// A socket to a server on this machine, without any library that could tidy up what is sent.
open class RawClient {
  private let socket: Int32
  private var received: [UInt8] = []

  /// What a server has sent.
  public struct Answer {
    /// The number on its first line.
    public var status: Int
    /// With its empty line.
    public var head: String
    /// The body as it came.
    public var bytes: [UInt8]

    /// The body as text.
    public var body: String { String(decoding: bytes, as: UTF8.self) }

    /// The value of the field `name`; nil where there is none.
    public func field(_ name: String) -> String? {
      let start = name.lowercased() + ": "
      return head.split(separator: "\r\n").first { $0.lowercased().hasPrefix(start) }.map {
        String($0.dropFirst(start.count))
      }
    }
  }

  /// The server did not do what was waited for.
  public struct Silence: Error, CustomStringConvertible {
    /// What was waited for.
    public var description: String
  }

  /// Connects to `port` of 127.0.0.1.
  public init(port: UInt16) throws {
    socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else { throw Silence(description: "nothing answers on port \(port)") }
    var patience = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit {
    close(socket)
  }

  /// Sends `text` as it is.
  public func send(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard count > 0 else { return }
      bytes = bytes.dropFirst(count)
    }
  }

  /// Says that nothing more will be sent.
  public func endSending() {
    shutdown(socket, Int32(SHUT_WR))
  }

  /// The next answer: its status, its head and as much body as `Content-Length` says.
  public func answer(hasBody: Bool = true) throws -> Answer {
    let head = try read(through: "\r\n\r\n")
    guard let status = Int(head.dropFirst("HTTP/1.1 ".count).prefix(3)) else {
      throw Silence(description: "no status: \(head)")
    }
    var answer = Answer(status: status, head: head, bytes: [])
    let count = hasBody ? answer.field("Content-Length").flatMap { Int($0) } ?? 0 : 0
    while received.count < count {
      guard receive() else { throw Silence(description: "\(received.count) of \(count) bytes came") }
    }
    answer.bytes = Array(received.prefix(count))
    received.removeFirst(count)
    return answer
  }

  /// The bytes up to and with `end`.
  public func read(through end: String) throws -> String {
    let end = Array(end.utf8)
    while true {
      if let range = received.firstRange(of: end) {
        defer { received.removeSubrange(..<range.upperBound) }
        return String(decoding: received[..<range.upperBound], as: UTF8.self)
      }
      guard receive() else {
        throw Silence(description: "the server closed the connection or said nothing for long: \(received.count) bytes")
      }
    }
  }

  /// The next `count` bytes.
  public func read(count: Int) throws -> String {
    while received.count < count {
      guard receive() else { throw Silence(description: "\(received.count) of \(count) bytes came") }
    }
    defer { received.removeFirst(count) }
    return String(decoding: received[..<count], as: UTF8.self)
  }

  /// All that comes until the server closes the connection.
  public func readToEnd() throws -> [UInt8] {
    while receive() {}
    defer { received = [] }
    return received
  }

  /// Whether the server closes the connection without another byte.
  public func isClosed() -> Bool {
    var byte: UInt8 = 0
    let count = recv(socket, &byte, 1, 0)
    return received.isEmpty && (count == 0 || (count < 0 && errno == ECONNRESET))
  }

  private func receive() -> Bool {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = recv(socket, &buffer, buffer.count, 0)
    guard count > 0 else { return false }
    received += buffer[..<count]
    return true
  }
}
