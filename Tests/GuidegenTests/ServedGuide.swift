import Foundation
import Testing

/// A `guidegen serve` of a guide, on any port that is free.
struct ServedGuide {
  private let process: RunningProcess
  private let output: Captured
  private let errors: Captured

  /// Starts it; nothing is known of it yet.
  init(_ folder: TestFolder, _ arguments: [String] = [], environment: [String: String] = [:]) throws {
    (output, errors) = (try Captured(), try Captured())
    process = try Command(
      [try guidegenPath(), "serve", "--port", "0"] + arguments, in: folder, environment: environment
    ).start(output: output.descriptor, errors: errors.descriptor)
  }

  /// The port that it listens on, when it has said so.
  func port() throws -> Int {
    try eventually("guidegen serve prints its address") { address }
  }

  private var address: Int? {
    let text = output.text
    guard text.hasPrefix("http://127.0.0.1:"), text.hasSuffix("/\n") else { return nil }
    return Int(text.dropFirst("http://127.0.0.1:".count).dropLast(2))
  }

  /// What it has said on standard error.
  var complaints: String { errors.text }

  /// Kills it (signal 9).
  func kill() {
    process.send(SIGKILL)
    _ = process.wait()
  }

  /// Sends `signal`; the status with which it then ends.
  func end(by signal: Int32) -> Int32 {
    process.send(signal)
    return process.wait(patience: 60)
  }

  /// The body of the answer to a request for `target`.
  static func get(_ target: String, port: Int) throws -> String {
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    try #require(result == 0, "nobody listens on \(port)")
    let request = Array("GET \(target) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\n\r\n".utf8)
    try #require(send(socket, request, request.count, Int32(MSG_NOSIGNAL)) == request.count)
    var answer: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = recv(socket, &buffer, buffer.count, 0)
      guard count > 0 else { break }
      answer += buffer[..<count]
    }
    let text = String(decoding: answer, as: UTF8.self)
    return text.range(of: "\r\n\r\n").map { String(text[$0.upperBound...]) } ?? ""
  }
}

/// Waits until `value` is there, at most half a minute.
func eventually<Value>(_ what: String, _ value: () throws -> Value?) throws -> Value {
  for _ in 0..<6000 {
    if let value = try value() { return value }
    usleep(5000)
  }
  return try #require(try value(), "waited for half a minute: \(what)")
}
