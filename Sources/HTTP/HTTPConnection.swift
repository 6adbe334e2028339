import Glibc

/// One client's connection: reads a request, waits for its answer, writes it, and reads the next.
final class HTTPConnection {
  let number: Int
  let peer: IPAddress
  private unowned let server: HTTPServer
  private let descriptor: Int32
  private var readable: EventSource?
  private var writable: EventSource?

  private var parser: RequestParser
  /// What has come and was not taken yet.
  private var input: [UInt8] = []
  /// What is to be written.
  private var output: ArraySlice<UInt8> = []
  private var openStream: HTTPStream?
  private var streamed: Streamed?
  private(set) var phase = Phase.idle
  /// When `phase` began, as `Clock` has it.
  private(set) var begin = Clock.now()
  /// When `phase` ends in any case, as `Clock` has it.
  private(set) var deadline: Int
  /// How many requests there were.
  private var requests = 0
  private var pending: RequestHead?
  private var isEnded = false

  enum Phase: Equatable {
    /// Between requests.
    case idle
    /// A part of a request is here.
    case reading
    /// The request is being answered.
    case answering
    /// The answer is on its way; afterwards the connection stays open or is closed.
    case writing(thenCloses: Bool)
    /// The answer stays open.
    case streaming
    /// The answer to something that is no request is written; what still comes is thrown away, since to close a
    /// connection with unread bytes would take the answer back (RFC 9112, 9.6).
    case draining
    /// Closed; nothing happens any more.
    case ended
  }

  /// What is to be told of an answer that stays open.
  private struct Streamed {
    var head: RequestHead
    var status: Int
    var begin: Int
    var bytes = 0
  }

  /// More bytes than most heads of answers have.
  private static let usualHead = 1024

  init(_ descriptor: Int32, peer: IPAddress, number: Int, server: HTTPServer) {
    (self.descriptor, self.peer, self.number, self.server) = (descriptor, peer, number, server)
    parser = RequestParser(limits: server.limits)
    // Whoever connects and says nothing is given the time of a request.
    deadline = Clock.after(milliseconds: server.limits.requestTime)
  }

  deinit {
    (readable, writable) = (nil, nil)
    close(descriptor)
  }

  func open() {
    readable = server.loop.readable(descriptor) { [unowned self] in read() }
    writable = server.loop.writable(descriptor) { [unowned self] in
      // Held, since to flush may close the connection, which nobody else holds then.
      let connection = self
      connection.flush()
      connection.continueReading()
    }
    readable?.start()
  }

  /// Whether it can be closed without taking anything from anybody.
  var isIdle: Bool { phase == .idle }

  /// Makes the current request the last one.
  func wind(downWithin time: Int) {
    // What the system has received already counts as accepted.
    if phase == .idle { read() }
    switch phase {
    case .idle where requests > 0: end()
    // Who has just connected may be about to ask.
    case .idle: enter(.idle, within: time)
    case .streaming: end()
    case .reading, .answering, .writing, .draining, .ended: break
    }
  }

  // MARK: Reading

  private func read() {
    let count = server.receive(from: descriptor) { bytes in
      if phase != .draining, phase != .streaming { input += bytes }
    }
    if count < 0 {
      if errno == EAGAIN || errno == EINTR { return }
      return end()
    }
    // A client that has sent its last request may still wait for the answer (RFC 9112, 9.6); but one that says goodbye
    // between requests, or in the middle of one, or to a stream, is gone.
    if count == 0 {
      switch phase {
      case .answering, .writing:
        isEnded = true
        readable?.stop()
      case .idle, .reading, .streaming, .draining, .ended: end()
      }
      return
    }
    switch phase {
    case .idle:
      enter(.reading, within: server.limits.requestTime)
      takeRequests()
    case .reading: takeRequests()
    case .answering, .writing: if input.count > server.limits.headBytes { readable?.stop() }
    case .streaming, .draining, .ended: break
    }
  }

