#if Comments
import Foundation
import RawHTTP
import Testing

/// A `guidegen comments serve` on any port that is free, ended when this is let go.
final class ServedComments {
  let port: UInt16
  private let process: RunningProcess
  private let output: Captured
  private let errors: Captured
  private var hasEnded = false

  static let origin = "https://help.example.com"

  /// - Parameter arguments: what is said besides the origin and the address to listen on.
  init(_ folder: TestFolder, _ arguments: [String]) throws {
    let (output, errors) = (try Captured(), try Captured())
    let command = ["comments", "serve", "--listen", "127.0.0.1:0"] + arguments
    let process = try Command([try guidegenPath()] + command, in: folder)
      .start(output: output.descriptor, errors: errors.descriptor)
    (self.output, self.errors, self.process) = (output, errors, process)
    port = try eventually("guidegen comments serve prints its address: \(errors.text)") {
      let text = output.text
      guard text.hasPrefix("http://127.0.0.1:"), text.hasSuffix("/\n") else { return nil }
      return UInt16(text.dropFirst("http://127.0.0.1:".count).dropLast(2))
    }
  }

  deinit { if !hasEnded { _ = end(by: SIGKILL) } }

  /// What it has said on standard error.
  var complaints: String { errors.text }

  /// Sends `signal`; the status with which it then ends.
  func end(by signal: Int32) -> Int32 {
    hasEnded = true
    process.send(signal)
    return process.wait(patience: 60)
  }

  func get(_ target: String) throws -> RawClient.Answer {
    let client = try RawClient(port: port)
    client.send("GET \(target) HTTP/1.1\r\nHost: help.example.com\r\n\r\n")
    return try client.answer()
  }

  /// Posts a comment as a page's script does; the receipt, by name.
  func post(
    _ text: String, by author: String = "Ada", to page: String = "faq/mfa.html", replyingTo parent: String? = nil
  )
    throws -> [String: Any]
  {
    var fields = ["page": page, "name": author, "text": text, "nonce": UUID().uuidString]
    fields["parent"] = parent
    let body = String(decoding: try JSONSerialization.data(withJSONObject: fields), as: UTF8.self)
    let answer = try send(body, from: Self.origin)
    try #require(answer.status == 201, "\(answer.body)")
    return try #require(try JSONSerialization.jsonObject(with: Data(answer.bytes)) as? [String: Any])
  }

  /// Posts `body` as a program does, which says nothing of an origin.
  func postAsProgram(_ body: String) throws -> RawClient.Answer {
    try send(body, from: nil)
  }

  func send(_ body: String, to path: String = "/api/comments", from origin: String?) throws -> RawClient.Answer {
    let client = try RawClient(port: port)
    client.send(
      """
      POST \(path) HTTP/1.1\r\nHost: help.example.com\r\n\(origin.map { "Origin: \($0)\r\n" } ?? "")\
      Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)
      """)
    return try client.answer()
  }
}
#endif
