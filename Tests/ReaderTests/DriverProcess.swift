import Foundation
import Glibc
import Synchronization

/// One ChromeDriver for all tests, and a plain HTTP client for it: Foundation's refuses the driver's answers.
struct DriverProcess: Sendable {
  /// Started when first asked for, ended with the tests.
  static let shared = Result { try DriverProcess() }

  private let port: UInt16

  private init() throws {
    let tool = try Tool("chromedriver", package: "Debian's chromium-driver")
    // It picks a port for IPv6 first, which another program may have for IPv4.
    var tries = 5
    while true {
      do {
        let start = try tool.start(["--port=0"], until: "started successfully on port ")
        port = UInt16(start.number)
        Self.process.withLock { $0 = start.process.processIdentifier }
        break
      } catch  where tries > 1 {
        tries -= 1
      }
    }
    atexit {
      DriverProcess.process.withLock { process in
        if process > 0 { kill(process, SIGKILL) }
      }
    }
  }

  private static let process = Mutex<Int32>(0)

  /// Sends a request (HTTP/1.1, RFC 9112) and waits for the body of the answer.
  func request(_ method: String, _ path: String, body: Data) throws -> Data {
    let connection = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard connection >= 0 else { throw Browser.Refusal(description: "no socket: errno \(errno)") }
    defer { Glibc.close(connection) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let connected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(connection, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0 else { throw Browser.Refusal(description: "no connection to the driver: errno \(errno)") }
    let head = """
      \(method) \(path) HTTP/1.1\r
      Host: 127.0.0.1:\(port)\r
      Content-Type: application/json\r
      Content-Length: \(body.count)\r
      Connection: close\r
      \r

      """
    let handle = FileHandle(fileDescriptor: connection, closeOnDealloc: false)
    try handle.write(contentsOf: Data(head.utf8) + body)
    return try Self.body(from: connection)
  }

  /// What follows the head of an answer, as long as the head says.
  private static func body(from connection: Int32) throws -> Data {
    var answer = Data()
    var buffer = [UInt8](repeating: 0, count: 65536)
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
      let count = recv(connection, &buffer, buffer.count, 0)
      guard count > 0 else { throw Browser.Refusal(description: "the driver hung up: errno \(errno)") }
      answer += buffer[..<count]
    }
  }
}
