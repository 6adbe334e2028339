import Foundation
import Testing

/// A web server on 127.0.0.1 that ends with the value.
final class WebServer {
  let port: UInt16
  private let process: RunningProcess
  private let said: Captured
  private var hasEnded = false

  /// Starts a server; it answers when this returns.
  ///
  /// - Parameter arguments: the words that start it on the port that they are made for.
  static func start(in folder: TestFolder, _ arguments: (UInt16) throws -> [String]) throws -> WebServer {
    // Somebody else may take the port before the server does: then the server ends, and another port is tried.
    for _ in 0..<4 {
      let port = try freePort()
      let server = try WebServer(try arguments(port), port: port, in: folder)
      let answers = try eventually("the server answers") { () -> Bool? in
        if server.endedByItself() { return false }
        return (try? server.get("/")) == nil ? nil : true
      }
      if answers { return server }
      print(server.said.text)
    }
    throw NoAnswer()
  }

  private init(_ arguments: [String], port: UInt16, in folder: TestFolder) throws {
    self.port = port
    said = try Captured()
    process = try Command(arguments, in: folder).start(output: said.descriptor, errors: said.descriptor)
  }

  deinit {
    guard !hasEnded else { return }
    process.sendToAll(SIGKILL)
    _ = process.wait()
  }

  private func endedByItself() -> Bool {
    var status: Int32 = 0
    hasEnded = waitpid(process.identifier, &status, WNOHANG) == process.identifier
    return hasEnded
  }

  /// A port that nobody has.
  private static func freePort() throws -> UInt16 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = loopback(port: 0)
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, size) == 0 && getsockname(descriptor, $0, &size) == 0
      }
    }
    try #require(isBound)
    return UInt16(bigEndian: address.sin_port)
  }

  /// Nobody listens on the port.
  struct NoAnswer: Error {}

  /// Asks for `path` as it is written.
  func get(_ path: String, accepting encoding: String? = nil) throws -> WebAnswer {
    try WebAnswer(to: path, port: port, accepting: encoding)
  }

  fileprivate static func loopback(port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return address
  }
}

/// What a server answers, byte for byte: redirects are not followed, and nothing is unpacked.
struct WebAnswer {
  let status: Int
  /// By name in lower case; all values of a name that stands there more than once.
  let headers: [String: [String]]
  let body: [UInt8]

  /// The value of a header that must stand there once.
  subscript(name: String) -> String? {
    let values = headers[name.lowercased()] ?? []
    return values.count == 1 ? values[0] : values.isEmpty ? nil : "\(values)"
  }

  var text: String { String(decoding: body, as: UTF8.self) }

  /// The answer to a request for `path`.
  ///
  /// - Parameter encoding: the value of `Accept-Encoding`.
  /// - Throws: `WebServer.NoAnswer` where nobody listens.
  init(to path: String, port: UInt16, accepting encoding: String? = nil) throws {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = WebServer.loopback(port: port)
    let isConnected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    // Not a requirement: while the server starts, this is what has to be waited for.
    guard isConnected else { throw WebServer.NoAnswer() }
    let accepted = encoding.map { "Accept-Encoding: \($0)\r\n" } ?? ""
    let request = Array("GET \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\n\(accepted)\r\n".utf8)
    try #require(send(descriptor, request, request.count, Int32(MSG_NOSIGNAL)) == request.count)
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = recv(descriptor, &buffer, buffer.count, 0), count > 0 { bytes += buffer[..<count] }
    let end = try #require(bytes.firstRange(of: Array("\r\n\r\n".utf8)), "\(String(decoding: bytes, as: UTF8.self))")
    let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n")
    status = try #require(lines.first?.split(separator: " ").dropFirst().first.flatMap { Int($0) })
    var headers: [String: [String]] = [:]
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2 else { continue }
      headers[parts[0].lowercased(), default: []].append(parts[1].trimmingCharacters(in: .whitespaces))
    }
    self.headers = headers
    let rest = bytes[end.upperBound...]
    body = headers["transfer-encoding"] == ["chunked"] ? try Self.joined(rest) : Array(rest)
  }

  /// What `chunks` hold (RFC 9112, 7.1).
  private static func joined(_ chunks: ArraySlice<UInt8>) throws -> [UInt8] {
    var (rest, body) = (chunks, [UInt8]())
    let ending = Array("\r\n".utf8)
    while true {
      let line = try #require(rest.firstRange(of: ending))
      let size = try #require(Int(String(decoding: rest[..<line.lowerBound], as: UTF8.self), radix: 16))
      guard size > 0 else { return body }
      rest = rest[line.upperBound...]
      try #require(rest.count >= size + ending.count)
      body += rest.prefix(size)
      rest = rest.dropFirst(size + ending.count)
    }
  }
}
