import Diagnostics
import Foundation
import Guide
import Preview
import Testing
import Threads
import YAML

/// A preview that runs on a thread of its own until this is let go.
final class RunningPreview: Sendable {
  let port: Int
  private let stopPipe: Int32
  private let ended: DispatchSemaphore

  /// - Parameters:
  ///   - folder: where the guide is, if not in its own folder.
  ///   - day: articles that are dated later are not shown; nil shows them.
  init(
    _ guide: TemporaryGuide, folder: String? = nil, drafts: Bool = false, day: CalendarDate? = nil, polls: Bool = false
  ) throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    let (stop, folder) = (ends[0], folder ?? guide.folder)
    let (started, ended) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    let port = Locked<Int?>(nil)
    Thread.detachNewThread {
      let preview = try? Preview(folder: folder, port: .exactly(0), threads: 2, polls: polls) {
        ArticleSelection(includesDrafts: drafts, day: day)
      }
      if let preview {
        port.withLock { $0 = preview.port }
        started.signal()
        preview.run(untilReadable: stop) { _ in }
      } else {
        started.signal()
      }
      close(stop)
      ended.signal()
    }
    started.wait()
    self.port = try #require(port.withLock { $0 })
    (stopPipe, self.ended) = (ends[1], ended)
  }

  deinit {
    close(stopPipe)
    ended.wait()
  }

  func get(_ target: String, method: String = "GET", host: String? = nil, headers: String = "") throws -> Answer {
    try Connection(port: port).exchange(target, method: method, host: host ?? "127.0.0.1:\(port)", headers: headers)
  }

  /// What the script of the page at `target` would listen to.
  func listen(to target: String) throws -> EventListener {
    let page = try get(target)
    return try EventListener(
      port: port, page: target, shown: page.attribute("data-shown"), findings: page.attribute("data-findings"))
  }
}

/// What the server sent.
struct Answer {
  var status: Int
  /// Names in lower case.
  var headers: [String: String]
  var body: [UInt8]

  var text: String { String(decoding: body, as: UTF8.self) }

  /// The value of the first attribute `name` in the page.
  func attribute(_ name: String) -> String {
    guard let start = text.range(of: name + "=\"")?.upperBound else { return "" }
    return String(text[start...].prefix { $0 != "\"" })
  }
}

/// A socket to the preview, without any library that could tidy up what is sent.
final class Connection {
  private let socket: Int32
  private var received: [UInt8] = []

  init(port: Int) throws {
    socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
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

  /// The bytes up to and with `end`.
  func read(through end: String) throws -> String {
    let end = Array(end.utf8)
    while true {
      if let range = received.firstRange(of: end) {
        let text = String(decoding: received[..<range.upperBound], as: UTF8.self)
        received.removeSubrange(..<range.upperBound)
        return text
      }
      try #require(receive(), "the server closed the connection or said nothing for long: \(received.count) bytes")
    }
  }

  func exchange(_ target: String, method: String, host: String, headers: String) throws -> Answer {
    send("\(method) \(target) HTTP/1.1\r\nHost: \(host)\r\nConnection: close\r\n\(headers)\r\n")
    let lines = try read(through: "\r\n\r\n").split(separator: "\r\n")
    let status = Int(lines.first?.split(separator: " ").dropFirst().first ?? "") ?? 0
    var fields: [String: String] = [:]
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1)
      fields[parts[0].lowercased()] = parts.last.map { $0.trimmingCharacters(in: .whitespaces) }
    }
    while receive() {}
    return Answer(status: status, headers: fields, body: received)
  }

  private func receive() -> Bool {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = recv(socket, &buffer, buffer.count, 0)
    guard count > 0 else { return false }
    received += buffer[..<count]
    return true
  }
}

/// A page that listens to the preview's events.
final class EventListener {
  private let connection: Connection

  init(port: Int, page: String, shown: String, findings: String) throws {
    connection = try Connection(port: port)
    connection.send(
      "GET /_preview/events?page=\(page)&shown=\(shown)&findings=\(findings) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n\r\n"
    )
    _ = try connection.read(through: ":\n\n")
  }

  /// The next event: its name and data.
  func next() throws -> (name: String, data: String) {
    let text = try connection.read(through: "\n\n")
    var name = ""
    var data: [Substring] = []
    for line in text.split(separator: "\n") {
      if line.hasPrefix("event: ") { name = String(line.dropFirst("event: ".count)) }
      if line.hasPrefix("data: ") { data.append(line.dropFirst("data: ".count)) }
    }
    return (name, data.joined(separator: "\n"))
  }
}
