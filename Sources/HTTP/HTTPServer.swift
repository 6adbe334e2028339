import Glibc

/// An HTTP/1.1 server in an event loop. Source: RFC 9110 and RFC 9112.
///
/// All of it happens on the loop's thread, one request after another; an answer may come later. Each client has a limit for its head, its body and its time.
package final class HTTPServer {
  /// Where it listens.
  package let address: ListenAddress
  /// Says what is answered. A ticket is needed only for a reply that comes later.
  package var respond: (HTTPRequest, HTTPTicket) -> HTTPReply = { _, _ in .answer(.text(503, "Not yet.\n")) }
  /// Whether only what has begun is still answered.
  package private(set) var isStopping = false

  let loop: EventLoop
  let limits: HTTPLimits
  /// The headers of every answer that has none of the same name.
  private let headers: [(name: String, value: String)]
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
    (self.loop, self.limits, self.headers) = (loop, limits, headers)
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

  /// The head of `answer`, with its empty line.
  func head(of answer: HTTPAnswer, connection: String?) -> [UInt8] {
    var fields = answer.headers
    if answer.mayHaveBody { fields.append(("Content-Length", String(answer.body.count))) }
    if let connection { fields.append(("Connection", connection)) }
    return statusLine(of: answer) + self.fields(fields)
  }

  func statusLine(of answer: HTTPAnswer) -> [UInt8] {
    Array("HTTP/1.1 \(answer.status) \(answer.reason)\r\n".utf8)
  }

  /// `own` and those fields of every answer that it does not replace, with the empty line after them.
  func fields(_ own: [(name: String, value: String)]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(1024)
    let general = headers.filter { header in !own.contains { $0.name == header.name } }
    for (name, value) in general + own + [("Date", date.now())] {
      bytes += name.utf8
      bytes += [0x3A, 0x20]
      // Whatever a value is made of, it cannot end its line.
      for byte in value.utf8 { bytes.append(byte < 0x20 || byte == 0x7F ? 0x20 : byte) }
      bytes += [0x0D, 0x0A]
    }
    bytes += [0x0D, 0x0A]
    return bytes
  }
}
