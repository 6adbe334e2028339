import Foundation
import Glibc

/// A plain HTTP client for one driver on this machine: Foundation's refuses the drivers' answers.
struct WebDriverConnection: Sendable {
  let port: UInt16

  /// Sends a request (HTTP/1.1, RFC 9112) and waits for the body of the answer.
  func request(_ method: String, _ path: String, body: Data) throws -> Data {
    let connection = try LocalSocket(port: port)
    let head = """
      \(method) \(path) HTTP/1.1\r
      Host: 127.0.0.1:\(port)\r
      Content-Type: application/json\r
      Content-Length: \(body.count)\r
      Connection: close\r
      \r

      """
    try connection.send(Data(head.utf8) + body)
    return try Self.body(from: connection)
  }

  /// Sends a command, and returns the value of the answer (W3C WebDriver, 6.3).
  @discardableResult
  func command(_ method: String, _ path: String, _ parameters: JSON? = nil) throws -> JSON {
    let body = try parameters.map { try JSONEncoder().encode($0) } ?? Data()
    let value = try JSONDecoder().decode(JSON.self, from: request(method, path, body: body))["value"]
    guard value["error"] == .null || value["message"] == .null else {
      throw BrowserRefusal(description: "\(method) \(path): \(value["message"].text)")
    }
    return value
  }

  /// What follows the head of an answer, as long as the head says.
  private static func body(from connection: LocalSocket) throws -> Data {
    var answer = Data()
    let blank = Data("\r\n\r\n".utf8)
    var length: Int?
    while true {
      if length == nil, let end = answer.range(of: blank) {
        let head = String(decoding: answer[..<end.lowerBound], as: UTF8.self).lowercased()
        let field = head.split(separator: "\r\n").first { $0.hasPrefix("content-length:") }
        length = field.flatMap { Int($0.dropFirst("content-length:".count).trimmingPrefix(" ")) }
        answer = answer[end.upperBound...]
      }
      if let length, answer.count >= length { return answer.prefix(length) }
      answer += try connection.receive()
    }
  }
}

/// A connection to a program on this machine.
final class LocalSocket {
  private let descriptor: Int32

  /// How long an answer may take, in seconds.
  private static let patience = 90

  /// - Throws: where nobody listens at `port`.
  init(port: UInt16) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw BrowserRefusal(description: "no socket: errno \(errno)") }
    var limit = timeval(tv_sec: Self.patience, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let connected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0 else { throw BrowserRefusal(description: "nobody listens at port \(port): errno \(errno)") }
  }

  deinit { Glibc.close(descriptor) }

  /// A port that is free on this machine.
  static func freePort() throws -> UInt16 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { Glibc.close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, size) == 0 && getsockname(descriptor, $0, &size) == 0
      }
    }
    guard isBound else { throw BrowserRefusal(description: "no port is free: errno \(errno)") }
    return UInt16(bigEndian: address.sin_port)
  }

  func send(_ data: Data) throws {
    try FileHandle(fileDescriptor: descriptor, closeOnDealloc: false).write(contentsOf: data)
  }

  /// The next bytes, as many as there are, at most `count`.
  func receive(_ count: Int = 65_536) throws -> Data {
    var buffer = [UInt8](repeating: 0, count: count)
    let received = recv(descriptor, &buffer, buffer.count, 0)
    guard received > 0 else { throw BrowserRefusal(description: "the browser hung up: errno \(errno)") }
    return Data(buffer[..<received])
  }
}
