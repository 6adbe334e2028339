import Glibc

/// An HTTP/1.1 server in an event loop. Source: RFC 9110 and RFC 9112.
///
/// All of it happens on the loop's thread, one request after another; an answer may come later. Each client has a limit for its head, its body and its time.
package final class HTTPServer {
  /// Where it listens.
  package let address: ListenAddress
  /// Says what is answered. A ticket is needed only for a reply that comes later.
  package var respond: (HTTPRequest, HTTPTicket) -> HTTPReply = { _, _ in .answer(.text(503, "Not yet.\n")) }
  /// Told of each answer when it is sent.
  package var observe: ((HTTPExchange) -> Void)?
  /// Says how a line of text becomes the answer to bytes that are no request, or one that is not taken.
  package var refusal: (HTTPAnswer) -> HTTPAnswer = { $0 }
  /// Whether only what has begun is still answered.
  package private(set) var isStopping = false

  let loop: EventLoop
  let limits: HTTPLimits
  /// The fields of every answer that has none of the same name, as they are sent.
  private let headers: [(name: String, line: [UInt8])]
  private var listening: Int32
  private var arrivals: EventSource?
  private var connections: [Int: HTTPConnection] = [:]
  private var accepted = 0
  private var stopDeadline = Int.max
  private var date = HTTPDate()
  private var buffer = [UInt8](repeating: 0, count: 65_536)

  /// How many clients are let in before others are served again.
  private static let batch = 64

  /// A server on the first of `addresses` that is free.
  ///
  /// - Throws: `ListenError` where none is.
  package init(
    on addresses: [ListenAddress], loop: EventLoop, limits: HTTPLimits = HTTPLimits(),
    headers: [(name: String, value: String)] = []
  ) throws(ListenError) {
    var failure = ListenError.noEventLoop
    var found: (descriptor: Int32, address: ListenAddress)?
    for address in addresses where found == nil {
      do throws(ListenError) {
        let (descriptor, port) = try Socket.listen(on: address)
        found = (descriptor, ListenAddress(host: address.host, port: port))
      } catch {
        // The first one says best what is wrong.
        if failure == .noEventLoop { failure = error }
      }
    }
    guard let found else { throw failure }
    (listening, address) = found
    (self.loop, self.limits) = (loop, limits)
    self.headers = headers.map { name, value in
      var line: [UInt8] = []
      line.appendField(name, value)
      return (name, line)
    }
    loop.every(milliseconds: max(5, min(250, limits.requestTime / 10))) { [unowned self] in sweep() }
    arrivals = loop.readable(listening) { [unowned self] in accept() }
    arrivals?.start()
  }

  deinit {
    arrivals = nil
    if listening >= 0 { close(listening) }
  }

  /// Gives the answer to a request whose reply was to come later; nothing happens if its client has gone.
  package func answer(_ ticket: HTTPTicket, with answer: HTTPAnswer) {
    connections[ticket.connection]?.answer(answer, for: ticket)
  }

  /// Begins the answer to a request whose reply was to come later, and leaves it open: `opened` gets what writes to it.
  /// `answer` says its status and its headers. Its client can tell whether it got all (`HTTPStream.finish`).
  package func stream(_ ticket: HTTPTicket, with answer: HTTPAnswer, opened: (HTTPStream) -> Void) {
    connections[ticket.connection]?.stream(answer, for: ticket, opened)
  }

  /// How many connections there are.
  package var connectionCount: Int { connections.count }

  /// Listens no more, finishes what has begun, and then stops the loop.
  package func stop() {
    guard !isStopping else { return }
    // Those who were told by the system that they are connected are let in.
    accept(atMost: limits.connections)
    isStopping = true
    stopDeadline = Clock.after(milliseconds: limits.stopTime)
    arrivals = nil
    close(listening)
    listening = -1
    for connection in Array(connections.values) { connection.wind(downWithin: min(1_000, limits.requestTime)) }
    stopIfDone()
  }

  // MARK: Connections

  private func accept() {
    // Somebody is waiting, or this would not be called.
    if connections.count < limits.connections || closeIdle() {
      accept(atMost: min(Self.batch, limits.connections - connections.count))
    } else {
      arrivals?.stop()
    }
  }

  private func accept(atMost most: Int) {
    for _ in 0..<most {
      guard let (descriptor, peer) = Socket.accept(listening) else {
        // Without room for another file, the next one must wait: `sweep` tries again.
        if errno == EMFILE || errno == ENFILE, !closeIdle() { arrivals?.stop() }
        return
      }
      accepted += 1
      let connection = HTTPConnection(descriptor, peer: peer, number: accepted, server: self)
      connections[accepted] = connection
      connection.open()
    }
  }

  /// Closes the connection that has been idle longest; returns whether there was one.
  private func closeIdle() -> Bool {
    let idle = connections.values.filter(\.isIdle).min { $0.begin < $1.begin }
    idle?.end()
    return idle != nil
  }

  func remove(_ connection: HTTPConnection) {
    connections[connection.number] = nil
    if isStopping { stopIfDone() } else { arrivals?.start() }
  }

  private func sweep() {
    let now = Clock.now()
    for connection in Array(connections.values) where connection.deadline <= now { connection.expire() }
    if isStopping, now >= stopDeadline { loop.stop() }
    arrivals?.start()
  }

  private func stopIfDone() {
    if connections.isEmpty { loop.stop() }
  }

  // MARK: Bytes

  /// Reads from `descriptor` what is there and gives it to `take`; returns what read(2) does.
  func receive(from descriptor: Int32, _ take: (ArraySlice<UInt8>) -> Void) -> Int {
    let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
    if count > 0 { take(buffer[..<count]) }
    return count
  }

  /// Adds the head of `answer`, with its empty line.
  ///
  /// - Parameters:
  ///   - length: how many bytes the body has; nil where that is not said.
  ///   - own: more fields.
  func append(
    headOf answer: HTTPAnswer, length: Int?, _ own: [(name: String, value: String)] = [], to bytes: inout [UInt8]
  ) {
    bytes += "HTTP/1.1 ".utf8
    bytes.appendDecimal(answer.status)
    bytes.append(0x20)
    bytes += answer.reason.utf8
    bytes += [0x0D, 0x0A]
    for (name, line) in headers where !answer.headers.contains(where: { $0.name == name }) { bytes += line }
    for (name, value) in answer.headers { bytes.appendField(name, value) }
    if let length, answer.mayHaveBody {
      bytes += "Content-Length: ".utf8
      bytes.appendDecimal(length)
      bytes += [0x0D, 0x0A]
    }
    for (name, value) in own { bytes.appendField(name, value) }
    bytes += date.field()
    bytes += [0x0D, 0x0A]
  }
}

extension [UInt8] {
  /// Adds a header field and the end of its line. Whatever `value` is made of, it cannot end the line itself.
  fileprivate mutating func appendField(_ name: String, _ value: String) {
    self += name.utf8
    self += [0x3A, 0x20]
    let start = count
    self += value.utf8
    for index in start..<count where self[index] < 0x20 || self[index] == 0x7F { self[index] = 0x20 }
    self += [0x0D, 0x0A]
  }

  fileprivate mutating func appendDecimal(_ number: Int) {
    let start = count
    var rest = number
    repeat {
      append(0x30 + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    self[start...].reverse()
  }
}