  /// Answers what is in `input`, as long as answers are there at once.
  private func takeRequests() {
    while phase == .reading {
      switch parser.next(from: &input) {
      case .needsMore(let wantsContinue):
        if wantsContinue { write(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)) }
        if !parser.isUnderWay(input) { enter(.idle, within: server.limits.idleTime) }
        return
      case .refused(let answer): return refuse(answer)
      case .request(let head, let body):
        requests += 1
        pending = head
        // Who has made a request may wait for the answer as long as it takes.
        enter(.answering, within: nil)
        let request = HTTPRequest(
          method: head.method, target: head.target, fields: head.fields, body: body, peer: peer)
        switch server.respond(request, HTTPTicket(connection: number, request: requests)) {
        case .answer(let answer): send(answer)
        case .later: return
        case .stream(let type, let opened): stream(type, opened)
        }
      }
    }
  }

  private func refuse(_ flaw: HTTPAnswer) {
    input = []
    let answer = server.refusal(flaw)
    var bytes: [UInt8] = []
    server.append(headOf: answer, length: answer.body.count, [("Connection", "close")], to: &bytes)
    output += bytes + answer.body
    note(nil, answer.status, answer.body.count)
    enter(.draining, within: min(2_000, server.limits.requestTime))
    flush()
  }

  // MARK: Answering

  /// Gives the answer to the request of `ticket`, if that is the one that waits.
  func answer(_ answer: HTTPAnswer, for ticket: HTTPTicket) {
    guard phase == .answering, ticket.request == requests else { return }
    send(answer)
    continueReading()
  }

  private func send(_ answer: HTTPAnswer) {
    guard let head = pending else { return }
    pending = nil
    let closes = !head.keepsAlive || isEnded || server.isStopping
    let own = closes ? [("Connection", "close")] : head.isVersion10 ? [("Connection", "keep-alive")] : []
    let hasBody = head.method != .head && answer.mayHaveBody
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Self.usualHead + (hasBody ? answer.body.count : 0))
    server.append(headOf: answer, length: answer.body.count, own, to: &bytes)
    if hasBody { bytes += answer.body }
    note(head, answer.status, hasBody ? answer.body.count : 0)
    enter(.writing(thenCloses: closes), within: server.limits.writeTime)
    write(bytes)
  }

  private func stream(_ type: String, _ opened: (HTTPStream) -> Void) {
    guard let head = pending else { return }
    guard head.method == .get, !head.isVersion10 else {
      return send(HTTPAnswer(type: type, body: []))
    }
    pending = nil
    begin(HTTPAnswer(headers: [("Content-Type", type)]), of: head, opened)
  }

  /// Begins the answer to the request of `ticket`, if that is the one that waits; it is the last one then, since nothing
  /// that comes meanwhile is kept.
  func stream(_ answer: HTTPAnswer, for ticket: HTTPTicket, _ opened: (HTTPStream) -> Void) {
    guard phase == .answering, ticket.request == requests, let head = pending else { return }
    pending = nil
    var answer = answer
    answer.headers.append(("Connection", "close"))
    begin(answer, of: head, opened)
  }

  private func begin(_ answer: HTTPAnswer, of head: RequestHead, _ opened: (HTTPStream) -> Void) {
    let stream = HTTPStream(self)
    openStream = stream
    streamed = Streamed(head: head, status: answer.status, begin: begin)
    enter(.streaming, within: nil)
    var bytes: [UInt8] = []
    // A client of HTTP/1.0 knows no pieces: there the end of the connection is the end.
    let own = head.isVersion10 ? [] : [("Transfer-Encoding", "chunked")]
    server.append(headOf: answer, length: nil, own, to: &bytes)
    write(bytes)
    if head.method == .head { finishStream() } else { opened(stream) }
  }

  /// Writes the next part of an answer that stays open.
  func write(piece: [UInt8]) {
    guard phase == .streaming, let streamed, !piece.isEmpty else { return }
    guard output.count + piece.count <= server.limits.streamBytes else { return end() }
    self.streamed?.bytes += piece.count
    if streamed.head.isVersion10 { return write(piece) }
    write(Array((String(piece.count, radix: 16) + "\r\n").utf8) + piece + [0x0D, 0x0A])
  }

  /// Says that an answer that stayed open is whole, and closes the connection.
  func finishStream() {
    guard phase == .streaming, let streamed else { return }
    openStream?.forget()
    (openStream, self.streamed) = (nil, nil)
    begin = streamed.begin
    note(streamed.head, streamed.status, streamed.bytes)
    enter(.writing(thenCloses: true), within: server.limits.writeTime)
    let isChunked = !streamed.head.isVersion10 && streamed.head.method != .head
    write(isChunked ? Array("0\r\n\r\n".utf8) : [])
  }

  /// Tells who counts of an answer.
  private func note(_ head: RequestHead?, _ status: Int, _ bytes: Int) {
    guard let observe = server.observe else { return }
    observe(
      HTTPExchange(
        method: head?.method, target: head?.target ?? "", status: status, bytes: bytes, duration: Clock.now() - begin))
  }

  // MARK: Writing

  private func write(_ bytes: [UInt8]) {
    if output.isEmpty { output = bytes[...] } else { output += bytes }
    flush()
  }

  private func flush() {
    while !output.isEmpty {
      let count = output.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      if count < 0, errno == EINTR { continue }
      if count < 0, errno == EAGAIN {
        writable?.start()
        if phase == .streaming, deadline == .max { deadline = Clock.after(milliseconds: server.limits.writeTime) }
        return
      }
      guard count > 0 else { return end() }
      output = output.dropFirst(count)
      // As long as the client takes something, it is not stuck.
      if isWriting { deadline = Clock.after(milliseconds: server.limits.writeTime) }
    }
    writable?.stop()
    output = []
    switch phase {
    case .writing(let thenCloses):
      if thenCloses { return end() }
      enter(.reading, within: server.limits.requestTime)
      if input.isEmpty { enter(.idle, within: server.limits.idleTime) }
    case .draining: shutdown(descriptor, Int32(SHUT_WR))
    case .streaming:
      deadline = .max
      openStream?.onDrained()
    case .idle, .reading, .answering, .ended: break
    }
  }

  private var isWriting: Bool {
    switch phase {
    case .writing, .streaming: true
    case .idle, .reading, .answering, .draining, .ended: false
    }
  }

  /// Goes on with requests that came while another was being answered.
  private func continueReading() {
    guard phase == .reading || phase == .idle else { return }
    readable?.start()
    takeRequests()
  }

  // MARK: Time

  private func enter(_ phase: Phase, within time: Int?) {
    self.phase = phase
    begin = Clock.now()
    deadline = time.map { begin + $0 * 1000 } ?? .max
  }

  /// Does what is due when the deadline has passed.
  func expire() {
    if phase == .reading { refuse(RequestFlaw.tooSlow.answer) } else { end() }
  }

  /// Closes the connection.
  func end() {
    guard phase != .ended else { return }
    phase = .ended
    (readable, writable) = (nil, nil)
    openStream?.close()
    openStream = nil
    server.remove(self)
  }
}
