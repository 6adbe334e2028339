import Dispatch
import Foundation
import HTTP
import Testing

@Suite struct ServerTests {
  private static let get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"

  @Test func `many requests on one connection are answered in their order, sent together or not`() throws {
    let server = try RunningServer { request, _, _ in .answer(.text(200, request.target)) }
    let client = try Client(server)
    client.send((0..<50).map { "GET /\($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
    for number in 0..<50 { #expect(try client.answer().body == "/\(number)") }
    client.send("POST /p HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nab")
    client.send("cd")
    #expect(try client.answer().body == "/p")
  }

  @Test func `every answer says its length, the time and what the server adds`() throws {
    let client = try Client(RunningServer())
    client.send(Self.get)
    let head = try client.answer().head
    #expect(head.hasPrefix("HTTP/1.1 200 OK\r\n"))
    #expect(head.contains("\r\nContent-Length: 3\r\n"))
    #expect(head.contains("\r\nX-Every: answer\r\n"))
    #expect(try head.contains(Regex(#"\r\nDate: \w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT\r\n"#)))
    #expect(!head.contains("Connection"))
  }

  @Test func `a client that speaks HTTP 1.0 is told whether the connection stays open`() throws {
    let server = try RunningServer()
    let client = try Client(server)
    client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
    #expect(try client.answer().head.contains("\r\nConnection: keep-alive\r\n"))
    client.send("GET / HTTP/1.0\r\n\r\n")
    #expect(try client.answer().head.contains("\r\nConnection: close\r\n"))
    #expect(client.isClosed())
  }

  @Test func `HEAD and answers that have no body send none`() throws {
    let server = try RunningServer { request, _, _ in
      .answer(request.target == "/same" ? HTTPAnswer(status: 304) : .text(200, "ok\n"))
    }
    let client = try Client(server)
    client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\nGET /same HTTP/1.1\r\nHost: a\r\n\r\n" + Self.get)
    #expect(try client.answer(hasBody: false).head.contains("\r\nContent-Length: 3\r\n"))
    let same = try client.answer()
    #expect(same.status == 304)
    #expect(!same.head.contains("Content-Length"))
    #expect(try client.answer().body == "ok\n")
  }

  @Test func `a value cannot end its header's line`() throws {
    let server = try RunningServer { request, _, _ in
      .answer(HTTPAnswer(status: 303, headers: [("Location", "/a\r\nSet-Cookie: b=c\r\n\r\n<script>")]))
    }
    let client = try Client(server)
    client.send(Self.get)
    let head = try client.answer().head
    #expect(head.contains("\r\nLocation: /a  Set-Cookie: b=c    <script>\r\n"))
  }

  @Test func `what is no request is answered once, and the connection closed`() throws {
    let client = try Client(RunningServer())
    client.send("nonsense\r\n\r\n" + Self.get)
    let answer = try client.answer()
    #expect(answer.status == 400)
    #expect(answer.head.contains("\r\nConnection: close\r\n"))
    client.endSending()
    #expect(client.isClosed())
  }

  @Test func `a body that is too large is refused, and the refusal arrives though it was sent`() throws {
    var limits = HTTPLimits()
    limits.bodyBytes = 100
    let client = try Client(RunningServer(limits: limits))
    client.send(
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3000000\r\n\r\n" + String(repeating: "x", count: 200_000))
    #expect(try client.answer().status == 413)
  }

  @Test func `a client that asks whether its body is welcome is told so`() throws {
    let server = try RunningServer { request, _, _ in .answer(HTTPAnswer(body: request.body)) }
    let client = try Client(server)
    client.send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n")
    #expect(try client.read(through: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
    client.send("ab")
    #expect(try client.answer().body == "ab")
  }

  @Test(arguments: ["GET / HTTP/1.1\r\nHost: a\r\nX: ", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\n\r\n"])
  func `a client that sends a byte now and then has no longer than the others`(start: String) throws {
    var limits = HTTPLimits()
    limits.requestTime = 300
    let server = try RunningServer(limits: limits)
    let client = try Client(server)
    client.send(start)
    let clock = ContinuousClock()
    let begin = clock.now
    let trickle = DispatchSource.makeTimerSource()
    trickle.schedule(deadline: .now(), repeating: .milliseconds(20))
    trickle.setEventHandler { client.send("x") }
    trickle.resume()
    defer { trickle.cancel() }
    #expect(try client.answer().status == 408)
    #expect(clock.now - begin >= .milliseconds(200))
  }

  @Test func `connections that say nothing are closed`() throws {
    var limits = HTTPLimits()
    (limits.requestTime, limits.idleTime) = (200, 200)
    let server = try RunningServer(limits: limits)
    let (silent, used) = (try Client(server), try Client(server))
    used.send(Self.get)
    #expect(try used.answer().status == 200)
    #expect(silent.isClosed())
    #expect(used.isClosed())
  }

  @Test func `a client that takes nothing of its answer is given up`() throws {
    var limits = HTTPLimits()
    (limits.writeTime, limits.stopTime) = (200, 60_000)
    let server = try RunningServer(limits: limits) { request, _, _ in
      .answer(HTTPAnswer(body: [UInt8](repeating: 0x61, count: 50_000_000)))
    }
    let client = try Client(server)
    client.send(Self.get)
    server.beginToStop()
    #expect(server.hasEnded())
  }

  @Test func `when all connections are taken, the one that has been idle longest makes room`() throws {
    var limits = HTTPLimits()
    limits.connections = 2
    let server = try RunningServer(limits: limits)
    let clients = [try Client(server), try Client(server)]
    for client in clients.reversed() {
      client.send(Self.get)
      #expect(try client.answer().status == 200)
    }
    let third = try Client(server)
    third.send(Self.get)
    #expect(try third.answer().status == 200)
    #expect(clients[1].isClosed())
    clients[0].send(Self.get)
    #expect(try clients[0].answer().status == 200)
  }

  @Test func `while no connection can be spared, the next client waits for its turn`() throws {
    var limits = HTTPLimits()
    (limits.connections, limits.requestTime) = (1, 200)
    let server = try RunningServer(limits: limits)
    let slow = try Client(server)
    slow.send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n")
    #expect(try slow.read(through: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
    let next = try Client(server)
    next.send(Self.get)
    #expect(try slow.answer().status == 408)
    slow.endSending()
    #expect(try next.answer().status == 200)
  }

  @Test func `answers that other threads make reach their own requests`() throws {
    let server = try RunningServer { request, ticket, answers in
      let body = Array(request.target.utf8)
      DispatchQueue.global().async { answers.put([(ticket, HTTPAnswer(body: body))]) }
      return .later
    }
    let clients = try (0..<20).map { _ in try Client(server) }
    for round in 0..<20 {
      for (number, client) in clients.enumerated() {
        client.send("GET /\(number)/\(round) HTTP/1.1\r\nHost: a\r\n\r\n")
      }
      for (number, client) in clients.enumerated() { #expect(try client.answer().body == "/\(number)/\(round)") }
    }
  }

  @Test func `an answer whose client has gone goes nowhere`() throws {
    let waits = DispatchSemaphore(value: 0)
    let server = try RunningServer { request, ticket, answers in
      guard request.target == "/slow" else { return .answer(.text(200, "ok\n")) }
      DispatchQueue.global().async {
        waits.wait()
        answers.put([(ticket, .text(200, "late\n"))])
      }
      return .later
    }
    do {
      let gone = try Client(server)
      gone.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n")
    }
    let other = try Client(server)
    other.send(Self.get)
    #expect(try other.answer().body == "ok\n")
    waits.signal()
    other.send(Self.get)
    #expect(try other.answer().body == "ok\n")
  }

  @Test func `a server that is told to stop answers what it has begun, and no more`() throws {
    let (begun, goOn) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    let server = try RunningServer { request, ticket, answers in
      guard request.target == "/slow" else { return .answer(.text(200, "ok\n")) }
      DispatchQueue.global().async {
        begun.signal()
        goOn.wait()
        answers.put([(ticket, .text(200, "late\n"))])
      }
      return .later
    }
    let (slow, half, idle) = (try Client(server), try Client(server), try Client(server))
    idle.send(Self.get)
    #expect(try idle.answer().status == 200)
    half.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\na")
    slow.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n")
    begun.wait()
    server.beginToStop()
    #expect(idle.isClosed())
    half.send("b")
    #expect(try half.answer().head.contains("\r\nConnection: close\r\n"))
    goOn.signal()
    #expect(try slow.answer().body == "late\n")
    #expect(server.hasEnded())
  }

  @Test func `a stream is told piece by piece, and that its client has gone`() throws {
    let closed = DispatchSemaphore(value: 0)
    let server = try RunningServer { _, _, _ in
      .stream(type: "text/event-stream") { stream in
        stream.send("one")
        stream.send("two")
        stream.onClose = { closed.signal() }
      }
    }
    do {
      let client = try Client(server)
      client.send(Self.get)
      #expect(try client.read(through: "\r\n\r\n").contains("Transfer-Encoding: chunked"))
      #expect(try client.read(through: "two\r\n") == "3\r\none\r\n3\r\ntwo\r\n")
    }
    #expect(closed.wait(timeout: .now() + 20) == .success)
  }
}
