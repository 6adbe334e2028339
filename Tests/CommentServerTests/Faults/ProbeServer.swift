import CommentDatabases
import Foundation
import RawHTTP
import Testing

/// A comment server in a process of its own, with its list of pages; the process ends with the value.
final class ProbeServer {
  let port: UInt16
  let process: Process
  private let leash: Leash

  /// - Parameters:
  ///   - database: the address of its database.
  ///   - rate: how many comments an hour one network may post, and all to one page.
  ///   - patience: how long it waits for another process that writes, in milliseconds.
  ///   - command: what starts it, if it is not to be started as it is.
  init(
    _ database: String, in folder: String, rate: Int = 1_000_000, patience: Int = 10_000, by command: [String] = []
  ) throws {
    let pages = folder + "/pages.jsonl"
    if !FileManager.default.fileExists(atPath: pages) {
      try RunningCommentServer.pageList.write(toFile: pages, atomically: true, encoding: .utf8)
    }
    let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    let output = Pipe()
    process = Process()
    leash = try Leash()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments =
      command + [
        program.path + "/CommentProbe", database, pages, RunningCommentServer.origin, "\(rate)", "\(patience)",
      ]
    let errors = Pipe()
    (process.standardOutput, process.standardError) = (output, errors)
    process.standardInput = leash.end
    try process.start()
    var said = Data()
    while said.last != UInt8(ascii: "\n"), let more = try output.fileHandleForReading.read(upToCount: 1), !more.isEmpty
    {
      said += more
    }
    guard let port = UInt16(String(decoding: said.dropLast(), as: UTF8.self)) else {
      let message = String(decoding: try errors.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
      process.waitUntilExit()
      throw DoesNotBegin(message: message, status: process.terminationStatus)
    }
    self.port = port
  }

  struct DoesNotBegin: Error {
    /// What it said on standard error.
    var message: String
    var status: Int32
  }

  deinit {
    end(by: SIGKILL)
  }

  /// Sends `signal` and waits until the process has ended.
  func end(by signal: Int32) {
    guard process.isRunning else { return }
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
  }

  /// What is answered to one request, on a connection of its own.
  func ask(_ line: String, body: String = "") throws -> RawClient.Answer {
    try CommentClient(port: port).ask(line, body: body)
  }
}

/// A client that keeps its connection.
final class CommentClient {
  private let client: RawClient

  init(port: UInt16) throws {
    client = try RawClient(port: port)
  }

  /// - Parameter address: whom the request is said to be passed on for.
  func ask(_ line: String, body: String = "", for address: String? = nil) throws -> RawClient.Answer {
    var text = "\(line) HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n"
    if let address { text += "X-Forwarded-For: \(address)\r\n" }
    client.send(text + "\r\n" + body)
    return try client.answer()
  }

  /// Posts a comment as a script would.
  func post(
    _ text: String, nonce: String, proof: String = "", page: String = "faq/mfa.html", for address: String? = nil
  ) throws -> RawClient.Answer {
    let fields = ["page": page, "name": "Ada", "text": text, "nonce": nonce, "proof": proof]
    let body = try JSONSerialization.data(withJSONObject: fields)
    return try ask("POST /api/comments", body: String(decoding: body, as: UTF8.self), for: address)
  }
}

/// A test cannot go on.
struct Trouble: Error, CustomStringConvertible {
  var description: String
}

/// What `GUIDEGEN_…` asks for, or `usual`.
func count(_ name: String, usually usual: Int) -> Int {
  ProcessInfo.processInfo.environment[name].flatMap { Int($0) } ?? usual
}

/// Waits until `condition` gives something.
@discardableResult
func eventually<Value>(_ what: String, within seconds: Double = 30, _ condition: () throws -> Value?) throws -> Value {
  let deadline = Date(timeIntervalSinceNow: seconds)
  while true {
    if let value = try condition() { return value }
    guard deadline > Date() else { throw Trouble(description: "it never came to this: \(what)") }
    usleep(5_000)
  }
}
