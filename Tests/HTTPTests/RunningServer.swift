import Dispatch
import Foundation
import HTTP
import Synchronization
import Testing

/// A server that runs on a thread of its own until this is let go.
final class RunningServer: Sendable {
  let port: UInt16
  private let stopPipe: Int32
  private let ended: DispatchSemaphore

  typealias Handler = @Sendable (HTTPRequest, HTTPTicket, Inbox<Late>) -> HTTPReply
  typealias Late = (ticket: HTTPTicket, answer: HTTPAnswer)

  init(limits: HTTPLimits = HTTPLimits(), _ handler: @escaping Handler = { _, _, _ in .answer(.text(200, "ok\n")) })
    throws
  {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    let stop = ends[0]
    let (started, ended) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    let port = PortBox()
    Thread.detachNewThread {
      if let loop = try? EventLoop(),
        let server = try? HTTPServer(
          on: [ListenAddress(port: 0)], loop: loop, limits: limits, headers: [("X-Every", "answer")])
      {
        let inbox = try? loop.inbox { [unowned server] (late: [Late]) in
          for late in late { server.answer(late.ticket, with: late.answer) }
        }
        server.respond = { request, ticket in
          inbox.map { handler(request, ticket, $0) } ?? .answer(.text(500, "no inbox\n"))
        }
        loop.onReadable(stop) { [unowned server] in server.stop() }
        port.value.withLock { $0 = server.address.port }
        started.signal()
        loop.run()
        loop.forgetHandlers()
      } else {
        started.signal()
      }
      close(stop)
      ended.signal()
    }
    started.wait()
    self.port = try #require(port.value.withLock { $0 })
    (stopPipe, self.ended) = (ends[1], ended)
  }

  deinit {
    close(stopPipe)
    ended.wait()
  }

  /// Tells the server to stop, which it does when it has finished what it has begun.
  func beginToStop() {
    var byte: UInt8 = 0
    write(stopPipe, &byte, 1)
  }

  /// Whether it has ended within some seconds.
  func hasEnded() -> Bool {
    let hasEnded = ended.wait(timeout: .now() + 20) == .success
    if hasEnded { ended.signal() }
    return hasEnded
  }
}

private final class PortBox: Sendable {
  let value = Mutex<UInt16?>(nil)
}

/// A socket to the server, without any library that could tidy up what is sent.
final class Client {
  /// It must live as long as there are clients.
  private let server: RunningServer
  private let socket: Int32
  private var received: [UInt8] = []

  init(_ server: RunningServer) throws {
    self.server = server
    socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = server.port.bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    try #require(result == 0)
    var patience = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit {
    close(socket)
  }

  func send(_ text: String) {
    var bytes = Array(text.utf8)
    Glibc.send(socket, &bytes, bytes.count, Int32(MSG_NOSIGNAL))
  }

  /// Says that nothing more will be sent.
  func endSending() {
    shutdown(socket, Int32(SHUT_WR))
  }

  /// The next answer: its status, its head and as much body as `Content-Length` says.
  func answer(hasBody: Bool = true) throws -> (status: Int, head: String, body: String) {
    let head = try read(through: "\r\n\r\n")
    let status = try #require(Int(head.dropFirst("HTTP/1.1 ".count).prefix(3)))
    let length = head.split(separator: "\r\n").first { $0.hasPrefix("Content-Length: ") }
      .flatMap { Int($0.dropFirst("Content-Length: ".count)) }
    let count = hasBody ? length ?? 0 : 0
    while received.count < count { try #require(receive()) }
    defer { received.removeFirst(count) }
    return (status, head, String(decoding: received.prefix(count), as: UTF8.self))
  }

  /// The bytes up to and with `end`.
  func read(through end: String) throws -> String {
    let end = Array(end.utf8)
    while true {
      if let range = received.firstRange(of: end) {
        defer { received.removeSubrange(..<range.upperBound) }
        return String(decoding: received[..<range.upperBound], as: UTF8.self)
      }
      try #require(receive(), "the server closed the connection or said nothing for long: \(received.count) bytes")
    }
  }

  /// Whether the server closes the connection without another byte.
  func isClosed() -> Bool {
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
