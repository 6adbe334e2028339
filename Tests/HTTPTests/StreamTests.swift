import Dispatch
import Foundation
import HTTP
import RawHTTP
import Testing
import Threads

/// Answers that are larger than what a socket holds, and what is told of them.
@Suite struct StreamTests {
  @Test func `a large answer after which the connection closes reaches a client that is slow to read`() throws {
    let server = try RunningServer { _, _, _ in .answer(HTTPAnswer(body: [UInt8](repeating: 0x61, count: 20_000_000))) }
    let client = try Client(server)
    client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
    let other = try Client(server)
    other.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(try other.answer(hasBody: false).field("Content-Length") == "20000000")
    #expect(try client.answer().bytes.count == 20_000_000)
    #expect(client.isClosed())
  }

  @Test func `each answer is told of, with its size and its time`() throws {
    let told = Locked<[HTTPExchange]>([])
    let server = try RunningServer { request, _, _ in
      .answer(.text(request.target == "/" ? 200 : 404, "four"))
    } observe: { exchange in
      told.withLock { $0.append(exchange) }
    }
    let client = try Client(server)
    for line in ["GET /", "HEAD /", "POST /x?y", "NONSENSE"] {
      client.send("\(line) HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n")
      _ = try client.answer(hasBody: !line.hasPrefix("HEAD"))
    }
    let exchanges = told.withLock { $0 }
    #expect(exchanges.map(\.method) == [.get, .head, .post, nil])
    #expect(exchanges.map(\.target) == ["/", "/", "/x?y", ""])
    #expect(exchanges.map(\.status) == [200, 200, 404, 400])
    #expect(exchanges.prefix(3).map(\.bytes) == [4, 0, 4])
    #expect(exchanges.allSatisfy { (0..<20_000_000).contains($0.duration) })
  }
}
