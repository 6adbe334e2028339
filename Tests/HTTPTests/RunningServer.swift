import Dispatch
import Foundation
import HTTP
import RawHTTP
import Testing
import Threads

/// A server that runs on a thread of its own until this is let go.
final class RunningServer: Sendable {
  let port: UInt16
  private let stopPipe: Int32
  private let ended: DispatchSemaphore

  typealias Handler = @Sendable (HTTPRequest, HTTPTicket, Inbox<Late>) -> HTTPReply
  typealias Late = (ticket: HTTPTicket, answer: HTTPAnswer)

  /// - Parameter observe: told of each answer, on the server's thread.
  init(
    limits: HTTPLimits = HTTPLimits(), _ handler: @escaping Handler = { _, _, _ in .answer(.text(200, "ok\n")) },
    observe: (@Sendable (HTTPExchange) -> Void)? = nil
  ) throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    let stop = ends[0]
    let (started, ended) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    let port = Locked<UInt16?>(nil)
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
        server.observe = observe
        loop.onReadable(stop) { [unowned server] in server.stop() }
        port.withLock { $0 = server.address.port }
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
    self.port = try #require(port.withLock { $0 })
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

/// A client of a server that lives as long as there are clients.
final class Client: RawClient {
  private let server: RunningServer

  init(_ server: RunningServer) throws {
    self.server = server
    try super.init(port: server.port)
  }
}
